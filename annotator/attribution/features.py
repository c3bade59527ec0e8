"""What the attribution tagger sees: units of text, classes of words, and the features made of them.

A *unit* is a token, or a whole quotation with its marks: nobody is quoted inside a quotation as far as the corpus is concerned, and
no content ends in the midst of one, so that a quotation is labelled as one piece. Two linear models look at units. The first finds
cues. The second reads a cue's sentence (and the sentences after it that open with a quotation) once for every cue, and labels
source and content as seen from that cue, as in semantic role labelling (Johansson & Nugues 2008; for attribution Pareti 2015).

A feature is a family and up to three readable values; for a word at a place, a slot and an attribute of the word. This module is the
single definition of all of them; :mod:`annotator.attribution.cues` and :mod:`annotator.attribution.roles` sum their weights behind caches.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import prod
from typing import NamedTuple

from annotator.text.tokens import plain
from annotator.types import Document

QUOTE = "\x02"
"""First character of the key of a unit that is a quotation."""

CUE_SLOTS = ("-3", "-2", "-1", "0", "1", "2", "3")
ROLE_SLOTS = ("L-2", "L-1", "L0", "L1", "L2", "R-2", "R-1", "R0", "R1", "R2")
SLOTS = CUE_SLOTS + ROLE_SLOTS
REACH = {0: 11, 1: 10, 2: 5, 3: 4}
"""How many of a word's attributes are looked at, by distance: the farther away, the coarser."""

ROLE_LABELS = ("O", "US", "BS", "IS", "ES", "UC", "BC", "IC", "EC")
CUE_LABELS = ("O", "B", "I")
MAX_WINDOW = 240
"""Units looked at on either side of a cue."""
NAME_LENGTH = 8
"""Units that may stand before the colon of a transcript's line."""

_GUESSES = (("ing", "VBG"), ("ly", "RB"), ("ed", "VBD/VBN"), ("tion", "NN"), ("ness", "NN"), ("s", "NNS"))
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ying", ("y", "ie")),
    ("ing", ("e", "")),
    ("ied", ("y",)),
    ("ed", ("e", "")),
    ("ies", ("y",)),
    ("es", ("e", "")),
    ("s", ("",)),
)
_LAST = frozenset(ending[-1] for ending, _ in _ENDINGS)
_FORMS = """say said says/tell told/think thought/write wrote written/know knew known/feel felt/find found/see saw seen/hear heard/
hold held/give gave given/make made/take took taken/speak spoke spoken/swear swore sworn/mean meant/get got/leave left/keep kept/
lead led/lay laid/teach taught/show shown/understand understood/forget forgot forgotten/be is are was were been being am/
have has had having/do does did done/choose chose chosen/seek sought/fight fought/bring brought/begin began begun/become became/
draw drew drawn/tear tore torn/sing sang/cry cried/lie lied/deny denied/reply replied/come came/go went gone/run ran"""
_IRREGULAR: dict[str, str] = {form: forms.split()[0] for forms in _FORMS.split("/") for form in forms.split()}
LIGHT = frozenset(["that", "to", "of", "for", "about", "on", "with", "in", "from", "by", "out", "at", "as", ":", ",", "the", "a"])
COPULAS = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_WH = frozenset(["who", "which", "whom", "whose", "where", "when", "what", "how", "why"])
_COORDINATORS = frozenset(["and", "but", "or"])
_BREAKS = frozenset(["(", ")", "--", "-", "—", "–", ";", ":", "[", "]"])
_FINITE = frozenset(["said", "is", "was", "has", "have", "had", "are", "were", "would", "will", "can", "could", "be", "MD"])

_PARTIES = {
    **dict.fromkeys(
        "democrats conservatives liberals progressives socialists communists nationalists greens centrists libertarians islamists "
        "tories dems".split(),
        "republicans",
    ),
    **dict.fromkeys(
        "democrat democratic conservative liberal progressive socialist communist nationalist centrist libertarian islamist tory "
        "dem".split(),
        "republican",
    ),
}
"""Parties, written with a capital, are seen as one party, so that no swap of parties moves a score."""


class Word(NamedTuple):
    """What the models know of a word type: look-up form, lemma, class of part of speech, clusters, all attributes in order, and what
    passing it adds to the state (see :func:`advance`)."""

    lower: str
    lemma: str
    pos: str
    cluster: str
    fine: str
    attributes: tuple[str, ...]
    step: int


