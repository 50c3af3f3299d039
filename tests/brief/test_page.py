"""The page of the brief: whole, safe, readable, and honest about what is missing."""

from __future__ import annotations

import copy
import json
import re
from itertools import pairwise
from typing import Any

import made_brief
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_page import Page

from launchwatch.brief.page import POLICY, render_page
from launchwatch.brief.words import figure

WHOLE = made_brief.malligyong()
BRIEFS = {
    "whole": WHOLE,
    "before the warning": made_brief.before_the_warning(),
    "over the antimeridian": made_brief.moved(WHOLE, -10.0, 53.0),
    "over the north pole": made_brief.moved(WHOLE, 62.0, 0.0),
    "near the south pole": made_brief.moved(WHOLE, -115.0, 100.0),
    "empty": {},
}


@pytest.fixture(scope="module", params=BRIEFS)
def page(request: pytest.FixtureRequest) -> Page:
    return Page(render_page(BRIEFS[request.param]))


def test_every_element_is_closed_where_it_belongs(page: Page) -> None:
    assert page.faults == []


def test_headings_come_in_order_under_one_title(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_sections_come_in_the_order_that_was_asked_for(page: Page) -> None:
    ids = [attributes.get("id") for attributes in page.all("section")]
    assert ids == [
        "bottom-line", "where", "when", "drop-zones", "orbit", "failures", "statements", "next", "looks",
        "assumed",
    ]  # fmt: skip
    labels = [attributes.get("aria-labelledby") for attributes in page.all("section")]
    assert labels == [f"h-{name}" for name in ids]


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    kept = {
        "link",
        "img",
        "script",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "base",
        "form",
        "image",
        "use",
    }
    assert kept.isdisjoint(tag for tag, _ in page.elements)
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert "src" not in attributes and "srcset" not in attributes
        if tag != "a":
            assert "href" not in attributes and "xlink:href" not in attributes
        outside = re.findall(r"url\((?!#)", " ".join(v or "" for v in attributes.values()))
        assert outside == []


def test_the_style_sheet_loads_nothing() -> None:
    style = render_page(WHOLE).split("<style>")[1].split("</style>")[0]
    assert "@import" not in style and "url(" not in style and "http" not in style


def test_a_strict_policy_stands_before_everything_else(page: Page) -> None:
    heads = [tag for tag, _ in page.elements]
    policies = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY] and "default-src 'none'" in POLICY
    assert heads.index("style") > heads.index("meta")
    assert page.all("html")[0]["lang"] == "en"


def test_ids_are_unique_and_every_reference_has_its_target(page: Page) -> None:
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(ids)
        href = attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids
        for target in re.findall(r"url\(#([^)]*)\)", " ".join(v or "" for v in attributes.values())):
            assert target in ids


def test_every_picture_has_a_title_and_every_figure_a_caption(page: Page) -> None:
    pictures = [a for a in page.all("svg") if a.get("aria-hidden") != "true"]
    assert all(a.get("role") == "img" and a.get("aria-labelledby") for a in pictures)
    assert len(page.all("figure")) == len(page.all("figcaption"))


def test_table_heads_have_a_scope_and_tables_a_caption(page: Page) -> None:
    assert all(a.get("scope") in ("col", "row") for a in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))


def test_what_is_missing_is_never_printed_as_a_blank_word(page: Page) -> None:
    assert re.findall(r"\b(None|nan|NaN|null|undefined|inf|Undefined)\b", page.text) == []


def test_an_empty_brief_says_in_sentences_what_is_not_there() -> None:
    text = Page(render_page({})).text
    for sentence in (
        "This brief has no bottom line",
        "There is no map",
        "No window had been announced",
        "The times of the flight are not known.",
        "No drop zone could be worked out.",
        "The planned orbit is not known.",
        "The chance of reaching orbit is not known",
        "No statement was on record",
        "Nothing is left to look for.",
        "No source is listed.",
    ):
        assert sentence in text


def test_before_the_warning_the_page_says_what_is_not_out_yet() -> None:
    text = Page(render_page(BRIEFS["before the warning"])).text
    assert "No area had been announced for this launch as of 1 Nov 2023 23:59 UTC." in text
    assert "No window had been announced as of 1 Nov 2023 23:59 UTC." in text
    assert "Nothing had been observed of this flight" in text
    assert "the lift-off is not known, to the day" in text
    assert "No orbit had been published" in text


