"""An area of a case as its notice outlines it: the text is read, and one of its areas is taken."""

from __future__ import annotations

from datetime import datetime

from launchwatch import earth
from launchwatch.errors import CaseError
from launchwatch.notice import NoticeArea, read_notices


def warned_area(text: str, file: str, part: str | None, issued: datetime) -> tuple[earth.Area, str]:
    """The region that a notice outlines, and how it came about, in words.

    `part` picks one area by its letter in the notice, or by its number counted from 1; it may be left out
    where the notice has only one. Raises CaseError where there is no such area, or it has no closed outline.
    """
    areas = [area for notice in read_notices(text, file=file, issued=issued) for area in notice.areas]
    found = _pick(areas, file, part)
    which = f"the area of {file}" if part is None else f"area {part} of {file}"
    if found.center is not None and found.radius_m is not None:
        return earth.circle(
            *found.center, found.radius_m
        ), f"a circle of {found.radius_m / 1000:.0f} km, {which}"
    if len(found.vertices) < 3:
        raise CaseError(f"{which} has no closed outline", mend="give its corners by hand")
    return earth.Area.polygon(found.vertices, order=True), f"{len(found.vertices)} corners, {which}"


def _pick(areas: list[NoticeArea], file: str, part: str | None) -> NoticeArea:
    names = [area.label or str(number) for number, area in enumerate(areas, 1)]
    if not areas:
        raise CaseError(f"no area could be read from {file}", mend="check the text, or give corners by hand")
    if part is None:
        if len(areas) > 1:
            raise CaseError(f"{file} has {len(areas)} areas", mend=f"add part, one of {', '.join(names)}")
        return areas[0]
    for wanted in (names, [str(number) for number in range(1, len(areas) + 1)]):
        if wanted.count(part) == 1:
            return areas[wanted.index(part)]
    raise CaseError(f"{file} has no area '{part}'", mend=f"name one of {', '.join(names)}")
