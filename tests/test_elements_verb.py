"""`launchwatch elements`: what a person types, and what comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from launchwatch import cli
from launchwatch.orbit import read_elements
from launchwatch.orbit.tle import checksum

TLE = (
    "MALLIGYONG-1\n1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
)
NEXT = (
    "1 58400U 23179A   24160.95818287  .00005500  00000+0  25312-3 0  999",
    "2 58400  97.4050  47.9549 0001575 155.4000 204.7300 15.20955000 3047",
)


def summed(number: str = "58400") -> str:
    """The later set, of another number, with its checksums."""
    lines = [line.replace("58400", number) for line in NEXT]
    return "".join(f"{line}{checksum(line)}\n" for line in lines)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.tle"
    path.write_text(TLE)
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["elements", *map(str, arguments)]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["elements", *map(str, arguments)]) == 2
    found = capsys.readouterr().err
    assert found.count("\n") == 1
    return found


def test_show_tells_heights_plane_and_how_far_off_a_passage_is(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "show", file, "--at", "2024-06-14T23:19:05Z").splitlines()
    assert "58400  MALLIGYONG-1" in lines[1] and "498.9 x 501.0" in lines[1]
    assert lines[1].endswith("3.84 s")
    row = json.loads(said(capsys, "show", file, "--json"))["elements"][0]
    assert (row["id"], row["designator"], row["age_s"]) == ("58400", "2023-179A", 86400.0)
    assert row["in_track_sigma_s"] == 0.082
    far = said(capsys, "show", file, "--at", "2026-06-14T00:00Z").splitlines()[1]
    assert far.endswith("lost")


def test_show_takes_a_message_whose_clock_nobody_can_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.kvn"
    said(capsys, "convert", write(tmp_path, TLE), "--to", "kvn", "--out", path)
    path.write_text(path.read_text().replace("TIME_SYSTEM = UTC", "TIME_SYSTEM = MRT"))
    assert said(capsys, "show", path).splitlines()[1].endswith("unknown")


def write(folder: Path, text: str) -> Path:
    path = folder / "in.txt"
    path.write_text(text)
    return path


@pytest.mark.parametrize("form", ["json", "csv", "xml", "kvn", "tle"])
def test_convert_to_any_form_and_back(file: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "convert", file, "--to", form)
    assert read_elements(text)[0].mean_motion_rev_day == 15.20948569
    out = file.with_suffix(f".{form}")
    answer = json.loads(said(capsys, "convert", file, "--to", form, "--out", out, "--json"))
    assert answer["files"] == {"elements": str(out)} and out.read_text().strip() == text.strip()
    assert said(capsys, "convert", file, "--to", form) == text


def test_convert_to_an_ephemeris(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "convert", file, "--to", "oem", "--from", "2024-06-08T00:00Z", "--hours", 1)
    assert sum(line.startswith("2024-06-08T") for line in text.splitlines()) == 61
    two = file.with_name("two.tle")
    two.write_text(TLE + summed("00005"))
    assert "ephemeris of 2 sets" in refused(capsys, "convert", two, "--to", "oem")
    assert "OBJECT_NAME = MALLIGYONG-1" in said(capsys, "convert", two, "--to", "oem", "--only", "58400")
    assert "1,000,000 are the most" in refused(capsys, "convert", file, "--to", "oem", "--step", 0.001)


def test_bad_sets_stop_it_or_are_passed_over(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(TLE + summed().replace("97.4050", "97.4051"))
    assert "one.tle, line 5: checksum" in refused(capsys, "show", file)
    answer = json.loads(said(capsys, "show", file, "--skip-bad", "--json"))
    assert len(answer["elements"]) == 1 and "checksum" in answer["problems"][0]
    file.write_text(TLE.replace("97.4051", "97.4052"))
    assert "no good set is left" in refused(capsys, "convert", file, "--to", "csv", "--skip-bad")
    assert "no set of 'ISS'" in refused(capsys, "show", write(file.parent, TLE), "--only", "ISS")
    assert "o such file" in refused(capsys, "show", "nowhere.tle")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TLE.encode())))
    assert "58400" in said(capsys, "show", "-", "--last", 1)


def test_fit_from_sets_state_heights_and_announcement(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from launchwatch.orbit import propagate_utc

    sat = read_elements(TLE)[0]
    x = propagate_utc(sat, [sat.epoch])[0] / 1e3
    at = sat.epoch.isoformat()
    made = json.loads(said(capsys, "fit", "--state", *x, "--at", at, "--name", "X", "--json"))["elements"]
    assert made["perigee_km"] == pytest.approx(sat.perigee_m / 1e3, abs=0.01) and made["name"] == "X"
    fixed = said(capsys, "fit", "--state", *x, "--frame", "earth-fixed", "--at", at, "--to", "tle")
    assert "58400" not in fixed and fixed.count("\n") == 3
    out = file.with_name("fit.json")
    told = said(capsys, "fit", "--announced", 488, 508, 97.4, "--at", at, "--over", 15, 122, "--out", out)
    assert f"wrote {out}" in told and read_elements(out)[0].eccentricity > 0.001
    reports = file.with_name("r.csv")
    reports.write_text(
        "time,height_km\n2026-08-01T00:00Z,500\n2026-08-01T00:10Z,505\n"
        "2026-08-01T00:30Z,498\n2026-08-01T01:00Z,503\n"
    )
    told = said(capsys, "fit", "--heights", reports, "--inclination", 97.4, 0.2)
    assert "node         not told by these reports" in told
    assert "not told" not in said(capsys, "fit", "--heights", reports, "--node", 10, 1)
    pair = file.with_name("pair.tle")
    pair.write_text(TLE + TLE + TLE.replace("201.4471", "211.4471").replace("30329", "30320"))
    told = said(capsys, "fit", pair)
    assert "does not belong" in told


OPM = """CCSDS_OPM_VERS = 3.0
CREATION_DATE = 2026-01-01T00:00:00
ORIGINATOR = US
OBJECT_NAME = NEW ONE
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = TEME
TIME_SYSTEM = UTC
EPOCH = 2026-01-01T00:00:00
X = 6880
Y = 0
Z = 0
X_DOT = 0
Y_DOT = -1
Z_DOT = 7.54
"""


def test_show_prints_the_states_of_messages_with_their_orbits(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opm, mars, oem = (tmp_path / name for name in ("a.opm", "mars.opm", "a.oem"))
    opm.write_text(OPM)
    mars.write_text(OPM.replace("EARTH", "MARS"))
    said(capsys, "convert", file, "--to", "oem", "--hours", 1, "--out", oem)
    head, _, line = said(capsys, "show", opm).splitlines()
    assert head == "OPM of US, states: 1" and "481.8 x 501.9" in line and "97.5548" in line
    assert line.startswith("NEW ONE") and "2026-01-01T00:00:00.000000 UTC" in line and "EARTH" in line
    assert line.endswith("6880.000000 0.000000 0.000000; 0.000000000 -1.000000000 7.540000000")
    row = json.loads(said(capsys, "show", mars, "--json"))["states"][0]
    assert (row["centre"], row["position_m"], row["perigee_km"]) == ("MARS", [6.88e6, 0.0, 0.0], None)
    told = said(capsys, "show", oem)
    assert "OEM of LAUNCHWATCH, states: 61" in told and "… 49 states between" in told
    both = json.loads(said(capsys, "show", file, oem, "--json"))
    assert (len(both["elements"]), len(both["states"])) == (1, 61)
    assert "58400" in said(capsys, "show", file, opm) and "states" not in said(capsys, "show", file, "--json")
    assert len(json.loads(said(capsys, "show", opm, mars, "--only", "new one", "--json"))["states"]) == 2
    assert "no state of 'ISS'" in refused(capsys, "show", opm, "--only", "ISS")


def test_show_tells_how_near_two_objects_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data_dir: Path
) -> None:
    cdm = data_dir / "orbit" / "formats" / "ccsds" / "cdm" / "CDMExample3.txt"
    assert "CDM of SDC, states: 2, 104.92 m apart, probability of collision 0.0024" in said(
        capsys, "show", cdm
    )
    assert "states of 2 objects: ASTRA 1B, GALAXY 15; choose one" in refused(capsys, "fit", cdm)
    told = said(capsys, "fit", cdm, "--only", "2005-041A", "--to", "csv")
    assert told.splitlines()[-1].startswith("GALAXY 15,2005-041A,2012-09-13T22:37:52.618000,")


def test_bad_messages_of_states_stop_it_or_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.opm", tmp_path / "bad.opm"
    good.write_text(OPM)
    bad.write_text(OPM.replace("X = 6880", "X = 6880 [m]"))
    assert "bad.opm, line 10: X is given in [m]; give km" in refused(capsys, "show", good, bad)
    answer = json.loads(said(capsys, "show", good, bad, "--skip-bad", "--json"))
    assert len(answer["states"]) == 1 and "line 10" in answer["problems"][0]


def test_fit_makes_a_set_of_the_state_of_a_message(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opm, oem = tmp_path / "a.opm", tmp_path / "a.oem"
    opm.write_text(OPM)
    fit = json.loads(said(capsys, "fit", opm, "--json"))
    typed = said(capsys, "fit", "--state", 6880, 0, 0, 0, -1, 7.54, "--at", "2026-01-01T00:00Z", "--json")
    same = json.loads(typed)["elements"] | {"name": "NEW ONE", "designator": "2026-001A"}
    assert fit["elements"] == same and fit["fit"]["state"]["message"] == "OPM"
    # an ephemeris of SGP4's own is met by the set all along
    said(capsys, "convert", file, "--to", "oem", "--hours", 3, "--out", oem)
    fit = json.loads(said(capsys, "fit", oem, "--bstar", 0.30025e-3, "--json"))
    assert fit["elements"]["mean_motion_rev_day"] == pytest.approx(15.20948569, abs=1e-5)
    assert fit["fit"]["worst_km"] < 0.01
    told = said(capsys, "fit", oem, "--at", "2024-06-08T00:19:05.561760Z")
    assert "line 74 at its epoch" in told and "over the 3.0 h of the ephemeris it is 0.00" in told
    assert "the nearest is 2024-06-07T23:19:05.561760Z" in refused(
        capsys, "fit", oem, "--at", "2024-06-01T00:00Z"
    )
    assert "together; fit one" in refused(capsys, "fit", oem, file)
    # drag that brings it down within the hour: what SGP4 no longer has is told, and the rest compared
    told = said(capsys, "fit", oem, "--bstar", 5)
    assert "SGP4 has none for " in told
    opm.write_text(OPM.replace("EARTH", "MARS"))
    assert "a.opm, line 9: the state is round 'MARS'" in refused(capsys, "fit", opm)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "one thing to fit"),
        (["--state", 7000, 0, 0, 0, 7.5, 0], "a state without its instant"),
        (["--announced", 488, 508, 97.4], "needs a place"),
        (["--announced", "nan", 508, 97.4, "--at", "2026-01-01T00:00Z", "--over", 1, 1], "not finite"),
        (["--heights", "nowhere.csv"], "there is no such file"),
        (["nowhere.tle"], "o such file"),
    ],
)
def test_fits_of_nothing_are_refused(
    arguments: list[object], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in refused(capsys, "fit", *arguments)


def test_fetch_writes_the_answer_as_it_came(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from launchwatch import orbit

    found = orbit.Fetched(read_elements(TLE), b"octets", "https://x", 0.0)
    asked: list[tuple[object, ...]] = []

    def stand_in(*question: object, history: object) -> orbit.Fetched:
        asked.append((*question, history))
        return found

    monkeypatch.setattr(orbit, "fetch_elements", stand_in)
    out = tmp_path / "x.json"
    assert "1 sets, from https://x" in said(capsys, "fetch", "--launch", "2023-179", "--out", out)
    assert out.read_bytes() == b"octets"
    found = orbit.Fetched(found.elements, b"old", "https://x", 7300.0, "no answer")
    told = said(
        capsys, "fetch", "--site", "space-track", "--id", 5, "--from", "2026-01-01", "--to", "2026-02-01",
        "--out", out,
    )  # fmt: skip
    assert "from the cache, 122 minutes old" in told and "no answer" in told
    assert asked == [
        ("celestrak", "launch", "2023-179", None),
        ("space-track", "id", "5", ("2026-01-01", "2026-02-01")),
    ]
    assert "give both" in refused(capsys, "fetch", "--id", 5, "--from", "2026-01-01", "--out", out)
    assert "required" in refused(capsys, "fetch", "--out", out)
    dry = said(capsys, "fetch", "--id", 5, "--dry-run", "--out", out)
    assert "would ask https://celestrak.org/" in dry and "CATNR=5&" in dry and len(asked) == 2
    assert "'x' is no figure" in refused(capsys, "show", "a", "--f107", "x")