COMMA, QUOTATION, THAT, WH, COORDINATOR, BREAK, VERB, OTHER = range(8)
"""What passing a unit on the way from the cue adds to the state (see :func:`advance`)."""

State = tuple[int, int, int, int, int, int, int, int]
START: State = (0, 0, 0, 0, 0, 0, 0, 0)
"""Commas, quotations, "that", wh-words, coordinators, breaks, finite verbs and other cues passed so far."""

CAPS = (3, 2, 2, 2, 2, 2, 3, 2)
_DIGITS = (COMMA, QUOTATION, OTHER, THAT, WH, COORDINATOR, BREAK, VERB)
"""The order of the counts in a state's number, the lowest first."""
PASSED = 36
"""How many numbers the counts of commas, quotations and cues take."""

DISTANCES = ("1", "2", "3", "5", "8", "E", "Z")
"""Distances to the cue, as buckets: each from the number it names, E from 14, Z from 25."""
FAR = tuple([0, 0, 1, 2, 2, 3, 3, 3] + [4] * 6 + [5] * 11 + [6] * (MAX_WINDOW - 23))
"""The number of the bucket of a distance to the cue."""

SPOTS = ("", "0", "0P", "1", "1P", "end")
NEAR = ("-", "0", "1", "2", "4", "8", "z")
NEAR_BUCKET = (1, 2, 3, 4, 4, 5, 5, 5, 5, 6)
QUOTES = ("", "0", "1")


class Place(NamedTuple):
    """Where a unit stands: in its sentence, towards the next and the last quotation, and whether quotations open the sentence."""

    spot: str
    ahead: str
    behind: str
    quotes: str


