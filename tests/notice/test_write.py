"""What is written is read back, to the grain of the text."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launchwatch.errors import NoticeError
from launchwatch.notice import NoticeArea, read_notices, write_notice
from launchwatch.notice.shapes import NAUTICAL_MILE_M

ISSUED = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)

lats = st.integers(-90 * 6000 + 1, 90 * 6000 - 1).map(lambda h: h / 6000.0)
lons = st.integers(-180 * 6000 + 1, 180 * 6000 - 1).map(lambda h: h / 6000.0)
points = st.tuples(lats, lons)
miles = st.integers(1, 999_999).map(lambda n: n / 1000.0 * NAUTICAL_MILE_M)


@st.composite
def rings(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Corners of an area as areas are: round a middle, one way, none far out (anywhere, over 180 deg too)."""
    count, lat, lon = draw(st.integers(3, 12)), draw(st.integers(-70, 70)), draw(st.integers(-180, 179))
    size, turn = draw(st.sampled_from([0.1, 1.0, 6.0])), draw(st.integers(0, 359))
    out = []
    for k in range(count):
        at = math.radians(turn + 360.0 * k / count)
        east = lon + size * math.cos(at) / math.cos(math.radians(lat))
        corner = round((lat + size * math.sin(at)) * 6000), round(((east + 180.0) % 360.0 - 180.0) * 6000)
        out.append((corner[0] / 6000.0, corner[1] / 6000.0))
    return out


polygons = rings().map(lambda v: NoticeArea("", "polygon", v))
circles = st.builds(lambda c, r: NoticeArea("", "circle", [], c, r), points, miles)
sectors = st.builds(
    lambda c, r, a, b: NoticeArea("", "sector", [], c, r, (float(a), float(b))),
    points, miles, st.integers(0, 359), st.integers(0, 359),
)  # fmt: skip
tracks = st.builds(
    lambda v, r: NoticeArea("", "trackline", v, None, r),
    st.lists(points, min_size=2, max_size=6, unique=True), st.none() | miles,
)  # fmt: skip


@st.composite
def boxes(draw: st.DrawFn) -> NoticeArea:
    south, north = sorted(draw(st.tuples(lats, lats).filter(lambda p: p[0] != p[1])))
    west, east = draw(lons), draw(lons)
    return NoticeArea("", "box", [(south, west), (south, east), (north, east), (north, west)])


@st.composite
def window(draw: st.DrawFn) -> tuple[datetime, datetime]:
    begin = ISSUED.replace(hour=0, minute=0) + timedelta(minutes=draw(st.integers(0, 280 * 1440)))
    return begin, begin + timedelta(minutes=draw(st.integers(1, 15 * 1440)))


@st.composite
def daily_run(draw: st.DrawFn) -> list[tuple[datetime, datetime]]:
    begin, end = draw(window())
    end = min(end, begin + timedelta(minutes=1439))
    return [(begin + timedelta(days=k), end + timedelta(days=k)) for k in range(draw(st.integers(1, 20)))]


schedules = st.lists(st.one_of(window().map(lambda w: [w]), daily_run()), min_size=1, max_size=4).map(
    lambda runs: sorted({w for run in runs for w in run})
)


def same(ours: NoticeArea, theirs: NoticeArea) -> bool:
    pairs = list(zip(ours.vertices, theirs.vertices, strict=True))
    if ours.center and theirs.center:
        pairs.append((ours.center, theirs.center))
    near = all(abs(a[0] - b[0]) < 1e-7 and abs(a[1] - b[1]) < 1e-7 for a, b in pairs)
    radius = ours.radius_m == theirs.radius_m or abs((ours.radius_m or 0) - (theirs.radius_m or 0)) < 1.0
    return near and radius and ours.kind == theirs.kind and ours.bearings_deg == theirs.bearings_deg


@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(polygons, circles, sectors, tracks, boxes()), min_size=1, max_size=6), schedules)
def test_a_written_notice_is_read_back_exactly(areas: list[NoticeArea], windows: list) -> None:
    text = write_notice(areas, windows, ISSUED)
    notices = read_notices(text)
    assert len(notices) == 1
    notice = notices[0]
    assert notice.windows == windows, text
    assert [a.label for a in notice.areas] == list("ABCDEF"[: len(areas)]), text
    assert all(same(a, b) for a, b in zip(areas, notice.areas, strict=True)), text
    assert notice.issued == ISSUED
    assert notice.text == text
    assert not [p for p in notice.problems if "ring" not in p and "typo" not in p], text


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.one_of(polygons, circles), schedules), min_size=2, max_size=4))
def test_windows_of_their_own_stay_with_their_area(parts: list) -> None:
    areas = []
    for area, own in parts:
        area.windows = own
        areas.append(area)
    notice = read_notices(write_notice(areas, [], ISSUED))[0]
    assert [a.windows for a in notice.areas] == [own for _, own in parts]
    assert notice.windows == sorted({w for _, own in parts for w in own})


def test_what_cannot_be_written_is_refused_with_a_sentence() -> None:
    area = NoticeArea("", "circle", [], (1.0, 2.0), 1000.0)
    day = (ISSUED, ISSUED + timedelta(hours=1))
    with pytest.raises(NoticeError, match="27 areas are too many"):
        write_notice([area] * 27, [day], ISSUED)
    with pytest.raises(NoticeError, match="needs an area and a window"):
        write_notice([area], [], ISSUED)
    with pytest.raises(NoticeError, match="too far from the date of issue"):
        write_notice([area], [(ISSUED + timedelta(days=400), ISSUED + timedelta(days=401))], ISSUED)
