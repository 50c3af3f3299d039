"""Elements written and read back, days that do not exist, Kepler's closure, textbook rates."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import (
    Elements,
    Orbit,
    apsides,
    elements_to_state,
    local_time_of_node,
    mean_to_true_anomaly,
    period,
    read_elements,
    secular_rates,
    state_to_elements,
    sun_synchronous_inclination,
    true_to_mean_anomaly,
    write_oem,
    write_omm_json,
    write_omm_kvn,
)
from launchwatch.orbit.tle import checksum

ONE = "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  999"
TWO = "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 3032"
MADE = datetime(2024, 6, 8, tzinfo=UTC)
MU, RADIUS, J2 = 3.986004418e14, 6378137.0, 1.08262668e-3  # EGM 2008, WGS 84


def signed(line: str) -> str:
    return line[:68] + str(checksum(line))


def lines(one: str = ONE, two: str = TWO) -> str:
    return f"MALLIGYONG-1\n{signed(one)}\n{signed(two)}\n"


SAT = read_elements(lines())[0]

figures = st.floats(0.0, 359.9999, allow_nan=False)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    e=st.floats(0.0, 0.9),
    i=st.floats(0.0, 180.0),
    raan=figures,
    motion=st.floats(0.01, 17.0),
    micro=st.integers(0, 10**15),
    bstar=st.floats(-1.0, 1.0),
    revolution=st.integers(0, 10**9),
)
def test_what_is_written_is_read_back_to_the_bit(
    e: float, i: float, raan: float, motion: float, micro: int, bstar: float, revolution: int
) -> None:
    one = replace(
        SAT,
        epoch=datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro),
        eccentricity=e,
        inclination_deg=i,
        raan_deg=raan,
        mean_motion_rev_day=motion,
        bstar=bstar,
        revolution=revolution,
    )
    for text in (write_omm_kvn(one, MADE), write_omm_json([one])):
        (again,) = read_elements(text)
        assert replace(again, source="") == replace(one, source="")


@pytest.mark.parametrize("name", ["STARLINK-11072 [DTC]", "COSMOS 2251 DEB [-]", "A = B", "X, Y", "ÉTOILE"])
def test_names_come_back_as_they_were(name: str) -> None:
    """Brackets stand for a unit behind a figure only."""
    for text in (write_omm_kvn(replace(SAT, name=name), MADE), write_omm_json([replace(SAT, name=name)])):
        assert read_elements(text)[0].name == name


def test_a_unit_behind_a_figure_is_passed_over() -> None:
    text = write_omm_kvn(SAT, MADE).replace(
        "MEAN_MOTION = 15.20948569", "MEAN_MOTION = 15.20948569 [rev/day]"
    )
    assert "[rev/day]" in text
    assert read_elements(text)[0].mean_motion_rev_day == 15.20948569


@pytest.mark.parametrize("name", ["A\nMEAN_MOTION = 1", "A\r\nB", "A\x0bB", "  A  B  "])
def test_a_name_cannot_begin_a_line(name: str) -> None:
    (again,) = read_elements(write_omm_kvn(replace(SAT, name=name), MADE))
    assert again.name == " ".join(name.splitlines()).strip()
    assert again.mean_motion_rev_day == SAT.mean_motion_rev_day
    written = write_oem(name, "2023-179A", [MADE], np.ones((1, 6)), created=MADE)
    assert f"OBJECT_NAME = {' '.join(name.splitlines()).strip()}\n" in written


@pytest.mark.parametrize(("year", "last"), [(23, 365), (24, 366), (0, 366), (99, 365)])
def test_the_last_day_of_a_year_is_read_and_the_next_refused(year: int, last: int) -> None:
    whole = 1900 + year if year >= 57 else 2000 + year
    text = lines(f"{ONE[:18]}{year:02d}{last}.50000000{ONE[32:]}")
    assert read_elements(text)[0].epoch == datetime(whole, 12, 31, 12, tzinfo=UTC)
    with pytest.raises(ElementsError, match="line 2: epoch"):
        read_elements(lines(f"{ONE[:18]}{year:02d}{last + 1}.50000000{ONE[32:]}"))
    row = json.loads(write_omm_json([SAT]))[0]
    noon = f"{whole}-{last}T12:00:00"
    assert read_elements(json.dumps(row | {"EPOCH": noon}))[0].epoch == datetime(
        whole, 12, 31, 12, tzinfo=UTC
    )
    with pytest.raises(ElementsError, match="is no time"):
        read_elements(json.dumps(row | {"EPOCH": f"{whole}-{last + 1}T12:00:00"}))


@pytest.mark.parametrize("column", range(68))
def test_any_digit_altered_is_refused_by_the_checksum(column: int) -> None:
    for which in (0, 1):
        line = signed((ONE, TWO)[which])
        if line[column].isdigit():
            other = line[:column] + str((int(line[column]) + 1) % 10) + line[column + 1 :]
            pair = [other, signed(TWO)] if which == 0 else [signed(ONE), other]
            problems: list[ElementsError] = []
            found = read_elements("\n".join(["X", *pair]) + "\n", problems=problems)
            assert not found or column == 0
            assert problems or column == 0


def test_messages_of_the_public_collection_are_read_or_refused_with_a_place(data_dir: Path) -> None:
    """Every file of the collection, other kinds of message too: read, or one sentence that says where."""
    folder = data_dir / "orbit" / "formats" / "ccsds"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(paths) > 50
    for path in paths:
        try:
            assert read_elements(path) and path.parent.name == "omm"
        except ElementsError as error:
            assert path.name in str(error) and "\n" not in str(error) and len(str(error)) < 500


@settings(max_examples=100, derandomize=True, deadline=None)
@given(e=st.floats(0.0, 0.9999), m=st.floats(0.0, 2.0 * math.pi))
def test_keplers_equation_closes(e: float, m: float) -> None:
    nu = float(mean_to_true_anomaly(m, e))
    back = float(true_to_mean_anomaly(nu, e))
    off = (back - m + math.pi) % (2.0 * math.pi) - math.pi
    assert abs(off) < 1e-9


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    perigee=st.floats(150e3, 2000e3),
    more=st.floats(0.0, 36000e3),
    i=st.floats(0.01, 3.13),
    nu=st.floats(0.0, 6.28),
)
def test_energy_and_momentum_of_a_state_are_those_of_its_elements(
    perigee: float, more: float, i: float, nu: float
) -> None:
    a, e = apsides(perigee, perigee + more)
    orbit = Orbit(a, e, *(np.asarray(x) for x in (i, 1.0, 2.0, nu)))
    state = elements_to_state(orbit)
    r, v = np.linalg.norm(state[:3]), np.linalg.norm(state[3:])
    assert v * v / 2.0 - MU / r == pytest.approx(-MU / (2.0 * float(a)), rel=1e-8)
    h = np.cross(state[:3], state[3:])
    assert np.linalg.norm(h) == pytest.approx(math.sqrt(MU * float(a) * (1.0 - float(e) ** 2)), rel=1e-8)
    assert h[2] / np.linalg.norm(h) == pytest.approx(math.cos(i), abs=1e-12)
    again = state_to_elements(state)
    assert float(again.perigee_m) == pytest.approx(perigee, abs=1e-3)


def test_a_geostationary_orbit_takes_a_sidereal_day() -> None:
    assert float(period(42_164_169.6)) == pytest.approx(86_164.0905, abs=0.01)


@pytest.mark.parametrize(
    ("height_km", "inclination_deg", "node_deg_day"),
    [(400, 51.6, -5.0), (550, 53.0, -4.5), (20_182, 55.0, -0.039), (35_786, 0.1, -0.0134)],
)
def test_nodes_turn_as_the_textbook_has_it(
    height_km: float, inclination_deg: float, node_deg_day: float
) -> None:
    """First order in J2 (Vallado, 9.41), within its second order; figures in degrees a day, rounded."""
    a, i = RADIUS + 1e3 * height_km, math.radians(inclination_deg)
    first = -1.5 * J2 * math.sqrt(MU / a**3) * (RADIUS / a) ** 2 * math.cos(i)
    node, _, anomaly = (float(x) for x in secular_rates(a, 0.0, i))
    assert node == pytest.approx(first, rel=4e-3)
    assert math.degrees(node) * 86_400 == pytest.approx(node_deg_day, rel=0.03)
    assert anomaly == pytest.approx(math.sqrt(MU / a**3), rel=2e-3)


def test_the_perigee_of_a_molniya_orbit_stands_nearly_still() -> None:
    _, low, _ = secular_rates(26_600e3, 0.74, math.radians(50.0))
    _, critical, _ = secular_rates(26_600e3, 0.74, math.radians(63.43))
    assert abs(float(critical)) < 0.01 * abs(float(low))


@pytest.mark.parametrize("height_km", [300.0, 500.0, 800.0, 1400.0])
def test_a_sun_synchronous_node_goes_round_once_a_year(height_km: float) -> None:
    i = sun_synchronous_inclination(1e3 * height_km, 1e3 * height_km)
    node, _, _ = secular_rates(RADIUS + 1e3 * height_km, 0.0, i)
    assert float(node) * 365.2421897 * 86_400 == pytest.approx(2.0 * math.pi, rel=1e-9)


def test_a_node_fifteen_degrees_further_east_is_an_hour_later() -> None:
    clock = local_time_of_node(np.radians([10.0, 25.0, 370.0]), MADE)
    assert (clock[1] - clock[0]) % 24.0 == pytest.approx(1.0)
    assert clock[2] == pytest.approx(clock[0])


def test_an_ephemeris_is_read_back_by_its_words() -> None:
    when = [MADE + timedelta(seconds=60.5 * k) for k in range(4)]
    states = np.arange(24.0).reshape(4, 6) * 1e5 / 7.0
    text = write_oem("A", "2023-179A", when, states, created=MADE)
    rows = [line.split() for line in text.splitlines() if line[:2] == "20"]
    assert [datetime.fromisoformat(row[0]).replace(tzinfo=UTC) for row in rows] == when
    assert np.array([[float(x) for x in row[1:]] for row in rows]) * 1e3 == pytest.approx(states, abs=5e-4)
    meta = dict(line.split(" = ") for line in text.splitlines() if " = " in line)
    assert meta["START_TIME"] == rows[0][0] and meta["STOP_TIME"] == rows[-1][0]
    for wrong in (when[::-1], [when[0]] * 4, when[:3]):
        with pytest.raises(InputError):
            write_oem("A", "B", wrong, states, created=MADE)


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_no_element_is_without_a_finite_value(figure: float) -> None:
    for key in ("mean_motion_rev_day", "eccentricity", "raan_deg", "mean_anomaly_deg", "bstar"):
        with pytest.raises(ElementsError, match="finite"):
            replace(SAT, **{key: figure})


def test_an_epoch_without_zone_is_refused() -> None:
    with pytest.raises(ElementsError, match="no time zone"):
        Elements("", "", "", datetime(2024, 1, 1), 15.0, 0.0, 97.0, 0.0, 0.0, 0.0)
