"""Launchers are found by any of their names; what is wrong in a file is said with place and mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import LibraryError
from launchwatch.launcher import launcher_names, load_launcher
from launchwatch.launcher.library import folded, suggestion, unique
from launchwatch.launcher.toml import dotted, line_of

LIBRARY = Path(__file__).resolve().parents[2] / "src/launchwatch/launcher/data/launchers"
UNHA = (LIBRARY / "unha-3.toml").read_text(encoding="utf-8")


def test_the_library_holds_the_launchers_of_the_first_brief() -> None:
    assert launcher_names() == ["Chollima-1", "Delta III", "Falcon 9", "PSLV-XL", "Saturn V", "Unha-3"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("unha-3", "Unha-3"),
        ("UNHA 3", "Unha-3"),
        ("Kwangmyongsong", "Unha-3"),
        ("Cheonlima-1", "Chollima-1"),
        ("chollima 1", "Chollima-1"),
        ("Delta 8930", "Delta III"),
        ("falcon 9 v1.2", "Falcon 9"),
        ("as-506", "Saturn V"),
        ("pslv", "PSLV-XL"),
    ],
)
def test_a_launcher_is_found_by_any_of_its_names(said: str, name: str) -> None:
    assert load_launcher(said).name == name


def test_every_alias_and_the_line_of_the_record_are_names_too() -> None:
    for name in launcher_names():
        launcher = load_launcher(name)
        for alias in (*launcher.aliases, launcher.line):
            assert load_launcher(alias.upper()).name == name


def test_an_unknown_launcher_is_met_with_the_nearest_names() -> None:
    with pytest.raises(LibraryError, match=r"no launcher 'Cholima-1'; did you mean Chollima") as caught:
        load_launcher("Cholima-1")
    assert str(caught.value).count("\n") == 0
    with pytest.raises(LibraryError, match=r"known are Chollima-1, Delta III, .*path of a \.toml file"):
        load_launcher("zzzz")


def test_a_suggestion_names_each_candidate_once() -> None:
    assert suggestion("unha3", ["Unha-3", "unha 3"], []).count("or") == 0


def test_two_entries_may_not_claim_one_name() -> None:
    with pytest.raises(LibraryError, match="belongs to 'a' and 'b'"):
        unique({"a": ["Unha-3"], "b": ["unha 3"]}, "launcher")


@given(st.text(max_size=30))
def test_any_name_is_either_found_or_refused_in_one_line(name: str) -> None:
    try:
        load_launcher(name)
    except LibraryError as error:
        assert error.what


def test_folding_twice_is_folding_once() -> None:
    assert folded(folded("Chŏllima – 1")) == folded("Chŏllima – 1") == "chŏllima1"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_ones_own_is_read_in_the_same_form(tmp_path: Path) -> None:
    path = write(tmp_path, UNHA.replace('name = "Unha-3"', 'name = "Mine"', 1))
    mine = load_launcher(path)
    assert mine.name == "Mine"
    assert load_launcher(str(path)) == mine
    assert mine.stages == load_launcher("Unha-3").stages
    assert mine.drag == load_launcher("Unha-3").drag


def test_a_file_may_bring_its_own_drag(tmp_path: Path) -> None:
    own = '\n[drag]\ntable = [[0.0, 0.2], [2.0, 0.4]]\nsource = "wind tunnel"\n'
    drag = load_launcher(write(tmp_path, UNHA + own)).drag
    assert [drag.coefficient(m) for m in (0.0, 1.0, 2.0, 9.0)] == pytest.approx([0.2, 0.3, 0.4, 0.4])


FAULTS = [
    # what is done to the file, the line it is done on, what the message must say
    (
        'propellant = { value = "57 to 66 t"',
        'propellant = { value = "57 to 66 km"',
        r"stages 1\.propellant: .*km",
    ),
    ('thrust = { value = "138 to 168 kN"', 'thrust = { value = "lots"', r"stages 2\.thrust: .*lots"),
    ('dry = { value = "0.42 to 0.60 t"', 'dryy = { value = "0.42 to 0.60 t"', r"stages 3.*missing"),
    ('propellant = { value = "57 to 66 t"', 'propellant = { value = "0 t"', r"(?s)stages 1.*"),
    ('insertion = "direct"', 'insertion = "sideways"', r"insertion: 'sideways' is wrong"),
    ('jettison = { value = "30 to 75 s"', 'jettison = { value = "30 to 75 t"', r"fairing\.jettison: .*time"),
    ('after_ignition_of = "stage 2"', 'after_ignition_of = "stage 7"', r"'stage 7', which is no stage"),
    ('name = "stage 3"', 'name = "stage 2"', r"'stage 2' is used twice"),
    (
        'ignition_delay = { value = "1 to 5 s"',
        'x = { value = "1 to 5 s"',
        r"stages 2\.x: this key is unknown",
    ),
    (
        'propellant = { value = "8.8 to 11.2 t", source = "kantei", guess = true, note',
        "propellant = 5 #",
        r"write \{ value",
    ),
    (
        'dry = { value = "1.2 to 1.9 t", source = "none", guess = true, note',
        'dry = "1.5 t" #',
        r"has no source",
    ),
    (
        'fairing]\nmass = { value = "250 to 450 kg", source = "none", guess = true',
        'fairing]\nmass = { value = "1 t", source = "none"',
        r"not marked as a guess",
    ),
    (
        'mass = { value = "250 to 450 kg"',
        'mass = { dimension = "time", value = "250 to 450 kg"',
        r"leave it out",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_is_said_with_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert UNHA.count(old) == 1 or old.startswith(("name", "ignition"))
    path = write(tmp_path, UNHA.replace(old, new, 1))
    with pytest.raises(LibraryError, match=message) as caught:
        load_launcher(path)
    said = str(caught.value)
    assert str(path) in said and "\n" not in said and "pydantic" not in said


def test_the_line_that_is_named_is_the_line_of_the_fault(tmp_path: Path) -> None:
    text = UNHA.replace('thrust = { value = "138 to 168 kN"', 'thrust = { value = "138 to 168 kg"')
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "138 to 168 kg" in row)
    with pytest.raises(LibraryError, match=rf"mine\.toml, line {line}, stages 2\.thrust"):
        load_launcher(write(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[stages]]", "[[stages", "this is not TOML: .*line"),
        ('payload = "https', 'payload = 3 # "https', r"\[sources\] must hold texts"),
        ('state = "KP"', "state = nan", "state: "),
    ],
)
def test_what_is_no_library_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        load_launcher(write(tmp_path, UNHA.replace(old, new, 1)))


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"nowhere\.toml: there is no such file"):
        load_launcher(tmp_path / "nowhere.toml")
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(LibraryError, match="cannot be read"):
        load_launcher(folder)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"name = '\xff'")
    with pytest.raises(LibraryError, match=r"byte 8 is not UTF-8"):
        load_launcher(binary)
    binary.write_bytes(b"#" * 1_000_001)
    with pytest.raises(LibraryError, match=r"1,000,001 bytes"):
        load_launcher(binary)


def test_deep_nesting_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        load_launcher(write(tmp_path, "a = " + "[" * 20_000))


def test_the_order_of_ignitions_is_checked(tmp_path: Path) -> None:
    first = UNHA.replace("separation_delay = {", 'ignition_delay = "free"\nseparation_delay = {', 1)
    with pytest.raises(LibraryError, match="first stage has no ignition_delay"):
        load_launcher(write(tmp_path, first))
    second = re.sub(r'ignition_delay = \{ value = "1 to 5 s".*', 'ignition_delay = "free"', UNHA)
    with pytest.raises(LibraryError, match="only the last stage"):
        load_launcher(write(tmp_path, second))
    third = re.sub(r'ignition_delay = \{ value = "2 to 10 s".*', "", UNHA)
    with pytest.raises(LibraryError, match="needs an ignition_delay"):
        load_launcher(write(tmp_path, third))


def test_strap_ons_follow_only_groups_before_them(tmp_path: Path) -> None:
    delta = (LIBRARY / "delta-iii.toml").read_text(encoding="utf-8")
    for lit in ("after nobody", "after strap-ons 7 to 9"):
        with pytest.raises(LibraryError, match="names no group before it"):
            load_launcher(write(tmp_path, delta.replace("after strap-ons 1 to 6", lit)))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[[0.0, 0.3]]", "drag.table: .*add entries"),
        ("[[0.1, 0.3], [1.0, 0.4]]", "must rise from 0"),
        ("[[0.0, 0.3], [2.0, 0.4], [2.0, 0.5]]", "must rise from 0"),
        ("[[0.0, 0.3], [1.0, -0.4]]", "negative"),
        ("[[0.0, 0.3], [1.0, inf]]", "finite"),
    ],
)
def test_a_wrong_drag_table_is_refused(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        load_launcher(write(tmp_path, f'{UNHA}\n[drag]\ntable = {table}\nsource = "x"\n'))


def test_a_sea_level_figure_above_vacuum_is_refused(tmp_path: Path) -> None:
    text = UNHA.replace('{ value = "222 to 230 s"', '{ value = "272 to 280 s"')
    with pytest.raises(LibraryError, match="higher than the one in vacuum"):
        load_launcher(write(tmp_path, text))


def test_places_are_spoken_as_people_count() -> None:
    assert dotted(("stages", 1, "thrust", "value")) == "stages 2.thrust.value"
    assert dotted(()) == ""


def test_a_place_that_is_not_in_the_text_has_no_line() -> None:
    assert line_of("a = 1\n", ("b",)) is None
    assert line_of("a = 1\n", ()) is None
    assert line_of("a = 1\n", ("a",)) == 1
    assert line_of("[t]\na = 1\n[u]\nb = 2\n", ("t", "b")) == 1
    assert line_of("[[s]]\na = 1\n[[s]]\n", ("s", 1)) == 3


PIECES = [row for row in UNHA.splitlines() if row]


@given(
    cut=st.integers(0, len(PIECES) - 1),
    put=st.sampled_from(
        ["", "=", "x = 1", "[[stages]]", "value", "{", "nan", "name = 7", 'name = ""', "\x00"]
    ),
    rows=st.integers(0, 6),
)
def test_a_damaged_file_ends_in_one_of_our_errors(
    tmp_path_factory: pytest.TempPathFactory, cut: int, put: str, rows: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_text("\n".join([*PIECES[:cut], put, *PIECES[cut + rows :]]), encoding="utf-8")
    try:
        load_launcher(path)
    except LibraryError as error:
        assert "\n" not in error.what
