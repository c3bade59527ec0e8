"""News prose without end, from a seed: nothing real in it, but about as varied as news is.

Caches make a text that repeats itself look cheap. Here names, places, figures and rare words are formed anew all the time: 60,000 words
hold some 7,500 different ones (real news: 8,500), 15 quotations and 30 attributions a thousand words (real news: 14 and 25), and are
annotated about as fast as real news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from random import Random

_ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pr r s sh st t th tr v w z".split()
_VOWELS = "a e i o u ai au ea ia io oa".split()
_CODAS = ["", "", "", "l", "n", "r", "s", "m", "rd", "nd", "ck", "x"]
_ENDS = "son man sen ley ton berg ford ini ez ova ski wood well dale".split()
_PLACES = "burg ville port stead mouth field bridge haven ria stan grad".split()

_NOUNS = """agency agreement aid airport ambassador analysis army attack audit bank bill board border bridge budget building campaign
candidate case ceasefire charge city claim clinic coalition commission committee company complaint concern conference conflict congress
contract council country county court crisis crop customer damage data deal debate debt decision defence deficit delay delegation
demand deputy dispute district drug economy election embassy emergency employer energy engine evidence export factory family farm
farmer fire firm flight flood force fuel fund government governor grant group growth harbour health hearing hospital house housing
hurricane income industry inflation inquiry inspector investigation investor island job journalist judge jury labour law lawmaker lawsuit
lawyer leader letter loan market mayor measure meeting memo migrant militia mine minister ministry money month negotiation network
nurse office official oil operation opposition order outbreak owner panel park parliament party patient payment peace pension people
permit plan plant plea police policy poll port power president pressure price prison probe problem product programme project
proposal prosecutor protest province rail rate rebel record reform refugee region regulator relief rent report republic resident
resolution review rifle rise river road route rule ruling safety sale sanction school season security senate senator service session
settlement share ship shortage site soldier spokesman staff state statement station storm strategy street strike student study subsidy
summit supply support survey system talks tariff tax teacher team term territory test threat town trade train treaty trial troop truce
truck turnout union university vaccine value verdict victim village visit vote voter wage war warning water weapon week witness worker
workshop year zone""".split()
_VERBS = """accepted adopted agreed_to allowed announced approved backed blamed blocked bought called_for cancelled carried challenged
changed closed completed condemned considered criticised cut dealt_with defended delayed delivered demanded denied described discussed
dismissed drafted dropped ended expanded extended faced financed followed found funded halted handled held hit ignored improved increased
inspected introduced investigated joined launched left lifted lost managed missed moved needed opened opposed ordered outlined paid_for
passed planned postponed praised prepared presented pressed promised proposed protected published questioned raised reached received
reduced rejected released replaced reviewed revised saw seized sent set_up settled shut signed sold started stopped studied supported
suspended took_over tightened tried visited voted_on warned_of welcomed withdrew won""".split()
_ADJECTIVES = """annual armed average big broad central chief civil clear close common costly criminal current daily deadly democratic
direct domestic early economic eastern empty entire extra federal final financial first foreign formal former free full further general
global good great growing hard heavy high illegal independent industrial interim international joint key large last late leading legal
likely limited local long low main major medical military minor modern monthly national natural new next nuclear old open outside past
political poor possible previous private public quick rare recent regional remote rural second secret senior separate serious severe sharp
short similar single small social southern special strict strong temporary third tight top total tough traditional urban urgent usual
vast voluntary weak wide western""".split()
_LOADED = (
    "disastrous outrageous brazen shameful heroic catastrophic reckless shocking stunning cynical bizarre absurd brutal chilling".split()
)
_ADVERBS = "again also already apparently clearly earlier early finally formally later largely mostly narrowly nearly often only quickly "
_ADVERBS += "quietly rapidly reportedly sharply slowly soon still temporarily twice widely yesterday"
_ROOTS = "spect dict form port struct tract cred duct fer grad ject log man mit pend press rupt scrib sign tact tend vers vis voc centr"
_PREFIXES = ["", "con", "de", "dis", "ex", "in", "inter", "non-", "ob", "out", "over", "per", "pre", "pro", "re", "sub", "trans", "un"]
_SUFFIXES = (
    "able al ance ate ation ed ence ent er ers ial ible ing ings ion ions ism ist ists ity ive ively ment ments or ors s ure".split()
)
_ROLES = """president minister mayor governor senator spokesman spokeswoman director chairman professor analyst economist lawyer doctor
engineer farmer teacher judge commissioner ambassador manager historian researcher""".split()
_SAYS = "said said said said said told_reporters added wrote argued explained warned claimed insisted noted announced admitted".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_HIDDEN = """two_officials a_senior_official several_aides one_person_familiar_with_the_matter three_diplomats a_source_close_to_the_talks
people_briefed_on_the_plan an_employee""".split()
_VAGUE = "critics observers analysts many_experts some_residents supporters".split()
_WHY = """because_the_talks_are_private who_was_not_authorised_to_speak on_condition_of_anonymity for_fear_of_losing_the_job
speaking_anonymously""".split()


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


class Writer:
    """Writes articles; the same seed gives the same articles."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._weights: dict[int, list[float]] = {}
        self._people: list[tuple[str, str]] = []
        self._kinds: list[tuple[Callable[[], str], int]] = [
            (self._fact, 66),
            (self._told, 5),
            (self._quote, 18),
            (self._long_quote, 6),
            (self._according, 3),
            (self._hidden, 2),
            (self._vague, 2),
            (self._second_hand, 2),
            (self._comment, 6),
        ]

    def article(self) -> str:
        """One article: headline, place, and paragraphs of one to three sentences, 120 words at least, about 550 on average."""
        self._people = [(f"{self._name()} {self._name()}", self._pick(_ROLES)) for _ in range(self._random.randint(2, 7))]
        size = max(120.0, self._random.lognormvariate(6.2, 0.45))
        parts = [self._headline()]
        words = 0
        while words < size:
            paragraph = " ".join(self._sentence() for _ in range(self._random.choice((1, 2, 2, 3))))
            parts.append(paragraph if words else f"{self._name().upper()} — {paragraph}")
            words += paragraph.count(" ") + 1
        return "\n\n".join(parts) + "\n"

    def _pick(self, words: list[str]) -> str:
        """A word, the first ones of the list oftener, as in language."""
        if len(words) not in self._weights:
            self._weights[len(words)] = list(accumulate(1 / (rank + 60) for rank in range(len(words))))
        return self._random.choices(words, cum_weights=self._weights[len(words)])[0].replace("_", " ")

    def _maybe(self, chance: float, words: str) -> str:
        return words if self._random.random() < chance else ""

    def _name(self) -> str:
        syllables = "".join(self._random.choice(_ONSETS) + self._random.choice(_VOWELS) for _ in range(self._random.choice((1, 2, 2))))
        return (syllables + self._random.choice(_CODAS) + self._maybe(0.4, self._random.choice(_ENDS))).capitalize()

    def _place(self) -> str:
        return self._name() + self._maybe(0.5, self._random.choice(_PLACES))

    def _rare(self) -> str:
        return self._random.choice(_PREFIXES) + self._random.choice(_ROOTS.split()) + self._random.choice(_SUFFIXES)

    def _noun(self) -> str:
        word = self._rare() if self._random.random() < 0.17 else self._pick(_NOUNS)
        return word + "s" if self._random.random() < 0.25 and not word.endswith("s") else word

    def _organization(self) -> str:
        kinds = "Ministry Council Bank Union Institute University Party Commission Agency Association".split()
        return f"the {self._place()} {self._pick(kinds)}"

    def _figure(self) -> str:
        number = self._random.lognormvariate(5, 3)
        forms = (f"{number:,.0f}", f"{number % 100:.1f} per cent", f"${number:,.0f}", f"{number:,.0f} million", f"{2000 + number % 27:.0f}")
        return self._random.choice(forms)

    def _phrase(self) -> str:
        """A noun phrase."""
        draw = self._random.random()
        if draw < 0.1:
            return self._random.choice(self._people)[0].split()[-1]
        if draw < 0.16:
            return self._organization()
        if draw < 0.2:
            return self._place()
        if draw < 0.27:
            return f"{self._figure()} {self._noun()}"
        adjective = self._rare() if self._random.random() < 0.2 else self._pick(_ADJECTIVES)
        words = f"{self._random.choice(('the', 'the', 'a', 'its', 'their', 'this'))} {self._maybe(0.5, adjective + ' ')}{self._noun()}"
        return words + self._maybe(0.3, f" of the {self._pick(_ADJECTIVES)} {self._noun()}") + self._maybe(0.15, f" in {self._place()}")

    def _clause(self) -> str:
        verb = f"{self._maybe(0.12, self._pick(_ADVERBS.split()) + ' ')}{self._pick(_VERBS)}"
        if self._random.random() < 0.3:
            verb = self._random.choice(("would have", "had", "has", "may have", "was said to have")) + " " + verb
        end = self._maybe(0.4, f" {self._random.choice(('after', 'before', 'during', 'despite', 'against', 'with'))} {self._phrase()}")
        end += self._maybe(0.15, f" on {self._random.choice(_DAYS)}") + self._maybe(0.06, f" in {self._random.choice(_MONTHS)}")
        return f"{self._phrase()} {verb} {self._phrase()}{end}"

    def _person(self) -> str:
        full, role = self._random.choice(self._people)
        return self._random.choice(
            (
                full,
                full.split()[-1],
                f"{full}, the {role}",
                f"{full}, {role} of {self._organization()}",
                f"{role.capitalize()} {full}",
                "he",
                "she",
            )
        )

    def _fact(self) -> str:
        joined = self._maybe(0.75, f"{self._random.choice((', but', ', and', ' because', ' while', ', which', ' as'))} {self._clause()}")
        return f"{self._maybe(0.12, self._random.choice(('However, ', 'In all, ', 'Last week ', 'Meanwhile, ')))}{self._clause()}{joined}."

    def _told(self) -> str:
        more = self._maybe(0.4, f" {self._random.choice(('as', 'because', 'while', 'after', 'and that'))} {self._clause()}")
        return f"{self._person()} {self._pick(_SAYS)} {self._maybe(0.5, 'that ')}{self._clause()}{more}."

    def _quote(self) -> str:
        words = f"{self._clause()}{self._maybe(0.3, f', and {self._clause()}')}"
        if self._random.random() < 0.3:
            return f"{self._person()} {self._pick(_SAYS)}: “{_capital(words)}.”"
        return f"“{_capital(words)},” {self._person()} {self._pick(_SAYS)}."

    def _long_quote(self) -> str:
        first, second = self._clause(), _capital(self._clause())
        return f"“{_capital(first)},” {self._pick(_SAYS)} {self._person()}. “We {self._pick(_VERBS)} {self._phrase()}. {second}.”"

    def _according(self) -> str:
        return f"{self._clause()}, according to {self._random.choice((self._organization(), f'a {self._noun()} report', self._person()))}."

    def _hidden(self) -> str:
        return f"{self._pick(_HIDDEN)} said {self._clause()}{self._maybe(0.4, f', {self._pick(_WHY)}')}."

    def _vague(self) -> str:
        return f"{self._pick(_VAGUE)} {self._random.choice(('say', 'fear', 'believe', 'say that'))} {self._clause()}."

    def _second_hand(self) -> str:
        return f"The {self._place()} {self._random.choice(('Times', 'Post', 'Herald', 'News'))} reported that {self._clause()}."

    def _comment(self) -> str:
        ends = (f"a {self._pick(_LOADED)} {self._noun()}", f"the “{self._noun()}”", f"{self._pick(_LOADED)}, of course")
        return f"{self._phrase()} was {self._random.choice(ends)}{self._random.choice('...!?')}"

    def _sentence(self) -> str:
        kinds, weights = zip(*self._kinds, strict=True)
        words = self._random.choices(kinds, weights)[0]()
        return _capital(words)

    def _headline(self) -> str:
        return _capital(self._clause())


def articles(words: int, seed: int = 7) -> Iterator[str]:
    """Articles of *words* words together, and a few more, as the last is not cut off."""
    writer = Writer(seed)
    while words > 0:
        text = writer.article()
        words -= len(text.split())
        yield text
