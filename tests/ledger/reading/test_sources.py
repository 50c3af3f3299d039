"""Who a phrase means: names, offices, acronyms, pronouns, descriptions, news agencies."""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import dateline, read_news

LONG = "The National Intelligence Service (NIS) said it flew."


@pytest.mark.parametrize(
    ("second", "speaker"),
    [
        ("The NIS said it fell.", "National Intelligence Service (NIS)"),
        ("The agency said it fell.", "National Intelligence Service (NIS)"),
        ("The spy agency said it fell.", "National Intelligence Service (NIS)"),
        ("South Korea's intelligence agency said it fell.", "National Intelligence Service (NIS)"),
        ("It added that it fell.", "National Intelligence Service (NIS)"),
        ("The space agency said it fell.", "space agency"),
        ("Another agency said it fell.", "Another agency"),
    ],
)
def test_a_body_is_known_again(second: str, speaker: str) -> None:
    assert read_news(f"{LONG} {second}")[1].speaker == speaker


@pytest.mark.parametrize(
    ("second", "speaker"),
    [
        ("Yoo said it fell.", "Yoo Sang-bum"),
        ("He said it fell.", "Yoo Sang-bum"),
        ("The lawmaker said it fell.", "Yoo Sang-bum"),
        ("According to him, it fell.", "Yoo Sang-bum"),
        ("A lawmaker said it fell.", "A lawmaker"),
        ("The minister said it fell.", "The minister"),
    ],
)
def test_a_person_is_known_again(second: str, speaker: str) -> None:
    first = "It flew, Yoo Sang-bum, a member of the parliament committee, said."
    assert read_news(f"{first} {second}")[1].speaker == speaker


@pytest.mark.parametrize(
    ("phrase", "name", "named"),
    [
        ("U.S. Secretary of State Anna Bell", "Anna Bell", True),
        ("South Korean Defence Minister Shin Won-sik", "Shin Won-sik", True),
        ("Kremlin spokesman Dmitry Lebedev", "Dmitry Lebedev", True),
        ("Russian President Viktor Antonov", "Viktor Antonov", True),
        ("Lee Cheol-woo of the ruling Saenuri Party", "Lee Cheol-woo", True),
        ("Maria del Carmen Fernandez", "Maria del Carmen Fernandez", True),
        ("The airline, Savanna Freight,", "Savanna Freight", True),
        ("Startup Aquila Launch", "Aquila Launch", True),
        ("The respected Comrade Kim Jong Un", "Kim Jong Un", True),
        ("a spokesman for the Ministry of Defence", "a spokesman for the Ministry of Defence", False),
        ("two former officers", "two former officers", False),
        ("Officials in Seoul and Washington", "Officials in Seoul and Washington", False),
        ("Brightwell Foods (BRW.L)", "Brightwell Foods", True),
        ("NASA's Jet Propulsion Laboratory", "Jet Propulsion Laboratory", True),
        ("Mr Antonov's spokesman, Dmitry Lebedev,", "Dmitry Lebedev", True),
        ("Japan's coast guard", "Japan's coast guard", True),
        ("the official KCNA news agency", "KCNA news agency", True),
        ("another", "another", False),
    ],
)
def test_a_name_is_taken_from_its_phrase(phrase: str, name: str, named: bool) -> None:
    (found,) = read_news(f"{phrase} said that it flew.")
    assert (found.speaker, found.chain[0].named) == (name, named)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SEOUL, Nov 1 (Reuters) - It flew.", "Reuters"),
        ("NAIROBI, Kenya (AP) — It flew.", "AP"),
        ("SEOUL, June 12 (Yonhap) -- It flew.", "Yonhap"),
        ("MOSCOW, October 3. /TASS/. It flew.", "TASS"),
        ("TOKYO, Kyodo - It flew.", "Kyodo"),
        ("It flew.\n(Reporting by A. Writer; Editing by B. Reader)", "Reuters"),
        ("It flew. (Yonhap)\n", "Yonhap"),
    ],
)
def test_the_news_agency_is_told_by_its_dateline(text: str, agency: str) -> None:
    found = dateline(text)
    assert found is not None and found.name == agency


def test_no_dateline() -> None:
    assert dateline("It flew.") is None


def test_the_outlet_closes_the_chain_once() -> None:
    text = "MOSCOW, May 2. /TASS/. It flew, a source told TASS."
    (found,) = read_news(text)
    assert [hop.name for hop in found.chain] == ["a source", "TASS"]
    assert text[found.spans[0][0] : found.spans[0][1]] == "It flew"


def test_the_subject_of_a_sentence_is_who_it_means() -> None:
    text = "Agency X said it flew. The health ministry disputes the figures. It says that two fell."
    assert read_news(text)[-1].speaker == "health ministry"
    text = "Prime Minister Hana Rewi ruled out an election. She said it would come in May."
    assert read_news(text)[-1].speaker == "Hana Rewi"
    text = "Inés Prado said it burned. Police have arrested a guard. They believe he left a heater on."
    assert read_news(text)[-1].speaker == "Police"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("North Korea denied it. The country said it flew.", ["North Korea", "North Korea"]),
        ("Le Monde said it flew. The newspaper said it fell.", ["Le Monde", "Le Monde"]),
        ("The navy said it flew. The statement said it fell.", ["navy", "navy"]),
        (
            "The Space Safety Board said it flew. The SSB said it fell.",
            ["Space Safety Board (SSB)"] * 2,
        ),
        ("Kim said it flew. Minister Kim Min-ho said it fell.", ["Kim", "Kim Min-ho"]),
        ("Officials said it flew. They said it fell.", ["Officials", "Officials"]),
        ("The Times' editor said it flew.", ["The Times' editor"]),
        ("The World Food Body (WFB) said it flew. A WFB report said it fell.", ["World Food Body (WFB)"] * 2),
        ("Analyst Per Lund said it flew. The analyst said it fell.", ["Per Lund", "Per Lund"]),
        ("Two analysts said it flew. The analysts said it fell.", ["Two analysts", "Two analysts"]),
        (
            "The North said it flew, and North Korea is poor. Pyongyang said it fell.",
            ["North Korea", "Pyongyang"],
        ),
    ],
)
def test_who_is_meant_the_second_time(text: str, speakers: list[str]) -> None:
    assert [p.speaker for p in read_news(text)] == speakers


def test_the_oldest_are_forgotten_in_a_file_of_many_stories() -> None:
    many = "".join(
        f"Minister Ann{chr(97 + n % 26)}{chr(97 + n // 26)} Berg{n} said it flew. " for n in range(900)
    )
    assert len(read_news(many)) == 900
