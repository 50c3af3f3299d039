"""A case folder that is wrong: one clear sentence with file, line, key, what and mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launchwatch.case import CaseFileError, load_case
from launchwatch.errors import CaseError, InputError

# ruff: noqa: E501 (the table of faults is read by line)
Make = Callable[..., Path]
HEAD = (
    '[case]\nname = "demo"\ntitle = "Demo"\nsummary = "A demonstration."\nlauncher = "Unha-3"\nsite = "Sohae"\n'
    'utc_offset = "+09:00"\nsatellite = "Demo-1"\nattempt = 1\nline = "Unha-3"\n\n'
    '[sources]\npaper = "A paper, 1 May 2023, https://example.org/a"\n'
)
WINDOW = '[[window]]\npublished = "2023-05-01"\nsource = "paper"\nbegin = "2023-05-02T00:00Z"\nend = "2023-05-03T00:00Z"\n'
AREA = '[[area]]\npublished = "2023-05-01"\nsource = "paper"\nlabel = "A"\nrole = "stage 1"\n'
SEEN = '[[observation]]\npublished = "2023-05-01"\nsource = "paper"\nkind = "splash"\npiece = "stage 1"\n'
SAID = '[[statement]]\npublished = "2023-05-01"\nsource = "paper"\nspeaker = "A"\nsaid = "b"\n'
INLINE = HEAD.replace('site = "Sohae"', 'site = "Nowhere"').replace(
    "[sources]", "[case.site_position]\nlatitude = {lat}\nlongitude = {lon}\n{more}\n\n[sources]"
)


def refused(folder: Path) -> CaseFileError:
    with pytest.raises(CaseFileError) as caught:
        load_case(folder)
    return caught.value


def test_a_right_case_loads_from_folder_or_file(make: Make) -> None:
    folder = make(WINDOW)
    assert load_case(folder).windows == load_case(folder / "case.toml").windows
    assert load_case(str(folder)).pad.name == "Sohae"


@pytest.mark.parametrize(
    "items,words",
    [
        (AREA + 'circle = { center = [36.0, 124.0], radius = "30 s" }', "line 20, area[1].circle.radius: '30 s' is a time"),
        (AREA + "circle = { center = [36.0, 124.0], radius = 30 }", "has no unit"),
        (AREA + "corners = [[1.0, 1.0], [2.0, 2.0], [1.0, 2.0], [2.0, 1.0]]", "area[1]: the area crosses itself"),
        (AREA + "corners = [[1.0, 1.0], [2.0, 2.0]]", "too few entries"),
        (AREA + "corners = [[91.0, 1.0], [2.0, 2.0], [3.0, 4.0]]", "latitude 91 is not between -90 and 90"),
        (AREA, "area 'A' has no position"),
        (AREA + 'circle = { center = [36.0, 124.0], radius = "-3 km" }', "below zero"),
        (AREA + 'circle = { center = [1.0, 1.0], radius = "3 km" }\n' + AREA + 'circle = { center = [1.0, 1.0], radius = "3 km" }', "given twice"),
        (AREA.replace("stage 1", "stag 1") + "x = 1", "did you mean 'stage 1'"),
        (AREA.replace("stage 1", "wing"), "known are stage 1"),
        (WINDOW.replace("05-03T00:00Z", "05-01T00:00Z"), "line 19, window[1].end: the window ends at 2023-05-01T00:00Z"),
        (WINDOW.replace("05-02T00:00Z", "05-02T00:00"), "line 18, window[1].begin: '2023-05-02T00:00' has no time zone"),
        (WINDOW.replace('"2023-05-02T00:00Z"', "2023-05-02T00:00:00"), "has no time zone"),
        (WINDOW.replace('"2023-05-02T00:00Z"', "2023-05-02"), "without a time"),
        (WINDOW + 'daily_begin = "07:00Z"', "daily_begin and daily_end go together"),
        (WINDOW + 'dayly_begin = "07:00Z"', "unknown key 'dayly_begin'; did you mean 'daily_begin'?"),
        (WINDOW + "zzz = 1", "unknown key 'zzz'; known are published, source"),
        (WINDOW + 'notice = "notices/none.txt"', "there is no file 'notices/none.txt'"),
        (WINDOW + 'attempt = "these"', "did you mean 'this'"),
        (WINDOW + 'attempt = "first"', "known are 'this', 'earlier'"),
        (WINDOW + "note = 5", "5 must be text in quotes"),
        (WINDOW + 'note = ""', "must not be empty"),
        (WINDOW.replace('source = "paper"\n', ""), "line 15, window[1].source: the key 'source' is missing"),
        (WINDOW.replace("paper", "papier"), "'papier' is no source of this case; did you mean 'paper'"),
        (WINDOW.replace("paper", "zzzzz"), "name it under [sources]"),
        ("[[place]]\nname = \"P\"\nlatitude = 100.0\nlongitude = 1.0", "latitude 100.0 is above 90"),
        ("[[place]]\nname = \"P\"\nlatitude = nan\nlongitude = 1.0", "must be a finite number"),
        ("[[place]]\nname = \"P\"\nlatitude = 1.0\nlongitude = true", "must be a number"),
        ("[[place]]\nname = \"P\"\nlatitude = 1.0\nlongitude = 1.0\n" * 2, "the place 'P' is given twice"),
        ('[[judgement]]\npublished = "2023-05-01"\nsource = "paper"\nauthor = "a"\nwhy = "b"\nodds_multiplier = 0.0', "is not above 0"),
        ('[[attempt]]\npublished = "2023-05-01"\nsource = "paper"\nnumber = 1\nliftoff = "2023-05-05T00:00Z"\noutcome = "failure"', "before it flew"),
        ('[[override]]\npublished = "2023-05-01"\nsource = "paper"\nquantity = "stage 3.fuel"\nvalue = "1 t"\nwhy = "w"', "'stage 3.fuel' is no figure"),
        ('[[override]]\npublished = "2023-05-01"\nsource = "paper"\nquantity = "stage 3.propellant"\nvalue = "1 s"\nwhy = "w"', "a mass was expected"),
        (SEEN, "says nothing"),
        (SEEN + 'latitude = 1.0', "go together"),
        (SEEN + 'latitude = 1.0\nlongitude = 2.0\nplace = "P"', "2 ways"),
        (SEEN + 'place = "P"', "there is no place 'P'"),
        (SEEN + 'place = "Akit"\n[[place]]\nname = "Akita"\nlatitude = 1.0\nlongitude = 1.0', "did you mean 'Akita'"),
        (SEEN + 'downrange = "1 km"\nspread = "5 km"', "spread without a point"),
        (SEEN + 'downrange = "1 km"\ntime_spread = "5 s"', "time_spread without a time"),
        (SEEN + 'downrange = "1 km"\nweigh = false', "needs a reason"),
        (SEEN + 'inside_area = "fairing"\noutside_area = "fairing"', "both inside and outside"),
        (SEEN.replace("splash", "orbit") + 'apogee = "5 km"', "says nothing"),
        (SEEN.replace("splash", "orbit") + 'perigee = "6 km"\napogee = "5 km"', "below the perigee"),
        (SAID + 'check = "windows"', "did you mean 'window'"),
        (SAID + 'check = "cannot test:"', "not known here"),
        (SAID + 'window_begin = "2023-05-02T00:00Z"\nwindow_end = "2023-05-01T00:00Z"', "ends before it begins"),
        ("[case]", "this is not TOML"),
        ("sources = 5", "must"),
        ("[area]", "this table must be a list"),
        ("[[area]]\npublished = 3.5", "not an instant"),
    ],
)  # fmt: skip
def test_every_fault_is_told_in_one_sentence(make: Make, items: str, words: str) -> None:
    folder = make(items)
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(folder / "case.toml"))


@pytest.mark.parametrize(
    "change,words",
    [
        (("Unha-3", "Unha-33"), "case.launcher: there is no launcher 'Unha-33'; did you mean Unha 3"),
        (("Sohae", "Sohai"), "case.site: there is no site 'Sohai'; did you mean Sohae"),
        (('site = "Sohae"', 'site = "Sohae"\npad = "pad 9"'), "case.pad: Sohae has no pad 'pad 9'"),
        (("+09:00", "9"), "cannot be read as an offset from UTC"),
        (('"demo"', '"../demo"'), "is not a safe name"),
        (("attempt = 1", "attempt = 1.5"), "must be a whole number"),
        (
            ('[sources]\npaper = "A paper, 1 May 2023, https://example.org/a"', "[sources]\npaper = 5"),
            "must hold texts",
        ),
        (('launcher = "Unha-3"', 'launcher = "mine.toml"'), "there is no file 'mine.toml'"),
    ],
)
def test_a_wrong_head_is_told(make: Make, change: tuple[str, str], words: str) -> None:
    assert words in str(refused(make(head=HEAD.replace(*change, 1))))


def test_all_problems_are_told_at_once_in_the_order_of_the_file(make: Make) -> None:
    error = refused(make(AREA + WINDOW.replace("05-03", "05-01"), head=HEAD.replace("Unha-3", "Unha-9", 1)))
    assert [e.where.split(", ")[-1] for e in error.problems] == ["case.launcher", "area[1]", "window[1].end"]
    assert str(error).splitlines()[1].startswith("also ")
    assert error.at("here").where.startswith("here: ")


def test_very_many_problems_are_counted(make: Make) -> None:
    assert str(refused(make(AREA * 20))).splitlines()[-1] == "and 7 more"


def test_a_missing_folder_a_file_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no such case folder"):
        load_case(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseError, match="not a case folder"):
        load_case(tmp_path / "file")
    with pytest.raises(CaseError, match=r"there is no case\.toml"):
        load_case(tmp_path)
    (tmp_path / "case.toml").mkdir()
    with pytest.raises(CaseError, match="cannot be read"):
        load_case(tmp_path)


def test_bytes_that_are_no_text_and_a_file_too_large_are_told(make: Make) -> None:
    folder = make()
    (folder / "case.toml").write_bytes(b"[case]\nname = \xff\n")
    with pytest.raises(CaseError, match="not UTF-8 in line 2"):
        load_case(folder)
    (folder / "case.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(CaseError, match="larger than a megabyte"):
        load_case(folder)


def test_deep_nesting_is_told(make: Make) -> None:
    with pytest.raises(CaseError, match="not TOML"):
        load_case(make("x = " + "[" * 5000))


@pytest.mark.parametrize(
    "items,words",
    [
        (".".join(["a"] * 400_000) + " = 1", "more than thirty parts"),
        ("[[place]]\n" * 90_000, "more than 1,000 items"),
        (WINDOW + "".join(f"k{i} = 1\n" for i in range(90_000)), "unknown key 'k0'"),
        ("x = [" + "{a=1}," * 150_000 + "]", "must hold texts"),
    ],
    ids=["key", "items", "unknown keys", "value"],
)
def test_a_megabyte_meant_to_choke_is_refused_at_once(make: Make, items: str, words: str) -> None:
    from time import process_time

    folder, begin = make(items), process_time()
    with pytest.raises(CaseError, match=words):
        load_case(folder)
    assert process_time() - begin < 10.0  # 2 s on a quiet machine


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "..\\x", "C:x", ".", "a/../../b", "x\\u0000y", "link"]
)
def test_files_outside_the_folder_are_refused(make: Make, name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s")
    folder = make(WINDOW + f'notice = "{name}"'.replace("\\x", "\\\\x"))
    if name == "link":
        (folder / "link").symlink_to(tmp_path / "secret.txt")
    assert any(w in str(refused(folder)) for w in ("outside", "plain relative path"))


def test_notices_articles_and_elements_are_read(make: Make) -> None:
    items = WINDOW + 'notice = "notices/a.txt"\n' + SAID + 'article = "articles/b.txt"\n'
    items += '[[elements]]\npublished = "2023-05-01"\nsource = "paper"\nfile = "c.tle"\n'
    case = load_case(
        make(items, files={"notices/a.txt": "warning\r\n", "articles/b.txt": "text", "c.tle": "1 2"})
    )
    assert case.texts == {"notices/a.txt": "warning\n", "articles/b.txt": "text"}
    assert case.elements[0].text == "1 2" and case.elements[0].note == ""


def test_a_launcher_of_the_folder_is_used(make: Make) -> None:
    from importlib.resources import files

    text = files("launchwatch.launcher").joinpath("data/launchers/unha-3.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Unha-3"', 'name = "My rocket"', 1)
    case = load_case(
        make(head=HEAD.replace('launcher = "Unha-3"', 'launcher = "mine.toml"'), files={"mine.toml": text})
    )
    assert case.bare_launcher.name == "My rocket"


def test_a_site_under_water_is_refused_and_a_platform_is_not(make: Make) -> None:
    error = refused(make(head=INLINE.format(lat=30.0, lon=-140.0, more="")))
    assert "the site at 30.000, -140.000 is under water" in str(error) and "line" in error.where
    case = load_case(make(head=INLINE.format(lat=0.0, lon=206.0, more="at_sea = true\nheight = 20.0")))
    assert (case.pad.lon_deg, case.pad.height_m) == (-154.0, 20.0)


def test_a_site_on_the_coast_counts_as_dry(make: Make) -> None:
    """Sohae itself lies 0.6 km off the generalised coastline."""
    assert load_case(make(head=INLINE.format(lat=39.643, lon=124.728, more=""))).pad.site == "Nowhere"


def test_sources_are_written_out_and_joined(make: Make) -> None:
    case = load_case(make(WINDOW.replace('source = "paper"', 'source = ["paper", "Second, in full"]')))
    assert case.windows[0].source == "A paper, 1 May 2023, https://example.org/a; Second, in full"


@settings(
    derandomize=True,
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_case_with_characters_changed_loads_or_is_refused_by_us(make: Make, data: st.DataObject) -> None:
    text = HEAD + WINDOW + AREA + 'circle = { center = [36.0, 124.0], radius = "30 km" }\n' + SAID
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.text(alphabet='[]{}="\n.,0aZ-\t #\x00é', max_size=3))
    folder = make(head=text[:at] + new + text[at + data.draw(st.integers(0, 4)) :])
    try:
        load_case(folder)
    except InputError as error:
        assert str(error)