@pytest.mark.parametrize("part", sorted(WHOLE))
def test_any_part_may_be_null(part: str) -> None:
    page = Page(render_page({**WHOLE, part: None}))
    assert page.faults == []
    assert not re.search(r"\b(None|nan|Undefined)\b", page.text)


def test_a_key_that_is_missing_reads_as_null() -> None:
    gone = {"case", "map", "orbit", "timeline", "chance", "version", "numerics"}
    assert render_page({k: v for k, v in WHOLE.items() if k not in gone}) == render_page(
        {k: None if k in gone else v for k, v in WHOLE.items()}
    )


@pytest.mark.parametrize(
    "inner", ["track", "areas", "drop_zones", "failure_zones", "observed", "site", "places"]
)
def test_any_part_of_the_map_may_be_null(inner: str) -> None:
    broken = {**WHOLE, "map": {**WHOLE["map"], inner: None}}
    assert Page(render_page(broken)).faults == []


def intervals(found: Any) -> list[dict[str, Any]]:
    """Every interval anywhere in a brief."""
    if isinstance(found, dict):
        if {"median", "p05", "p95", "unit"} <= set(found):
            return [found]
        return [x for value in found.values() for x in intervals(value)]
    return [x for value in found for x in intervals(value)] if isinstance(found, list) else []


def test_every_figure_of_the_brief_is_on_the_page_with_its_interval() -> None:
    text = Page(render_page(WHOLE)).text.replace(" N (", " (").replace(" E (", " (")
    printed = [i for i in intervals(WHOLE) if i is not WHOLE["orbit"]["areas_alone"]["inclination"]]
    assert len(printed) > 30
    for interval in printed:
        shown = figure(interval).replace("\u00a0", " ")
        if interval["unit"] == "s" and interval["median"] > 1800.0:
            shown = "10.72 h (10.65 to 10.78)"
        assert shown in text, shown


def test_bottom_line_statements_unknowns_and_sources_are_on_the_page() -> None:
    text = Page(render_page(WHOLE)).text
    for sentence in WHOLE["bottom_line"] + WHOLE["unknown"]:
        assert sentence in text
    for statement in WHOLE["statements"]:
        assert statement["said"] in text and " → ".join(statement["chain"]) in text
    for source in WHOLE["sources"]:
        assert source["source"] in text and source["used_for"] in text


def test_words_of_likelihood_carry_their_interval() -> None:
    text = Page(render_page(WHOLE)).text
    assert "Reaching orbit: about as likely as not, 24 to 68 %." in text
    assert "inside area A unlikely, 22 to 39 %" in text


def test_a_report_links_to_its_numbered_source() -> None:
    page = Page(render_page(WHOLE))
    cited = {a["href"] for a in page.all("a") if a.get("class") == "cite"}
    assert {"#source-1", "#source-2", "#source-3", "#source-4", "#source-5"} == cited


def test_web_addresses_are_links_that_tell_nothing_and_other_schemes_are_text() -> None:
    sources = [{"n": 1, "source": "see https://example.org/a?b=1&c=2, and javascript:alert(1)"}]
    page = Page(render_page({"sources": sources}))
    links = [a for a in page.all("a") if not (a["href"] or "").startswith("#")]
    assert [a["href"] for a in links] == ["https://example.org/a?b=1&c=2"]
    assert all(a["rel"] == "noreferrer noopener" for a in links)
    assert "javascript:alert(1)" in page.text


def test_the_day_of_the_launch_is_told_where_it_is_open() -> None:
    days = {
        "before": 0.01,
        "by_day": [{"day": "2023-11-22", "p": 0.53}],
        "slip": 0.08,
        "warnings": 41,
        "warnings_of_state": 6,
    }
    page = Page(render_page({**WHOLE, "chance": {**WHOLE["chance"], "days": days}})).text
    assert "Launch day, as 41 earlier warnings went (6 of this state): 53" in page
    assert "Launch day" not in Page(render_page(WHOLE)).text


def test_times_are_in_utc_and_site_time() -> None:
    text = Page(render_page(WHOLE)).text
    assert "21 Nov 13:42:28 (13:42:21 to 13:42:35)" in text
    assert "21 Nov 22:42:28 (22:42:21 to 22:42:35)" in text
    assert "Site time (UTC+9)" in text


