"""The words the rules go by: verbs of speech, nouns for sources, news outlets, places, times.

All are lower case unless they are names.  Plain lists, so that a person can add a word and see what changes
with `benchmarks/ledger_reading.py`.
"""

from __future__ import annotations


def _forms(text: str) -> dict[str, str]:
    """Each form of each verb to its first form: `say says said saying; ...`."""
    return {form: line.split()[0] for line in text.split(";") for form in line.split()}


STRONG = _forms(
    "say says said saying; tell tells told telling; add adds added adding; confirm confirms confirmed confirming;"
    "warn warns warned warning; insist insists insisted insisting; explain explains explained explaining;"
    "acknowledge acknowledges acknowledged acknowledging; admit admits admitted admitting;"
    "concede concedes conceded conceding; declare declares declared declaring; assert asserts asserted asserting;"
    "allege alleges alleged alleging; contend contends contended contending; reiterate reiterates reiterated"
    " reiterating; recall recalls recalled recalling; reply replies replied replying; tweet tweets tweeted tweeting;"
    "testify testifies testified testifying; caution cautions cautioned cautioning; argue argues argued arguing;"
    "stress stresses stressed stressing; emphasise emphasised emphasises emphasising;"
    "emphasize emphasized emphasizes emphasizing; disclose disclosed discloses disclosing;"
    "predict predicts predicted predicting; announce announces announced announcing; write wrote writes writing;"
    "report reported reporting; claim claimed claiming; note noted noting; state stated stating;"
    "estimate estimated estimating; believe believes believed; think thinks thought; quip quipped;"
    "complain complained complains complaining; joke joked; respond responded responding; remark remarked;"
    "comment commented; deny denied denies denying; inform informed informs informing;"
    "suspect suspects suspected; fear fears feared; doubt doubts doubted; speculate speculated speculates;"
    "assess assessed assesses assessing; conclude concluded concludes concluding; forecast forecasts;"
    "reveal revealed reveals revealing; suggest suggested suggests suggesting; maintain maintained maintains"
    " maintaining; mention mentioned mentioning; repeat repeated repeating; advise advised advises;"
    "observe observed; posit posited; posted posting; reckon reckons reckoned; blogged blog; telegraphed;"
    "lament lamented; boast boasted boasts; assure assured assures; swear swore; agree agreed agrees;"
    "indicate indicated indicates indicating; presume presumes presumed; judge judged judges; hope hoped hopes;"
    "signal signalled signaled; imply implied implies; notify notified; underline underlined underlining underlines;"
    "underscore underscored; proclaim proclaimed; affirm affirmed affirms; deem deemed; hint hinted hints;"
    "expect expects; project projects projected; vow vowing; pledge pledging; rule ruled; relay relayed"
)
"""Verbs that carry a statement, with or without 'that', by every form that counts as one."""

NOUNS_TOO = frozenset(
    "report claim note state estimate comment remark post hope fear doubt judge project forecast blog advise repeat"
    " rule warning signal boast agree ask hopes fears doubts projects boasts advises assess lament reply deem swear"
    .split()
)  # fmt: skip
for _form in NOUNS_TOO:
    STRONG.pop(_form, None)

THAT_ONLY = _forms(
    "find finds found; show shows showed showing; report reports; claim claims; note notes; state states;"
    "estimate estimates; comment comments; remark remarks; post posts; learn learned; hold holds held;"
    "decide decided; determine determined; demonstrate demonstrated; feel feels felt; know knows knew;"
    "understand understands understood; accept accepts accepted; rule rules; warning; rumour; certify certified;"
    "ask asked; prove proved proves; guarantee guaranteed; propose proposed proposes; verify verified; notice noticed"
)
"""Verbs, and forms that are nouns as well, that carry a statement only where 'that' follows."""

NEEDS_THAT = frozenset(
    "expect hope fear doubt agree ask judge project indicate suggest reveal observe maintain mention posted"
    " underscore presume suspect think believe respond repeat comment remark hint signal imply ruled swear advise"
    " notify deem assess speculate lament boast report claim note state estimate announce confirm deny conclude"
    " disclose forecast predict write stress argue acknowledge admit declare allege reply explain assert".split()
)
"""Of the strong verbs, those after which a clause without 'that' is believed only if it holds a finite verb."""

TAKES_OBJECT = frozenset("tell inform assure notify advise remind warn brief".split())

