"""Sources that close a sentence: `..., Yoo said, citing the agency`, `..., according to a lawmaker`."""

from __future__ import annotations

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.adjuncts import only_adjuncts, skip_adjuncts
from launchwatch.ledger.reading.nominals import PRONOUNS, has_finite, is_finite, noun_phrase_after
from launchwatch.ledger.reading.opening import Opening, denies
from launchwatch.ledger.reading.parts import NO_CLAUSE, QUALIFIES, Claim, Speaker
from launchwatch.ledger.reading.phrases import subject_before
from launchwatch.ledger.reading.relays import citable, relays, sourcelike
from launchwatch.ledger.reading.vocabulary import words

_NO_RESUMPTION = words("closing.no_resumption")
_STATES = words("cues.states")
_NO_INVERSION = frozenset({"that", "it", "he", "she", "they", "there", "a", "no"})
_NOT_INNER = words("closing.not_inner")


class Closing(Opening):
    """What stands before its source."""

    __slots__ = ()

    def _closing_sources(
        self, low: int, high: int, outer: list[Speaker], carriers: list[Speaker]
    ) -> tuple[int, list[Speaker]]:
        """Strip `, according to B` and `, citing B` from the end."""
        units, origins = self.units, []
        for _ in range(4):
            cut = None
            for cue in reversed(self.cues):
                if cue.kind == "according" and low < cue.start < high:
                    end = noun_phrase_after(units, cue.end, high)
                    rest = self._after_name(end, high)
                    if (
                        end > cue.end
                        and rest
                        and sourcelike(units, cue.end, end)
                        and self._clause(low, cue.start)
                    ):
                        cited, carried = relays(units, cue.start, high)
                        outer[:0] = [
                            *(self._speaker(p) for p in cited),
                            Speaker(units[cue.end : end], units[end:high]),
                        ]
                        carriers += [self._speaker(p) for p in carried]
                        cut = cue.start
                    break
            if cut is None:
                for k in range(high - 1, low + 1, -1):
                    if (units[k].low in ("citing", "quoting") and units[k - 1].text in (",", "—", "–")) or (
                        units[k].low in ("citing", "quoting") and units[k - 1].kind == "q"
                    ):
                        if any(c.start <= k < c.end for c in self.cues):
                            break
                        end = noun_phrase_after(units, k + 1, high)
                        rest_ok = (
                            end >= high
                            or only_adjuncts(units, end, high)
                            or (
                                units[end].text == ","
                                and end + 1 < high
                                and not has_finite(units, end + 1, high)
                            )
                        )
                        if (
                            end > k + 1
                            and rest_ok
                            and citable(units, k + 1, end)
                            and not self._inside_subject(k, end, high)
                        ):
                            origins.append(Speaker(units[k + 1 : end], ()))
                            cut = k
                        break
            if cut is None:
                return high, origins
            high = cut
            while high > low and units[high - 1].text in NO_CLAUSE:
                high -= 1
        return high, origins

    def _closing(self, low: int, high: int, *, outermost: bool = True) -> list[Claim] | None:
        """`CONTENT, SOURCE said on Tuesday` and `CONTENT, said SOURCE`."""
        units = self.units
        for cue in reversed(self.cues):
            if not low < cue.start < high or cue.kind not in ("say", "cite", "quoted"):
                continue
            k = cue.start
            if units[k].low in lex.PARTICIPLES or (
                units[k].low == "told" and cue.end >= high and not cue.object
            ):
                continue
            if (
                (units[k - 1].text == "," or units[k - 1].kind == "q")
                and cue.kind == "say"
                and cue.lemma not in lex.TAKES_OBJECT
                and units[k].low not in _STATES
                and (units[k - 1].kind == "q" or has_finite(units, low, k))
                and (k + 1 >= high or units[k + 1].low not in lex.PREPOSITIONS)
            ):
                end = noun_phrase_after(units, k + 1, high)
                if (
                    end > k + 1
                    and sourcelike(units, k + 1, end)
                    and self._clause(low, k)
                    and (
                        end >= high
                        or units[end].text in ",.—"
                        or units[end].low in QUALIFIES
                        or only_adjuncts(units, end, high)
                    )
                ):
                    stop = self._apposition_end(end, high)
                    if (
                        units[k + 1].low not in _NO_INVERSION
                        or (end >= high and (units[k + 1].low not in PRONOUNS or end == k + 2))
                        or units[k - 1].kind == "q"
                    ):
                        cited, carried = relays(units, k + 1, high)
                        speakers = [
                            *map(self._speaker, cited),
                            Speaker(units[k + 1 : end], units[end + 1 : stop] if stop > end else ()),
                        ]
                        made = Claim(
                            self._spans(low, k), speakers, [*map(self._speaker, carried)], units[k].text
                        )
                        rest = self._resumed(stop, high)
                        made.spans += rest
                        return [self._deepen(made, low, k)]
            got = subject_before(units, k, low)
            if got is None:
                continue
            (start, end), (a, b), begin = got
            start = self._trim_lead(start, end)
            if begin <= low or not self._speaks(cue, start, end):
                continue
            boundary = units[begin - 1]
            as_clause = boundary.low == "as" and begin - 2 > low and units[begin - 2].text == ","
            if not (boundary.text in (",", "—", "–", "--", "-") or boundary.kind == "q" or as_clause):
                continue
            edge = begin - 2 if as_clause else begin - 1 if boundary.kind != "q" else begin
            after = cue.end
            closes = only_adjuncts(units, after, high) or (
                after < high
                and units[after].text == ","
                and self._medial(after, high) is None
                and only_adjuncts(units, after + 1, high)
            )
            resumed: list[tuple[int, int]] = []
            if not closes:
                j = skip_adjuncts(units, after, high)
                if j < high and units[j].text in (",", "—", "–", "--", "-"):
                    more = self._medial(j, high)
                    if more is not None:
                        resumed, closes = more, True
            clause = self._clause(low, edge) or bool(resumed and units[low].low not in lex.PREPOSITIONS)
            if not closes or not clause or (as_clause and not outermost):
                continue
            if as_clause and resumed == [] and self._opening(low, edge):
                return self._opening(low, edge)
            speakers, carriers = self._party(cue, Speaker(units[start:end], units[a:b]), begin, high)
            claim = Claim(
                self._spans(low, edge) + resumed, speakers, carriers, units[k].text, denies(units[k].low)
            )
            return [self._deepen(claim, low, edge)]
        return None

    def _deepen(self, claim: Claim, low: int, high: int) -> Claim:
        """`The agency also said that ..., Yoo said`: the inner source comes first."""
        if any(self.units[j].kind == "q" for j in range(low, min(low + 2, high))):
            return claim
        inner = self._closing(low, high, outermost=False) or self._opening(low, high)
        if not inner or inner[0].cue.lower() in _NOT_INNER:
            return claim
        first = inner[0]
        return Claim(
            first.spans + claim.spans[1:],
            [*first.speakers, *claim.speakers],
            [*first.carriers, *claim.carriers],
            claim.cue,
            first.denied,
        )

    def _medial(self, comma: int, high: int) -> list[tuple[int, int]] | None:
        """What goes on after `..., he said, ...`."""
        units = self.units
        k = comma + 1
        if k >= high:
            return None
        first = units[k]
        if first.kind == "q":
            return self._spans(k, high)
        if first.low in _NO_RESUMPTION or first.low in lex.PARTICIPLES:
            return None
        if first.low in ("but", "and", "while", "though", "although"):
            return self._spans(k, high) if has_finite(units, k, high) else None
        return (
            self._spans(k, high)
            if is_finite(units, k) or (has_finite(units, k, high) and first.low not in lex.PREPOSITIONS)
            else None
        )

    def _resumed(self, comma: int, high: int) -> list[tuple[int, int]]:
        if (
            comma < high
            and self.units[comma].text == ","
            and comma + 1 < high
            and self.units[comma + 1].kind == "q"
        ):
            return self._spans(comma + 1, high)
        return []
