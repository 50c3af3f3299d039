"""More constructions of wire English, judged by hand, with what was said, by whom, through whom.

`~` marks a source without a name.  A sentence with an empty list says nothing that may be proposed.
"""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news

SENTENCES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "The vessel belongs to Danish firm Lindco, which insisted it had passed all checks.",
        [("it had passed all checks", "Lindco")],
    ),
    ("The navy, which says it has lost no ships, did not reply.", [("it has lost no ships", "navy")]),
    (
        "Farmers say the crop is lost but warn that prices may rise.",
        [("the crop is lost", "Farmers~"), ("prices may rise", "Farmers~")],
    ),
    ("One trader put the loss at $5 million.", [("the loss at $5 million", "One trader~")]),
    ("The company now expects sales of 5% to 7%.", [("sales of 5% to 7%", "company")]),
    (
        "Minister Han said Seoul should talk, calling the drill a clear threat to peace.",
        [("Seoul should talk", "Han"), ("the drill a clear threat to peace", "Han")],
    ),
    (
        "The Turkish group claimed responsibility for the attack.",
        [("responsibility for the attack", "Turkish group")],
    ),
    (
        "The state weather service had warned residents to expect gusts of 90 km.",
        [("to expect gusts of 90 km", "state weather service")],
    ),
    (
        "Moscow denied any arms deal, though it pledged last year to deepen military ties.",
        [("any arms deal", "Moscow"), ("to deepen military ties", "Moscow")],
    ),
    (
        "As NPR has reported, fewer than 10 such cases have gone to trial.",
        [("fewer than 10 such cases have gone to trial", "NPR")],
    ),
    ("Mr Kim said the same day Beijing is concerned.", [("Beijing is concerned", "Kim")]),
    (
        "Ministers were warned that cladding was unsafe, an inquiry has heard.",
        [("Ministers were warned that cladding was unsafe", "an inquiry~")],
    ),
    ("Residents heard that the dam broke.", []),
    (
        "The rocket fell, a South Korean official was quoted as telling a U.S. diplomat.",
        [("The rocket fell", "a South Korean official~")],
    ),
    (
        "A spokesman, Jim Li, was quoted as telling the BBC that the rocket fell.",
        [("the rocket fell", "Jim Li > BBC")],
    ),
    (
        "Uchida told reporters he was angry and demanded a full explanation by Friday.",
        [("he was angry", "Uchida"), ("a full explanation by Friday", "Uchida")],
    ),
    ("Japan on Monday demanded that China explain.", [("China explain", "Japan")]),
    ("TEPCO estimates the leak at 5 tons.", [("the leak at 5 tons", "TEPCO")]),
    (
        "The firm, known as TEPCO, estimates the volume of the leak at some 5.5 tons.",
        [("the volume of the leak at some 5.5 tons", "firm")],
    ),
    ("Intelligence reports the ministry received were wrong.", []),
    (
        "A second lawmaker, Park Hye-jin, said the spies had shown them no photographs.",
        [("the spies had shown them no photographs", "Park Hye-jin")],
    ),
    (
        "Counsel to the inquiry, Fiona Bell, suggested that officials parked the letters.",
        [("officials parked the letters", "Fiona Bell")],
    ),
    ("The co-founder said it rained.", [("it rained", "The co-founder~")]),
    (
        "It resumed, a lawmaker briefed by the State Space Agency said on Wednesday.",
        [
            (
                "It resumed",
                "State Space Agency > a lawmaker briefed by the State Space Agency~",
            )
        ],
    ),
    (
        '"It rained," Jane Holt, the chief engineer, said during a panel discussion in Rome.',
        [("It rained", "Jane Holt")],
    ),
    (
        '"It rained," Jane Holt said, while Russian officials said it had not.',
        [("It rained", "Jane Holt"), ("it had not", "Russian officials~")],
    ),
    (
        "President Reyes promised 200 million pesos in emergency aid.",
        [("200 million pesos in emergency aid", "Reyes")],
    ),
    ("The report, seen by Reuters, says the pilot slept.", [("the pilot slept", "report > Reuters")]),
    (
        "NATO said that losses reached 900, while the Kremlin put them at 40.",
        [("losses reached 900", "NATO"), ("them at 40", "Kremlin")],
    ),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_a_sentence(text: str, told: list[tuple[str, str]]) -> None:
    found = read_news(text)
    assert [(p.said, " > ".join(h.name + "~" * (not h.named) for h in p.chain)) for p in found] == told