NOUN_CONTENT = frozenset("confirm confirmed confirms deny denied denies announce announced announces".split()) | {
    "acknowledged", "admitted", "reported", "warned", "disclosed", "dispute", "disputes", "disputed", "refuted", "reject",
}  # fmt: skip
"""Verbs whose object may be what was said: 'announced the closure', 'denied any violation'."""

DENIALS = frozenset(
    "deny denies denied denying dispute disputes disputed disputing reject rejects rejected rejecting dismiss"
    " dismisses dismissed dismissing refute refutes refuted refuting rebut rebutted".split()
)
DENIED_NOUNS = frozenset(
    "report reports claim claims allegation allegations accusation accusations suggestion suggestions rumour"
    " rumours rumor rumors assertion assertions notion idea charge charges speculation".split()
)
PROMISES = frozenset(
    "pledge pledges pledged vow vows vowed promise promises promised threaten threatens threatened offer offers"
    " offered swore agreed undertook refused claimed claims".split()
)
"""Verbs whose infinitive is what was said."""

CALLS = frozenset(
    "called calls calling described describes describing denounced denounces denouncing condemned condemns"
    " condemning branded labelled labeled dubbed slammed hailed praised criticised criticized dismissed"
    " expressed expresses voiced characterised characterized termed likened portrayed blasted decried lamented".split()
)
"""Verbs that name a thing; what stands in quotation marks after them was said."""

PARTICIPLES = frozenset(
    "saying adding noting warning stressing claiming insisting explaining arguing declaring alleging confirming"
    " asserting emphasising emphasizing acknowledging admitting reiterating cautioning predicting estimating"
    " announcing stating suggesting denying contending underlining pledging vowing describing calling".split()
)

BE = frozenset("is are was were be been being 's".split())
AUXILIARIES = BE | frozenset(
    "has have had will would can could may might shall should must do does did".split()
)
FINITE = AUXILIARIES | frozenset(
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't don't doesn't didn't"
    " cannot it's he's she's they're we're i'm there's that's we've i've they've i'll we'll"
    " went came took made got gave saw fell rose flew left began broke lost won met set hit put cut kept held"
    " sent led ran brought bought sold built became grew knew thought shot spent stood told said says say sank"
    " struck sought spoke wrote found felt fought paid let read shut split spread hurt lay"
    " appears appear seems seem remains remain remained needs need wants want plans plan aims aim faces face"
    " shows show flies fly works work uses use gives give makes make takes take gets get goes go comes come"
    " continues continue expects expect hopes hope knows know thinks think believes believe sees see"
    " means mean looks look runs run lies lie holds hold carries carry includes include requires require"
    " belongs believes lacks lack poses pose threatens violates violate proves prove depends exists exist"
    " fires launches fired tells tell feels feel lives live stay stays matter matters moves move starts start".split()
)
"""Words that are finite verbs, or nearly always so; a past tense in -ed is told by its ending."""

NOT_PAST = frozenset(
    "united red bed shed need indeed hundred sacred armed embed feed seed speed breed advanced unnamed so-called"
    " wicked allied limited retired unmanned alleged suspected unidentified".split()
)

ADVERBS = frozenset(
    "also later previously earlier then first has had have repeatedly again separately meanwhile however already"
    " recently now always never once further still reportedly only publicly privately simply flatly bluntly today"
    " yesterday tonight additionally subsequently initially consistently strongly categorically officially falsely"
    " formally immediately quickly long often duly just and both all each even since thereafter rightly angrily"
    " explicitly vehemently strenuously correctly wrongly specifically openly grimly proudly soon afterward afterwards shortly promptly been was were is are"
    " did does do would will could can may might must should not himself herself itself themselves jointly".split()
)
"""What may stand between a subject and its verb of speech."""

NEGATIONS = frozenset(
    "not never n't didn't doesn't don't wouldn't won't hasn't haven't cannot couldn't nor".split()
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul"
    " aug sep sept oct nov dec".split()
)
TIMES = (
    DAYS
    | (MONTHS - {"may", "mar", "march"})
    | frozenset(
        "today yesterday tonight tomorrow week weekend month year morning afternoon evening night day".split()
    )
)

PREPOSITIONS = frozenset(
    "on in at during after following before via through from by to without under for over with about of"
    " ahead amid upon outside inside near when while as because since speaking referring using asked pointing"
    " according despite late early earlier last this next late-night citing quoting declining giving standing"
    " sitting writing holding wearing choking looking visiting recalling alluding urging calling requesting stopping"
    " shortly hours days weeks minutes months moments".split()
)
"""What a closing remark after the verb of speech may begin with."""

