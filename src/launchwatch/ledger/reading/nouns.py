"""Nouns of sources: bodies, people by office, places that speak for a government.  All lower case."""

from __future__ import annotations

BODIES = frozenset(
    "ministry agency government army military navy force forces police court company firm office department committee"
    " commission service bank embassy palace union party presidency group media television radio report study survey"
    " poll statement indictment records document documents filing data council authority authorities command staff"
    " administration organisation organization association federation institute institution university hospital centre"
    " center observatory parliament senate congress cabinet regime state country kingdom nation bureau board panel"
    " corporation corp inc ltd plc co startup carrier airline operator manufacturer maker regulator watchdog guard"
    " coastguard delegation mission team secretariat inquiry investigation review assessment newspaper daily network"
    " broadcaster website outlet tank thinktank think-tank charity consortium alliance bloc coalition chancellery"
    " ombudsman tribunal prosecution defence defense security intelligence house hall consulate foundation fund"
    " conglomerate utility lender brewer retailer club league federation society academy laboratory lab"
    " brigade division fleet squadron corps junta opposition letter lawsuit complaint memo note ruling verdict text"
    " article editorial dispatch bulletin notice warning forecast analysis paper book communique summary affidavit"
    " kremlin pentagon interpol nato eu un hamas hezbollah taliban post journal times herald tribune guardian".split()
)
"""Heads of descriptions that name a body or a document."""

DOCUMENTS = frozenset(
    "statement report study survey poll indictment records document documents filing data letter lawsuit complaint memo"
    " note ruling verdict text article editorial dispatch bulletin notice forecast analysis paper book communique"
    " summary affidavit briefing assessment release message post review images imagery photographs photos figures"
    " evidence estimates".split()
)

PEOPLE = frozenset(
    "official officials lawmaker lawmakers spokesman spokeswoman spokesperson spokespeople spokesmen minister ministers"
    " president premier chancellor analyst analysts expert experts source sources witness witnesses resident residents"
    " diplomat diplomats prosecutor prosecutors lawyer lawyers judge judges officer officers commander commanders"
    " general generals admiral colonel scientist scientists researcher researchers engineer engineers professor"
    " economist economists survivor survivors relative relatives leader leaders governor mayor secretary chief head"
    " director chairman chairwoman chair ceo founder executive executives manager managers investigator investigators"
    " detective pollster pollsters critic critics activist activists member members legislator legislators senator"
    " senators representative representatives congressman congresswoman mp mps envoy envoys ambassador aide aides adviser"
    " advisers advisor advisors insider insiders defector defectors pilot pilots captain astronomer astronomers doctor"
    " doctors nurse nurses rescuer rescuers worker workers firefighter firefighters soldier soldiers veteran veterans"
    " trader traders investor investors dealer dealers farmer farmers driver drivers teacher teachers student students"
    " mother father wife husband son daughter brother sister neighbour neighbours neighbor neighbors friend friends"
    " man woman men women people chiefs agent agents carmaker person persons others observers observer historian scholar scholars scientist climber"
    " coach player manager author authors editor editors journalist journalists reporter reporters correspondent"
    " negotiator negotiators mediator mediators emperor king queen prince princess pope bishop archbishop monk"
    " villager villagers fisherman fishermen sailor sailors official's boss partner partners colleague colleagues"
    " candidate candidates delegate delegates inspector inspectors meteorologist meteorologists forecaster forecasters"
    " seismologist seismologists geologist hydrologist volcanologist epidemiologist biologist physicist astronaut"
    " cosmonaut trainer strategist strategists politician politicians economist treasurer commissioner marshal"
    " president-elect coroner magistrate attorney attorneys counsel defendant plaintiff victim victims family"
    " supporters opponents militants rebels authorities figure figures insiders specialist specialists consultant"
    " controller operator's chairperson vice-president superintendent sheriff captain lieutenant sergeant major".split()
)
"""Heads of descriptions of people who are not named."""

TITLES = PEOPLE | frozenset(
    "mr mrs ms miss dr prof sir lord lady dame gen lt col capt maj sgt adm cmdr brig gov sen rep rev fr hon comrade"
    " secretary-general director-general vice deputy prime foreign defence defense interior finance cabinet state trade"
    " transport health energy culture education environment justice affairs unification chief senior former acting then"
    " first lady crown supreme leader pm cfo coo cto founder co-founder executive managing general attorney"
    " major lieutenant brigadier rear admiral air marshal group wing commander inspector detective superintendent"
    " assistant under-secretary undersecretary national security press speaker whip leader chairman bishop father"
    " ayatollah imam sheikh rabbi cardinal pope king queen prince princess emperor president-elect special envoy"
    " vice-president vice-premier vice-chairman marshal commissioner constable officer principal regional local"
    " coordinator lawyer professor respected sheriff warden nominee incumbent foreign-ministry counsellor councillor".split()
)
"""Words before a name that are no part of it."""

