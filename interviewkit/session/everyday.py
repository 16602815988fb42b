"""Words that anybody knows, so that nobody is asked to explain Monday.

Lists of our own, not complete on purpose: they are there for capital letters, which English puts on days, places
and people as well as on what a team calls its own.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays"
    " sundays january february march april may june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun christmas easter ramadan eid diwali halloween"
    " thanksgiving hanukkah advent lent epiphany"
) | {
    "golden week",
    "new year",
    "new year's eve",
    "good friday",
    "black friday",
    "lunar new year",
    "labour day",
    "labor day",
}
PLACES = _words(
    "africa america amsterdam argentina asia athens atlanta australia austria bangalore barcelona beijing belgium"
    " berlin bogota boston brazil britain brussels bulgaria cairo california canada chicago chile china colombia"
    " copenhagen croatia cyprus czechia delhi denmark dubai dublin earth ecuador edinburgh egypt england estonia"
    " ethiopia europe finland florida france frankfurt geneva germany ghana greece hamburg helsinki hungary iceland"
    " india indonesia iran iraq ireland israel istanbul italy jakarta japan jordan kenya korea kyoto lagos latvia"
    " lisbon lithuania london luxembourg lyon madrid malaysia malta manchester melbourne mexico miami milan montreal"
    " morocco moscow mumbai munich nairobi naples netherlands nigeria norway osaka oslo pakistan paris peru"
    " philippines poland porto portugal prague rome romania rotterdam russia scandinavia scotland seattle seoul"
    " shanghai singapore slovakia slovenia spain stockholm sweden switzerland sydney taipei taiwan texas thailand"
    " tokyo toronto tunisia turkey ukraine vancouver venice vienna vietnam wales warsaw zurich zürich"
)
PEOPLES = _words(
    "african american arabic asian australian austrian belgian brazilian british bulgarian canadian chinese christian"
    " croatian czech danish dutch egyptian english estonian european finnish french german germans greek hebrew hindi"
    " hungarian indian irish italian japanese jewish korean latin lithuanian mexican muslim nordic norwegian persian"
    " polish portuguese romanian russian scottish slovak spanish swedish swiss thai turkish ukrainian vietnamese"
    " welsh americans italians spaniards russians chinese europeans danes swedes finns poles"
)
GIVEN_NAMES = _words(
    "adam ahmed aisha alan alex alexander ali alice amir ana anders andrea andrew anna anne anton antonio barbara"
    " barry ben bernd bob carl carla carlos carmen caroline charles chen chloe chris christian claire clara daniel"
    " dave david diana diego eduardo elena ella emil emily emma eric erik eva fatima felix fiona francesca frank"
    " fred george giulia greta hanna hannah hans harry helen henrik henry hugo ian ibrahim ines ingrid irina"
    " isabel ivan jack jacob jake james jan jane javier jean jennifer jens jim joanna joe johan john jonas jose"
    " josé joy juan julia julie karen karim karin karl kate katrin kevin klaus kofi lars laura lea leila lena leo"
    " lin linda lisa louis lucas lucia luis lukas magda mai manuel marc marco maria marie mario mark marta martin"
    " mary mateo matteo max mei mia michael michel miguel mike mina mohamed mohammed nadia naomi natalia nick"
    " nicole nils nina noor nora olaf olav olga oliver omar oscar pablo paul paula pedro peter petra philip pia"
    " pierre priya rachel raj ravi rebecca richard robert rosa ruth sam samir sandra sara sarah sergei sigrid"
    " simon sofia sonia stefan stella steve susan sven tanja thomas tim tom tomas ulla uwe vera victor walter wei"
    " will william yuki yusuf zoe"
)
LETTERS = _words(
    "am pm bc ad ii iii iv vi vii viii ix xi xii km kg mg ml mm cm kb mb gb tb hz khz mhz ghz kw kwh mw mwh db hp"
    " eur usd gbp chf sek nok dkk jpy cny inr us usa uk eu un uae nyc ok tv pc diy gmt utc cet est pst"
)
"""What is written in capitals and is a unit, a currency, a country or a number."""

FUNCTION = _words(
    "a about after again all almost also always am an and any are as at away back be because been before being both"
    " but by can come could did do does down each even ever every everybody everything few first for from get go had"
    " has have he her here him his how huge i if in into is it its just last less like made make many may me more most"
    " much must my need never new next no nobody none nor not nothing now of off often ok old on once one only open or"
    " other our out over own please really same say see shall she should so some soon still stop such than that the"
    " their them then there these they this those three through to today too two under until up us very want was we"
    " well were what when where which while who why will with without work would wrong yes yesterday yet you your"
)
"""English words that carry no name, whatever their letters."""

FOREIGN = _words(
    "der die das den dem des ein eine einen einem einer und oder ist sind war nicht mit auf für von zu zum zur im am"
    " wir ihr sie ich wird werden auch noch dann wenn aber aus bei nach über vom kommt hat haben"
    " le la les un une des du et est sont pas pour dans que qui nous vous avec sur ce cette il elle"
    " el los las una y es son no para en con por se lo nosotros yo del"
    " il lo gli e di che non per con sono una het een van en niet wij met voor dat op zijn"
    " w i z na nie się jest do że to"
)
"""Function words of languages that capitalise differently; a sentence with more of them is not English."""

TITLES = _words("mr mrs ms miss dr prof professor herr frau sir madam don doña señor señora monsieur madame")
EMPHASIS = _words(
    "only very really just never always now soon not quickly almost simply all new free no yes so too more less fast"
    " slow good bad great small big easy simple help please thanks thank maybe sure right wrong happy urgent"
)
"""Words that people put in quotation marks to stress or to doubt them, not to name something."""
