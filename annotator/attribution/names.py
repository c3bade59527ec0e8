"""Names in the article: runs of capitalised words, the fullest form of each, and the words that introduce it.

A name is read off the article itself: its fullest form is looked for once, and every shorter form (the surname, the first name alone)
stands for it. Letter case and accents make no difference. Words that open a sentence are capitals of another kind: they count as
names only where the article writes them no other way.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from annotator.types import Document, Hit

PARTICLES = frozenset("de la del da di du van von der den bin ibn al el le los das dos af ter ten y".split())
HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof rev fr sir dame lord lady sen rep gov gen col maj capt lt sgt cmdr adm judge justice president senator
    governor representative congressman congresswoman secretary minister chancellor mayor king queen prince princess pope professor
    ambassador attorney general chief sheriff detective officer senators reps governors councilman councilwoman councilor councillor
    alderman commissioner chairman chairwoman speaker majority minority leader vice deputy premier sec dep atty pastor imam rabbi
    bishop archbishop cardinal sister reverend captain colonel major lieutenant sergeant admiral commander director sens govs
    assemblyman assemblywoman delegate candidate spokesman spokeswoman spokesperson strategist lawmaker democrat republican
    democrats republicans presidents secretaries ministers representatives ceo cfo coo cto vp tem""".split()
)
_FEMALE_TITLES = frozenset(
    "mrs ms miss congresswoman queen princess lady dame councilwoman chairwoman spokeswoman assemblywoman sister she her".split()
)
_MALE_TITLES = frozenset("mr congressman king prince sir lord councilman chairman spokesman assemblyman pope fr".split())
_FEMALE = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily
    donna michelle carol amanda melissa deborah debbie stephanie rebecca laura helen sharon cynthia kathleen amy angela anna ruth
    brenda pamela nicole katherine catherine kate christine emma rachel maria heather diane julie joyce victoria kelly christina
    joan evelyn judith andrea hannah megan cheryl jacqueline martha gloria teresa ann anne sara janice jean alice kathryn judy
    sophia grace denise amber marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori
    hillary melania ivanka ivana carly elena olga natasha ursula federica corina jane lucy claire ellen wendy gail kellyanne huma
    loretta tammy kirsten dianne elise sally peggy monica paula alicia rosa carmen fatima aisha leila yulia svetlana abigail adele
    adriana agnes alison allison alma alyssa angelina angelica anita annette annie antonia ariana astrid audrey ava beatrice becky
    belinda bella bernadette beth bethany betsy blanca bonnie brianna bridget brigitte camila camille candace carla carole caroline
    carrie cassandra cecilia cecile celeste chelsea chloe christa ciara cindy clara clarissa claudia colleen condoleezza connie cora
    corinne courtney danica daphne darlene deanna deirdre delia delores desiree dolores dora doris dorothy edith edna eileen elaine
    elisabeth ella elsa eleanor eliza ellie emilia emilie erica erika erin esmeralda esther ethel eva fiona frances francesca freya
    frida gabriela gabrielle geraldine gertrude gina giulia gladys greta gretchen guadalupe gwen gwendolyn hazel heidi henrietta ida
    imogen ines ingrid irene iris irina isabel isabelle jacinta jackie jana janelle janet jasmine jenna jenny jeanette jeanne jill
    joanna joanne jocelyn jodie johanna josephine juanita juliana juliet kara karin karina kari kathy katie katrina kayleigh kerstin
    kirsty krista kristen kristin kristina lara larissa lauren laurie lea leah lena leona leticia lila lillian lily lina lisbeth
    lois lola lorena lorraine lottie louise lucia lucille luisa lydia lynne mabel magdalena maggie maja malala mandy marcia
    margarita margot marianne maribel marina marissa marjorie marlene marsha maureen meg melinda mercedes meredith mia mildred
    millie mina mindy minnie miranda miriam molly mona muriel myra nadia nadine naomi nellie nina noelle nora norma octavia olivia
    ophelia pauline penelope petra phoebe phyllis polly priscilla priya ramona rachael rashida rebekah regina renata renee rhonda
    rita roberta rochelle rosalie rosalind rosanne rosemary roxanne sabrina sadie samantha saskia selena selma serena shannon sheila
    shelly sherry shirley sienna sigrid silvia simone sofia sonia sonya stella sue susana susanna suzanne sylvia tamara tanya tara
    tatiana thelma tiffany tina tracey trudy valentina valerie vanessa vera verna veronica vicki vicky viola vivian wanda wilma
    winifred yolanda yvette yvonne zainab zoe""".split()
)
_MALE = frozenset(
    """james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven stephen
    paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan larry
    justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan
    henry douglas zachary peter kyle ethan walter noah jeremy keith roger terry sean gerald carl harold arthur lawrence jesse bryan
    billy joe bruce gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley barack
    bernie bill mike jim tom ted marco jeb chris tim rick mitt harry mitch newt rand ben steve dan bob jeff greg ron rob rudy
    rudolph vladimir boris ahmed mohammed muhammad ali hassan ibrahim carlos luis miguel jorge diego pedro antonio nicolás nicolas
    edmundo geoff matt dave ken doug rich corey glenn bret karl lindsey tony sam al max leo ian simon nigel francois emmanuel sergei
    dmitri ivan oleg viktor xi hugo abdul abraham adrian ahmad aidan alain alberto alejandro alessandro alexandre alexei alfonso
    alfred allan alvin amir anders andre andreas andres andrei angus anton archie armando arne arturo benedict benny bernard bjorn
    brad brendan brent brett bruno byron caleb calvin cecil cesar chuck claude clifford clint clyde colin conor constantine cyril
    damian damien damon darren darrell daryl denis derek derrick desmond dexter dieter dirk dmitry dominic donnie dwayne dwight
    eddie edgar edmund eduardo edwin elijah elliot elmer elon emil enrique erik ernest ernesto erwin esteban eugenio evan ezra
    fabian felix felipe fernando finn francisco franz fred freddie frederick fritz gavin geoffrey georg gerard gerhard gianni
    gilbert giles giovanni giuseppe glen gunnar gus gustav hakan hamid hank hans harald haruki hector heinrich henrik herbert herman
    horace horst hubert humphrey hussein igor irving isaac isaiah ismail ivo jaime jake jakob jamal jared jarrod javier jed jens
    jerome jimmy joachim joakim joel joey johan johann johannes jon jonas joonas josef josh juergen julian julio julius jurgen kai
    kamal karim kareem khalid klaus kirk konstantin kurt lachlan lars laurence leif leonard leonardo leopold leroy lester liam
    lorenzo lucas luca luigi lukas luke lyle magnus mahmoud malcolm manuel marc marcel marcelo marcos marcus mariano mario marius
    markus marvin mathias matteo matthias maurice mauricio maximilian melvin merrick mikael mikhail milton mohamed mohammad mohamad
    mustafa muhammed nate nathaniel neal ned neil nico nikolai nikolas norbert oleksandr oliver omar orrin oscar osama otto pablo
    paolo pascal patricio pavel percy petr phil phillip pierre piotr quentin rafael rajiv ralf ramon rashid raul reginald reinhold
    rene ricardo richie rodney rodrigo rodolfo roland rolf romeo ronnie rowan ruben rupert russ saeed salman salvador samir saul
    sebastian seth sergey sergio shane sheldon sherrod sid simeon slobodan solomon stan stanley stefan stephan sven tariq teddy
    teodoro theo theodore tobias todd toby tomas trent trevor tristan ulrich umar uwe valentin vicente victor vince vitaly wendell
    werner wilbur wilhelm willem willie winston wolfgang xavier yannick yasser yusuf yuri yves zach zachariah""".split()
)
GIVEN = _FEMALE | _MALE
"""Given names."""
_PERSONAL = frozenset("he she his her him himself herself".split())
_IMPERSONAL = frozenset("its it itself".split())
_FIRMS = frozenset("inc corp ltd plc llc gmbh ag holdings co group capital partners technologies pharmaceuticals".split())
_OF_FIRMS = ("bank", "corp", "soft", "tech", "tel", "com", "gas", "air", "chem", "pharm", "media", "works")
OPENING = frozenset(
    """the a an but and in on at for if when while as after before this that yet still now then however meanwhile here there also so
    thus instead despite although though because since until unless whether what who why how where which these those it he she they we
    you i his her their our my its one two three some many most both all each other others another such not no nor or even just only
    once with without from to by of about over under during between among against according asked like last next first later earlier
    today yesterday moreover indeed perhaps maybe following given nearly more less several few every neither either additionally
    finally""".split()
)
PORTFOLIOS = frozenset(
    """state defense defence energy education commerce labor agriculture transportation house interior health treasury war finance
    staff""".split()
)
STATES = dict(
    entry.split(":")
    for entry in """ala:alabama ariz:arizona ark:arkansas calif:california colo:colorado conn:connecticut del:delaware fla:florida
    ga:georgia ill:illinois ind:indiana kan:kansas ky:kentucky la:louisiana mass:massachusetts md:maryland mich:michigan minn:minnesota
    miss:mississippi mo:missouri mont:montana neb:nebraska nev:nevada n.c:carolina n.d:dakota n.h:hampshire n.j:jersey n.m:mexico n.y:york
    okla:oklahoma ore:oregon pa:pennsylvania r.i:island s.c:carolina s.d:dakota tenn:tennessee tex:texas va:virginia vt:vermont
    wash:washington wis:wisconsin w.va:virginia wyo:wyoming""".split()
)
"""States as newspapers shorten them, and the last word of the name in full."""
PLACES = frozenset(
    """afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia brazil
    britain bulgaria burma cambodia canada chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia
    ethiopia finland france georgia germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland
    israel italy japan jordan kazakhstan kenya kosovo kuwait laos latvia lebanon libya lithuania luxembourg malaysia mali malta mexico
    moldova morocco myanmar nepal netherlands nicaragua nigeria norway oman pakistan palestine panama paraguay peru philippines poland
    portugal qatar romania russia rwanda scotland serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria
    taiwan thailand tunisia turkey uganda ukraine uruguay venezuela vietnam wales yemen zimbabwe washington moscow beijing london
    paris berlin brussels tehran kyiv kiev ankara caracas havana pyongyang seoul tokyo delhi islamabad jerusalem cairo baghdad
    damascus riyadh europe africa asia america alaska arkansas connecticut delaware hawaii idaho maine montana vermont wyoming
    california texas florida ohio michigan pennsylvania wisconsin iowa nevada arizona virginia illinois massachusetts colorado oregon
    minnesota missouri indiana kansas utah tennessee kentucky louisiana alabama mississippi oklahoma nebraska maryland korea u.s us
    u.s. u.k uk u.k. eu e.u. un u.n. chicago boston houston atlanta detroit philadelphia baltimore cleveland milwaukee minneapolis
    seattle portland denver phoenix miami orlando manhattan brooklyn hollywood aleppo mosul kabul gaza rome madrid vienna geneva
    lisbon dublin athens warsaw prague budapest istanbul dubai mumbai manila toronto ottawa montreal crimea""".split()
) | (frozenset(STATES) - {"del", "ind", "miss", "wash"})
"""Countries, states and cities by one word."""
PARTISANS = frozenset(
    """republican democrat dem conservative liberal tory libertarian socialist communist nationalist islamist centrist federalist loyalist
    separatist monarchist labourite american israeli russian ukrainian european independent moderate
    progressive nationalist unionist muslim christian jew catholic evangelical latino hispanic mexican german frenchman briton
    iranian cuban venezuelan palestinian syrian iraqi texan californian iowan floridian virginian millennial
    afghan albanian algerian argentine argentinian armenian australian austrian azerbaijani bangladeshi belarusian belgian bolivian bosnian
    brazilian bulgarian burmese cambodian cameroonian canadian chilean chinese colombian congolese croatian cypriot czech danish dutch
    ecuadorian egyptian emirati english estonian ethiopian filipino finnish french georgian ghanaian greek guatemalan haitian honduran
    hungarian icelandic indian indonesian irish italian jamaican japanese jordanian kazakh kenyan korean kosovan kurdish kuwaiti laotian
    latvian lebanese liberian libyan lithuanian macedonian malaysian maltese mauritanian moldovan mongolian montenegrin moroccan namibian
    nepali nicaraguan nigerian norwegian omani pakistani panamanian paraguayan peruvian polish portuguese qatari romanian rwandan
    salvadoran saudi scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss taiwanese tajik
    tanzanian thai tibetan tunisian turkish turkmen ugandan uruguayan uzbek vietnamese welsh yemeni zambian zimbabwean""".split()
)
"""Adherents and nationals, as a noun in the singular."""
PLACE_OPENERS = frozenset(
    """new north south west east western eastern northern southern san santa los las fort saint st mount lake united
    saudi sri hong puerto costa czech dominican""".split()
)
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december""".split()
)
"""No names when they stand alone, unless the article gives a fuller form ("Theresa May")."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_WHEN = frozenset("on in last next since until by late early from before after every".split())
_OF_DAYS = frozenset("super black good ash bloody".split())
"""What stands before a weekday in a name: "Black Friday". Elsewhere a name ends before the day: "Lee Friday told the board"."""
_ROLES = frozenset(
    """activist actor actress analyst architect artist attorney author billionaire biologist blogger businessman businesswoman campaigner
    captain coach columnist comedian critic designer detective developer director driver economist engineer entrepreneur farmer filmmaker
    footballer former goalkeeper historian host investor journalist lawyer manager midfielder moderator mogul novelist nurse philanthropist
    pilot poet pollster prosecutor pundit reporter researcher retired scientist singer striker surgeon teacher veteran writer""".split()
)
"""Common nouns that open a sentence before a name: "Pollster Ann Lee"."""
POSTS = _ROLES | frozenset(
    """adviser advisor agent anchor chair correspondent consultant coordinator counsel editor fellow inspector nominee pastor producer
    spokesperson superintendent treasurer trustee undersecretary""".split()
)
"""What may stand before a full name in capitals: "National Security Adviser Ann Lee"."""
_NO_SURNAMES = frozenset(
    """garden gardens gulf prize qaeda river avenue boulevard act square island islands county city state states court award awards cup
    league olympics building airport station hotel center centre news times post journal war treaty accord agreement amendment convention
    strip ocean sea peninsula week democrats republicans party primary article section chapter day""".split()
)
"""What ends the names of things and is hardly anybody's surname."""
_SHORT_PLACES = frozenset(STATES) | {"d.c"}
_AT = frozenset("in near outside across throughout".split())
_TRUST = frozenset("confidence trust faith belief believe believes believed interest interested confide confided".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_ABBREVIATED = frozenset("mr mrs ms dr prof rev fr sen sens rep reps gov govs gen col maj capt lt sgt cmdr adm sec dep atty st".split())
"""Titles written with a full stop, behind which the name goes on; behind "Jr." it does not."""
_PREFIXES = ("di", "de", "du", "la", "le")
_QUOTES = frozenset('“ ” ‘ ’ "'.split())
_PAIRS = {(left, right) for left in _QUOTES for right in _QUOTES}
_ACRONYM = 6
_TITLE_CASE = 0.6
"""The share of a headline's longer words that are capitalised."""
_SENTENCE_TITLE_CASE = 0.8
"""The same where it ends in a full stop, as sentences do that name many people."""


class Name(Struct, frozen=True, gc=False):
    """A run of capitalised words: tokens ``first:last`` without titles; ``before`` is where the run with its titles begins."""

    first: int
    last: int
    before: int


def capitalised(word: str) -> bool:
    """Whether *word* is written as a name is: it begins with a capital letter (``al-Assad`` and ``diNardo`` included)."""
    if word[:1].isupper():
        return True
    return (word[:1] == "a" and word[1:3] in ("l-", "L-") and word[3:4].isupper()) or (word[:2] in _PREFIXES and word[2:3].isupper())


def fold(word: str) -> str:
    """*word* without accents; it comes in lower case already."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def runs(document: Document, first: int, last: int, common: Collection[str] = (), surnames: Collection[str] = ()) -> list[Name]:
    """Capitalised runs among tokens ``first:last``, particles, initials and nicknames included, titles apart.

    :param common: words that the article writes in lower case elsewhere; at the start of a sentence they are no names.
    :param surnames: titles that somebody in the article is called by: "Jim Justice".
    """
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    sentences, token_sentence = document.sentences, document.token_sentence
    out: list[Name] = []
    i = first
    for begin in [at for at, word in enumerate(words[first:last], first) if word[0].isupper() or word[0] in "adl"]:
        if begin < i or not capitalised(words[begin]):
            continue
        i = end = first_of_run = begin
        while i < last:
            if capitalised(words[i]):
                if i > begin and lowers[i] in WEEKDAYS and lowers[i - 1] not in _OF_DAYS:
                    break
                i += 1
                end = i
                if words[i - 1][-1] == "." and lowers[i - 1][:-1] in _SHORT_PLACES:  # "in Washington, D.C. Lee said"
                    break
            elif (
                words[i] == "."
                and starts[i] == ends[i - 1]
                and token_sentence[i] == token_sentence[min(i + 1, last - 1)]
                and (len(words[i - 1]) == 1 or lowers[i - 1] in _ABBREVIATED)
            ) or (lowers[i] in PARTICLES and i + 1 < last and (capitalised(words[i + 1]) or lowers[i + 1] in PARTICLES)):
                i += 1
            elif i + 3 < last and _is_nickname(words[i : i + 4]):
                i += 3
            else:
                break
        at = begin
        number = token_sentence[begin]
        opens = number >= 0 and begin <= sentences[number].first + 1
        if opens and (lowers[begin] in common or lowers[begin] in OPENING) and lowers[begin] not in HONORIFICS:
            at = begin = begin + 1
        if end - at > 1 and lowers[at] in CALENDAR and at > 0 and lowers[at - 1] in _WHEN:  # "On Monday Ann Lee said"
            at = begin = at + 1
        if opens and begin == first_of_run and end - at > 1 and (lowers[at] in _ROLES or lowers[at].removesuffix("s") in _ROLES):
            at = begin + 1
        place = lowers[at : at + 1] != () and (lowers[at] in PLACES or lowers[at] == "columbia") and lowers[at] not in GIVEN
        if end - at > 2 and place and lowers[at + 1] in GIVEN:  # "attorney for the District of Columbia Ann Lee"
            at = begin = at + 1
        if end - at > 1 and lowers[at] in PORTFOLIOS and at > 0 and lowers[at - 1] in ("of", "the"):  # "Secretary of State Ann Lee"
            at += 1
        for here in range(end - 2, at - 1, -1):  # the name stands behind the last of its titles
            if lowers[here] in HONORIFICS or (end - here > 2 and lowers[here] in POSTS):
                at = here + 1
                break
        while at < end and words[at] == ".":
            at += 1
        if at == end - 1 and lowers[at] in HONORIFICS and len(words[at]) > 2 and lowers[at] not in surnames:
            at = end
        if at < end:
            out.append(Name(at, end, begin))
    return out


def _is_nickname(words: Sequence[str]) -> bool:
    """Whether the four *words* are a nickname and the surname: Dave | “Mud” Lee."""
    return words[0] in _QUOTES and words[2] in _QUOTES and capitalised(words[1]) and capitalised(words[3])


class Names:
    """Every name of the document's prose, with look-ups by surname and by full form."""

    def __init__(self, document: Document, organizations: Mapping[int, Hit]) -> None:
        self._document = document
        words, lowers = document.words, document.lowers
        self.common = set(filter(str.islower, set(words)))
        self.surnames = {
            lowers[at + 1]
            for at, lower in enumerate(lowers[:-1])
            if lower in GIVEN and lowers[at + 1] in HONORIFICS and words[at][0].isupper() and words[at + 1][0].isupper()
        }
        """Titles that somebody is called by."""
        self.full: dict[str, list[tuple[str, ...]]] = {}
        self._given: dict[str, tuple[str, ...]] = {}
        self.first_seen: dict[tuple[str, ...], Name] = {}
        self.mentions: list[tuple[Name, tuple[str, ...]]] = []
        self._titled: dict[str, str] = {}
        self._institutions: set[str] = set()
        self._votes: dict[str, int] = {}
        self._placed: dict[tuple[str, ...], int] = {}
        self._namesakes: set[tuple[str, ...]] = set()
        self._elders: set[str] = set()
        self._acronyms: set[str] = set()
        self._aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
        found: list[Name] = []
        for paragraph in document.paragraphs:
            if paragraph.kind == "set_aside" or self._title_case(paragraph.first, paragraph.last):
                continue
            found += runs(document, paragraph.first, paragraph.last, self.common, self.surnames)
        proper = {
            lowers[at]
            for name in found
            for at in range(name.first, name.last)
            if at != document.sentences[document.token_sentence[at]].first
        }
        found = [name for name in found if name.last - name.first > 1 or name.first > name.before or lowers[name.first] in proper]
        self._find_namesakes(found)
        keys = list(map(self.key, found))
        for name, key in zip(found, keys, strict=True):
            if not key:
                continue
            if name.last - 1 in organizations:
                self._institutions.add(key[-1])
                continue
            before = lowers[name.before : name.first]
            if before:
                sex = "f" if _FEMALE_TITLES.intersection(before) else "m" if _MALE_TITLES.intersection(before) else ""
                self._titled[key[-1]] = self._titled.get(key[-1]) or sex
            nickname = self._nickname_of(name)
            if nickname and len(key) > 1:
                self._aliases[fold(nickname), key[-1]] = key
            surname = key[-2] if key[-1] in _SUFFIXES else key[-1]
            if len(key) > 1 and key[0] not in OPENING and (surname == key[-1] or surname not in self._elders):
                known = self.full.setdefault(surname, [])
                if key not in known and len(known) < 8:
                    known.append(key)
                self._given.setdefault(key[0], key)
        for name, short in zip(found, keys, strict=True):
            key = self._fullest(name, short)
            if len(key) == 1 and key[0] in CALENDAR and name.first == name.before:
                continue
            if len(key) == 1:
                self._vote(name, key[0])
                if self._is_acronym(name):
                    self._acronyms.add(key[0])
            self._placed[key] = self._placed.get(key, 0) + (1 if self._is_place(name) else -1)
            if key:
                self.first_seen.setdefault(key, name)
                self.mentions.append((name, key))

    def _vote(self, name: Name, key: str) -> None:
        """Let the pronouns behind a lone name say whether it is a person's, things only before the next name, and its ending."""
        document = self._document
        at = document.token_sentence[name.first]
        if at < 0:
            return
        end = name.last
        last = min(document.sentences[at].last, name.last + 20)
        while end < last and not capitalised(document.words[end]):
            end += 1
        behind = document.lowers[name.last : end]
        relative = behind[1] if behind[:1] == (",",) and len(behind) > 1 else ""
        person = relative == "who" or not _PERSONAL.isdisjoint(document.lowers[name.last : last])
        thing = relative == "which" or not _IMPERSONAL.isdisjoint(behind) or (len(key) > 5 and key.endswith(_OF_FIRMS))
        self._votes[key] = self._votes.get(key, 0) + 2 * person - thing

    def _find_namesakes(self, found: Sequence[Name]) -> None:
        """Who is called "Jr." after somebody of that surname: "President Lee … his son Tom Lee Jr."."""
        known: set[tuple[str, ...]] = set()
        for name in found:
            key = self.key(name)
            if self._document.lowers[name.last - 1] not in _SUFFIXES:
                if len(key) > 1 or name.first > name.before:
                    known.add(key)
            elif len(key) > 1 and (key in known or key[-1:] in known):
                self._namesakes.add(key)
                if key[-1:] in known:
                    self._elders.add(key[-1])

    def _nickname_of(self, name: Name) -> str:
        lowers = self._document.lowers
        return next((lowers[at + 1] for at in range(name.first, name.last - 1) if lowers[at] in _QUOTES), "")

    def _is_acronym(self, name: Name) -> bool:
        """Whether *name* is a short word in capitals beside others that are not."""
        words = self._document.words
        if not (words[name.first].isupper() and 1 < len(words[name.first]) <= _ACRONYM):
            return False
        return not all(word.isupper() for word in words[max(0, name.first - 1) : name.last + 1] if word.isalpha())

    def _is_place(self, name: Name) -> bool:
        """Whether *name* stands where a place does: "in Palm Beach", but not "in Ann Lee's view" nor "confidence in Lee"."""
        lowers = self._document.lowers
        if name.before < 2 or lowers[name.before - 1] not in _AT or lowers[name.before - 2] in _TRUST:
            return False
        return name.last >= len(lowers) or lowers[name.last] not in ("'s", "’s")

    def _title_case(self, first: int, last: int) -> bool:
        if last - first >= 40:
            return False
        share = _TITLE_CASE if self._document.words[last - 1][-1].isalnum() else _SENTENCE_TITLE_CASE
        words = [word for word in self._document.words[first:last] if len(word) > 3 and word[0].isalpha()]
        return len(words) > 3 and sum([word[0].isupper() for word in words]) > share * len(words) + 1

    def key(self, name: Name) -> tuple[str, ...]:
        """The name's words, lower-cased, without accents, initials, stops, suffixes and nicknames."""
        lowers = self._document.lowers[name.first : name.last]
        if not _QUOTES.isdisjoint(lowers):
            lowers = tuple([word for at, word in enumerate(lowers) if not at or lowers[at - 1 : at + 2 : 2] not in _PAIRS])
        key = tuple([fold(w) for w in lowers if len(w.rstrip(".")) > 1 and w not in _SUFFIXES])
        return (*key, lowers[-1]) if lowers[-1] in _SUFFIXES and key in self._namesakes else key

    def canonical(self, name: Name) -> tuple[str, ...]:
        """The fullest form under which the article gives this name."""
        return self._fullest(name, self.key(name))

    def _fullest(self, name: Name, key: tuple[str, ...]) -> tuple[str, ...]:
        if len(key) != 1:
            return self._aliases.get(key, key)
        known = self.full.get(key[0])
        if known:
            before = self._document.lowers[name.before : name.first]
            sex = "f" if _FEMALE_TITLES.intersection(before) else "m" if _MALE_TITLES.intersection(before) else ""
            if sex and len(known) > 1:
                return next((full for full in known if self.gender(full) == sex), known[0])
            return known[0]
        return self._given.get(key[0], key)

    def ending_at(self, token: int) -> tuple[Name, tuple[str, ...]] | None:
        """The name whose last token stands directly before *token*, with its fullest form."""
        index = first_in(self.mentions, token) - 1
        if index >= 0 and self.mentions[index][0].last == token:
            return self.mentions[index]
        return None

    def titled(self, key: tuple[str, ...]) -> bool:
        """Whether the article gives this name a title of a person anywhere."""
        return key[-1] in self._titled

    def person(self, key: tuple[str, ...]) -> bool:
        """Whether *key* names a person as far as the article shows it: a title, or a given name."""
        if key[-1] in self._titled or key[0] in _FEMALE or key[0] in _MALE:
            return True
        if key[-1] in self._institutions or key[0] in PLACE_OPENERS or key[-1].rstrip(".") in _FIRMS or key[-1] in _NO_SURNAMES:
            return False
        if "." in key[-1].rstrip(".") or (len(key) == 1 and key[0] in self._acronyms):  # "moveon.org", "F.B.I.", "FBI"
            return False
        if self._placed.get(key, 0) > 0 or key[0] in OPENING:  # "The Morning Show"
            return False
        if len(key) == 1 and (key[0] in PLACES or key[0][1:2] == "-" or (key[0][-1] == "s" and key[0][:-1] in PARTISANS)):
            return False
        return len(key) in (2, 3) or self._votes.get(key[-1], 0) >= 0

    def gender(self, key: tuple[str, ...]) -> str:
        """``f``, ``m`` or nothing: by given name, else by title."""
        if key[0] in _FEMALE:
            return "f"
        if key[0] in _MALE:
            return "m"
        return self._titled.get(key[-1], "")


def first_in(mentions: list[tuple[Name, tuple[str, ...]]], token: int) -> int:
    """Index of the first of *mentions* at or behind *token*."""
    return bisect_left(mentions, token, key=lambda row: row[0].first)
