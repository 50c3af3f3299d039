"""Who said what: one construction a test, in sentences of our own."""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news


def told(text: str) -> list[tuple[str, list[str]]]:
    return [(p.said, [hop.name for hop in p.chain]) for p in read_news(text)]


@pytest.mark.parametrize(
    ("text", "said", "chain"),
    [
        # after, before and in the midst of what was said
        ("The rocket exploded, the ministry said on Tuesday.", "The rocket exploded", ["ministry"]),
        ("The ministry said the rocket exploded.", "the rocket exploded", ["ministry"]),
        ("The ministry said on Tuesday that the rocket exploded.", "the rocket exploded", ["ministry"]),
        ("The rocket exploded, said Jane Holt, the minister.", "The rocket exploded", ["Jane Holt"]),
        (
            "The rocket, officials said, flew for 83 seconds.",
            "The rocket … flew for 83 seconds",
            ["officials"],
        ),
        ("According to the ministry, the rocket exploded.", "the rocket exploded", ["ministry"]),
        ("The rocket exploded, according to the ministry.", "The rocket exploded", ["ministry"]),
        ("In her view, the flight failed.", "the flight failed", ["she"]),
        ("Jane Holt told reporters the rocket had exploded.", "the rocket had exploded", ["Jane Holt"]),
        (
            "The rocket exploded, Kim Min-ho, a member of the committee, told reporters.",
            "The rocket exploded",
            ["Kim Min-ho"],
        ),
        # relays
        (
            "The rocket exploded, Kim Min-ho said, citing the spy agency.",
            "The rocket exploded",
            ["spy agency", "Kim Min-ho"],
        ),
        (
            "The spy agency said the rocket exploded, Kim Min-ho said.",
            "the rocket exploded",
            ["spy agency", "Kim Min-ho"],
        ),
        (
            "The rocket exploded, a lawmaker was quoted as saying by Yonhap.",
            "The rocket exploded",
            ["a lawmaker", "Yonhap"],
        ),
        (
            "Yonhap quoted a lawmaker as saying that the rocket exploded.",
            "the rocket exploded",
            ["a lawmaker", "Yonhap"],
        ),
        (
            "Yonhap, citing a lawmaker, reported that the rocket exploded.",
            "the rocket exploded",
            ["a lawmaker", "Yonhap"],
        ),
        (
            "Yonhap reported on Monday, citing a lawmaker, that it exploded.",
            "it exploded",
            ["a lawmaker", "Yonhap"],
        ),
        (
            "Lawmakers were told by the spy agency that the rocket exploded.",
            "the rocket exploded",
            ["spy agency"],
        ),
        (
            "Kim Min-ho said after a briefing by the NIS that the rocket exploded.",
            "the rocket exploded",
            ["NIS", "Kim Min-ho"],
        ),
        (
            "The lawmakers said after being briefed by the NIS that it exploded.",
            "it exploded",
            ["NIS", "The lawmakers"],
        ),
        ("The rocket exploded, Jane Holt told the BBC.", "The rocket exploded", ["Jane Holt", "BBC"]),
        (
            "The ministry said in a statement carried by KCNA that it flew well.",
            "it flew well",
            ["ministry", "KCNA"],
        ),
        (
            "It flew, Jane Holt said, as quoted by the Kremlin press service.",
            "It flew",
            ["Jane Holt", "Kremlin press service"],
        ),
        # what was said as an infinitive, a noun, a quotation
        ("Pyongyang pledged to launch three satellites.", "to launch three satellites", ["Pyongyang"]),
        ("The ministry confirmed the crash but gave no figures.", "the crash", ["ministry"]),
        ('Jane Holt called the launch a "clear violation".', 'the launch a "clear violation"', ["Jane Holt"]),
        ('"It flew," said Jane Holt.', "It flew", ["Jane Holt"]),
        ('Jane Holt said: "It flew well."', "It flew well.", ["Jane Holt"]),
        (
            "“It left in March,” Luis Ferrer said, “and I have the papers.”",
            "It left in March … and I have the papers.",
            ["Luis Ferrer"],
        ),
        ("'It flew,' said Jane Holt, 34.", "It flew", ["Jane Holt"]),
        ("North Korea launches satellite: Seoul", "North Korea launches satellite", ["Seoul"]),
        ("Seoul: North Korea launches satellite", "North Korea launches satellite", ["Seoul"]),
        (
            "The attack came hours after President Iryna Melnyk vowed to retake the port.",
            "to retake the port",
            ["Iryna Melnyk"],
        ),
        (
            "The captain ignored three warnings, an inquiry has found.",
            "The captain ignored three warnings",
            ["an inquiry"],
        ),
    ],
)
def test_one_statement(text: str, said: str, chain: list[str]) -> None:
    assert told(text) == [(said, chain)]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The ministry said it flew, adding that it fell into the sea.", "it fell into the sea"),
        ("Kim Min-ho said it flew and noted that it fell into the sea.", "it fell into the sea"),
        ("The ministry said it flew, but added that the sea was rough.", "the sea was rough"),
        ("The ministry said it flew, with the navy saying that it fell at once.", "it fell at once"),
        ("Seoul said it flew, while Tokyo said that it fell at once.", "it fell at once"),
    ],
)
def test_what_follows_is_a_statement_of_its_own(text: str, second: str) -> None:
    found = told(text)
    assert [said for said, _ in found][1:] == [second]
    assert found[0][0].endswith("flew")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to comment.",
        "He did not say when.",
        "People watched a TV report on the launch.",
        "The United States fired two missiles.",
        "Everything went according to plan.",
        "The rocket stands on its pad in the south.",
        "",
        "   \n\n\t",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("North Korea denied it was sending arms.", "denies"),
        ("Kim Yo-jong dismissed reports by experts that arms were sent.", "denies"),
        ("The ministry said the missile did not reach the zone.", "denies"),
        ("The ministry said there were no casualties from the fall.", "denies"),
        ("North Korea denied that it had not paid.", "affirms"),
        ("The ministry said the missile reached the zone, which is not large.", "affirms"),
    ],
)
def test_polarity(text: str, polarity: str) -> None:
    (found,) = read_news(text)
    assert found.polarity == polarity