SUBORDINATORS = frozenset(
    "after before when while as because since once following if although though".split()
)

TALKS = frozenset(
    "statement statements briefing briefings interview interviews report reports post posts conference speech release"
    " message messages letter email e-mail tweet tweets filing hearing telegram address dispatch commentary article"
    " blog comments remarks meeting session call note update bulletin video broadcast communique editorial ruling"
    " notice announcement document testimony memo text tv television radio site website facebook twitter x telegram"
    " reporters parliament press lawmakers reply review assessment summary twitter weibo presser event forum summit".split()
)
"""Where a thing is said: nouns that may close 'in a statement', 'at a briefing'."""

AUDIENCE = frozenset(
    "reporters journalists lawmakers parliament mps senators legislators them us him her me residents hearing"
    " conference briefing court committee session council audience interview broadcaster television tv radio newspaper"
    " newspapers media press agency magazine viewers investors analysts jury jurors judge inquiry congress assembly"
    " supporters crowd rally meeting forum event news channel website daily network station you everyone people"
    " families shareholders staff employees summit outlet".split()
)

OUTLETS = frozenset(
    "reuters|ap|associated press|afp|agence france-presse|yonhap|yonhap news agency|yonhap news|kcna|korean central news"
    " agency|korean central television|kctv|kyodo|kyodo news|bbc|bbc news|tass|ria|ria novosti|ria news agency|interfax"
    "|xinhua|xinhua news agency|cnn|nhk|nikkei|nikkei asia|kbs|mbc|sbs|jtbc|voa|voice of america|bloomberg|bloomberg news"
    "|financial times|wall street journal|new york times|washington post|guardian|times|telegraph|al jazeera|dpa"
    "|nbc|nbc news|cbs|cbs news|abc|abc news|fox news|npr|pbs|politico|axios|spiegel|der spiegel|le monde|le figaro|bild|handelsblatt"
    "|el pais|anadolu|pti|press trust of india|ani|chosun ilbo|joongang ilbo|dong-a ilbo|hankyoreh|korea herald"
    "|korea times|korea joongang daily|nk news|asahi shimbun|asahi|mainichi|yomiuri|yomiuri shimbun|sankei|fuji tv|tbs"
    "|global times|people's daily|rodong sinmun|south china morning post|kyiv independent|ukrinform|suspilne|pravda"
    "|radio free asia|rfa|radio free europe|sky news|itv|itv news|channel 4 news|rte|dw|deutsche welle|die welt|die zeit|ard|zdf|ntv"
    "|space.com|spacenews|space news|defense news|jane's|janes|politico|nasaspaceflight|tvn24|izvestia|kommersant"
    "|rbc|vedomosti|sputnik|irna|isna|tasnim|fars|press tv|cgtn|cctv|upi|ansa|efe|lusa|belga|apa|pap|tanjug|bernama"
    "|antara|state television|state tv|state media|russia today|rt|daily nk|38 north|business insider|cnbc|msnbc"
    "|the hindu|times of india|ndtv|dawn|the australian|abc radio|radio nz|rnz|stuff|globe and mail|toronto star"
    "|cbc|ctv|haaretz|times of israel|jerusalem post|channel 12|kan|ynet|al arabiya|wafa|sana|newsis|news1|ytn".split(
        "|"
    )
)
WIRES = {
    "reuters": "Reuters", "ap": "AP", "associated press": "AP", "afp": "AFP", "yonhap": "Yonhap", "kcna": "KCNA",
    "kyodo": "Kyodo", "kyodo news": "Kyodo", "tass": "TASS", "xinhua": "Xinhua", "bloomberg": "Bloomberg",
    "dpa": "dpa", "upi": "UPI", "interfax": "Interfax", "ria novosti": "RIA Novosti", "efe": "EFE", "ansa": "ANSA",
    "pti": "PTI", "ani": "ANI", "voa": "VOA", "rfa": "RFA", "cnn": "CNN", "bbc": "BBC", "sputnik": "Sputnik",
    "anadolu": "Anadolu", "nhk": "NHK", "kbs": "KBS", "irna": "IRNA", "bernama": "Bernama", "ians": "IANS",
}  # fmt: skip
"""News agencies by the name that stands in a dateline."""