def test_while_the_lift_off_is_open_the_clock_is_told_once() -> None:
    wide = copy.deepcopy(WHOLE)
    for event in wide["timeline"]:
        event["utc"] = {
            "median": "2023-11-26T03:00:00Z",
            "p05": "2023-11-21T21:00Z",
            "p95": "2023-11-30T05:00Z",
        }
    text = Page(render_page(wide)).text
    assert "the lift-off, which is not known: 26 Nov (21 Nov to 30 Nov) UTC" in text
    assert text.count("26 Nov") == 1


def test_a_collapse_of_the_weights_is_told_at_the_top() -> None:
    collapsed = {**WHOLE, "numerics": {**WHOLE["numerics"], "collapsed": True}}
    assert "Caution. Too few flights carry the weight" in Page(render_page(collapsed)).text
    assert "Caution." not in Page(render_page(WHOLE)).text


def test_a_flight_that_has_flown_is_told_as_such_with_its_passages() -> None:
    flown = {
        **WHOLE,
        "outcome": {"flown": True, "p_orbit": 0.998},
        "summary": "A summary of the case.",
        "hidden": 4,
        "passages": [
            {
                "place": "Okinawa-Miyako gap",
                "body": "vehicle",
                "time": made_brief.spread(548.0, 12.0, "s"),
                "altitude": made_brief.spread(437.0, 20.0, "km"),
                "distance": None,
                "observed": [{"text": "seen at 22:52", "source": "KBS, 5 Jul 2023"}],
            }
        ],
    }
    text = Page(render_page(flown)).text
    assert "Before the flight, reaching orbit: about as likely as not, 24 to 68 %." in text
    assert "With what was seen since: over 99 %." in text
    assert "437 km (404 to 470)" in text and "seen at 22:52 [5]" in text
    assert "A summary of the case." in text and "4 later items of the case left aside" in text


def test_an_area_without_a_known_edge_is_told_with_its_distance() -> None:
    vague = copy.deepcopy(WHOLE)
    vague["drop_zones"][0] |= {"p_inside": None, "offset_km": 54.7, "area_attempt": "earlier"}
    text = Page(render_page(vague)).text
    assert "stage 1 : area A has no known edge; the median falls 55 km from its middle" in text
    assert "its edge is not known ; the median falls 55 km from its middle" in text
    assert "A of an earlier attempt" in text and "not known km" not in text


def test_an_orbit_outside_its_interval_is_told_as_outside() -> None:
    missed = copy.deepcopy(WHOLE)
    missed["orbit"]["found"]["inside"] = {"perigee": False, "inclination": True}
    text = Page(render_page(missed)).text
    assert text.count("✗ outside") == 1 and text.count("✓ inside") == 1


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*191}}]]>--><svg/onload=alert(1)>"


def poisoned(found: Any, text: str) -> Any:
    """The brief with the text in place of every text that is not an instant, a unit or a key."""
    if isinstance(found, dict):
        kept = (
            "unit",
            "utc",
            "local",
            "schema",
            "as_of",
            "begin",
            "end",
            "begin_local",
            "end_local",
            "published",
        )
        return {k: v if k in kept else poisoned(v, text) for k, v in found.items()}
    if isinstance(found, list):
        return [poisoned(v, text) for v in found]
    return text if isinstance(found, str) else found


def test_no_text_of_the_case_becomes_markup() -> None:
    clean, attacked = Page(render_page(WHOLE)), Page(render_page(poisoned(WHOLE, ATTACK)))
    assert {tag for tag, _ in attacked.elements} <= {tag for tag, _ in clean.elements}
    assert not any(name.startswith("on") for _, a in attacked.elements for name in a)
    assert attacked.faults == [] and "1337" not in attacked.text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40))
@settings(max_examples=15)
def test_any_text_may_stand_anywhere(text: str) -> None:
    small = {k: v for k, v in WHOLE.items() if k not in ("map", "timeline")}
    page = Page(render_page(poisoned({**small, "map": {"site": WHOLE["map"]["site"]}}, text)))
    assert page.faults == []
    assert {"script", "img", "object"}.isdisjoint(tag for tag, _ in page.elements)


def test_one_brief_gives_one_page_to_the_byte() -> None:
    again = json.loads(json.dumps(WHOLE))
    assert render_page(WHOLE) == render_page(again)


def test_both_drawings_of_a_picture_are_there_for_desk_and_phone() -> None:
    html = render_page(WHOLE)
    for name in ("map", "near", "timeline", "inclination", "failure-map", "chance"):
        assert f'id="{name}"' in html and f'id="{name}-narrow"' in html
    assert "prefers-color-scheme:dark" in html and "@media print" in html and "size:A4" in html
