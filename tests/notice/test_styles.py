"""Random areas and windows, written in every style, are read back exactly and without a problem."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launchwatch.notice import Notice, read_notices

sys.path.insert(0, str(Path(__file__).parent))
import styles

MANY = settings(
    derandomize=True, max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def read(text: str) -> Notice:
    notices = read_notices(text, "written")
    assert len(notices) == 1, text
    return notices[0]


def same(ours: list[styles.Point], read_back: list[styles.Point]) -> bool:
    return len(ours) == len(read_back) and all(
        abs(p[0] - q[0]) < 1e-7 and abs(p[1] - q[1]) < 1e-7 for p, q in zip(ours, read_back, strict=True)
    )


@MANY
@given(st.data(), st.sampled_from(styles.MARITIME), st.integers(1, 4), styles.maritime_times())
def test_maritime_notices(
    data: st.DataObject, style: styles.Style, count: int, times: tuple[str, list[styles.Window]]
) -> None:
    rings = [data.draw(styles.sound_rings(style.steps)) for _ in range(count)]
    words, windows = times
    head = f"{styles.ISSUED:%d%H%M}Z MAY 26\nHYDROPAC 1/26(61).\nDNC 03, DNC 04.\n"
    if count == 1:
        areas = f"IN AREA BOUND BY\n   {style.ring(rings[0])}."
    else:
        areas = "IN AREAS BOUND BY:\n" + "\n".join(
            f"   {letter}. {style.ring(ring)}." for letter, ring in zip("ABCD", rings, strict=False)
        )
    end = max(b for _, b in windows) + timedelta(hours=1)
    last = f"2. CANCEL THIS MSG {styles.stamp(end)} {styles.month(end)} {end:%y}."
    text = f"{head}1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING\n   {words}\n   {areas}\n{last}\n"
    notice = read(text)
    assert all(same(a, b.vertices) for a, b in zip(rings, notice.areas, strict=True)), text
    assert notice.windows == windows, text
    assert notice.problems == [], text


@MANY
@given(st.data(), st.sampled_from(styles.MARITIME[:4]))
def test_areas_with_hours_of_their_own(data: st.DataObject, style: styles.Style) -> None:
    rings = [data.draw(styles.sound_rings(style.steps)) for _ in range(3)]
    times = [data.draw(styles.maritime_times()) for _ in range(3)]
    body = "\n".join(
        f"   {letter}. {words} IN AREA BOUND BY\n      {style.ring(ring)}."
        for letter, ring, (words, _) in zip("ABC", rings, times, strict=True)
    )
    head = f"{styles.ISSUED:%d%H%M}Z MAY 26\nNAVAREA IV 1/26(61).\n"
    text = f"{head}1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING:\n{body}\n"
    notice = read(text)
    assert [a.windows for a in notice.areas] == [w for _, w in times], text
    assert notice.windows == sorted({w for _, own in times for w in own}), text
    assert notice.problems == [], text


@MANY
@given(
    st.data(), st.sampled_from(styles.AIRMEN), styles.airmen_times(),
    st.sampled_from([" BACK TO START.", ".", "", "\nFOUR POINT CONNECTION RANGE.", "closed"]),
    st.booleans(),
)  # fmt: skip
def test_notices_to_airmen(
    data: st.DataObject,
    style: styles.Style,
    times: tuple[str, str, list[styles.Window]],
    ending: str,
    several: bool,
) -> None:
    rings = [data.draw(styles.sound_rings(style.steps)) for _ in range(2 if several else 1)]
    bounds, schedule, windows = times
    shown = [[*ring, ring[0]] if ending == "closed" else ring for ring in rings]
    tail = "" if ending == "closed" else ending
    areas = "\n".join(f"AREA {k}: {style.ring(ring)}{tail}" for k, ring in enumerate(shown, 1))
    field = f"D) {schedule}\n" if schedule else ""
    text = (
        f"A0061/26 NOTAMN\nQ) ZLHW/QRDCA/IV/BO/W/000/999/3946N10011E014\nA) ZLHW {bounds}\n{field}"
        f"E) TEMPORARY DANGER AREA BOUNDED BY:\n{areas}\nVERTICAL LIMITS:SFC-UNL.\nF) SFC G) UNL\n"
    )
    notice = read(text)
    assert all(same(a, b.vertices) for a, b in zip(rings, notice.areas, strict=True)), text
    assert notice.windows == sorted(windows), text
    told = [p for p in notice.problems if "from the middle of the Q) line" not in p]
    assert told == [], text


@MANY
@given(st.data(), st.sampled_from(styles.AIRMEN[:2]), st.data())
def test_a_line_end_anywhere_in_packed_positions(
    data: st.DataObject, style: styles.Style, cut: st.DataObject
) -> None:
    ring = data.draw(styles.sound_rings(style.steps))
    words = style.ring(ring)
    at = cut.draw(st.integers(1, len(words) - 1))
    (area,) = read(f"E) AREA BOUNDED BY {words[:at]}\n{words[at:]} BACK TO START.").areas
    assert same(ring, area.vertices), (words, at)
