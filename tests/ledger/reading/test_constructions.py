"""Constructions of news English, one sentence each, with what was said, by whom, through whom.

Written down after each was looked at; a change of the rules that changes one of them shows here.
"""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news

SENTENCES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "The ministry said publicly that the rocket fell.",
        [("the rocket fell", "ministry")],
    ),
    (
        "The ministry said early on Friday that the rocket fell.",
        [("the rocket fell", "ministry")],
    ),
    (
        "The navy said Tuesday evening that the rocket fell.",
        [("the rocket fell", "navy")],
    ),
    (
        "The ministry said on Nov. 8, 2023 that the rocket fell.",
        [("the rocket fell", "ministry")],
    ),
    (
        "The agency said at a news conference in Paris that the rocket fell.",
        [("the rocket fell", "agency")],
    ),
    (
        "Jane Holt said in an interview with the BBC on Monday that the rocket fell.",
        [("the rocket fell", "Jane Holt > BBC")],
    ),
    (
        "The navy said in a statement carried by the KCNA news agency on Monday that the rocket fell.",
        [("the rocket fell", "navy > KCNA news agency")],
    ),
    (
        "The navy said in a report published by Yonhap that the rocket fell.",
        [("the rocket fell", "navy > Yonhap")],
    ),
    (
        "The navy said while it had been put off, the launch would come.",
        [("while it had been put off, the launch would come", "navy")],
    ),
    (
        "If it rains, the navy said, the launch will be put off.",
        [("If it rains … the launch will be put off", "navy")],
    ),
    (
        "Jane Holt said, speaking in Kyiv, that the rocket fell.",
        [("the rocket fell", "Jane Holt")],
    ),
    (
        "The ministry warned of a second fall.",
        [("a second fall", "ministry")],
    ),
    (
        "The ministry warned on Monday of a second fall.",
        [("a second fall", "ministry")],
    ),
    (
        "The navy pointed out that the rocket fell.",
        [("the rocket fell", "navy")],
    ),
    (
        "Analysts estimate the rocket weighed 120 tons.",
        [("the rocket weighed 120 tons", "Analysts~")],
    ),
    (
        "Analysts estimated the mass at 120 tons.",
        [("the mass at 120 tons", "Analysts~")],
    ),
    (
        "The company announced that it would close two plants.",
        [("it would close two plants", "company")],
    ),
    (
        "The navy announced the end of the search on Friday.",
        [("the end of the search on Friday", "navy")],
    ),
    (
        "Tokyo reported no damage.",
        [("no damage", "Tokyo")],
    ),
    (
        "The agency stressed that the launch was legal.",
        [("the launch was legal", "agency")],
    ),
    (
        "The rocket fell, analysts believe.",
        [("The rocket fell", "analysts~")],
    ),
    (
        "The rocket fell, Yonhap reports.",
        [("The rocket fell", "Yonhap")],
    ),
    (
        "The rocket may fall, experts fear.",
        [("The rocket may fall", "experts~")],
    ),
    (
        "North Korea rejected the claim that shells were sent.",
        [("shells were sent", "North Korea")],
    ),
    (
        "Moscow denied receiving arms.",
        [("receiving arms", "Moscow")],
    ),
    (
        "North Korea accused Seoul of flying drones over the capital.",
        [("Seoul of flying drones over the capital", "North Korea")],
    ),
    (
        "Officials put the death toll at 112.",
        [("the death toll at 112", "Officials~")],
    ),
    (
        "The rocket fell, as the navy reported earlier.",
        [("The rocket fell", "navy")],
    ),
    (
        "The launch was condemned by Alan Pryce, who told reporters that it broke the law.",
        [("it broke the law", "Alan Pryce")],
    ),
    (
        "The man, who said he was a doctor, left.",
        [("he was a doctor", "The man~")],
    ),
    (
        "The rocket fell - navy",
        [("The rocket fell", "navy")],
    ),
    (
        '"It fell," said a manager who asked not to be named.',
        [("It fell", "a manager~")],
    ),
    (
        '"It fell," Jane Holt, 45, told the Daily Post.',
        [("It fell", "Jane Holt > Daily Post")],
    ),
    (
        "The rocket, which cost $3 million, fell, Jane Holt, head of the agency, said on Monday.",
        [("The rocket, which cost $3 million, fell", "Jane Holt")],
    ),
    (
        "On Monday the ministry said the rocket fell.",
        [("the rocket fell", "ministry")],
    ),
    (
        "Earlier in the day, the navy said the rocket fell.",
        [("the rocket fell", "navy")],
    ),
    (
        "Speaking to reporters in Kyiv, Jane Holt said the rocket fell.",
        [("the rocket fell", "Jane Holt")],
    ),
    (
        "South Korea, Japan and the United States said the rocket fell.",
        [("the rocket fell", "South Korea, Japan and the United States")],
    ),
    (
        "Seoul and Washington said the rocket fell.",
        [("the rocket fell", "Seoul and Washington")],
    ),
    (
        "The Institute for Space Studies said the rocket fell.",
        [("the rocket fell", "Institute for Space Studies")],
    ),
    (
        "A report by the panel of experts, seen by Reuters, said the rocket fell.",
        [("the rocket fell", "A report by the panel of experts~ > Reuters")],
    ),
    (
        "A poll published on Sunday showed that support had fallen to 31 per cent.",
        [("support had fallen to 31 per cent", "A poll~")],
    ),
    (
        "The rocket fell, the report said.",
        [("The rocket fell", "report")],
    ),
    (
        "Their study found the rocket fell.",
        [("the rocket fell", "Their study")],
    ),
    (
        "The results, he wrote, are hard to explain.",
        [("The results … are hard to explain", "he~")],
    ),
    (
        "Kim Min-ho was quoted by Yonhap as saying the rocket fell.",
        [("the rocket fell", "Kim Min-ho > Yonhap")],
    ),
    (
        "The rocket fell, Interfax reported, quoting deputy minister Sergei Orlov.",
        [("The rocket fell", "Sergei Orlov > Interfax")],
    ),
    (
        "Yonhap reported that the rocket fell, citing a lawmaker.",
        [("the rocket fell", "a lawmaker~ > Yonhap")],
    ),
    (
        "Citing a lawmaker, Yonhap reported that the rocket fell.",
        [("the rocket fell", "a lawmaker~ > Yonhap")],
    ),
    (
        "The rocket fell, according to Kim Min-ho, a member of the committee.",
        [("The rocket fell", "Kim Min-ho")],
    ),
    (
        "The rocket fell, and, according to port records, ships were near.",
        [("The rocket fell, and … ships were near", "port records")],
    ),
    (
        "The rocket, according to the navy, fell at dawn.",
        [("The rocket … fell at dawn", "navy")],
    ),
    (
        "According to Yonhap, quoting a lawmaker, the rocket fell.",
        [("the rocket fell", "a lawmaker~ > Yonhap")],
    ),
    (
        "In the view of the agency, the rocket fell.",
        [("the rocket fell", "agency")],
    ),
    (
        "In Jane Holt's view, the rocket fell.",
        [("the rocket fell", "Jane Holt")],
    ),
    (
        "The rocket fell, the navy said - a day after the warning.",
        [("The rocket fell", "navy")],
    ),
    (
        "The navy said the rocket fell; the army said it flew.",
        [("the rocket fell", "navy"), ("it flew", "army")],
    ),
    (
        '"It fell", the navy said.',
        [("It fell", "navy")],
    ),
    (
        "«It fell,» said Jane Holt.",
        [("It fell", "Jane Holt")],
    ),
    (
        "„It fell,“ said Jane Holt.",
        [("It fell", "Jane Holt")],
    ),
    (
        "``It fell,'' said Jane Holt.",
        [("It fell", "Jane Holt")],
    ),
    (
        "Jane Holt tweeted: 'It fell.'",
        [("It fell.", "Jane Holt")],
    ),
    (
        "The agency has repeatedly said that the rocket fell.",
        [("the rocket fell", "agency")],
    ),
    (
        "The agency in a statement on Friday said the rocket fell.",
        [("the rocket fell", "agency")],
    ),
    (
        "The agency late on Friday said the rocket fell.",
        [("the rocket fell", "agency")],
    ),
    (
        "Lawmakers briefed on the matter said the rocket fell.",
        [("the rocket fell", "Lawmakers briefed on the matter~")],
    ),
    (
        "Both said the rocket fell.",
        [("the rocket fell", "both~")],
    ),
    (
        "Some experts say the rocket fell.",
        [("the rocket fell", "Some experts~")],
    ),
    (
        "One official familiar with the talks said the rocket fell.",
        [("the rocket fell", "One official familiar with the talks~")],
    ),
    (
        "People familiar with the matter said the rocket fell.",
        [("the rocket fell", "People familiar with the matter~")],
    ),
    (
        "Police said the rocket fell.",
        [("the rocket fell", "Police")],
    ),
    (
        "The White House said the rocket fell.",
        [("the rocket fell", "White House")],
    ),
    (
        "The Kremlin's spokesman said the rocket fell.",
        [("the rocket fell", "The Kremlin's spokesman~")],
    ),
    (
        "NATO Secretary General Jan Berg said the rocket fell.",
        [("the rocket fell", "Jan Berg")],
    ),
    (
        "Doctors' leader Ann Lee said the rocket fell.",
        [("the rocket fell", "Ann Lee")],
    ),
    (
        "Prof. Ann Lee of the University of Leeds said the rocket fell.",
        [("the rocket fell", "Ann Lee")],
    ),
    (
        "Mr. Lee said the rocket fell.",
        [("the rocket fell", "Lee")],
    ),
    (
        "Ann Lee and Bob Ray, of the institute, said the rocket fell.",
        [("the rocket fell", "Ann Lee and Bob Ray")],
    ),
    (
        "The newspaper El Faro said the rocket fell.",
        [("the rocket fell", "El Faro")],
    ),
    (
        "U.S.-based website 38 North said the rocket fell.",
        [("the rocket fell", "38 North")],
    ),
    (
        "Russia's Ministry of Defence said the rocket fell.",
        [("the rocket fell", "Ministry of Defence")],
    ),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_a_sentence(text: str, told: list[tuple[str, str]]) -> None:
    found = read_news(text)
    assert [(p.said, " > ".join(h.name + "~" * (not h.named) for h in p.chain)) for p in found] == told


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_a_sentence_reads_the_same_after_others(text: str, told: list[tuple[str, str]]) -> None:
    """What stands before without speaking changes no span."""
    before = "Rain fell on the coast for two days.\n\n"
    found = read_news(before + text)
    alone = read_news(text)
    assert [p.said for p in found] == [p.said for p in alone]
    assert [(a - len(before), b - len(before)) for p in found for a, b in p.spans] == [
        s for p in alone for s in p.spans
    ]
