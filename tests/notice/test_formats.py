"""Every way of writing positions, shapes and times that the catalogue of formats names, worked out by hand.

The texts are made up around short fragments of each format; no published notice is copied.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from launchwatch.notice import Notice, read_notices

ISSUED = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)


def one(text: str, issued: datetime | None = ISSUED) -> Notice:
    notices = read_notices(text, "made up", issued)
    assert len(notices) == 1
    return notices[0]


def msi(areas: str, times: str = "220100Z TO 220700Z JUN", series: str = "HYDROPAC 1/26") -> Notice:
    return one(f"{series}.\n1. HAZARDOUS OPERATIONS {times}\n{areas}\n")


def notam(body: str, schedule: str = "", begin: str = "2606220342", end: str = "2606240410") -> Notice:
    head = f"A0061/26 NOTAMN\nQ) ZLHW/QRDCA/IV/BO/W/000/999/\nA) ZLHW B) {begin} C) {end}\n"
    return one(f"{head}{schedule}E) {body}\nF) SFC G) UNL\n")


def corners(notice: Notice) -> list[tuple[float, float]]:
    (area,) = notice.areas
    return [(round(lat, 5), round(lon, 5)) for lat, lon in area.vertices]


def spans(windows: list[tuple[datetime, datetime]]) -> list[str]:
    return [f"{a:%m-%d %H%M}/{b:%m-%d %H%M}" for a, b in windows]


# A box of one degree, 10 to 11 north, 120 to 121 east, in each style; minutes and seconds in one corner.
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("10-30.60N 120-45.30E, 10-30.60N 121-45.30E,\n 09-30.60N 121-45.30E", (10.51, 120.755)),
        ("10-30N 120-45E, 10-30N 121-45E,\n 09-30N 121-45E", (10.5, 120.75)),
        ("10-30-36N 120-45-18E, 10-30-36N 121-45-18E, 09-30-36N 121-45-18E", (10.51, 120.755)),
        ("10-30-36.9N 120-45-18.9E, 10-30-36.9N 121-45-18.9E, 09-30-36N 121-45-18E", (10.51025, 120.75525)),
        ("10-30N 120-45E 10-30N 121-45E,\n 09-30N 121-45E 09-30N 120-45E,", (10.5, 120.75)),
        ("10-30N 120 45.00E, 10-30N 121-45E, 09-30N 121-45E", (10.5, 120.75)),
    ],
)
def test_maritime_positions(text: str, first: tuple[float, float]) -> None:
    notice = msi(f"IN AREA BOUND BY\n {text}.")
    assert corners(notice)[0] == first
    assert corners(notice)[1] == (first[0], round(first[1] + 1.0, 5))
    assert notice.problems == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("N103036E1204518-N103036E1214518-N093036E1214518", (10.51, 120.755)),
        ("N1030E12045-N1030E12145-N0930E12145", (10.5, 120.75)),
        ("103000N 1204500E - 103000N 1214500E - 093000N 1214500E", (10.5, 120.75)),
        ("10 30 00N 120 45 00E, 10 30 00N 121 45 00E, 09 30 00N 121 45 00E", (10.5, 120.75)),
        ("N1030 E12045 - N1030 E12145 - N0930 E12145", (10.5, 120.75)),
        ("N10 30 36 E 120 45 18 - N10 30 36 E 121 45 18 - N09 30 36 E 121 45 18", (10.51, 120.755)),
        ("10 30 N 120 45 E, 10 30 N 121 45 E, 09 30 N 121 45 E", (10.5, 120.75)),
        ("10 30 36 N 120 45 18 E, 10 30 36 N 121 45 18 E, 09 30 36 N 121 45 18 E", (10.51, 120.755)),
        ("103036N/1204518E 103036N/1214518E 093036N/1214518E", (10.51, 120.755)),
        ("1030N/12045E 1030N/12145E 0930N/12145E", (10.5, 120.75)),
        ("103036.00N 1204518.00E 103036.00N 1214518.00E 093036.00N 1214518.00E", (10.51, 120.755)),
        ("1030.6N12045.3E 1030.6N12145.3E 0930.6N12145.3E", (10.51, 120.755)),
        ("1030N 12045E 1030N 12145E 0930N 12145E", (10.5, 120.75)),
        ("N10\n3036E1204518-N103036E1214\n518-N093036E12145\n18 BACK TO START", (10.51, 120.755)),
        ("N10\r\n3036E1204518-N103036E1214\r\n518-N093036E12145\r\n18 BACK TO START", (10.51, 120.755)),
        ("N103036E1204518\nN103036E1214518\nN093036E1214518", (10.51, 120.755)),
        ("I.?1030N 12045E\nII.?1030N 12145E\nIII.?0930N 12145E", (10.5, 120.75)),
        ("I) 1030N 12045E II) 1030N 12145E III) 0930N 12145E", (10.5, 120.75)),
        ("103000N 1204500E TO 103000N 1214500E TO 093000N 1214500E TO POINT OF ORIGIN", (10.5, 120.75)),
        ("103000N 1204500E - 103000N 1214500E (ON YMMM FIR BOUNDRY) - 093000N 1214500E", (10.5, 120.75)),
        ("N103000E1204500-N103000E1214500-N093000E1214500, FOUR POINT CONNECTION RANGE", (10.5, 120.75)),
    ],
)  # fmt: skip
def test_airmen_positions(text: str, first: tuple[float, float]) -> None:
    notice = notam(text)
    assert corners(notice)[:3] == [
        first,
        (first[0], round(first[1] + 1.0, 5)),
        (round(first[0] - 1.0, 5), round(first[1] + 1.0, 5)),
    ]


def test_south_and_west_and_cyrillic_letters() -> None:
    assert corners(notam("S1030 W12045 - S1030 W11945 - S1130 W11945"))[0] == (-10.5, -120.75)
    prip = (
        "ПРИП АРХАНГЕЛЬСК 88/26\nСТРЕЛЬБЫ РАКЕТНЫЕ 22 И 23 АВГ 0200 ДО 1300 В РАЙОНЕ\n"
        "67-32.40С 041-10.00В, 67-32.40С 042-10.00В,\n66-32.40С 042-10.00З"
    )
    notice = one(prip)
    assert [v[1] for v in notice.areas[0].vertices] == pytest.approx([41.166667, 42.166667, 42.166667])
    assert any("042-10.00W" in p and "hemisphere" in p for p in notice.problems)
    assert spans(notice.windows) == ["08-22 0200/08-22 1300", "08-23 0200/08-23 1300"]
    assert notice.id == "ПРИП АРХАНГЕЛЬСК 88/26"


def test_the_letter_of_russian_in_is_no_hemisphere() -> None:
    notice = one(
        "ПРИП МУРМАНСК 8/26\nСТРЕЛЬБЫ 22 АВГ 0200 ДО 1300 В РАЙОНЕ\n"
        "67-32С 041-10В 67-32С 042-10В 66-32С 042-10В"
    )
    assert notice.problems == []
    assert len(notice.areas[0].vertices) == 3


# ------------------------------------------------------------------------------------------------- shapes
def test_maritime_shapes_in_one_notice() -> None:
    notice = msi(
        "IN AREAS: \n A. BOUND BY 30-00N 120-00E, 30-00N 121-00E, 31-00N 121-00E.\n"
        " B. WITHIN TWO MILES OF 32-00N 121-00E BETWEEN 342 DEGREES AND 016 DEGREES.\n"
        " C. BETWEEN 33-00N 34-00N AND 120-00E 121-00E.\n D. WITHIN 25 MILES OF 40-00N 121-00E.\n"
        " E. 12 MILES EITHER SIDE OF TRACKLINE JOINING 50-00N 121-00E, 51-00N 122-00E."
    )
    kinds = [(a.label, a.kind) for a in notice.areas]
    assert kinds == [("A", "polygon"), ("B", "sector"), ("C", "box"), ("D", "circle"), ("E", "trackline")]
    _, sector, box, circle, track = notice.areas
    assert (sector.center, sector.radius_m, sector.bearings_deg) == ((32.0, 121.0), 3704.0, (342.0, 16.0))
    assert box.vertices == [(33.0, 120.0), (33.0, 121.0), (34.0, 121.0), (34.0, 120.0)]
    assert (circle.center, circle.radius_m) == ((40.0, 121.0), 46300.0)
    assert (track.vertices, track.radius_m) == ([(50.0, 121.0), (51.0, 122.0)], 22224.0)


def test_a_box_to_the_second() -> None:
    (box,) = msi("IN AREA BETWEEN 72-39-00N 74-29-30N AND 012-20-00E 018-50-30E.").areas
    assert box.vertices[2] == pytest.approx((74.0 + 29.5 / 60.0, 18.0 + 50.5 / 60.0))


def test_a_coast_is_a_straight_line_and_told() -> None:
    notice = msi(
        "IN AREA BOUND BY 73-00N 070-00E, 73-30N 071-00E, 72-30N 072-00E THEN COASTAL LINE TO 72-00N 070-00E"
    )
    assert len(corners(notice)) == 4
    assert any("straight line" in p for p in notice.problems)


def test_a_fir_boundary_is_a_straight_line_and_told() -> None:
    notice = notam(
        "150000S 1000000E - 150000S 1050000E - 160000S 1050000E THENCE ALONG FIR BOUNDARY TO 160000S 1000000E"
    )
    assert len(corners(notice)) == 4
    assert any("straight line" in p for p in notice.problems)


def test_rocket_in_one_area_and_debris_in_another() -> None:
    notice = msi(
        " A. ROCKET LAUNCHING IN AREA BOUND BY 30-00N 120-00E, 30-00N 121-00E, 31-00N 121-00E.\n"
        " B. SPACE DEBRIS IN AREA BOUND BY 40-00N 120-00E, 40-00N 121-00E, 41-00N 121-00E."
    )
    assert [a.label for a in notice.areas] == ["A", "B"]


def test_one_vertex_per_letter_under_each_area() -> None:
    notice = msi(
        "AREA 1\n A. 73-01.32N 010-00.00E\n B. 73-01.32N 012-00.00E\n C. 72-01.32N 011-00.00E\n"
        "AREA 2\n A. 75-01.32N 010-00.00E\n B. 75-01.32N 012-00.00E\n C. 74-31.32N 012-00.00E\n"
        " D. 74-31.32N 010-00.00E",
        series="NAVAREA XIX 49/26",
    )
    assert [(a.label, len(a.vertices)) for a in notice.areas] == [("AREA 1", 3), ("AREA 2", 4)]
    assert notice.areas[1].vertices[3] == pytest.approx((74.522, 10.0))


PAD = "LAUNCH PAD COORD: 134312N 0801348E\n"


def test_distances_from_the_launch_pad() -> None:
    (circle,) = notam(f"{PAD}DANGER ZONE 1: A CIRCLE OF 10NM AROUND THE LAUNCHER").areas
    assert (circle.kind, circle.radius_m) == ("circle", 18520.0)
    assert circle.center == pytest.approx((13.72, 80.23))
    notice = notam(
        f"{PAD}DANGER ZONE 2: A SECT BTN 25NM AND 90NM FM LAUNCH PAD COORD "
        "AND BTN AZM ANGLES 130DEG AND 150DEG"
    )
    (sector,) = notice.areas
    assert (sector.kind, sector.radius_m, sector.bearings_deg) == ("sector", 166680.0, (130.0, 150.0))
    assert notice.problems == ["a sector begins 25 NM from the pad; it is given from the pad on"]
    wrong = notam("LAUNCH PAD COORD: 134312N 9801348E\nDANGER ZONE 1: A CIRCLE OF 10NM AROUND THE LAUNCHER")
    assert wrong.areas == []
    assert any("off the globe" in p for p in wrong.problems)
    lost = notam("A SECT BTN 25NM AND 90NM FM LAUNCH PAD AND BTN AZM ANGLES 130DEG AND 150DEG")
    assert any("no position of the pad" in p for p in lost.problems)


def test_a_buffer_is_told() -> None:
    notice = notam("50NM BUFFER AROUND THE COORDINATES 110000N 0500000W 110000N 0490000W 100000N 0490000W")
    assert len(corners(notice)) == 3
    assert any("50NM BUFFER" in p for p in notice.problems)


@pytest.mark.parametrize(
    "words",
    [
        "DEBRIS IS EXPECTED TO FALL IN THE N1015E12041,THE FALLING AREA ",
        "RTE GURIN-DCT-1015N12041E AREA ",
        "RTE VIA PT A (1015N 12041E) AREA ",
    ],
)
def test_points_that_are_no_corners_are_named(words: str) -> None:
    notice = notam(f"{words}N1030E12045-N1030E12145-N0930E12145")
    assert corners(notice) == [(10.5, 120.75), (10.5, 121.75), (9.5, 121.75)]
    (told,) = notice.problems
    assert "is named, but as no part of an area" in told


@pytest.mark.parametrize(
    "end", ["BACK TO START", "TO POINT OF BEGINNING", "-N1030E12045", "", "FOUR POINT CONNECTION RANGE"]
)
def test_closed_or_open_the_ring_is_the_same(end: str) -> None:
    notice = notam(f"N1030E12045-N1030E12145-N0930E12145-N0930E12045 {end}")
    assert corners(notice) == [(10.5, 120.75), (10.5, 121.75), (9.5, 121.75), (9.5, 120.75)]
    assert notice.problems == []


def test_both_parts_of_a_notam_are_read() -> None:
    head = (
        "A0061/26 NOTAMN Q) VOMF/QWMLW/IV/BO/W/000/999/ A) VOMF PART {k} OF 2 B) 2606220342 C) 2606220410 E) "
    )
    first = (
        head.format(k=1) + "AREA 1: 1030N 12045E 1030N 12145E 0930N 12145E F) SFC G) UNL END PART 1 OF 2\n"
    )
    second = head.format(k=2) + "AREA 2: 2030N 12045E 2030N 12145E 1930N 12145E F) SFC G) UNL"
    notice = one(first + second)
    assert [(a.label, a.vertices[0][0]) for a in notice.areas] == [("AREA 1", 10.5), ("AREA 2", 20.5)]


def test_labels_of_chinese_areas() -> None:
    notice = notam(
        "AREA 1: N3009E12241-N3009E12341-N2909E12341\nAREA PS: N3309E12241-N3309E12341-N3209E12341"
    )
    assert [a.label for a in notice.areas] == ["AREA 1", "AREA PS"]


# -------------------------------------------------------------------------------------------------- times
RING = "IN AREA BOUND BY 10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E."


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("121606Z TO 121854Z JUL, ALTERNATE 131606Z TO 131854Z AND\n 1607Z TO 1854Z DAILY 14 THRU 15 JUL",
         ["07-12 1606/07-12 1854", "07-13 1606/07-13 1854",
          "07-14 1607/07-14 1854", "07-15 1607/07-15 1854"]),
        ("2045Z TO 0030Z COMMENCING DAILY 30 JUN THRU 01 JUL",
         ["06-30 2045/07-01 0030", "07-01 2045/07-02 0030"]),
        ("0100Z TO 0200Z DAILY 23 AND 25 JUN", ["06-23 0100/06-23 0200", "06-25 0100/06-25 0200"]),
        ("0100Z TO 0200Z DAILY 23, 24, AND 27 JUN", [f"06-{d} 0100/06-{d} 0200" for d in (23, 24, 27)]),
        ("IN PROGRESS UNTIL 300259Z JUN", ["06-20 1200/06-30 0259"]),
        ("171500Z JUL THRU 020259Z AUG", ["07-17 1500/08-02 0259"]),
        ("0900 TO 1030 UTC AND 1200 TO 1330 UTC DAILY 22 AND 23 JUN",
         [f"06-{d} {h}" for d in (22, 23) for h in (f"0900/06-{d} 1030", f"1200/06-{d} 1330")]),
        ("13 TO 14 JUL DAILY FROM 2100 TO 1600 UTC", ["07-13 2100/07-14 1600", "07-14 2100/07-15 1600"]),
        ("0100Z TO 0200Z DAILY FROM 12 UNTIL 13 JUL", [f"07-{d} 0100/07-{d} 0200" for d in (12, 13)]),
        ("0100-0200Z DAILY 12 THRU 13 JUL", [f"07-{d} 0100/07-{d} 0200" for d in (12, 13)]),
        ("120100Z TO 0200Z JUL", ["07-12 0100/07-12 0200"]),
        ("122300Z TO 0200Z JUL", ["07-12 2300/07-13 0200"]),
        ("302248Z TO 010336Z, 012226Z TO 020314Z\n AND 312120Z JUL TO 010208Z AUG",
         ["06-30 2248/07-01 0336", "07-01 2226/07-02 0314", "07-31 2120/08-01 0208"]),
        ("LAUNCH OF 2 ROCKETS, 0100Z TO 0200Z DAILY 12 THRU 13 JUL",
         [f"07-{d} 0100/07-{d} 0200" for d in (12, 13)]),
    ],
)  # fmt: skip
def test_maritime_times(times: str, expected: list[str]) -> None:
    notice = msi(RING, times)
    assert spans(notice.windows) == expected
    assert notice.problems == []


def test_dates_in_the_lead_and_hours_beside_each_letter() -> None:
    notice = msi(
        " A. 0631Z TO 1337Z IN AREA BOUND BY 10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E.\n"
        " B. 0731Z TO 1437Z IN AREA BOUND BY 20-30N 120-45E, 20-30N 121-45E, 19-30N 121-45E.",
        "04 AND 05 JUL:",
    )
    assert [spans(a.windows) for a in notice.areas] == [
        ["07-04 0631/07-04 1337", "07-05 0631/07-05 1337"],
        ["07-04 0731/07-04 1437", "07-05 0731/07-05 1437"],
    ]  # fmt: skip


def test_hours_in_the_lead_and_days_beside_each_letter() -> None:
    notice = msi(
        " A. 22 JUN IN AREA BOUND BY 10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E.\n"
        " B. 24 JUN IN AREA BOUND BY 20-30N 120-45E, 20-30N 121-45E, 19-30N 121-45E.",
        "0500Z TO 0900Z DAILY:",
    )
    assert [spans(a.windows) for a in notice.areas] == [["06-22 0500/06-22 0900"], ["06-24 0500/06-24 0900"]]


def test_hours_behind_each_area() -> None:
    notice = msi(
        " A. BOUND BY 10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E 220100Z TO 220200Z JUN.\n"
        " B. BOUND BY 20-30N 120-45E, 20-30N 121-45E, 19-30N 121-45E 220300Z TO 220400Z JUN.",
        "IN AREAS:",
    )
    assert [spans(a.windows) for a in notice.areas] == [["06-22 0100/06-22 0200"], ["06-22 0300/06-22 0400"]]


def test_hours_that_no_area_uses_are_told() -> None:
    notice = msi(
        " A. 0631Z TO 1337Z IN AREA BOUND BY 10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E.",
        "0053Z TO 0253Z DAILY 04 THRU 05 JUL:",
    )
    assert spans(notice.windows) == ["07-04 0631/07-04 1337", "07-05 0631/07-05 1337"]
    assert any("'0053Z TO 0253Z'" in p or "'0053Z'" in p for p in notice.problems)


@pytest.mark.parametrize(
    ("times", "mended"),
    [
        ("220952Z TO 221435Z, 230926Z TO 231409Z, 240900Z TO 241343Z AND 251834Z TO 251317Z JUN",
         "06-25 0834/06-25 1317"),
    ],
)  # fmt: skip
def test_a_window_that_ends_before_it_begins_is_mended_by_its_sisters(times: str, mended: str) -> None:
    notice = msi(RING, times)
    assert spans(notice.windows)[-1] == mended
    assert any("by its sisters" in p for p in notice.problems)


def test_a_window_unlike_its_sisters_is_told() -> None:
    first = "220952Z TO 221435Z, 230926Z TO 231409Z, 240900Z TO 241343Z"
    times = f"{first}, 250834Z TO 251317Z AND 260808Z TO 261951Z JUN"
    notice = msi(RING, times)
    assert len(notice.windows) == 5
    assert any("all others 4:43:00" in p for p in notice.problems)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("0400-0410", [f"06-{d} 0400/06-{d} 0410" for d in (22, 23, 24)]),
        ("DAILY 0400/0410", [f"06-{d} 0400/06-{d} 0410" for d in (22, 23, 24)]),
        ("0400-0410 0500-0600,0700-0800", [f"06-{d} {h}" for d in (22, 23) for h in (
            f"0400/06-{d} 0410", f"0500/06-{d} 0600", f"0700/06-{d} 0800")] + ["06-24 0400/06-24 0410"]),
        ("22 0930-1130, 23 0900-1100 AND 24 0230-0330",
         ["06-22 0930/06-22 1130", "06-23 0900/06-23 1100", "06-24 0230/06-24 0330"]),
        ("22-23 0446-0532", [f"06-{d} 0446/06-{d} 0532" for d in (22, 23)]),
        ("JUN 22 0906-1052, 23 0845-1030, JUN 24 0300-0400",
         ["06-22 0906/06-22 1052", "06-23 0845/06-23 1030", "06-24 0300/06-24 0400"]),
        ("0500-0638 ON 22 AND 0244-0401 ON 24", ["06-22 0500/06-22 0638", "06-24 0244/06-24 0401"]),
        ("0520-0614 22, 0157-0231 0349-0400 24",
         ["06-22 0520/06-22 0614", "06-24 0157/06-24 0231", "06-24 0349/06-24 0400"]),
        ("2606221000 TO 2606221400 2606231000 TO 2606231400",
         ["06-22 1000/06-22 1400", "06-23 1000/06-23 1400"]),
        ("22 2224-2359, 23 0000-0109 2322-2359",
         ["06-22 2224/06-22 2359", "06-23 0000/06-23 0109", "06-23 2322/06-23 2359"]),
        ("2315-0125(NEXT DAY) ON 22,0308-0400 ON 24", ["06-22 2315/06-23 0125", "06-24 0308/06-24 0400"]),
    ],
)  # fmt: skip
def test_schedules_of_notices_to_airmen(schedule: str, expected: list[str]) -> None:
    notice = notam("N1030E12045-N1030E12145-N0930E12145", f"D) {schedule}\n")
    assert spans(notice.windows) == expected


def test_hours_in_the_body_are_the_schedule_where_there_is_none() -> None:
    box = "AREA:\nN1030E12045-N1030E12145-N0930E12145"
    dated = notam(f"PERIOD:\nJUN 22 0400-0722\nJUN 23 0050-0255,2315-0125(NEXT DAY)\n{box}")
    assert spans(dated.windows) == ["06-22 0400/06-22 0722", "06-23 0050/06-23 0255", "06-23 2315/06-24 0125"]
    assert dated.problems == []
    every = notam(f"LAUNCH WINDOW TIME : 0342-0410 UTC\n{box}")
    assert spans(every.windows) == [f"06-{d} 0342/06-{d} 0410" for d in (22, 23, 24)]
    daily = notam(f"ACT 0400-0405 DAILY\n{box}")
    assert spans(daily.windows) == [f"06-{d} 0400/06-{d} 0405" for d in (22, 23, 24)]


def test_hours_in_the_body_that_do_not_fit_are_told() -> None:
    box = "AREA:\nN1030E12045-N1030E12145-N0930E12145"
    outside = notam(f"PERIOD: JUL 22 0400-0722\n{box}")
    assert spans(outside.windows) == ["06-22 0342/06-24 0410"]
    assert any("JUL 22 0400" in p for p in outside.problems)
    other = notam(f"CLSD 0500-0600 UTC\n{box}")
    assert spans(other.windows) == ["06-22 0342/06-24 0410"]
    assert other.areas[0].windows != other.windows  # the hours beside the area are its own
    short = notam(f"CLSD 0350-0400\n{box}", end="2606220410")
    assert spans(short.windows) == ["06-22 0342/06-22 0410"]


def test_stages_with_hours_of_their_own() -> None:
    notice = notam(
        "LAUNCH 0342-0410 UTC\n1ST STAGE : 0350-0400 UTC\nN1030E12045-N1030E12145-N0930E12145\n"
        "PAYLOAD FAIRING: 0355-0410 UTC\nN0830E12045-N0830E12145-N0730E12145",
        "D) 0342-0410\n",
    )
    assert [a.said for a in notice.areas] == ["1st stage", "payload fairing"]
    assert [spans(a.windows)[0] for a in notice.areas] == ["06-22 0350/06-22 0400", "06-22 0355/06-22 0410"]
    assert spans(notice.windows) == [f"06-{d} 0342/06-{d} 0410" for d in (22, 23, 24)]
    assert notice.problems == []


def test_hours_of_a_route_are_told() -> None:
    notice = notam("RTE CLSD (BTN 0350 AND 0400) AREA N1030E12045-N1030E12145-N0930E12145")
    assert notice.problems == ["a time was read but not used: 'BTN 0350 AND 0400'"]