def test_a_quotation_over_paragraphs_is_one_statement_of_several_spans() -> None:
    text = 'Jane Holt said: "We lost one vote.\n\n"We have not lost the country."\n\n"Nobody asked me to go."'
    found = read_news(text)
    assert [len(p.spans) for p in found] == [2, 1]
    assert {p.speaker for p in found} == {"Jane Holt"}


def test_a_quotation_alone_belongs_to_the_one_who_spoke_last() -> None:
    text = '"We can hear voices," said Lena Marat. "Every hour counts."\n\n"The roads are cut."\n\nIt rained.'
    assert [p.speaker for p in read_news(text)][:3] == ["Lena Marat"] * 3


def test_hedges_carry_their_interval_or_none() -> None:
    (found,) = read_news(
        "The launch is very likely and may come in May, and chances are high, the agency said."
    )
    assert [(h.word, h.lo, h.hi) for h in found.hedges] == [
        ("very likely", 0.80, 0.95),
        ("may", None, None),
        ("chances are high", 0.55, 0.95),
    ]


def test_marks_of_two_kinds_close_one_another() -> None:
    text = '"It was asked for," the regulator said on Friday. "Nobody was hurt.” It rained.'
    assert [p.said for p in read_news(text)] == ["It was asked for", "Nobody was hurt."]


def test_what_was_not_told_is_cut_and_what_was_said_not_to_be_is_kept() -> None:
    assert told("Jane Holt said it flew, but did not give details.")[0][0] == "it flew"
    assert told("Jane Holt said it hit a house, but did not hurt anyone.")[0][0].endswith("hurt anyone")
