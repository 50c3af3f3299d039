"""Who 'he', 'she', 'it', 'they', 'the minister', 'the agency' are, in sentences of our own."""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news


def heads(text: str) -> list[str]:
    """Who said each statement of a text."""
    return [p.speaker for p in read_news(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a name with an age, a surname with an age after a possessive
        ('Desta Alemu, 58, sold the boats in spring. "They leaked," he told the court.', "Desta Alemu"),
        (
            "Bo Lindqvist's bakery is two streets away. Lindqvist, 46, keeps bees. She said it fell.",
            "Bo Lindqvist",
        ),
        ('Police freed Omar Said (31) on Friday. "I slept," he said.', "Omar Said"),
        # a given name or a Korean name that opens a sentence
        ('Anna Keller was asleep when the wave came. "I heard a train," she said.', "Anna Keller"),
        ('Yun Tae-min was at sea when it fell. "It hissed," he said.', "Yun Tae-min"),
        # an office before or after a name in commas
        ("The envoy to Oslo, Sin Dol Chol, was open about it. He said it fell.", "Sin Dol Chol"),
        ("On Sunday, the region's governor, Mira Petit, was blunt. She said it fell.", "Mira Petit"),
        (
            "Speaking in Bern, the head of the relief agency, Omar Haddad, was blunt. He said it fell.",
            "Omar Haddad",
        ),
        ("Police arrested Kit Vane, a broker from Leith, on Monday. He said it fell.", "Kit Vane"),
        ("Another member of the panel, Rep. Bang Ki-hoon, gave a figure. He said it fell.", "Bang Ki-hoon"),
        # nobody is named
        ("A senior fellow laughed. She said it fell.", "A senior fellow"),
        ("An engineer who left the firm in 2022 told another tale. It fell, he said.", "An engineer"),
        # a known name with a verb that no list knows, or after a remark of time
        ("Cho Dong-su said it flew. By Friday Cho had heard it. He said it fell.", "Cho Dong-su"),
        ("Cho Dong-su said it flew. A cook left. Cho wavers on that. He said it fell.", "Cho Dong-su"),
        # others who stand for a person just named
        ("Lasse Dahl said it flew. It fell, the 24-year-old said.", "Lasse Dahl"),
        ("Lasse Dahl said it flew. The Swede said it fell.", "Lasse Dahl"),
        ("Gen. Marcus Dole said it flew. The general said it fell.", "Marcus Dole"),
    ],
)
def test_a_person_met_without_speaking_is_meant_later(text: str, speaker: str) -> None:
    found = heads(text)[-1]
    assert found.startswith(speaker)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Helene Voss said it flew. Her colleague Dr. Pavol Hruby disagrees. He said it fell.",
            ["Helene Voss", "Pavol Hruby"],
        ),
        ("Tove Brandt said it flew. Lars Holm met her. She said it fell.", ["Tove Brandt", "Tove Brandt"]),
        ("Mr. Orr said it flew. A cook passed by. Mrs. Ames left. He said it fell.", ["Orr", "Orr"]),
        (
            'Rosa Dahl said it flew. The local chief, asked again, said he was tired. "It fell," she said.',
            ["Rosa Dahl", "The local chief", "Rosa Dahl"],
        ),
        (
            "Analyst Ryba Jolanova said it flew. Analyst Jo Kim left. She said it fell.",
            ["Ryba Jolanova", "Jo Kim"],
        ),
        (
            "Envoy Kim Il Gon said it flew. Minister Kim Ok Sun said it fell. Kim said it rose.",
            ["Kim Il Gon", "Kim Ok Sun", "Kim Ok Sun"],
        ),
        ("He said it flew.", ["he"]),
        ("The spokesman said it flew. She said it fell.", ["The spokesman", "she"]),
    ],
)
def test_he_and_she_are_told_apart(text: str, speakers: list[str]) -> None:
    assert heads(text) == speakers


