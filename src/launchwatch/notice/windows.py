"""Windows of maritime warnings (NAVAREA, HYDROPAC, HYDROLANT, HYDROARC): words of time to intervals of UTC.

`launchwatch.notice.tokens` cuts the text into words of time.  Here they become a sequence of whole windows,
hours and days; hours are joined with the days that follow them, or with the days before when none follow.
A window that ends before it begins is mended where its sisters show how, and told in any case.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from launchwatch.notice.dates import Calendar, Window, clock, daily, span_of_days
from launchwatch.notice.tokens import Token, carry_months

_DAY = timedelta(days=1)
_Hours = tuple[timedelta, timedelta]


@dataclass(slots=True)
class _Item:
    """A part of the schedule: a whole window, hours of a day, or days; and the words it was made of."""

    words: list[Token]
    window: Window | None = None
    hours: _Hours | None = None
    days: list[datetime] | None = None
    broken: bool = False  # the window ends before it begins

    def use(self) -> None:
        """Remember that a window was made of these words."""
        for word in self.words:
            word.used = True


def read_windows(tokens: list[Token], calendar: Calendar) -> list[Window]:
    """All windows that a run of words of time makes; those used are marked, problems go into the calendar.

    >>> from datetime import UTC
    >>> from launchwatch.notice.tokens import find_tokens
    >>> calendar = Calendar(datetime(2026, 6, 20, tzinfo=UTC))
    >>> [f"{a:%d %H}" for a, b in read_windows(find_tokens("0100Z TO 0200Z DAILY 22 THRU 24 JUN"), calendar)]
    ['22 01', '23 01', '24 01']
    """
    items = _items(carry_months(tokens), calendar)
    _mend(items, calendar)
    return _joined(items)


def has_times(tokens: list[Token]) -> bool:
    """Whether a run of words of time names any instant or hour."""
    return any(t.kind in ("dtg", "time") for t in tokens)


def has_days(tokens: list[Token]) -> bool:
    """Whether a run of words of time names any day."""
    return any(t.kind in ("dtg", "month") for t in tokens)


def without_hours(tokens: list[Token]) -> list[Token]:
    """The words of time less the hours ("2045Z TO 0030Z"): the days that hours told elsewhere are of."""
    hours = {k + j for k in range(len(tokens) - 2) if _are_hours(tokens, k) for j in range(3)}
    return [t for k, t in enumerate(tokens) if k not in hours]


def _are_hours(tokens: list[Token], k: int) -> bool:
    return [t.kind for t in tokens[k : k + 3]] in (["time", "to", "time"], ["time", "dash", "time"])


def _instant(token: Token, calendar: Calendar) -> datetime | None:
    day = calendar.day(int(token.text[:2]), token.month, token.year)
    hour = clock(token.text[2:])
    if hour is None:
        calendar.problems.append(f"{token.text!r} is not a time of day")
    return None if day is None or hour is None else day + hour


def _items(tokens: list[Token], calendar: Calendar) -> list[_Item]:
    items: list[_Item] = []
    k = 0

    def kind(j: int) -> str:
        return tokens[j].kind if j < len(tokens) else ""

    while k < len(tokens):
        token = tokens[k]
        # the month between a group and its TO does not matter any more
        step = k + 1 if kind(k + 1) == "month" else k
        joined = kind(step + 1) in ("to", "dash")
        words = tokens[k : step + 3]
        if token.kind == "dtg" and joined and kind(step + 2) in ("dtg", "time"):
            _add_window(items, words, calendar)
            k = step + 3
        elif token.kind == "time" and joined and kind(step + 2) == "time":
            begin, end = clock(token.text), clock(words[-1].text)
            if begin is None or end is None:
                calendar.problems.append(f"{token.text} to {words[-1].text} is not a time of day")
                _use(words)
            else:
                items.append(_Item(words, hours=(begin, end)))
            k = step + 3
        elif token.kind == "until" and kind(k + 1) in ("dtg", "num"):
            _add_until(items, tokens[k : k + 2], calendar)
            k += 2
        elif token.kind == "num":
            if not (kind(step + 1) == "to" and kind(step + 2) == "num"):
                words = tokens[k : step + 1]
            _add_days(items, words, calendar)
            k += len(words)
        else:
            if token.kind in ("dtg", "bad"):
                calendar.problems.append(f"{token.text!r} is not part of a window that can be read")
                token.used = True
            k += 1
    return items


def _use(words: list[Token]) -> None:
    _Item(words).use()


def _add_window(items: list[_Item], words: list[Token], calendar: Calendar) -> None:
    """``121606Z TO 121854Z``, or ``121606Z TO 1854Z`` of the same day or the night after it."""
    token, last = words[0], words[-1]
    begin, end = _instant(token, calendar), None
    if last.kind == "dtg":
        end = _instant(last, calendar)
    elif begin and (hour := clock(last.text)) is not None:
        midnight = begin.replace(hour=0, minute=0)
        end = daily(midnight, begin - midnight, hour)[1]
    if begin is None or end is None:
        calendar.problems.append(f"the window {token.text} to {last.text} could not be read")
        _use(words)
    elif end - begin > timedelta(days=400):
        calendar.problems.append(f"the window beginning {token.text} is over 400 days long; left out")
        _use(words)
    else:
        items.append(_Item(words, window=(begin, end), broken=end <= begin))


def _add_until(items: list[_Item], words: list[Token], calendar: Calendar) -> None:
    """ "UNTIL": the beginning is the issue of the warning."""
    token = words[-1]
    _use(words)
    if calendar.issued is None:
        calendar.problems.append(f"a window runs UNTIL {token.text}, but no date of issue is known")
        return
    first = calendar.issued.replace(hour=0, minute=0, second=0, microsecond=0)
    if token.kind == "dtg":
        end = _instant(token, calendar)
        if end and end > calendar.issued:
            items.append(_Item(words, window=(calendar.issued, end)))
        elif end:
            calendar.problems.append(f"a window runs UNTIL {token.text}, which is before the issue")
        return
    last = calendar.day(int(token.text), token.month, token.year)
    if last:
        _add_run(items, words, first, last, calendar)


def _add_days(items: list[_Item], words: list[Token], calendar: Calendar) -> None:
    first_word, last_word = words[0], words[-1] if words[-1].kind == "num" else words[0]
    first = calendar.day(int(first_word.text), first_word.month, first_word.year)
    last = calendar.day(int(last_word.text), last_word.month, last_word.year)
    if first and last:
        _add_run(items, words, first, last, calendar)
    else:
        _use(words)  # the calendar has said why


def _add_run(
    items: list[_Item], words: list[Token], first: datetime, last: datetime, calendar: Calendar
) -> None:
    if last < first or (last - first).days > 400:
        calendar.problems.append(f"days from {first:%d %b %Y} to {last:%d %b %Y} are not in order")
        _use(words)
        return
    days = span_of_days(first, last)
    before = items[-1].window if items else None
    if before and first == last and before[0] - first < _DAY and first <= before[0]:
        _use(words)
        return  # "220100Z TO 220600Z 22 JUL": the day of the window, said again
    if items and items[-1].days is not None:
        items[-1].days.extend(days)
        items[-1].words.extend(words)
    else:
        items.append(_Item(list(words), days=days))


def _mend(items: list[_Item], calendar: Calendar) -> None:
    """Windows that end before they begin, or last unlike all their sisters: mended or told."""
    whole = [(item, item.window) for item in items if item.window]
    good = sorted(window for item, window in whole if not item.broken)
    lasts = {end - begin for begin, end in good}
    steps = {b[0] - a[0] for a, b in itertools.pairwise(good)}
    for item, (begin, end) in whole:
        if not item.broken:
            continue
        item.window, name = None, item.words[0].text
        item.use()
        if len(good) >= 2 and len(lasts) == 1:
            span = next(iter(lasts))
            known = {w[0] + sign * step for w in good for step in steps for sign in (-1, 1)}
            fits = [w for w in ((end - span, end), (begin, begin + span)) if w[0] in known]
            if len(fits) == 1 and len(steps) == 1:
                item.window = fits[0]
                calendar.problems.append(
                    f"the window {name} to {item.words[-1].text} ends before it begins; by its sisters it is "
                    f"{fits[0][0]:%d %b %H:%MZ} to {fits[0][1]:%d %b %H:%MZ}"
                )
                continue
        calendar.problems.append(f"the window beginning {name} ends before it begins")
    if len(good) >= 4:
        spans = [b - a for a, b in good]
        usual = max(set(spans), key=spans.count)
        odd = [w for w, span in zip(good, spans, strict=True) if span != usual]
        if len(odd) == 1 and abs(odd[0][1] - odd[0][0] - usual) >= timedelta(minutes=10):
            calendar.problems.append(
                f"the window beginning {odd[0][0]:%d %b %H:%MZ} lasts {odd[0][1] - odd[0][0]}, "
                f"all others {usual}: a typo?"
            )


def _whole_days(days: list[datetime]) -> list[Window]:
    """Days without hours: each run of days on end is one window, midnight to midnight."""
    runs: list[Window] = []
    for day in sorted(set(days)):
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + _DAY)
        else:
            runs.append((day, day + _DAY))
    return runs


def _joined(items: list[_Item]) -> list[Window]:
    windows: list[Window] = []
    for item in items:
        if item.window:
            windows.append(item.window)
            item.use()
    parts = [item for item in items if item.hours or item.days]
    hours: list[_Item] = []
    days: list[datetime] = []
    for k, part in enumerate(parts):
        if part.hours:
            if k and parts[k - 1].days is not None and any(p.days for p in parts[k:]):
                hours = []
            hours.append(part)
        elif part.days:
            part.use()
            if hours:
                windows += _hours_of(part.days, hours)
            elif not any(p.hours for p in parts[k + 1 :]):
                windows += _whole_days(part.days)
            days = part.days if not hours else []
    if days and hours:
        windows += _hours_of(days, hours)
    return sorted(set(windows))


def _hours_of(days: list[datetime], hours: list[_Item]) -> list[Window]:
    for item in hours:
        item.use()
    return [daily(day, *item.hours) for day in days for item in hours if item.hours]