PERSONAL_TITLES = frozenset(
    "mr mrs ms miss dr prof sir lord lady dame gen lt col capt maj sgt adm cmdr brig gov sen rep rev comrade judge"
    " president mayor minister senator king queen prince princess pope".split()
)

BODY_TAIL = frozenset(
    "ministry agency service committee commission council department office bank university institute center centre"
    " association organization organisation union party group court corporation corp inc ltd plc co company holdings"
    " force forces army navy guard command staff administration authority board bureau federation foundation society"
    " academy laboratory college school hospital church times journal post herald guardian telegraph tribune news"
    " street house palace survey observatory network television tv radio industries systems technologies aerospace"
    " space launch semiconductor electronics motors airlines airways energy lines steel partners capital securities"
    " police nations assembly parliament senate congress team fund program programme initiative project watch"
    " international international's limited gmbh ag sa nv bv ab asa shimbun sinmun ilbo hall city council hq coastguard"
    " headquarters embassy".split()
)
"""Last (or first) words of the names of bodies."""

KINDS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset("spy intelligence agency service".split()), frozenset("nis cia mossad mi6 mi5 fsb sbu gru bnd intelligence gchq".split())),
    (frozenset("space agency".split()), frozenset("nasa jaxa esa isro roscosmos kari cnsa dlr cnes kasa".split())),
    (frozenset("news agency media newspaper broadcaster".split()), frozenset("kcna yonhap xinhua tass reuters ria interfax kyodo".split())),
    (frozenset("joint chiefs".split()), frozenset("jcs chiefs".split())),
    (frozenset("watchdog regulator agency".split()), frozenset("iaea faa fda sec fca ofcom who un unicef".split())),
)  # fmt: skip
"""Words of a description (left) and words in the names of bodies that it may stand for (right)."""

PLACES = frozenset(
    "afghanistan|albania|algeria|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|belarus|belgium|bolivia"
    "|brazil|britain|bulgaria|burma|cambodia|canada|chile|china|colombia|croatia|cuba|cyprus|czech republic|denmark|ecuador"
    "|egypt|estonia|ethiopia|finland|france|georgia|germany|ghana|greece|hungary|iceland|india|indonesia|iran|iraq|ireland"
    "|israel|italy|japan|jordan|kazakhstan|kenya|kuwait|kyrgyzstan|laos|latvia|lebanon|libya|lithuania|malaysia|mexico"
    "|moldova|mongolia|morocco|myanmar|nepal|netherlands|new zealand|nigeria|north korea|n. korea|norway|oman|pakistan"
    "|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|serbia|singapore|slovakia|slovenia"
    "|somalia|south africa|south korea|s. korea|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan|tajikistan|thailand"
    "|turkey|turkiye|türkiye|turkmenistan|uganda|ukraine|united arab emirates|uae|united kingdom|uk|united states|u.s.|us|usa"
    "|america|uzbekistan|venezuela|vietnam|yemen|zimbabwe|european union|eu|nato|united nations|u.n.|un|dprk|rok|u.k."
    "|the north|north|the south|south|seoul|pyongyang|tokyo|beijing|moscow|washington|london|paris|berlin|kyiv|kiev|taipei|hanoi|new delhi"
    "|delhi|islamabad|tehran|baghdad|jerusalem|tel aviv|ankara|cairo|riyadh|brussels|rome|madrid|warsaw|minsk|manila"
    "|canberra|wellington|ottawa|brasilia|kremlin|the kremlin|white house|the white house|pentagon|the pentagon"
    "|downing street|doha|kabul|damascus|havana|caracas|bangkok|jakarta|geneva|vienna|hong kong|korea".split(
        "|"
    )
)
GOVERNMENT_SEATS = frozenset("kremlin pentagon house street".split())

DEMONYMS = frozenset(
    "american australian british chinese french german indian iranian israeli italian japanese korean russian ukrainian"
    " european spanish polish turkish swedish norwegian danish finnish dutch belgian swiss austrian greek hungarian"
    " romanian bulgarian serbian croatian czech slovak canadian mexican brazilian argentine chilean peruvian colombian"
    " venezuelan cuban egyptian syrian iraqi lebanese jordanian saudi yemeni qatari emirati kuwaiti afghan pakistani"
    " bangladeshi nepali thai vietnamese cambodian malaysian indonesian filipino philippine singaporean taiwanese"
    " mongolian kazakh uzbek georgian armenian azerbaijani belarusian lithuanian latvian estonian irish scottish welsh"
    " english nigerian kenyan ethiopian somali sudanese south north western eastern northern southern african asian arab"
    " palestinian u.s us u.s. uk u.k. u.n. un eu republican democratic democrat conservative labour".split()
)

STARTERS = frozenset(
    "the a an this that these those he she it they we i but and in on at for to from with as by after before when"
    " while if so no not yes there here what who why how some many most several two three four five six more about"
    " earlier later meanwhile however its his her their our my your both each all any one another other such state".split()
)