def test_a_firm_with_its_sort_before_it_is_no_woman() -> None:
    text = (
        "Launch startup Hanto Orbital said it flew. Mina Cho, its founder, said it fell. It rose, she said."
    )
    assert heads(text) == ["Hanto Orbital", "Mina Cho", "Mina Cho"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the last body that the words do not speak against
        (
            "Roskomet said it flew. The state corporation said it fell.",
            ["Roskomet", "Roskomet"],
        ),
        ("The state railway said it flew. The company said it fell.", ["state railway", "state railway"]),
        ("Norges Bank cut its rate. The bank said it flew.", ["Norges Bank"]),
        (
            "Ann Orr expects Norges Bank to wait. The bank has said it will decide.",
            ["Ann Orr", "Norges Bank"],
        ),
        # 'the agency' is the agency seen last, of news or not
        (
            "NASA said it flew. RIA Novosti said it fell. The agency said it rose.",
            ["NASA", "RIA Novosti", "RIA Novosti"],
        ),
        ("TASS said it flew. NASA said it fell. The agency said it rose.", ["TASS", "NASA", "NASA"]),
        ("NASA said it flew. The BBC said it fell. The agency said it rose.", ["NASA", "BBC", "NASA"]),
        (
            "Kyodo said it flew. NHK said it fell. The public broadcaster said it rose.",
            ["Kyodo", "NHK", "NHK"],
        ),
        (
            "NASA said it flew. TASS said it fell. The state news agency said it rose.",
            ["NASA", "TASS", "TASS"],
        ),
        ("The Daily Post said it flew. The paper said it fell.", ["Daily Post", "Daily Post"]),
        # a body with a clause of its own, and its name
        (
            "The company that owns the works, Anand Dyes, said it flew. The firm said it fell.",
            ["Anand Dyes", "Anand Dyes"],
        ),
        # 'it' is no person
        ("Ann Orr said it flew. It said it fell.", ["Ann Orr", "it"]),
        ("Papers filed by Ann Orr say it flew. It fell, they say.", ["Papers", "Papers"]),
    ],
)
def test_a_body_is_meant_again(text: str, speakers: list[str]) -> None:
    found = heads(text)
    assert [name.startswith(want) for name, want in zip(found, speakers, strict=True)] == [True] * len(
        speakers
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("One of the lawmakers, Bae Su-jin, said it fell.", "Bae Su-jin"),
        ("The other, who asked not to be named, said it fell.", "The other"),
        ("Orr's superior, Kyril Danko, told reporters it fell.", "Kyril Danko"),
        ("His opposite number, Petra Vollmer, said it fell.", "Petra Vollmer"),
        ("Chile's mining minister, Aurora Pinto, who took office in May, said it fell.", "Aurora Pinto"),
        (
            "The agency's associate chief, Kay Burke, in a blog post on Friday, wrote that it fell.",
            "Kay Burke",
        ),
        ("A sailor who survived, Luis Quispe, said it fell.", "Luis Quispe"),
        ("The probe was built by Fjell, whose chief engineer, Anders Lien, said it fell.", "Anders Lien"),
        ("Our correspondent in Oslo, Rhys Morgan, says it fell.", "Rhys Morgan"),
        ("The harbour master said it fell.", "The harbour master"),
        ("Senator Carol Driver said it fell.", "Carol Driver"),
        ("James Pope said it fell.", "James Pope"),
        ("The Academy of Defence Science said it fell.", "Academy of Defence Science"),
        ("Kestovia's leader Kim Jong Un said it fell.", "Kim Jong Un"),
        (
            "Britain's Ministry of Defence, in an update posted on X, assessed that it fell.",
            "Ministry of Defence",
        ),
        (
            "The Union Commission met. The Commission's estimate puts the loss at 5 million euros.",
            "Union Commission",
        ),
        ("The office convened the Harbour Council and warned that it fell.", "office"),
        ("The mayor met the governor and said it fell.", "The mayor"),
        ("Asked about claims that it flew, the ministry said it fell.", "ministry"),
        ("In an essay last year she argued that it fell.", "she"),
        ("By his own account, it fell at noon on Friday.", "he"),
        ("It fell, said @zwart.", "@zwart"),
        ("Doctors Without Borders said it fell.", "Doctors Without Borders"),
        ("The daily said it fell.", "daily"),
    ],
)
def test_one_source_in_one_sentence(text: str, speaker: str) -> None:
    assert heads(text)[-1] == speaker


def test_a_surname_stands_for_the_one_whose_full_name_was_met() -> None:
    text = "In a letter, Ingo Reuter and Camille Faure say it flew. Reuter said it fell. It rose, he said."
    assert heads(text)[1:] == ["Ingo Reuter", "Ingo Reuter"]