PLACES = tuple(Place(spot, ahead, behind, quotes) for ahead in NEAR for behind in NEAR for quotes in QUOTES for spot in SPOTS)
TOWARDS = tuple(number // (len(QUOTES) * len(SPOTS)) for number in range(len(PLACES)))
"""For each place, the number of its two distances to quotations."""


Classes = tuple[str, str, str, str, str, bool]
"""Part of speech, four clusters, whether it is a function word."""


def lemmatize(word: str, classes: Callable[[str], Classes | None]) -> str:
    """The base form of a verb's form, by its ending and by what is known to be a word; any other word as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, replacements in _ENDINGS if word[-1] in _LAST else ():
        if word.endswith(ending):
            stem = word[: -len(ending)]
            bases = [stem + replacement for replacement in replacements]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                bases.append(stem[:-1])
            for base in bases:
                known = classes(base) if len(base) > 2 else None
                if known is not None and ("VB" in known[0] or ending[-1] != "s") and not known[5]:
                    return base
    return word


def shape(word: str) -> str:
    """A word's shape: ``x`` lower case, ``Xx`` capitalised, ``XX`` capitals, ``XxX`` mixed, ``d`` number, ``p`` mark."""
    if not word[0].isalnum():
        return "p"
    if word.islower():
        return "x"
    if word[0].isupper():
        if len(word) == 1:
            return "X"
        if word[1:].islower():
            return "Xx"
        return "XX" if word.isupper() else "XxX"
    return "d" if word[0].isdigit() else "xX"


NAME = "NAME"
"""Part of speech of what names people, and of rare names of anything. Such a word is seen as a name and no more, like a capitalised one
that nothing is known of: who is spoken of must not matter."""


def describe(word: str, classes: Callable[[str], Classes | None], listed: Callable[[str], str]) -> Word:
    """The attributes of a word type.

    :param word: a token as written, or a quotation's key.
    :param classes: gives the part of speech, four clusters, and whether it is a function word, of a looked-up form, or None.
    :param listed: gives the category under which the lexicons list a word as a cue, or "".
    """
    if word[0] == QUOTE:
        return Word(
            QUOTE, QUOTE, "Q", "Q", "Q", ("l=Q", "p=Q", "a=Q", "", "b=Q", "q=" + word[1:3], "", "", "", "q=" + word[1:], ""), QUOTATION
        )
    lower, form = plain(word), shape(word)
    if form[0] == "X":
        lower = _PARTIES.get(lower, lower)
    known = classes(lower)
    if known is not None and known[0] == NAME:
        known = None
    if known is None and form[0] == "X":
        return Word(NAME, NAME, "NNP^", NAME, NAME, (f"l={NAME}", "p=NNP^", f"a={NAME}", "", f"b={NAME}", f"f={form}", *[""] * 5), OTHER)
    if known is None:
        pos = "CD" if form == "d" else "?" + next((tag for ending, tag in _GUESSES if lower.endswith(ending)), "")
        a = b = c = d = "?"
    else:
        pos, a, b, c, d, function = known
        if function:
            pos = lower
    mark = form == "p"
    if mark:
        pos = lower[:2]
    if form[0] == "X":
        pos += "^"
    look = lower if lower.isalpha() or not any(map(str.isdigit, lower)) else "#"
    step = OTHER
    if look == ",":
        step = COMMA
    elif look == "that":
        step = THAT
    elif look in _WH:
        step = WH
    elif look in _COORDINATORS:
        step = COORDINATOR
    elif look in _BREAKS:
        step = BREAK
    elif (pos[:2] == "VB" and pos[:3] != "VBG") or pos in _FINITE:
        step = VERB
    category = listed(lower)
    attributes = ("l=" + look, "p=" + pos, "a=" + a, category and "k=" + category, "b=" + b, "f=" + form, "c=" + c, "d=" + d)
    lemma = look if mark else lemmatize(look, classes)
    endings = ("", "", "") if mark else ("3=" + lower[-3:], "s=" + lemma, "2=" + lower[-2:])
    return Word(look, lemma, pos, b, d, attributes + endings, step)


class Units(NamedTuple):
    """A document as units: first and last token of each (half-open), its key, sentence number, paragraph number; sentence bounds."""

    firsts: list[int]
    lasts: list[int]
    keys: list[str]
    sentence: list[int]
    paragraph: list[int]
    bounds: list[tuple[int, int]]


def quotation_key(words: Sequence[str], closed: bool) -> str:
    """The key of a quotation: how long it is, whether it opens with a capital, what mark ends it, whether it was closed."""
    length = 0
    opening = last = ""
    for word in words:
        if word[0].isalnum():
            length += 1
            opening = opening or word[0]
        if word not in ('"', "”", "''", "’’"):
            last = word
    size = "1" if length < 2 else "2" if length < 3 else "4" if length < 5 else "8" if length < 10 else "L"
    end = "w" if not last or last[0].isalnum() else last[0] if last[0] in ",.?!" else "-"
    return QUOTE + size + ("X" if opening.isupper() else "x") + end + ("" if closed else "o")


def make_units(document: Document) -> Units:
    """Fold each outermost double quotation of *document* into one unit; a sentence never ends inside one."""
    starts, words, owner = document.starts, document.words, document.token_sentence
    quotations: dict[int, tuple[int, bool]] = {}
    for quotation in document.quotations:
        if quotation.depth == 0 and quotation.mark != "single":
            first = bisect_left(starts, quotation.outer_start)
            last = bisect_left(starts, quotation.outer_end)
            if first < last:
                quotations[first] = (last, quotation.closed)
    firsts: list[int] = []
    keys: list[str] = []
    at = 0
    for first in sorted(quotations):
        if first >= at:
            firsts += range(at, first + 1)
            keys += words[at:first]
            at, closed = quotations[first]
            keys.append(quotation_key(words[first:at], closed))
    firsts += range(at, len(words))
    keys += words[at:]
    lasts = [*firsts[1:], len(words)] if firsts else []
    # the sentence in which a unit ends, and where the next unit begins in another one
    ends = [owner[last - 1] for last in lasts]
    cuts = [i for i, (first, before) in enumerate(zip(firsts[1:], ends, strict=False), 1) if owner[first] != before]
    bounds = list(pairwise((0, *cuts, len(firsts)))) if firsts else []
    sentence: list[int] = []
    for number, (first, last) in enumerate(bounds):
        sentence += [number] * (last - first)
    of_sentence = [each.paragraph for each in document.sentences]
    of_sentence.append(-1)  # of a token in no sentence, whose number is -1
    return Units(firsts, lasts, keys, sentence, [of_sentence[number] for number in ends], bounds)


def window(units: Units, cue: int) -> tuple[int, int, int]:
    """Where a cue's source and content are looked for: first unit, end of its sentence, end of the sentences that may go on with it.

    Those are sentences that open with a quotation, the rest of the paragraph where it opens with a name and a colon, as transcripts
    do, and three sentences after a cue's sentence that ends with a colon.
    """
    keys, paragraph = units.keys, units.paragraph
    number = units.sentence[cue]
    first, end = units.bounds[number]
    last = end
    transcript = keys[cue] == ":" and cue - first <= NAME_LENGTH and (first == 0 or paragraph[first - 1] != paragraph[first])
    announced = keys[end - 1] == ":"
    reach = number + (30 if transcript else 4)
    for following in range(number + 1, min(reach, len(units.bounds))):
        begin, stop = units.bounds[following]
        same = paragraph[begin] == paragraph[cue]
        if not ((transcript and same) or announced or (keys[begin][0] == QUOTE and paragraph[begin] - paragraph[last - 1] <= 1)):
            break
        last = stop
    return max(first, cue - MAX_WINDOW), min(end, cue + MAX_WINDOW), min(last, cue + MAX_WINDOW)


def crossed(state: State) -> str:
    """Commas, cues and quotations passed, as a value."""
    return f"{min(state[0], 2)}{state[7]}{state[1]}"


def advance(state: State, step: int, cue: bool) -> State:
    """The state after passing a unit, and the beginning of another cue if *cue*."""
    counts = list(state)
    if step != OTHER:
        counts[step] += 1
    if cue:
        counts[OTHER] += 1
    a, b, c, d, e, f, g, h = (min(count, cap) for count, cap in zip(counts, CAPS, strict=True))
    return a, b, c, d, e, f, g, h


def state(number: int) -> State:
    """The state of a number below the product of all counts; ``number % PASSED`` alone says how :func:`crossed` writes it."""
    counts = [0] * len(CAPS)
    for i in _DIGITS:
        number, counts[i] = divmod(number, CAPS[i] + 1)
    a, b, c, d, e, f, g, h = counts
    return a, b, c, d, e, f, g, h


def _unit(step: int) -> int:
    return prod(CAPS[i] + 1 for i in _DIGITS[: _DIGITS.index(step)])


STATE_UNITS = tuple(_unit(step) for step in range(len(CAPS)))
"""What one more of each count adds to the number of a state."""


def follow(key: int) -> int:
    """:func:`advance` in numbers: a state's, the step's in four bits below it (the last one: a cue begins)."""
    before, step = divmod(key, 16)
    after = advance(state(before), step >> 1, bool(step & 1))
    number = 0
    for i in reversed(_DIGITS):
        number = number * (CAPS[i] + 1) + after[i]
    return number


Feature = tuple[str, ...]
"""A family, then up to three values."""


def word_features(word: Word, slot: str) -> list[Feature]:
    """Features of a word seen from *slot*: an offset, with the side of the cue for roles."""
    reach = REACH[abs(int(slot.lstrip("LR")))]
    return [(slot, attribute) for attribute in word.attributes[:reach] if attribute]


def pair_features(left: str, right: str) -> tuple[list[Feature], list[Feature]]:
    """Features of two neighbouring words: for the right one, and for the left one."""
    return [("F", left, right)], [("G", left, right)]


def triple_features(first: str, second: str, third: str) -> tuple[list[Feature], list[Feature], list[Feature]]:
    """Features of three neighbouring classes: for the third, the second and the first unit."""
    return (
        [("C", first, second, third)],
        [("A", first, second), ("B", second, third), ("D", first, second, third)],
        [("E", first, second, third)],
    )


def place_features(place: Place, pos: str) -> list[Feature]:
    """Features of where a unit stands."""
    spot, ahead, behind, quotes = place
    out: list[Feature] = [("bias",), ("N", ahead), ("M", behind), ("NM", ahead, behind), ("Np", ahead, pos), ("Mp", behind, pos)]
    if spot:
        out.append(("i", spot))
    if quotes:
        out.append(("Q", quotes))
    return out


def beside_features(word: Word, beside: str, side: str) -> list[Feature]:
    """Features of a word together with what stands on one *side* of it: a neighbour's class, or the distance to a quotation."""
    return [("l" + side, word.lemma, beside), ("d" + side, word.fine, beside)]


def role_triple_features(side: str, first: str, second: str, third: str) -> list[Feature]:
    """Features of a unit's class with those of its neighbours, on one side of the cue."""
    return [(side + "A", first, second), (side + "B", second, third), (side + "D", first, second, third)]


class Frame(NamedTuple):
    """What stands around a cue, and how it is built."""

    after: str
    before: str
    build: str
    pos: str


class Head(NamedTuple):
    """The words of a cue: its weighty one with clusters, its first, its last."""

    lower: str
    fine: str
    cluster: str
    first: str
    last: str


def after_cue(pos: str, key: str) -> str:
    """What stands after a cue: a unit's class; of a quotation its size, too."""
    return "Q" + key[1:2] if pos == "Q" else pos


def cue_context(words: Sequence[Word], keys: Sequence[str], first: int, last: int) -> tuple[Frame, Head]:
    """Frame and head of the cue ``first:last`` in a window's *words* and unit *keys*."""
    head = words[last - 1]
    for i in range(last - 1, first - 1, -1):
        if words[i].lower not in LIGHT:
            head = words[i]
            break
    after = after_cue(words[last].pos, keys[last]) if last < len(words) else "$"
    before = words[first - 1].pos if first > 0 else "^"
    build = ("m" if last - first > 1 else "1") + ("p" if last - first > 1 and words[first].lower in COPULAS else "")
    build += "q" if words[0].pos == "Q" else "n"
    return (
        Frame(after, before, build, words[first].pos),
        Head(head.lemma, head.fine, head.cluster, words[first].lower, words[last - 1].lower),
    )


def path_features(side: str, distance: str, state: State, covered: bool) -> list[Feature]:
    """Features of the way from the cue to a unit."""
    commas, quotes, that, wh, ands, breaks, verbs, cues = state
    two = min(verbs, 2)
    few = min(commas, 2)
    out: list[Feature] = [
        ("b", side),
        ("d", side + distance),
        ("x", side + crossed(state)),
        ("x2", f"{side}{few}{two}{cues}"),
        ("x3", f"{side}{two}{that}{wh}{ands}"),
        ("x4", f"{side}{breaks}{few}{two}"),
        ("x5", f"{side}{commas}{verbs}{min(that, 1)}{min(wh, 1)}{min(ands, 1)}{min(breaks, 1)}{min(cues, 1)}{min(quotes, 1)}"),
    ]
    if covered:
        out += [("O", side), ("Od", side + distance)]
    return out


def path_class_features(side: str, distance: str, state: State, pos: str) -> list[Feature]:
    """Features of the way from the cue together with the unit's class."""
    _, _, that, wh, _, _, verbs, cues = state
    return [
        ("dp", side + distance, pos),
        ("xp", side + crossed(state), pos),
        ("x3p", f"{side}{min(verbs, 1)}{min(that, 1)}{min(wh, 1)}{min(cues, 1)}", pos),
    ]


def near_cue_features(frame: Frame, head: Head, side: str, distance: str) -> list[Feature]:
    """Features of a cue and what surrounds it together with the distance from it."""
    here = side + distance
    return [
        ("nx", side, frame.after),
        ("nxd", here, frame.after),
        ("pvd", here, frame.before),
        ("npd", here, frame.after, frame.before),
        ("cp", here, frame.pos),
        ("hl", side, head.lower),
        ("hld", here, head.lower),
        ("hjd", here, head.fine),
        ("ll", here, head.last),
        ("cw", here, head.first),
    ]


def passed_cue_features(frame: Frame, head: Head, side: str, crossed: str) -> list[Feature]:
    """Features of a cue and what surrounds it together with the commas, cues and quotations passed on the way from it."""
    here = side + crossed
    return [
        ("nxc", here, frame.after),
        ("pvc", here, frame.before),
        ("cm", here, frame.build),
        ("hj", here, head.fine),
        ("h6", here, head.cluster),
        ("hlx", here, head.lower),
    ]


def class_features(frame: Frame, head: Head, side: str, pos: str) -> list[Feature]:
    """Features of a cue together with the unit's class."""
    return [
        ("nxp", side, frame.after, pos),
        ("pvp", side, frame.before, pos),
        ("h6p", side, head.cluster, pos),
        ("hlp", side, head.lower, pos),
    ]


def sequel_features(opens: bool, paragraph: bool, pos: str, cues: int, end: str, build: str) -> list[Feature]:
    """Features of a unit in a sentence after the cue's: whether it opens it (in a new paragraph), how the cue's sentence ends."""
    mark = ("f" if opens else "") + ("P" if paragraph else "")
    return [("S",), ("Sq", f"{mark}|{pos == 'Q'}"), ("Se", f"{mark}{cues}", end), ("Sp", f"{mark}{cues}{build[-1]}", pos)]


def places(quotes: Sequence[int], first: int, last: int, opens: bool) -> list[int]:
    """For each unit of the sentence ``first:last`` the number of its place in :data:`PLACES`.

    :param quotes: the sentence's units that are quotations.
    :param opens: whether the sentence opens a paragraph.
    """
    out = [0] * (last - first)
    if quotes:
        kind = (1 if quotes[0] == first else 2) * len(SPOTS)
        coming, gone = 0, -1
        for i in range(first, last):
            while coming < len(quotes) and quotes[coming] < i:
                gone = quotes[coming]
                coming += 1
            ahead = NEAR_BUCKET[min(quotes[coming] - i, 9)] if coming < len(quotes) else 0
            behind = NEAR_BUCKET[min(i - gone, 9)] if gone >= 0 else 0
            out[i - first] = (ahead * len(NEAR) + behind) * len(QUOTES) * len(SPOTS) + kind
    out[-1] += SPOTS.index("end")
    for i in range(min(2, last - first)):
        out[i] = out[i] - out[i] % len(SPOTS) + 1 + 2 * i + opens
    return out


def cue_features(units: Units, words: Sequence[Word], number: int) -> list[list[Feature]]:
    """All features by which cues are found, for each unit of sentence *number*; *words* describe every unit of the document."""
    first, last = units.bounds[number]
    opens = first == 0 or units.paragraph[first] != units.paragraph[first - 1]
    pos = ["^^", "^^", *(word.pos for word in words[first:last]), "$$", "$$"]
    lower = ["^^", *(word.lower for word in words[first:last]), "$$"]
    out = []
    quotes = [i for i in range(first, last) if words[i].pos == "Q"]
    for i, number in zip(range(first, last), places(quotes, first, last, opens), strict=True):
        place = PLACES[number]
        features = place_features(place, words[i].pos)
        for offset in range(max(-3, first - i), min(4, last - i)):
            features += word_features(words[i + offset], str(offset))
        p = i - first + 2
        features += triple_features(*pos[p - 2 : p + 1])[0]
        features += triple_features(*pos[p - 1 : p + 2])[1]
        features += triple_features(*pos[p : p + 3])[2]
        features += beside_features(words[i], pos[p - 1], "<") + beside_features(words[i], pos[p + 1], ">")
        features += beside_features(words[i], place.ahead, "N") + beside_features(words[i], place.behind, "M")
        features += pair_features(*lower[p - 2 : p])[0]
        features += pair_features(*lower[p - 1 : p + 1])[1]
        out.append(features)
    return out


def role_features(units: Units, words: Sequence[Word], cue: tuple[int, int], covered: frozenset[int]) -> tuple[int, list[list[Feature]]]:
    """First unit of the window of *cue*, and for each of its units all features by which source and content are found.

    :param covered: the units that belong to other cues.
    """
    begin, end, stop = window(units, cue[0])
    frame, head = cue_context(words[begin:stop], units.keys[begin:stop], cue[0] - begin, cue[1] - begin)
    out: list[list[Feature]] = [[] for _ in range(begin, stop)]
    for side, way in (("L", range(cue[0] - 1, begin - 1, -1)), ("R", range(cue[1], stop))):
        state = START
        previous = False
        for distance, i in enumerate(way, 1):
            word = words[i]
            first, last = units.bounds[units.sentence[i]]
            within = i in covered
            bucket = DISTANCES[FAR[distance]]
            features = path_features(side, bucket, state, within)
            features += path_class_features(side, bucket, state, word.pos)
            features += near_cue_features(frame, head, side, bucket)
            features += passed_cue_features(frame, head, side, crossed(state))
            features += class_features(frame, head, side, word.pos)
            for offset in range(max(-2, first - i), min(3, last - i)):
                features += word_features(words[i + offset], f"{side}{offset}")
            before = words[i - 1].pos if i > first else "^^"
            after = words[i + 1].pos if i + 1 < last else "$$"
            features += role_triple_features(side, before, word.pos, after)
            if i >= end:
                opening = units.sentence[i] != units.sentence[i - 1]
                features += sequel_features(
                    opening, units.paragraph[i] != units.paragraph[cue[0]], word.pos, state[7], words[end - 1].lower, frame.build
                )
            out[i - begin] = features
            state = advance(state, word.step, within and not previous)
            previous = within
    for i in range(cue[0], min(cue[1], stop)):
        out[i - begin] = [("cue",)]
    return begin, out
