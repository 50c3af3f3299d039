"""Notices of each family are read: areas, windows, identity, and what is odd about them.

The texts are made up in the styles of the catalogue; no published notice is copied.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime

import pytest

from launchwatch.notice import Notice, read_notices

JUNE = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
RING = "30-00.00N 120-00.00E, 30-00.00N 121-00.00E,\n   31-00.00N 121-00.00E, 31-00.00N 120-00.00E."


def msi(times: str, areas: str = f"IN AREA BOUND BY\n   {RING}", head: str = "") -> str:
    head = head or "201200Z JUN 26\nHYDROPAC 1/26(61).\nNORTH PACIFIC.\nDNC 03, DNC 04.\n"
    body = f"1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING\n   {times} {areas}\n"
    return f"{head}{body}2. CANCEL HYDROPAC 9/26, 8/26(83).\n"


def one(text: str, issued: datetime | None = None) -> Notice:
    notices = read_notices(text, "made up", issued)
    assert len(notices) == 1
    return notices[0]


def windows(notice: Notice) -> list[str]:
    return [f"{a:%m-%d %H%M}/{b:%m-%d %H%M}" for a, b in notice.windows]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("220100Z TO 220700Z JUN", ["06-22 0100/06-22 0700"]),
        ("302300Z JUN TO 010100Z JUL", ["06-30 2300/07-01 0100"]),
        ("302300Z TO 010100Z JUL", ["06-30 2300/07-01 0100"]),
        (
            "220100Z TO 220700Z JUN, ALTERNATE\n   230200Z TO 230800Z JUN",
            ["06-22 0100/06-22 0700", "06-23 0200/06-23 0800"],
        ),
        (
            "220100Z TO 220700Z, ALTERNATE 230200Z TO 230800Z AND\n   0100Z TO 0200Z DAILY 24 THRU 25 JUN",
            [
                "06-22 0100/06-22 0700",
                "06-23 0200/06-23 0800",
                "06-24 0100/06-24 0200",
                "06-25 0100/06-25 0200",
            ],
        ),
        (
            "2300Z TO 0100Z COMMENCING DAILY\n   30 JUN AND 01 JUL",
            ["06-30 2300/07-01 0100", "07-01 2300/07-02 0100"],
        ),
        ("0100Z TO 0200Z DAILY 23, 24, AND 27 JUN", [f"06-{d} 0100/06-{d} 0200" for d in (23, 24, 27)]),
        (
            "0100Z TO 0200Z DAILY 23 AND 24, 26 THRU 27 JUN",
            [f"06-{d} 0100/06-{d} 0200" for d in (23, 24, 26, 27)],
        ),
        (
            "0100Z TO 0200Z AND 0300Z TO 0400Z DAILY 23 AND 24 JUN",
            [f"06-{d} {h}" for d in (23, 24) for h in (f"0100/06-{d} 0200", f"0300/06-{d} 0400")],
        ),
        (
            "0100Z TO 0200Z DAILY 23 JUN AND 24 JUN 0300Z TO 0400Z DAILY 25 THRU 26 JUN",
            [f"06-{d} 0100/06-{d} 0200" for d in (23, 24)] + [f"06-{d} 0300/06-{d} 0400" for d in (25, 26)],
        ),
        (
            "220100Z TO 220200Z JUN AND 0300Z TO 0400Z DAILY 23 THRU 24",
            ["06-22 0100/06-22 0200", "06-23 0300/06-23 0400", "06-24 0300/06-24 0400"],
        ),
        ("0100Z TO 0200Z DAILY UNTIL 21 JUN", ["06-20 0100/06-20 0200", "06-21 0100/06-21 0200"]),
        ("IN PROGRESS UNTIL 220259Z JUN", ["06-20 1200/06-22 0259"]),
        ("IN PROGRESS UNTIL 21 JUN", ["06-20 0000/06-22 0000"]),
        ("22 THRU 24 JUN", ["06-22 0000/06-25 0000"]),
        ("22, 23 AND 25 JUN", ["06-22 0000/06-24 0000", "06-25 0000/06-26 0000"]),
        ("220100Z TO 220600Z 22 JUN", ["06-22 0100/06-22 0600"]),
        ("220100Z JUN THRU 240600Z JUN", ["06-22 0100/06-24 0600"]),
        ("1400Z JUN TO 1843Z DAILY 22 THRU 23 JUN", [f"06-{d} 1400/06-{d} 1843" for d in (22, 23)]),
        ("0400 TO 0500Z DAILY 22 AND 23 JUN", [f"06-{d} 0400/06-{d} 0500" for d in (22, 23)]),
        ("222300Z TO 232400Z JUN", ["06-22 2300/06-24 0000"]),
    ],
)
def test_maritime_windows(times: str, expected: list[str]) -> None:
    notice = one(msi(times))
    assert windows(notice) == expected
    assert notice.problems == []
    assert notice.areas[0].windows == notice.windows


def test_the_year_comes_from_the_issue_and_turns_at_new_year() -> None:
    notice = one(msi("2045Z TO 0030Z COMMENCING DAILY\n   31 DEC THRU 01 JAN", head="NAVAREA IV 2/25.\n"),
                 datetime(2025, 12, 20, tzinfo=UTC))  # fmt: skip
    assert [w[0].year for w in notice.windows] == [2025, 2026]
    explicit = one(msi("2045Z TO 0030Z DAILY 31 DEC THRU 01 JAN 27", head="NAVAREA IV 2/26.\n"))
    assert [w[0].year for w in explicit.windows] == [2026, 2027]


def test_a_missing_month_is_guessed_and_told() -> None:
    notice = one(msi("0800Z TO 1445Z DAILY 22 THRU 23"))
    assert windows(notice) == ["06-22 0800/06-22 1445", "06-23 0800/06-23 1445"]
    assert any("no month is given" in p for p in notice.problems)


def test_without_any_date_of_issue_the_window_is_not_invented() -> None:
    notice = one(f"HAZARDOUS OPERATIONS 220100Z TO 220700Z JUN IN AREA BOUND BY {RING}")
    assert notice.windows == []
    assert any("no year known" in p for p in notice.problems)
    undated = one(f"HAZARDOUS OPERATIONS 0100Z TO 0700Z DAILY 22 AND 23 IN AREA BOUND BY {RING}")
    assert any("no date of issue is known" in p for p in undated.problems)
    progress = one(f"HAZARDOUS OPERATIONS IN PROGRESS UNTIL 220700Z JUN IN AREA BOUND BY {RING}")
    assert any("runs UNTIL" in p for p in progress.problems)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("220100Z TO 220059Z JUN", "ends before it begins"),
        ("22010Z TO 220059Z JUN", "not part of a window"),
        ("229900Z TO 229930Z JUN", "not a time of day"),
        ("9900Z TO 9930Z DAILY 22 JUN", "not a time of day"),
        ("310100Z TO 310200Z JUN", "no such day"),
        ("0100Z TO 0200Z DAILY 24 THRU 22 JUN", "are not in order"),
        ("220100Z JUN 26 TO 220200Z JUN 28", "over 400 days long"),
        ("220100Z TO 220200Z JUN 28", "a wrong year?"),
    ],
)
def test_windows_that_cannot_be_are_told(times: str, said: str) -> None:
    assert any(said in p for p in one(msi(times)).problems)


def test_hours_beside_each_letter_belong_to_that_area() -> None:
    second = "B. 0300Z TO 0400Z WITHIN 25 MILES OF\n 10-00N 120-00E."
    lettered = f"A. 0100Z TO 0200Z IN AREA BOUND BY\n {RING}\n {second}"
    notice = one(msi("22 AND 23 JUN:", lettered))
    assert [f"{a.windows[0][0]:%d %H%M}" for a in notice.areas] == ["22 0100", "22 0300"]
    assert len(notice.windows) == 4
    full = (
        f"A. 220100Z TO 220200Z JUN IN AREA BOUND BY\n {RING}\n"
        "B. 220300Z TO 220400Z JUN, ALTERNATE\n 0300Z TO 0400Z DAILY 23 THRU 24 JUN "
        f"IN AREA BOUND BY\n {RING}"
    )
    notice = one(msi("", full))
    assert [len(a.windows) for a in notice.areas] == [1, 3]


def test_two_numbered_items_keep_their_times() -> None:
    text = (
        "NAVAREA XII 5/26.\n1. HAZARDOUS OPERATIONS 220100Z TO 220200Z JUN IN AREA BOUND BY\n"
        f"{RING}\n2. SPACE DEBRIS 230100Z TO 230200Z JUN IN AREAS BOUND BY:\n A. {RING}\n B. {RING}\n"
    )
    notice = one(text, JUNE)
    assert [f"{a.windows[0][0]:%d}" for a in notice.areas] == ["22", "23", "23"]


def test_times_after_the_area_count_too() -> None:
    notice = one(
        f"NAVAREA XII 5/26.\n1. HAZARDOUS OPERATIONS IN AREA BOUND BY\n{RING}\n 220100Z TO 220200Z JUN.", JUNE
    )
    assert windows(notice) == ["06-22 0100/06-22 0200"]


def test_identity_and_what_is_cancelled() -> None:
    notice = one(msi("220100Z TO 220700Z JUN"))
    assert (notice.id, notice.series, notice.issued) == (
        "HYDROPAC 1/26", "HYDROPAC", datetime(2026, 6, 20, 12, 0, tzinfo=UTC),
    )  # fmt: skip
    assert notice.cancels == ["HYDROPAC 9/26", "HYDROPAC 8/26"]


def test_a_cancellation_alone_has_no_problem() -> None:
    words = "CANCEL HYDROLANT 22/26 AND THIS MSG, OPERATIONS COMPLETED."
    notice = one(f"GULF OF GUINEA.\nROCKETS.\nDNC 01, DNC 02.\n{words}\n", JUNE)
    assert (notice.windows, notice.areas, notice.problems) == ([], [], [])
    assert notice.cancels == ["HYDROLANT 22/26"]


def test_a_window_that_outlives_its_own_cancellation_is_told() -> None:
    late = msi("220100Z TO 220700Z JUN") + "3. CANCEL THIS MSG 220500Z JUN 26.\n"
    assert any("after the notice cancels itself" in p for p in one(late).problems)
    early = msi("220100Z TO 220700Z JUN") + "3. CANCEL THIS MSG 290500Z JUN 26.\n"
    assert any("long before the notice cancels itself" in p for p in one(early).problems)
    assert one(msi("220100Z TO 220700Z JUN") + "3. CANCEL THIS MSG 220800Z JUN 26.\n").problems == []


def test_the_year_may_stand_only_in_the_cancellation() -> None:
    end = "2. CANCEL THIS MSG 220800Z JUN 24."
    text = f"1. HAZARDOUS OPERATIONS 220100Z TO 220700Z JUN IN AREA BOUND BY\n{RING}\n{end}"
    assert one(text).windows[0][0].year == 2024


SHAPES = """
   A. WITHIN TWO MILES OF 69-18N 016-01E
      BETWEEN 342 DEGREES AND 016 DEGREES.
   B. BOUND BY
      69-29N 015-53E, 69-29N 016-07E,
      69-25N 016-06E, 69-25N 015-54E, 69-29N 015-53E.
   C. BETWEEN
      72-39N 74-29N AND 012-20E 018-50E.
   D. WITHIN 12.5 MILES OF TRACKLINE JOINING
      05-19N 052-47W, 05-04N 052-30W.
   E. 98 MILES OF 35-08.81N 067-26.57W.
