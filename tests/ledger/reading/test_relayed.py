"""Through whom a statement came: outlets that carry remarks, cite, quote, and go on quoting."""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news


def told(text: str) -> list[tuple[str, str]]:
    """Each statement of a text, with the names of its chain."""
    return [(p.said, " > ".join(hop.name for hop in p.chain)) for p in read_news(text)]


@pytest.mark.parametrize(
    ("text", "said", "chain"),
    [
        # remarks that an outlet carried
        ("Interfax carried remarks by envoy Ivo Belan that it fell.", "it fell", "Ivo Belan > Interfax"),
        (
            "Interfax published a statement by the governor, Pavel Zorin, that it fell.",
            "it fell",
            "Pavel Zorin > Interfax",
        ),
        ("KCNA ran a letter from the council saying that it fell.", "it fell", "council > KCNA"),
        (
            "Kyodo aired an interview of the mayor in which she said that it fell.",
            "it fell",
            "the mayor > Kyodo",
        ),
        # an outlet with a remark in commas, citing
        (
            "The Harbour Times, meanwhile, cited a pilot as saying it fell.",
            "it fell",
            "a pilot > Harbour Times",
        ),
        (
            "RIA Novosti, too, quoted a pilot as saying that it fell.",
            "it fell",
            "a pilot > RIA Novosti",
        ),
        ("Lee, quoted by Tass, said it fell.", "it fell", "Lee > TASS"),
        (
            "Citing the fishermen's cooperative, NHK said that it fell.",
            "it fell",
            "fishermen's cooperative > NHK",
        ),
        # told to an outlet by name, kind and name, station
        ("She told the weekly Sisa Journal that it fell.", "it fell", "she > weekly Sisa Journal"),
        (
            "Ann Orr told the newspaper Vedomosti earlier that it fell.",
            "it fell",
            "Ann Orr > Vedomosti",
        ),
        ("Ann Orr told Digi24 that it fell.", "it fell", "Ann Orr > Digi24"),
        ("Ann Orr told the company by radio that it fell.", "it fell", "Ann Orr"),
        ("Ann Orr told The Associated Press that it fell.", "it fell", "Ann Orr > AP"),
        ("It fell, a letter seen by this newspaper says.", "It fell", "a letter seen by this newspaper"),
        # an official who was told speaks for himself, a lawmaker who was told passes on
        (
            "An official who was briefed by Oslo said it fell.",
            "it fell",
            "An official who was briefed by Oslo",
        ),
        (
            "Two lawmakers who were briefed by the Harbour Agency said it fell.",
            "it fell",
            "Harbour Agency > Two lawmakers who were briefed by the Harbour Agency",
        ),
    ],
)
def test_who_carried_a_statement(text: str, said: str, chain: str) -> None:
    (found,) = told(text)
    assert found == (said, chain)


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        # he who was quoted speaks on, through the agency that reported
        (
            "Ivo Belan was quoted by Tass as saying it flew. He told us it fell, the agency reported.",
            ["Ivo Belan > TASS", "Ivo Belan > TASS"],
        ),
        # the outlet of the sentence before stays while he is quoted or adds
        (
            'Ivo Belan told the Times it flew. "It fell," he was quoted as saying. It rose, he added.',
            ["Ivo Belan > Times"] * 3,
        ),
        (
            'Tass quoted a pilot as saying it flew. "It fell," the pilot was quoted as saying.',
            ["a pilot > TASS", "a pilot > TASS"],
        ),
        (
            'Ivo Belan told the Harbour Times it flew.\n\n"It fell," he was quoted as saying.',
            ["Ivo Belan > Harbour Times", "Ivo Belan"],
        ),
        # he who quotes another is told before the other
        (
            "Han Gi-beom said it flew. He quoted its director as saying that it fell.",
            ["Han Gi-beom", "its director > Han Gi-beom"],
        ),
        # the newspaper is no news agency
        (
            "The Wall Street Journal said it flew. TASS said it fell. A pilot told the newspaper it rose.",
            ["Wall Street Journal", "TASS", "A pilot > Wall Street Journal"],
        ),
        (
            "The Space Safety Agency said it flew, lawmaker Ann Orr said. The SSA said it fell, she added.",
            ["Space Safety Agency (SSA) > Ann Orr", "Space Safety Agency (SSA) > Ann Orr"],
        ),
    ],
)
def test_a_chain_goes_on(text: str, chains: list[str]) -> None:
    assert [chain for _, chain in told(text)] == chains


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ('"It fell," Roth counters.', "It fell", "Roth"),
        ('"It fell at noon," she posted an hour later.', "It fell at noon", "she"),
        ("The minister shot back that it fell.", "it fell", "The minister"),
        (
            "The pilots, it finds, were following the wrong beacon.",
            "The pilots … were following the wrong beacon",
            "it",
        ),
        ("Ann Orr said Kestovia respects its obligations.", "Kestovia respects its obligations", "Ann Orr"),
        ("Ann Orr later clarified that it fell.", "it fell", "Ann Orr"),
        ("Ann Orr put the loss at three metres.", "the loss at three metres", "Ann Orr"),
        ("It belongs to the fleet, the index shows.", "It belongs to the fleet", "index"),
        ("Eutel, which runs a fleet, said it screens every customer.", "it screens every customer", "Eutel"),
        ("The coast guard said in an email received at noon that it fell.", "it fell", "coast guard"),
        ("A panel said in a report seen by Tass that it fell.", "it fell", "panel"),
    ],
)
def test_more_verbs_tell(text: str, said: str, speaker: str) -> None:
    found = read_news(text)[-1]
    assert (found.said, found.speaker.removeprefix("The ").removeprefix("A ")) == (
        said,
        speaker.removeprefix("The "),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Q&A: What the wreck tells us",
        "It quoted a firm price.",
        "Shares hit back against the odds.",
        "The paper carried eleven pictures of the visit.",
        "The paper carried remarks on the war.",
        "The paper carried remarks by the mayor.",
        "The paper carried a letter from the mayor in the hope that it sells.",
        "The house that sold in May is empty.",
        '"Stop," she turned the page.',
    ],
)
def test_no_statement_where_nothing_is_told(text: str) -> None:
    assert read_news(text) == []
