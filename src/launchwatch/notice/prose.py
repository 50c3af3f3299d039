"""Windows told in prose: coast-guard notices, letters to the IMO, announcements in Japanese or Korean.

"between 7:00 a.m. and 11:00 a.m. from 4 to 8 April 2009", "from 00:00 on 31 May to 00:00 on 11 June (Japan
time)", ``5月31日0時から6月11日0時まで``: times of day (T), dates (D) and the words between them (``>`` for
"to") are found first; then the order of the letters says what is meant: ``TD>TD`` is one window, ``T>TD>D``
hours of every day.  Hours are brought to UTC by the zone named, or by that of the place, which is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from launchwatch.notice.dates import MONTHS, Calendar, Window, daily, span_of_days
from launchwatch.notice.zones import ZONE, local_offset, offset_of

_NAME = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?"
_NTH = r"(?:ST|ND|RD|TH)?"
_CLOCK = r"(?:[01]?\d|2[0-4])"
_HHMM = r"(?:[01]\d|2[0-4])[0-5]\d"
_DAYS = r"\s?(?:-|\bTO\b|THROUGH|THRU|UNTIL|TILL)\s?(?:THE\s)?"
_MORE = rf"(?:(?:\s?,\s?|,?\sAND\s)(?:THE\s)?\d{{1,2}}(?![\d:]|\s?[AP]\.?M){_NTH}){{1,12}}"
_UNIT = r"\s?\(?(?:HRS?|HOURS|H|UTC|GMT|Z|KST|JST|LT|LOCAL)\b"
_JOIN = r"\s?(?:-|TO|UNTIL|TILL|THROUGH|THRU|AND)\s?"
_TOKEN = re.compile(
    rf"(?P<ymd>\b(\d{{4}})-(\d\d)-(\d\d)\b)"
    rf"|(?P<dm2>\b(\d{{1,2}}){_NTH}{_DAYS}(\d{{1,2}}){_NTH}(?:\sOF)?\s({_NAME})(?:,?\s(\d{{4}})\b)?)"
    rf"|(?P<md2>\b({_NAME})\s(\d{{1,2}}){_NTH}{_DAYS}(\d{{1,2}})(?![\d:]|\s?[AP]\.?M){_NTH}(?:,?\s(\d{{4}})\b)?)"
    rf"|(?P<dms>\b(\d{{1,2}}{_NTH}{_MORE})(?:\sOF)?\s({_NAME})(?:,?\s(\d{{4}})\b)?)"
    rf"|(?P<mds>\b({_NAME})\s(\d{{1,2}}{_NTH}{_MORE})(?:,?\s(\d{{4}})\b)?)"
    rf"|(?P<dm>\b(\d{{1,2}}){_NTH}(?:\sOF)?\s({_NAME})(?:,?\s(\d{{4}})(?!\s?(?:HRS|HOURS|UTC|Z|TO))\b)?)"
    rf"|(?P<md>\b({_NAME})\s(\d{{1,2}})(?![\d:]){_NTH}(?:,?\s(\d{{4}})(?!\s?(?:HRS|HOURS|UTC|Z|TO))\b)?)"
    r"|(?P<cjk>(?:(\d{4})[年년]\s?)?(\d{1,2})[月월]\s?(\d{1,2})[日일])"
    r"|(?P<day>(?<=から)(\d{1,2})日|(?<=부터 )(\d{1,2})일)"
    rf"|(?P<hm>(?<![\d.:\-])({_CLOCK})(?::([0-5]\d)(?::\d\d)?|\.([0-5]\d)(?=\s?(?:[AP]\.?M|-\s?\d\d?\.\d\d|HRS|HOURS|\(?UTC)))(?:\s?([AP])\.?\s?M\b\.?)?)"
    rf"|(?P<hm2>(?<=[\d.:\-\sM])(?<=-)({_CLOCK})[:.]([0-5]\d)(?:\s?([AP])\.?\s?M\b\.?)?)"
    rf"|(?P<ap>(?<![\d.:])(1[0-2]|0?[1-9])\.?\s?([AP])\.?\s?M\b\.?)"
    rf"|(?P<hhmm>(?<![\d.:/])({_HHMM})(?={_UNIT}|{_JOIN}{_HHMM}{_UNIT}))(?:\s?(?:HRS?|HOURS|H)\b)?"
    r"|(?P<kanji>(午前|午後|오전|오후)?\s?(\d{1,2})[時시](?:\s?(\d{1,2})['分분])?)"
    r"|(?P<noon>\b(?:NOON|MIDNIGHT)\b|正午|정오)"
    r"|(?P<daily>\b(?:DAILY|EACH\sDAY|EVERY\sDAY)\b|毎日|매일)"
    r"|(?P<between>\bBETWEEN\b)|(?P<to>\b(?:TO|UNTIL|TILL|THROUGH|THRU)\b|から|부터|[~〜]|(?<=[\dM.])\s?-\s?(?=\d|[A-Z]{3}))"
    r"|(?P<and>\bAND\b|,|\bALTERNATE\b)"
)
PROSE = re.compile(
    rf"(?<![\d.\-:]){_CLOCK}:[0-5]\d|\b\d{{1,2}}\s?[AP]\.?M\b|\b{_HHMM}\s?\(?(?:HRS|HOURS|LT|LOCAL|KST|JST)\b|\d[時시]"
    rf"|\bBETWEEN\s(?:THE\s)?(?:HOURS\s(?:OF\s)?)?{_HHMM}\sAND\s{_HHMM}\b"
    r"|\b(?:NOON|MIDNIGHT)\b"
    rf"|\b{_CLOCK}\.[0-5]\d\s?(?:-|TO)\s?{_CLOCK}\.[0-5]\d\s"
)
_ORDER = re.compile(
    r"(?P<one>TD>TD|DT>DT|DT>TD|TD>DT)|(?P<each>T>T(?:&?T>T)*(?:D>D|D(?:&?D)*))"
    r"|(?P<every>D>D&?T>T(?:&?T>T)*|D(?:&?D)*&?T>T(?:&?T>T)*)|(?P<days>D>D)|(?P<hours>T>T(?:&?T>T)*)"
)
_FAR = 90  # characters between words of one phrase


@dataclass(slots=True)
class _Word:
    kind: str  # T, D, >, & or ,
    start: int
    end: int
    hour: timedelta = timedelta(0)
    date: tuple[int, int | None, int | None] = (0, None, None)  # day, month, year


def _hour(clock: str, minutes: str | None, half: str | None) -> timedelta:
    value = int(clock)
    if half in ("P", "午後", "오후"):
        value = value % 12 + 12
    elif half in ("A", "午前", "오전"):
        value %= 12
    return timedelta(hours=value, minutes=int(minutes or 0))


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    between = False
    for m in _TOKEN.finditer(text):
        kind, (start, end) = m.lastgroup or "", m.span()
        g = m.groups()[m.re.groupindex[kind] :]
        place = (start, end)

        def time(*parts: str | None, place: tuple[int, int] = place) -> None:
            words.append(_Word("T", *place, hour=_hour(parts[0] or "0", parts[1], parts[2])))

        def date(
            day: str | None, month: str | None, year: str | None, place: tuple[int, int] = place
        ) -> None:
            number = MONTHS[month[:3]] if month and month[0].isalpha() else int(month) if month else None
            words.append(_Word("D", *place, date=(int(day or 0), number, int(year) if year else None)))

        if kind == "ymd":
            date(g[2], g[1], g[0])
        elif kind in ("dm2", "md2"):
            first, last, month = g[:3] if kind == "dm2" else (g[1], g[2], g[0])
            date(first, month, g[3])
            words.append(_Word(">", start, end))
            date(last, month, g[3])
            between = False
        elif kind in ("dms", "mds"):
            listed, month = (g[0], g[1]) if kind == "dms" else (g[1], g[0])
            days = re.findall(r"\d+", listed or "")
            for k, day in enumerate(days):
                if k:
                    words.append(_Word(">" if between and len(days) == 2 else "&", start, end))
                date(day, month, g[2])
            between = False
        elif kind in ("dm", "md"):
            date(g[0] if kind == "dm" else g[1], g[1] if kind == "dm" else g[0], g[2])
        elif kind == "cjk":
            date(g[2], g[1], g[0])
        elif kind == "day":
            before = next((w.date for w in reversed(words) if w.kind == "D"), (0, None, None))
            month = str(before[1]) if before[1] else None
            date(g[0] or g[1], month, str(before[2]) if before[2] else None)
        elif kind == "hm":
            time(g[0], g[1] or g[2], g[3])
        elif kind == "hm2":
            time(g[0], g[1], g[2])
        elif kind == "ap":
            time(g[0], None, g[1])
        elif kind == "hhmm":
            time(g[0][:2], g[0][2:], None)
        elif kind == "kanji":
            time(g[1], g[2], g[0])
        elif kind == "noon":
            time("0" if m[0] == "MIDNIGHT" else "12", None, None)
        elif kind == "between":
            between = True
            continue
        elif kind == "to" or (kind == "and" and between and m[0] == "AND"):
            words.append(_Word(">", start, end))
            between = False
        elif kind == "and":
            words.append(_Word("," if m[0] == "," else "&", start, end))
    return words


def _phrases(words: list[_Word]) -> list[list[_Word]]:
    """Words that stand near each other; a joining word that joins nothing is dropped."""
    groups: list[list[_Word]] = []
    for word in words:
        if groups and word.start - groups[-1][-1].end <= _FAR:
            groups[-1].append(word)
        else:
            groups.append([word])
    out = []
    for group in groups:
        kept: list[_Word] = []
        for k, word in enumerate(group):
            if word.kind == ",":  # between a date and an hour a comma says nothing
                if k + 1 == len(group) or not kept or kept[-1].kind != group[k + 1].kind:
                    continue
                word.kind = "&"
            if word.kind == "&" and (not kept or kept[-1].kind in ">&"):
                continue
            if word.kind == ">" and (not kept or kept[-1].kind == ">" or k + 1 == len(group)):
                continue
            if word.kind in ">" and kept[-1].kind == "&":
                kept.pop()
            kept.append(word)
        out.append(kept)
    return out


def read_prose(
    text: str, calendar: Calendar, place: tuple[float, float] | None = None
) -> tuple[list[Window], list[tuple[int, int]]]:
    """The windows a text in prose tells (upper case, `plain`), and the stretches they were read from.

    Parameters
    ----------
    place:
        Latitude and longitude in degrees that "local time" is of.

    >>> calendar = Calendar(datetime(2009, 3, 12, tzinfo=UTC))
    >>> windows, _ = read_prose("LAUNCH FROM 4 TO 8 APRIL 2009, 11:00 TO 16:00 KOREAN TIME", calendar)
    >>> len(windows), windows[0][0].isoformat()
    (5, '2009-04-04T02:00:00+00:00')
    """
    if not PROSE.search(text):
        return [], []
    used: list[tuple[int, int]] = []
    to_utc = _zone(text, calendar, place, used)
    windows: list[Window] = []
    days: list[datetime] = []
    hours: list[tuple[timedelta, timedelta]] = []
    for phrase in _phrases(_words(text)):
        for m in _ORDER.finditer("".join(w.kind for w in phrase)):
            part = phrase[m.start() : m.end()]
            times, dates = _times(part), _dates(part, calendar)
            if dates is None:
                continue
            used += [(w.start, w.end) for w in part]
            if m.lastgroup == "one":
                begin, end = dates[0] + times[0], dates[-1] + times[-1]
                if end <= begin:
                    calendar.problems.append(
                        f"the window beginning {begin:%d %b %H:%M} ends before it begins"
                    )
                else:
                    windows.append((to_utc(begin), to_utc(end)))
            elif m.lastgroup == "days":
                days += _all_days(part, dates)
            elif m.lastgroup == "hours":
                hours += _pairs(times)
            else:
                windows += _each(_all_days(part, dates), _pairs(times), to_utc)
    if not windows:
        windows = _each(days, hours, to_utc)
        if days and not hours:
            windows = [(to_utc(days[0]), to_utc(days[-1] + timedelta(days=1)))]
    return sorted({w for w in windows if w[1] > w[0]}), used


def _times(part: list[_Word]) -> list[timedelta]:
    return [w.hour for w in part if w.kind == "T"]


def _dates(part: list[_Word], calendar: Calendar) -> list[datetime] | None:
    """The dates of a part of a phrase; month and year go over from its other dates."""
    found = [w.date for w in part if w.kind == "D"]
    months = [m for _, m, _ in found if m]
    years = [y for _, _, y in found if y]
    out = []
    for day, month, year in found:
        named = year or (years[-1] if years else None)
        moment = calendar.day(day, month or (months[-1] if months else None), named)
        if moment is None:
            return None
        out.append(moment)
    return out


def _pairs(times: list[timedelta]) -> list[tuple[timedelta, timedelta]]:
    return list(zip(times[::2], times[1::2], strict=False))


def _all_days(part: list[_Word], dates: list[datetime]) -> list[datetime]:
    order = "".join(w.kind for w in part)
    if "D>D" in order and len(dates) == 2:
        return span_of_days(dates[0], dates[1], 400) if dates[1] >= dates[0] else []
    return dates


def _each(
    days: list[datetime], hours: list[tuple[timedelta, timedelta]], to_utc: Callable[[datetime], datetime]
) -> list[Window]:
    windows = [daily(day, *hour) for day in days for hour in hours]
    return [(to_utc(a), to_utc(b)) for a, b in windows]


def _zone(
    text: str, calendar: Calendar, place: tuple[float, float] | None, used: list[tuple[int, int]]
) -> Callable[[datetime], datetime]:
    """From the clock of the text to UTC: by the zone it names first, else by the place, else as it stands."""
    found = list(ZONE.finditer(text))
    named = next((m for m in found if m.lastgroup != "local"), None)
    if named is not None:
        used.append(named.span())
        return lambda moment: moment - offset_of(named[0], moment)
    half_days = re.search(r"\d\s?[AP]\.?M\b", text)
    if (found or half_days) and place is not None:
        taken = local_offset(place, calendar.issued or datetime(2000, 1, 1, tzinfo=UTC))[1]
        calendar.problems.append(f"the hours are local without a zone; taken as {taken}")
        return lambda moment: moment - local_offset(place, moment)[0]
    if re.search(r"[ぁ-んァ-ン月日]|[월일시]", text):
        calendar.problems.append("the hours name no zone; taken as Japanese or Korean time by the language")
        return lambda moment: moment - timedelta(hours=9)
    calendar.problems.append("the hours name no zone; taken as UTC")
    return lambda moment: moment