"""


def test_every_maritime_shape() -> None:
    notice = one(msi("220100Z TO 220700Z JUN IN AREAS WITHIN:", SHAPES))
    assert [(a.label, a.kind, len(a.vertices)) for a in notice.areas] == [
        ("A", "sector", 0), ("B", "polygon", 4), ("C", "box", 4), ("D", "trackline", 2), ("E", "circle", 0),
    ]  # fmt: skip
    sector, _, box, track, circle = notice.areas
    assert sector.bearings_deg == (342.0, 16.0)
    assert sector.radius_m == pytest.approx(2 * 1852.0)
    assert box.vertices[0] == pytest.approx((72.65, 12.0 + 20.0 / 60.0))
    assert track.radius_m == pytest.approx(12.5 * 1852.0)
    assert circle.center == pytest.approx((35.0 + 8.81 / 60.0, -67.0 - 26.57 / 60.0))
    assert notice.problems == []


def test_a_box_off_the_globe_is_told_and_left_out() -> None:
    notice = one(msi("220100Z TO 220700Z JUN IN AREA", "BETWEEN 72-39N 94-29N AND 012-20E 018-50E."))
    assert notice.areas == []
    assert any("off the globe" in p for p in notice.problems)


def test_one_vertex_per_letter_is_one_ring() -> None:
    areas = (
        "IN AREA BOUND BY:\n A. 73-01.32N 010-00.00E\n B. 73-01.32N 012-00.00E\n C. 72-01.32N 011-00.00E\n"
    )
    (area,) = one(msi("220100Z TO 220700Z JUN", areas)).areas
    assert (area.kind, len(area.vertices)) == ("polygon", 3)


NOTAM = """A0061/26 NOTAMN
Q) ZLHW/QRDCA/IV/BO/W/000/999/3946N10011E014
A) ZLHW B) 2606220342 C) 2606240410
{d}E) A TEMPORARY DANGER AREA ESTABLISHED BOUNDED BY:
{area}
VERTICAL LIMITS:SFC-UNL.
F) SFC G) UNL
"""
CHAIN = "N3934E10021-N3936E09959-N3958E10002-N39\n56E10024 BACK TO START."


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("", ["06-22 0342/06-24 0410"]),
        ("D) 0342-0410\n", [f"06-{d} 0342/06-{d} 0410" for d in (22, 23, 24)]),
        ("D) DAILY 0342/0410\n", [f"06-{d} 0342/06-{d} 0410" for d in (22, 23, 24)]),
        ("D) DLY FM 0400 - 0410 UTC\n", [f"06-{d} 0400/06-{d} 0410" for d in (22, 23, 24)]),
        ("D) DLY 2300-0100\n", ["06-22 2300/06-23 0100", "06-23 2300/06-24 0100"]),
        ("D) 0400-0410,0500-0600 ON 22 AND 0200-0300 ON 24\n",
         ["06-22 0400/06-22 0410", "06-22 0500/06-22 0600", "06-24 0200/06-24 0300"]),
        ("D) 22 0400-0410, 24 0200-0300\n", ["06-22 0400/06-22 0410", "06-24 0200/06-24 0300"]),
        ("D) JUN 22-23 0400-0410\n", [f"06-{d} 0400/06-{d} 0410" for d in (22, 23)]),
        ("D) 22 JUN 0400-0410, 23 JUN 0401-0411\n", ["06-22 0400/06-22 0410", "06-23 0401/06-23 0411"]),
        ("D) 22 24 0400-0410\n", [f"06-{d} 0400/06-{d} 0410" for d in (22, 24)]),
        ("D) 0520-0900 ON JUN 22 2220-0230(NEXT DAY) ON JUN 23\n",
         ["06-22 0520/06-22 0900", "06-23 2220/06-24 0230"]),
        ("D) 2606220935 TO 2606221431 2606230913 TO 2606231409\n",
         ["06-22 0935/06-22 1431", "06-23 0913/06-23 1409"]),
        ("D) MON-TUE 0400-0410 EXC JUN 23\n", ["06-22 0400/06-22 0410"]),
    ],
)  # fmt: skip
def test_notam_schedules(schedule: str, expected: list[str]) -> None:
    notice = one(NOTAM.format(d=schedule, area=CHAIN))
    assert windows(notice) == expected
    assert notice.problems == []
    assert (notice.id, notice.series) == ("A0061/26", "NOTAM")


def test_schedules_run_into_the_next_month_and_year() -> None:
    text = NOTAM.replace("2606220342", "2612301100").replace("2606240410", "2701032300")
    days = "D) DEC 30-31 JAN 1-3 1100-2300\n"
    assert [f"{a:%y-%m-%d}" for a, _ in one(text.format(d=days, area=CHAIN)).windows] == [
        "26-12-30", "26-12-31", "27-01-01", "27-01-02", "27-01-03",
    ]  # fmt: skip
    bare = one(text.format(d="D) 31 1100-1200, 01 1300-1400, 30-02 2200-2300\n", area=CHAIN))
    assert [f"{a:%m-%d %H}" for a, _ in bare.windows][:2] == ["12-31 11", "01-01 13"]


def test_a_notam_without_usable_hours_says_so() -> None:
    unread = one(NOTAM.format(d="D) SR-SS\n", area=CHAIN))
    assert windows(unread) == ["06-22 0342/06-24 0410"]
    assert any("could not be read" in p for p in unread.problems)
    outside = one(NOTAM.format(d="D) 22 0300-0310, 23 0400-0410\n", area=CHAIN))
    assert any("outside B) to C)" in p for p in outside.problems)
    reversed_ = one(NOTAM.format(d="", area=CHAIN).replace("C) 2606240410", "C) 2606200410"))
    assert any("is not after" in p for p in reversed_.problems)
    forever = one(NOTAM.format(d="", area=CHAIN).replace("C) 2606240410", "C) PERM"))
    assert any("give no begin and end" in p for p in forever.problems)
    broken = one(NOTAM.format(d="", area=CHAIN).replace("B) 2606220342", "B) 2613420342"))
    assert any("give no begin and end" in p for p in broken.problems)


def test_the_q_line_is_not_a_vertex_and_line_breaks_do_not_lose_one() -> None:
    (area,) = one(NOTAM.format(d="", area=CHAIN)).areas
    assert [round(v[0], 4) for v in area.vertices] == [39.5667, 39.6, 39.9667, 39.9333]


RANGE = """LAUNCH PAD COORD: 134312N 0801348E
NO FLT IS PERMITTED OVER THE DNG ZONES.
DNG ZONE -1: IS A CIRCLE OF 10NM AROUND THE LAUNCH PAD
DNG ZONE -2: IS AREA ENCLOSED BY THE FLW COORD:
I.?1310N 8025E
II.?1325N 8040E
III.?1245N 8115E
IV.?1230N 8100E
RTE VIA PT A (1206N 08330E) - BIKEN, ALTN DCT-1215N08913E."""


def test_circle_round_the_pad_and_numbered_vertices_but_no_route_points() -> None:
    circle, ring = one(NOTAM.format(d="", area=RANGE)).areas
    assert (circle.kind, circle.radius_m) == ("circle", 18520.0)
    assert circle.center == pytest.approx((13.72, 80.23))
    assert (ring.label, len(ring.vertices)) == ("DNG ZONE -2", 4)


def test_a_circle_round_a_pad_that_is_nowhere_is_told() -> None:
    notice = one(NOTAM.format(d="", area="A CIRCLE OF 10NM AROUND THE LAUNCHER"))
    assert any("no position of the pad" in p for p in notice.problems)


def test_a_radius_after_the_centre_is_read() -> None:
    (area,) = one(NOTAM.format(d="", area="AREA CENTRED ON 330000N1260000E RADIUS OF 30 KM")).areas
    assert (area.kind, area.radius_m) == ("circle", 30000.0)


def test_an_arc_of_the_border_is_drawn_with_corners_and_told() -> None:
    ends = "285116N 0804219W To: 290730N 0803000W"
    text = (
        f"{ends} Clockwise on a 30 NM ARC Centered on: 283703N 0803647W "
        "To: 281330N 0801600W To: 282501N 0803029W"
    )
    (area,), told = (n := one(NOTAM.format(d="", area=text))).areas, n.problems
    corners = area.vertices[2:-2]
    assert len(corners) > 20
    off = [
        math.hypot(
            lat - (28 + 37 / 60 + 3 / 3600), (lon + 80 + 36 / 60 + 47 / 3600) * math.cos(math.radians(28.6))
        )
        for lat, lon in corners
    ]
    assert all(29.0 < 60.0 * d < 32.0 for d in off)  # 30 NM, as the two ends are to half a mile
    assert all(lon > -80.5 for _, lon in corners)  # clockwise from north to south: by the east
    assert any("arc" in p for p in told)


def test_a_border_along_a_coast_or_fir_is_straight_and_told() -> None:
    border = (
        "150000S 1000000E - 150000S 1050000E - 160000S 1050000E THENCE ALONG FIR BOUNDARY TO 160000S 1000000E"
    )
    (area,), told = (n := one(NOTAM.format(d="", area=border))).areas, n.problems
    assert len(area.vertices) == 4
    assert any("boundary" in p for p in told)


def test_several_zones_in_one_notam_keep_their_names_and_stages() -> None:
    zones = (
        "IMPACT AREA 1 FIRST STAGE IS DEFINED AS 300441N 1272305W 301824N 1282923W 264226N 1291729W "
        "TO POINT OF ORIGIN.\n"
        "IMPACT AREA 2 FAIRING IS DEFINED AS 305901N 1720247W 381120N 1700409W 384148N 1722025W "
        "TO POINT OF ORIGIN."
    )
    areas = one(NOTAM.format(d="", area=zones)).areas
    assert [(a.label, a.said) for a in areas] == [
        ("IMPACT AREA 1", "first stage"),
        ("IMPACT AREA 2", "fairing"),
    ]


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        ("300000N1200000E - 310000N1210000E - 310000N1200000E - 300000N1210000E", "crosses itself"),
        (
            "300000N1200000E - 300000N1210000E - 310000S1210000E - 310000N1200000E",
            "31.000, 121.000: hemisphere",
        ),
        ("300000N1200000E - 300000N1210000E - 510000N1550000E - 310000N1200000E", "far from the others"),
        ("300000N1200000E - 300000N1210000E - 310000N1220000E - 300000N1210000E", "given twice"),
        ("307500N1200000E - 300000N1210000E - 310000N1210000E", "over 59 minutes"),
        ("300000N1200000E - 300000N1210000E - 310000N2210000E - 310000N1200000E", "121.000: a wrong digit"),
        ("300000N1200000E - 300000N1210000E - 960000N2210000E - 310000N1200000E", "off the globe"),
        ("300000N1200000E - 300000N1210000E", "do not make an area"),
        ("300000N1200000E", "lone position"),
        ("300000N1200000E - 310000N - 300000N1210000E - 310000N1210000E", "half a position"),
    ],
)
def test_odd_rings_come_out_with_a_problem(ring: str, said: str) -> None:
    assert any(said in p for p in one(NOTAM.format(d="", area=ring)).problems)


def test_a_ring_over_the_antimeridian_is_not_odd() -> None:
    ring = "N590000E1650000-N580000W1260000-N600000W1220000-N620000E1620000 BACK TO START."
    assert one(NOTAM.format(d="", area=ring)).problems == []


def test_a_closed_ring_ends_there() -> None:
    closed = "300000N1200000E-300000N1210000E-310000N1210000E-300000N1200000E"
    twice = f"{closed}\n400000N1200000E-400000N1210000E-410000N1210000E"
    areas = one(NOTAM.format(d="", area=twice)).areas
    assert [len(a.vertices) for a in areas] == [3, 3]
    again = one(NOTAM.format(d="", area=f"{closed}-300000N1200000E"))
    assert [len(a.vertices) for a in again.areas] == [3]


FAA = (
    "FDC 6/0001 AIRSPACE SPACE OPERATIONS TFR. Issue Date : August 16, 2026 at 1427 UTC Location : Somewhere "
    "Beginning Date and Time : August 21, 2026 at 1457 UTC "
    "Ending Date and Time : August 21, 2026 at 1939 UTC "
    "Region bounded by: Latitude: Longitude: FRD: From: 285116N 0804219W OMN141034.4 To: 290730N 0803000W "
    "OMN108033.9 To: 281330N 0801600W MLB077020.8 To: 285116N 0804219W OMN141034.4 Altitude: 18000 feet"
)


def test_the_long_form_of_the_faa() -> None:
    notice = one(FAA)
    assert windows(notice) == ["08-21 1457/08-21 1939"]
    assert [len(a.vertices) for a in notice.areas] == [3]
    assert notice.issued == datetime(2026, 8, 16, 14, 27, tzinfo=UTC)
    assert notice.id == "FDC 6/0001"


def test_dates_in_full_with_daily_hours() -> None:
    text = (
        f"A0508/20 - ROCKET LAUNCH\n{RANGE}\n 0945-1345, 05 MAR 09:45 2020 UNTIL 07 MAR 13:45 2020.\n"
        "CREATED: 24 FEB 11:13 2020"
    )
    notice = one(text)
    assert windows(notice) == [f"03-0{d} 0945/03-0{d} 1345" for d in (5, 6, 7)]
    assert notice.issued == datetime(2020, 2, 24, 11, 13, tzinfo=UTC)
    assert one(NOTAM.format(d="", area=CHAIN) + "CREATED: 14 AUG 2026 08:41").issued is not None
    plain = one(f"A0508/20 - ROCKET LAUNCH\n{RANGE}\n 05 MAR 09:45 2020 UNTIL 07 MAR 13:45 2020.")
    assert windows(plain) == ["03-05 0945/03-07 1345"]


def test_a_letter_with_corners_in_degrees_minutes_seconds() -> None:
    text = (
        "The first stage falls in the area enclosed by the points 35-12-25N 124-52-23E, "
        "35-12-13N 124-30-34E, "
        "35-55-10N 124-50-25E and 35-55-20N 124-32-10E."
    )
    notice = one(text)
    assert len(notice.areas[0].vertices) == 4
    assert notice.areas[0].said == "first stage"
    assert any("crosses itself" in p for p in notice.problems)  # the corners are not in order of a ring
    assert "no window was read" in notice.problems


def test_several_notices_in_one_file_are_told_apart_and_no_text_is_lost() -> None:
    second = msi("230100Z TO 230700Z JUN").replace("HYDROPAC 1/26(61)", "NAVAREA XII 7/26")
    text = (
        "some words before\n" + msi("220100Z TO 220700Z JUN") + "\n" + second + NOTAM.format(d="", area=CHAIN)
    )
    notices = read_notices(text)
    assert [n.id for n in notices] == ["HYDROPAC 1/26", "NAVAREA XII 7/26", "A0061/26"]
    assert "".join(n.text for n in notices) == text
    assert all(n.issued for n in notices[:2])


def test_parts_of_one_notam_stay_together() -> None:
    text = NOTAM.format(d="", area=CHAIN) + NOTAM.format(d="", area="REMARKS CONTINUED")
    assert len(read_notices(text)) == 1


def test_replaced_notam_is_named() -> None:
    assert one(NOTAM.format(d="", area=CHAIN).replace("NOTAMN", "NOTAMR A0060/26")).cancels == ["A0060/26"]


def test_text_without_anything_to_read_says_so() -> None:
    for text in ("", "NOTHING TO SEE", "E) "):
        notice = one(text)
        assert notice.text == text
        assert {"no window was read", "no area was read"} <= set(notice.problems)


def test_the_json_contract() -> None:
    notice = one(msi("220100Z TO 220700Z JUN IN AREAS WITHIN:", SHAPES))
    data = json.loads(json.dumps(notice.to_json()))
    assert {
        "file",
        "id",
        "series",
        "issued",
        "cancels",
        "windows",
        "areas",
        "p_orbital_launch",
        "problems",
    } <= set(data)
    assert data["windows"] == [["2026-06-22T01:00Z", "2026-06-22T07:00Z"]]
    assert {"label", "kind", "vertices", "center", "radius_m", "windows", "role"} <= set(data["areas"][0])
    assert data["areas"][2]["vertices"][0] == [pytest.approx(72.65), pytest.approx(12.3333333)]
    assert one("").to_json()["issued"] is None
