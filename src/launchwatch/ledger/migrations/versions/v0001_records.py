"""One table of records, and an index of their words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table and its indices."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "record",
        sa.Column("seq", number, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("origin", sa.Text, nullable=False, server_default=""),
        sa.Column("statement", sa.String(100)),
        sa.Column("other", sa.String(100)),
        sa.Column("supersedes", sa.String(100)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("plain", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "id"),
    )
    op.create_index("record_kind", "record", ["kind", "seq"])
    op.create_index("record_origin", "record", ["kind", "origin", "seq"])
    for column in ("statement", "other", "supersedes"):
        op.create_index(f"record_{column}", "record", [column])
    if op.get_bind().dialect.name == "postgresql":
        words = "tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED"
        op.execute(f"ALTER TABLE record ADD COLUMN words {words}")
        op.execute("CREATE INDEX record_words ON record USING gin (words) WITH (fastupdate = off)")
        return
    op.execute("CREATE VIRTUAL TABLE record_text USING fts5(text, content='record', content_rowid='seq')")
    op.execute(
        "CREATE TRIGGER record_added AFTER INSERT ON record BEGIN "
        "INSERT INTO record_text(rowid, text) VALUES (new.seq, new.text); END"
    )
