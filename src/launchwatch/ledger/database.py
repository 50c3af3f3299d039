"""A ledger in a SQLite or PostgreSQL database, for teams: one table of records, kept up by migrations.

SQLite runs with a write-ahead log and full syncing, and a writer takes the write lock before it reads, so two
writers queue instead of failing. PostgreSQL commits before `add` returns. Full text search is that of the
database: FTS5 in SQLite, `tsvector` in PostgreSQL.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from launchwatch.errors import InputError
from launchwatch.ledger.records import KINDS, Document, Record, Report, read_record, searched_text
from launchwatch.ledger.store import taken

HEAD: Final = "0001"
"""The newest migration."""
DRIVERS: Final = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
WAIT_S: Final = 60
"""A writer waits this long for another, or for the server."""
MANY: Final = 5000
"""So many values at most in one condition: SQLite takes 32,766 in a statement, PostgreSQL 65,535."""

_COLUMNS: Final = (
    *("seq", "kind", "id", "hash", "origin", "statement", "other", "supersedes", "text", "plain"),
)
TABLE: Final = sa.table(
    "record",
    *(sa.column(name) for name in _COLUMNS),
)


class DatabaseStore:
    """Records in a database; see `launchwatch.ledger.store.Store`."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        weakref.finalize(self, self._engine.dispose)  # connections are kept as long as the store
        self.place = self._engine.url.render_as_string(hide_password=True)
        self._problems: dict[str, None] = {}
        with self._told():
            self._migrate()

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read since all records were last asked for."""
        return tuple(self._problems)

    def add(self, records: Iterable[Record]) -> int:
        """Keep records in one transaction; how many were new."""
        given = list(records)
        rows = [_row(record) for record in given]
        if not rows:
            return 0
        with self._told():
            try:
                with self._writing() as connection:
                    found = connection.execute(self._insert.returning(TABLE.c.seq), rows).all()
                    if len(found) >= MANY and self._engine.dialect.name == "postgresql":
                        connection.exec_driver_sql("ANALYZE record")  # or its planner knows an empty table
                    return len(found)
            except IntegrityError:
                raise self._taken(given) from None

    @property
    def _insert(self) -> sa.Insert:
        from sqlalchemy.dialects import postgresql, sqlite

        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        return insert(TABLE).on_conflict_do_nothing(index_elements=["hash"])

    def _taken(self, records: list[Record]) -> InputError:
        """Which record has a name that another has."""
        there = self._where(TABLE.c.id, {record.id for record in records})
        held = {(r.kind, r.id): r.hash for r in there}
        clashes = (r for r in records if held.setdefault((r.kind, r.id), r.hash) != r.hash)
        return taken(next(clashes, records[0]), self.place)

    def records(self) -> tuple[Record, ...]:
        """All records, kind by kind, each kind in the order in which it was added."""
        self._problems = {}
        order = sa.case({kind: k for k, kind in enumerate(KINDS)}, value=TABLE.c.kind)
        return self._fetch(sa.select(TABLE.c.plain).order_by(order, TABLE.c.seq))

    def find(
        self, kind: str, *, words: str = "", origin: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Record, ...]:
        """Records of a kind that hold all `words` and come from an `origin`; see `Store.find`."""
        query = sa.select(TABLE.c.plain).where(TABLE.c.kind == kind)
        if origin:
            query = query.where(TABLE.c.origin == origin)
        if tokens := [token for token in words.split() if any(map(str.isalnum, token))]:
            query = query.where(self._matches(tokens))
        return self._fetch(query.order_by(TABLE.c.seq).limit(limit).offset(offset))

    def about(self, statements: Collection[str]) -> tuple[Record, ...]:
        """The records that speak of statements, and the documents of their reports; see `Store.about`."""
        names = set(statements)
        found = [
            *self._where(TABLE.c.statement, names),
            *self._where(TABLE.c.other, names),
            *self._where(TABLE.c.supersedes, names, "statement"),
        ]
        wanted = {r.document for r in found if isinstance(r, Report)}
        known: set[str] = set()
        while wanted:
            documents = self._where(TABLE.c.id, wanted, "document")
            found += documents
            known |= wanted
            wanted = {d.copy_of for d in documents if isinstance(d, Document) and d.copy_of} - known
        return tuple({(r.kind, r.id): r for r in found}.values())

    def _where(self, column: sa.ColumnClause[Any], values: set[str], kind: str = "") -> list[Record]:
        """Records in which a column has one of some values, as they were added."""
        query = sa.select(TABLE.c.plain).order_by(TABLE.c.seq)
        if kind:
            query = query.where(TABLE.c.kind == kind)
        every = sorted(values)
        parts = (every[k : k + MANY] for k in range(0, len(every), MANY))
        return [record for part in parts for record in self._fetch(query.where(column.in_(part)))]

    def _matches(self, tokens: list[str]) -> sa.ColumnElement[bool]:
        if self._engine.dialect.name == "postgresql":
            query = sa.func.plainto_tsquery(sa.literal_column("'simple'"), " ".join(tokens))
            return sa.literal_column("words").op("@@")(query)
        quoted = " ".join('"' + token.replace('"', '""') + '"' for token in tokens)
        found = sa.text("SELECT rowid FROM record_text WHERE record_text MATCH :quoted")
        return TABLE.c.seq.in_(found.bindparams(quoted=quoted).columns(sa.column("rowid")))

    def _fetch(self, query: sa.Select[Any]) -> tuple[Record, ...]:
        with self._told(), self._engine.connect() as connection:
            plains = connection.execute(query).scalars().all()
        found = []
        for plain in plains:
            try:
                found.append(read_record(json.loads(plain), self.place))
            except InputError as error:
                self._problems[str(error)] = None
        return tuple(found)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def _migrate(self) -> None:
        with self._engine.connect() as connection:
            found = _revision(connection)
            if found == HEAD:
                return
            if found is not None and found > HEAD:
                raise InputError(
                    f"a newer launchwatch made this ledger (migration {found})",
                    where=self.place,
                    mend="update launchwatch",
                )
        from alembic import command
        from alembic.config import Config

        with self._writing() as connection:
            if self._engine.dialect.name == "postgresql":  # one opener at a time
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7155)")
            found = _revision(connection)  # asked again: another opener may have been first
            if found is None and sa.inspect(connection).has_table("record"):
                raise InputError(
                    "this database holds something else",
                    where=self.place,
                    mend="is it a ledger of launchwatch?",
                )
            if found != HEAD:
                settings = Config()
                settings.set_main_option("script_location", "launchwatch.ledger:migrations")
                settings.attributes["connection"] = connection
                command.upgrade(settings, "head")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database in one sentence."""
        try:
            yield
        except OperationalError as error:
            why = str(error.orig).strip().splitlines()[0]
            raise InputError(
                f"the database cannot be used: {why}",
                where=self.place,
                mend="check the address and the server",
            ) from None
        except SQLAlchemyError as error:
            raise InputError(
                f"the database refused: {str(getattr(error, 'orig', error)).strip().splitlines()[0]}",
                where=self.place,
                mend="is it a ledger of launchwatch?",
            ) from None


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in DRIVERS:
        raise InputError(
            f"'{url.split('@')[-1]}' is no address of a ledger",
            mend="write sqlite:///FILE or postgresql://USER@HOST/NAME",
        )
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        try:
            import psycopg  # noqa: F401
        except ImportError:
            raise InputError(
                "PostgreSQL needs the driver psycopg", mend="install launchwatch[postgres]"
            ) from None
        return sa.create_engine(
            parsed.set(drivername=DRIVERS[backend]),
            pool_pre_ping=True,
            connect_args={"connect_timeout": WAIT_S},
        )
    if parsed.database in (None, "", ":memory:"):
        raise InputError(f"'{url}' names no file", mend="write sqlite:///FILE")
    engine = sa.create_engine(parsed.set(drivername=DRIVERS[backend]), connect_args={"timeout": WAIT_S})

    @sa.event.listens_for(engine, "connect")
    def durable(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun by us, not by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={WAIT_S * 1000}"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _revision(connection: sa.Connection) -> str | None:
    """The migration that a database stands at; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _row(record: Record) -> dict[str, Any]:
    plain = record.to_json()
    return {
        "kind": record.kind,
        "id": record.id,
        "hash": plain["hash"],
        "origin": getattr(record, "origin", "").replace("\0", " "),  # PostgreSQL holds no NUL in a text
        "statement": getattr(record, "statement", None) or getattr(record, "of", None),
        "other": getattr(record, "to", None),
        "supersedes": record.supersedes,
        "text": searched_text(record).replace("\0", " "),
        "plain": json.dumps(plain, ensure_ascii=False, allow_nan=False),
    }
