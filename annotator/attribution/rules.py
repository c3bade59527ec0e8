"""The rule engine: cues from the lexicon, the noun phrase beside the cue, and the quotations around it. It uses no learned weights.

For every cue outside quotations the engine asks three things: how far the verb group reaches, on which side the source stands, and
which stretch is content. English news knows few answers (Pareti 2015; Quirk et al. 1985, 14.28 on reporting clauses):

- ``source cue content``: *The mayor said that the bridge would close.*
- ``content, source cue`` and ``content, cue source``: *The bridge would close, the mayor said.* / *said Ann Lee, the mayor.*
- ``according to source``: before or behind the content.
- participles and coordinated verbs share the subject of the verb before them: *…, adding that nobody was hurt.*

Quotations without a cue of their own go to the speaker before them in their paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence

from annotator.attribution.kinds import NO_ADVERBS, is_plural
from annotator.attribution.names import capitalised
from annotator.types import Document, Draft, Hit, Quotation, Sentence, Span

_AUXILIARIES = frozenset(
    """has have had having is are was were be been being will would could should may might must can did does do not never also later
    earlier previously recently repeatedly now then still again once often always already reportedly further first since just even
    himself herself themselves hasn't haven't hadn't didn't doesn't wouldn't 's 've 'd 'll both have""".split()
)
_BREAKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")", "“", "”", '"', "''", "``", "‘‘", "’’", ".", "?", "!", "…", "..."})
_CONNECTIVES = frozenset(
    """that but while as because if when whether although though after before since until so than where which and or yet nor
    however meanwhile whereas""".split()
)
_TIME = frozenset(
    """on in at during last this late early monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later
    afterward afterwards then recently here there by via through over with from to when after before while as per for""".split()
)
_PERSONAL_OBJECTS = frozenset("me him her them us you it reporters lawmakers journalists viewers supporters voters investors".split())
_ADDRESSED = frozenset("tell ask remind assure inform warn urge notify advise brief".split())
_APPOSITION = frozenset("a an the who which whose whom former one head chief then now himself herself his her their its r d an".split())
_DETERMINERS = frozenset("a an the this that these those his her its their our some many most several two three one another".split())
_NOMINAL = frozenset("a an the this that his her its their our my your no any such of".split())
_RELATIVE = frozenset("who which whose whom".split())
_FINITE = frozenset("is are was were will would has have had can could may might must should did does do".split())
_MAXIMUM_SOURCE = 40
_FIND = frozenset("find show conclude estimate suggest indicate predict expect agree insist believe say contend allege argue".split())
"""Verbs by which those who looked into something tell what they found; of several people or papers."""
FINDING = _FIND | frozenset(
    """found finds shows showed concluded concludes estimates estimated suggests suggested indicates indicated reveals revealed reports
    reported predicts predicted expects confirms confirmed alleges alleged claims contends insists believes agreed
    ruled testified recalled admitted acknowledged conceded warned argued insisted explained declared announced complained assumed assured
    boasted bragged calculated confided decreed feared figured fretted grumbled guessed hinted hoped implied joked judged lamented learned
    maintained noticed observed opined realised realized reckoned regretted remembered responded restated retorted reiterated sighed
    stressed suspected thundered understood wagered whined worried believed thought claimed emphasised emphasized""".split()
)
_UNFINISHED = _DETERMINERS | frozenset("'s ’s of to for in on at by with same much own only more less".split())
"""What no noun phrase ends in."""
_DESCRIBING = _RELATIVE | frozenset("at close familiar briefed with within inside involved near".split())
"""What says who a bare plural is: "sources close to the talks"."""
_CLOSER = 12
"""Tokens behind the comma of a report that closes its sentence."""
_ASIDE = 6
"""How many words such a phrase may take amid its sentence."""
_SAYING = frozenset("said says say added adds noted show shows suggest suggests".split())
_OPENING = frozenset("but and yet however meanwhile after before since".split())
"""Connectives with which a sentence may open that is reported."""
_NOUN_OR_VERB = {(word, "that") for word in "hope fear worry claim doubt promise".split()}
_OBJECT = 4
_ADVERBIAL = 10
"""Tokens between a verb of saying and its "that"."""
_THERE_IS = {("there", verb) for verb in "is are was were will would had has have".split()}
_IRREGULAR = frozenset(
    """met left won lost held took made gave went came began sent saw got ran led kept put set cut broke spoke wrote sought fell rose grew
    found brought bought thought felt knew paid built hit spent stood drew threw chose sat swore bore""".split()
)
"""Verbs in the past that do not end in "ed"."""


class _Page:
    """The document as the rules read it: which tokens stand in which quotation, and which are outside the prose."""

    def __init__(self, document: Document, cues: Sequence[Hit]) -> None:
        self.document = document
        self.cues = {hit.last - 1 for hit in cues if hit.category != "noun"}
        size = len(document.words)
        self.quotation: list[Quotation | None] = [None] * size
        for quotation in document.quotations:
            if quotation.depth or (quotation.mark == "single" and quotation.last - quotation.first < 4):
                continue
            for at in range(quotation.first, quotation.last):
                self.quotation[at] = quotation
        self.breaks = [word in _BREAKS for word in document.words]
        owner = document.token_sentence
        for at, word in enumerate(document.words[:-1]):
            if word == "." and owner[at] == owner[at + 1] >= 0 and document.words[at + 1][0].isalnum():  # "Mr. Ek"
                self.breaks[at] = False
        self.outside = [False] * size
        for paragraph in document.paragraphs:
            if paragraph.kind == "set_aside":
                self.outside[paragraph.first : paragraph.last] = [True] * (paragraph.last - paragraph.first)

    def span(self, first: int, last: int) -> Span:
        return Span(self.document.starts[first], self.document.ends[last - 1])

    def sentence(self, at: int) -> Sentence:
        return self.document.sentences[self.document.token_sentence[at]]

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """``first:last`` without breaks at its ends; quote marks at the ends stay."""
        words = self.document.words
        soft = {",", ";", ":", "—", "–", "--", "."}
        while first < last and words[first] in soft:
            first += 1
        while first < last and words[last - 1] in soft:
            last -= 1
        return first, last


def _group(page: _Page, hit: Hit, low: int) -> int:
    """The first token of the verb group that ends in the cue."""
    lowers = page.document.lowers
    at = hit.first
    while at > low and (lowers[at - 1] in _AUXILIARIES or (lowers[at - 1].endswith("ly") and lowers[at - 1] not in NO_ADVERBS)):
        at -= 1
    return at


def _left_source(page: _Page, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token *end*, with its apposition or relative clause."""
    words, lowers = page.document.words, page.document.lowers
    at = end
    if at - 1 > low and words[at - 1] in (",", "—", "–", ")"):
        opening = {",": ",", ")": "(", "—": "—", "–": "–"}[words[at - 1]]
        back = at - 2
        while back > low and words[back] != opening and page.quotation[back] is None and at - back < _MAXIMUM_SOURCE:
            back -= 1
        while (
            back > low
            and words[back] == ","
            and words[at - 1] == ","
            and not _apposes(page, back + 1, at - 1)
            and at - back < _MAXIMUM_SOURCE
        ):
            back -= 1
            while back > low and words[back] != "," and page.quotation[back] is None:
                back -= 1
        if back <= low or words[back] != opening or (opening == "," and not _apposes(page, back + 1, at - 1)):
            return None
        at = back
    begin = at
    while begin > low and at - begin < _MAXIMUM_SOURCE:
        previous = lowers[begin - 1]
        if page.breaks[begin - 1] or page.quotation[begin - 1] is not None or begin - 1 in page.cues:
            break
        if previous == "and" and begin < end and begin - 2 >= low and _coordinates(page, begin - 2, begin):
            begin -= 1
            continue
        if previous in _CONNECTIVES:
            break
        begin -= 1
    while begin < at and lowers[begin] in (
        "now",
        "then",
        "here",
        "yesterday",
        "today",
        "on",
        "in",
        "also",
        "still",
        "so",
        "even",
        "yet",
        "again",
    ):
        begin = _past_adverbial(page, begin, at)
    return (begin, end - 1 if words[end - 1] in (",", "—", "–") and at < end else end) if begin < at else None


def _past_adverbial(page: _Page, begin: int, end: int) -> int:
    """Behind "On Tuesday", "In Caracas" and the like at the start of a clause, where a noun phrase follows."""
    lowers, words = page.document.lowers, page.document.words
    if lowers[begin] not in ("on", "in"):
        return begin + 1
    at = begin + 1
    while at < end and (
        capitalised(words[at])
        or words[at].isdigit()
        or lowers[at] in ("a", "an", "the", "late", "early", "statement", "interview", "speech", "tweet")
    ):
        at += 1
    return at if at < end else end


def _apposes(page: _Page, first: int, last: int) -> bool:
    """Whether ``first:last``, between commas, says more about the noun before it: a relative clause, or a phrase without a finite verb."""
    words, lowers = page.document.words, page.document.lowers
    if first >= last:
        return False
    if lowers[first] in _RELATIVE:
        return True
    if not _FINITE.isdisjoint(words[first:last]) and _RELATIVE.isdisjoint(lowers[first:last]):  # "may", not "May"
        return False
    return (
        lowers[first] in _APPOSITION
        or capitalised(words[first])
        or words[first].isdigit()
        or lowers[first].endswith(("er", "or", "ing", "ed", "man"))
    )


def _coordinates(page: _Page, before: int, behind: int) -> bool:
    """Whether "and" joins two noun phrases rather than two clauses."""
    words, lowers = page.document.words, page.document.lowers
    return (capitalised(words[before]) and (capitalised(words[behind]) or lowers[behind] in _DETERMINERS)) or (
        lowers[before].endswith("s") and lowers[behind].endswith("s")
    )


def _right_source(page: _Page, first: int, high: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token *first*, with its apposition."""
    words, lowers = page.document.words, page.document.lowers
    high = min(high, first + 2 * _MAXIMUM_SOURCE)
    at = first
    while at < high and not page.breaks[at] and page.quotation[at] is None and lowers[at] not in ("that", "because", "when", "while"):
        if (
            lowers[at] in ("on", "in", "during", "after", "at")
            and at > first
            and (at + 1 < high and capitalised(words[at + 1]))
            and lowers[at + 1] in _TIME
        ):
            break
        at += 1
    if at == first:
        return None
    if at + 1 < high and words[at] in (",", "(") and _apposes(page, at + 1, high):
        end = at + 1
        stop = ")" if words[at] == "(" else None
        while end < high and page.quotation[end] is None and words[end] not in ("“", '"', "''", ";", "—", ":", ".", "?", "!"):
            if (
                stop is None
                and words[end] == ","
                and (end + 1 >= high or page.quotation[end + 1] is not None or words[end + 1] in ("“", '"', "''"))
            ):
                break
            end += 1
            if stop and words[end - 1] == stop:
                break
        at = end
    return first, at


def _is_source(page: _Page, first: int, last: int) -> bool:
    """A phrase that can speak: it holds a letter, and is no lone function word."""
    lowers = page.document.lowers
    if last - first == 1:
        return (
            lowers[first] not in _TIME
            and lowers[first] not in _CONNECTIVES
            and lowers[first] not in _AUXILIARIES
            and lowers[first][0].isalnum()
        )
    return any(word[0].isalpha() for word in lowers[first:last])


def _content_behind(page: _Page, hit: Hit, high: int, lemma: str) -> tuple[int, int] | None:
    """The stretch behind the cue that is its content, without the person who is told."""
    words, lowers = page.document.words, page.document.lowers
    at = hit.last
    if lowers[at : at + 2] == ("on", "condition"):
        return None
    if lemma in _ADDRESSED:
        limit = min(high, at + 14)
        scan = at
        while scan < limit and lowers[scan] != "that" and words[scan] not in ("“", '"', "''", "``", ":") and page.quotation[scan] is None:
            scan += 1
        if scan < limit:
            at = scan
        elif at < high and lowers[at] in _PERSONAL_OBJECTS:
            at += 1
        else:
            while at < high and (lowers[at] in _DETERMINERS or (capitalised(words[at]) and at < hit.last + 6)):
                at += 1
            if at < high and at > hit.last and lowers[at - 1] in _DETERMINERS:
                at += 1
    elif at < high and (lowers[at] in _TIME or lowers[at].endswith("ly")) and lowers[at : at + 2] not in _THERE_IS:
        scan = at + 1
        while scan < min(high, at + _ADVERBIAL) and not page.breaks[scan] and lowers[scan] != "that":
            scan += 1
        if scan < high and lowers[scan] == "that":  # "said on Monday in the hall | that"
            at = scan
    first, last = page.trimmed(at, high)
    if last - first < 2 or (
        last - first < 6
        and lowers[first] in _TIME
        and lowers[first : first + 2] not in _THERE_IS
        and "that" not in lowers[first:last]
        and all(page.quotation[i] is None for i in range(first, last))
    ):
        return None
    if words[hit.last : hit.last + 1] == (",",) and lowers[hit.last + 1 : hit.last + 2] == ("and",):
        return None
    return first, last


def drafts(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[Draft, ...]:
    """Attributions as the rules see them, in text order."""
    page = _Page(document, hits.get("cues", ()))
    out: list[_Found] = []
    for hit in hits.get("cues", ()):
        if page.outside[hit.first] or page.quotation[hit.first] is not None or document.token_sentence[hit.first] < 0:
            continue
        found = _preposition(page, hit) if hit.category == "preposition" else _verb(page, hit, out)
        if found is not None:
            out.append(found)
    _closing(page, out)
    _tagged(page, out)
    _colons(page, out)
    _signatures(page, out)
    out.sort(key=lambda found: found.order)
    _adopt(page, out)
    return tuple(found.draft(page) for found in out)


class _Found:
    """An attribution in tokens, while it may still gain content."""

    def __init__(
        self, sentence: Sentence, source: tuple[int, int] | None, cue: tuple[int, int] | None, content: list[tuple[int, int]]
    ) -> None:
        self.sentence = sentence
        self.source = source
        self.cue = cue
        self.content = content

    @property
    def order(self) -> tuple[int, int]:
        """Text order: by cue, else by content."""
        at = self.cue[0] if self.cue else self.content[0][0]
        return at, self.content[0][0]

    def draft(self, page: _Page) -> Draft:
        """The same in code points."""
        return Draft(
            source=(page.span(*self.source),) if self.source else (),
            cue=(page.span(*self.cue),) if self.cue else (),
            content=tuple(page.span(first, last) for first, last in sorted(self.content)),
            p=0.8,
        )


def _lemma(hit: Hit) -> str:
    return hit.entry.removeprefix("cue-").split("-")[0]


def _plural_before(document: Document, at: int) -> bool:
    """Whether a plural noun stands before token *at*, so that what follows is its verb: "farmers | fear that"."""
    before = document.lowers[at - 1] if at else ""
    return (before.endswith("s") and before.isalpha() and len(before) > 3) or before in ("people", "many", "some", "most", "others")


def _verb(page: _Page, hit: Hit, before: Sequence[_Found]) -> _Found | None:
    document = page.document
    if hit.category == "noun" and document.lowers[hit.first : hit.last] in _NOUN_OR_VERB and _plural_before(document, hit.first):
        hit = Hit(hit.entry, "belief", hit.severity, hit.first, hit.first + 1, hit.start, document.ends[hit.first])
    if hit.category in ("noun", "passive"):
        return None
    lowers = document.lowers
    sentence = page.sentence(hit.first)
    low, high = sentence.first, sentence.last
    group = _group(page, hit, low)
    lemma = _lemma(hit)
    if group > low and lowers[group - 1] == "to" and hit.category != "speech":
        return None
    if group == hit.first > low and lowers[group - 1] in _NOMINAL:
        return None
    source: tuple[int, int] | None = None
    shared = lowers[hit.first].endswith("ing") or (group > low and lowers[group - 1] in ("and", "but", "then", "to"))
    if _inverted(page, hit, group, low, high):
        source = _right_source(page, hit.last, high)
        if source is not None:
            content = [page.trimmed(low, group)]
            rest = page.trimmed(source[1], high)
            if rest[1] - rest[0] > 1 and any(page.quotation[i] is not None for i in range(*rest)):
                content.append(rest)
            return _made(page, sentence, source, (hit.first, hit.last), content)
    if shared:
        last = before[-1] if before else None
        source = last.source if last is not None and last.sentence is sentence else None
    if source is None:
        participle = lowers[hit.first].endswith("ing") and hit.first == group
        source = _subject(page, sentence, group) if participle or shared else _left_source(page, group, low)
    if source is None or not _is_source(page, *source):
        return None
    behind = _content_behind(page, hit, high, lemma)
    content = [behind] if behind else []
    front = page.trimmed(low, source[0]) if source[0] > low and source[1] <= group else (low, low)
    quoted_front = front[1] > front[0] and any(page.quotation[i] is not None for i in range(max(front[0], front[1] - 2), front[1]))
    unsaid = not content and (hit.last - hit.first > 1 or _speaks(page, source[0], group))
    if front[1] - front[0] >= 3 and (quoted_front or unsaid) and (page.breaks[source[0] - 1] or quoted_front):
        content.insert(0, front)
    if lemma in ("speak", "talk") and content and not any(page.quotation[i] is not None for i in range(*content[-1])):
        return None  # "spoke on condition of anonymity", "talked to reporters": nothing is reported
    if content and hit.category in ("belief", "document") and not _clausal(page, content[-1]):
        return None
    return _made(page, sentence, source, (group if not shared else hit.first, hit.last), content)


def _inverted(page: _Page, hit: Hit, group: int, low: int, high: int) -> bool:
    """Whether the source stands behind the cue: *"…," said Ann Lee*."""
    words, lowers = page.document.words, page.document.lowers
    if not (low < group == hit.first and hit.last < high and _ends_content(page, group)) or lowers[hit.last] in _PERSONAL_OBJECTS:
        return False
    if words[group - 1] == "," and page.quotation[max(low, group - 2)] is None and _left_source(page, group, low) is not None:
        return False  # the comma closes an apposition: "Ann Lee, a lawyer, said"
    at = hit.last
    if capitalised(words[at]) or lowers[at] in _DETERMINERS or lowers[at] in ("he", "she", "they", "one"):
        return True
    behind_quote = page.quotation[max(low, group - 2)] is not None
    return behind_quote and any(capitalised(word) for word in words[at : min(high, at + 8)]) and lowers[at] not in _TIME


def _subject(page: _Page, sentence: Sentence, until: int) -> tuple[int, int] | None:
    """The noun phrase that opens the sentence's main clause, before token *until*."""
    words, lowers = page.document.words, page.document.lowers
    at = sentence.first
    if lowers[at] in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "for",
        "with",
        "as",
        "while",
        "speaking",
        "asked",
        "earlier",
        "later",
        "last",
    ):
        while at < until and words[at] != ",":
            at += 1
        at += 1
    while at < until and (page.breaks[at] or lowers[at] in ("and", "but", "so", "then", "yet", "also", "still", "meanwhile", "however")):
        at += 1
    end = at
    if at >= until or page.quotation[at] is not None:
        return None
    if lowers[at] in ("he", "she", "they", "it", "we", "i"):
        return at, at + 1
    if capitalised(words[at]) and lowers[at] not in _DETERMINERS:
        while end < until and (capitalised(words[end]) or words[end] == "."):
            end += 1
        return at, end
    if lowers[at] in _DETERMINERS:
        end = at + 1
        while end < until and end - at < 9 and not page.breaks[end] and lowers[end] not in _AUXILIARIES and lowers[end] not in _CONNECTIVES:
            if (lowers[end].endswith("ed") or lowers[end] in _IRREGULAR) and not capitalised(words[end]) and end > at + 1:
                break
            end += 1
        return at, end
    return None


def _clausal(page: _Page, content: tuple[int, int]) -> bool:
    lowers = page.document.lowers
    return (
        lowers[content[0]] == "that"
        or lowers[content[0]] in ("he", "she", "they", "it", "the", "there", "this", "his", "her", "its", "a", "an")
        or "to" in lowers[content[0] + 1 : content[0] + _OBJECT]
        or any(page.quotation[i] is not None for i in range(*content))
    )


def _ends_content(page: _Page, at: int) -> bool:
    """Whether what stands before token *at* can be the end of a content: a comma or a closing quote mark."""
    return page.document.words[at - 1] in (",", "”", '"', "''", "’’", "?", "!", "’", "'")


def _made(page: _Page, sentence: Sentence, source: tuple[int, int], cue: tuple[int, int], content: list[tuple[int, int]]) -> _Found | None:
    kept = [_whole(page, first, last) for first, last in content if first < last]
    return _Found(sentence, source, cue, kept) if kept else None


def _whole(page: _Page, first: int, last: int) -> tuple[int, int]:
    """``first:last`` with its quotations whole: marks included, and on to the quotation's end in later sentences."""
    document = page.document
    quotation = page.quotation[first] or (page.quotation[first + 1] if first + 1 < last else None)
    if quotation is not None and quotation.first <= max(first, quotation.first):
        first = quotation.first - (quotation.outer_start < quotation.start)
    quotation = page.quotation[last - 1]
    if quotation is None and last - 2 >= first:
        quotation = page.quotation[last - 2]
    if quotation is not None and quotation.last >= last - 1:
        last = quotation.last + (quotation.outer_end > quotation.end)
    return max(0, first), min(last, len(document.words))


def _preposition(page: _Page, hit: Hit) -> _Found | None:
    document = page.document
    words = document.words
    if document.lowers[hit.last - 1] not in ("to", "of", "per"):  # no source follows: "for his part"
        return None
    sentence = page.sentence(hit.first)
    low, high = sentence.first, sentence.last
    source = _right_source(page, hit.last, high)
    if source is None or not _is_source(page, *source):
        return None
    front = page.trimmed(low, hit.first)
    if front[1] - front[0] >= 2:
        end = source[1]
        while end < high and words[end] not in ("“", '"', "''", ";", "."):
            end += 1
        return _made(page, sentence, (source[0], page.trimmed(source[0], source[1])[1]), (hit.first, hit.last), [front])
    at = hit.last
    while at < high and words[at] != ",":
        at += 1
    return _made(page, sentence, page.trimmed(hit.last, min(at, high)), (hit.first, hit.last), [page.trimmed(at, high)])


def _closing(page: _Page, out: list[_Found]) -> None:
    """``The drug did no harm, the study found.``, ``The firm lost money, records show, and owed millions.``

    A noun phrase and a verb of finding or saying between the commas, or behind the last one at the sentence's end.
    """
    words, lowers = page.document.words, page.document.lowers
    used = {found.cue[1] for found in out if found.cue}
    for sentence in page.document.sentences:
        end = sentence.last - 1
        if any(page.quotation[at] is not None for at in range(sentence.first, sentence.last)):
            continue
        for cue in range(sentence.first + 5, end):
            last = cue == end - 1 and words[end] == "."
            if not (last or words[cue + 1] == ",") or cue + 1 in used or page.outside[cue]:
                continue
            if lowers[cue] not in FINDING and (last or lowers[cue] not in _SAYING):
                continue
            low = max(sentence.first + 2, cue - (_CLOSER if last else _ASIDE))
            comma = next((at for at in range(cue - 2, low, -1) if words[at] == ","), 0)
            if comma and _reports(page, sentence.first, comma, cue):
                group = _verb_group(page, comma, cue)
                behind = [] if last or cue + 2 >= end else [(cue + 2, end)]
                out.append(_Found(sentence, (comma + 1, group), (group, cue + 1), [(sentence.first, comma), *behind]))
                break


def _verb_group(page: _Page, comma: int, cue: int) -> int:
    """Where the verbs that end in *cue* begin: "the study | has found"."""
    while cue > comma + 2 and page.document.lowers[cue - 1] in _AUXILIARIES:
        cue -= 1
    return cue


def _reports(page: _Page, first: int, comma: int, cue: int) -> bool:
    """Whether a clause stands in ``first:comma``, and somebody who may report it between the comma and the verb at *cue*."""
    lowers = page.document.lowers
    group = _verb_group(page, comma, cue)
    noun, told = lowers[comma + 1 : group], lowers[first:comma]
    several = noun[-1].endswith("s") or noun[-1] in ("they", "people")
    clause = not _FINITE.isdisjoint(told) or any(word.endswith("ed") or word in _IRREGULAR for word in told)
    if not clause or told[0] in _CONNECTIVES - _OPENING or not (several or lowers[cue] not in _FIND):
        return False
    return _speaks(page, comma + 1, group)


def _tagged(page: _Page, out: list[_Found]) -> None:
    """``“We are done,” an aide texted.``: nothing but a noun phrase and a verb behind a quotation that ends as speech does."""
    document = page.document
    words, lowers = document.words, document.lowers
    taken = _taken(page, out)
    for quotation in document.quotations:
        first = quotation.last + (quotation.outer_end > quotation.end)
        if quotation.depth or quotation.mark != "double" or taken[quotation.first] or words[quotation.last - 1] not in (",", "?", "!"):
            continue
        if first + 2 >= len(words) or document.token_sentence[first] < 0 or page.outside[first]:
            continue
        sentence = page.sentence(first)
        cue = sentence.last - 2
        if not 0 < cue - first < _CLOSER or words[cue + 1] != "." or any(page.quotation[at] is not None for at in range(first, cue + 1)):
            continue
        if (lowers[cue].endswith("ed") or lowers[cue] in _IRREGULAR) and _speaks(page, first, cue):
            out.append(_Found(sentence, (first, cue), (cue, cue + 1), [_whole(page, quotation.first, quotation.last)]))


def _speaks(page: _Page, first: int, last: int) -> bool:
    """Whether ``first:last`` between a comma and a verb is a noun phrase: "the study", not "drawing" before "cheers"."""
    words, lowers = page.document.words, page.document.lowers
    several = is_plural(lowers[last - 1]) or (is_plural(lowers[first]) and lowers[first + 1] in _DESCRIBING)
    begins = lowers[first] in _DETERMINERS or capitalised(words[first]) or last - first == 1 or several
    whole = capitalised(words[last - 1]) or not (lowers[last - 1] in _UNFINISHED or lowers[last - 1].endswith("ing"))
    hangs = lowers[first] in _CONNECTIVES or lowers[first] in _TIME or lowers[first].endswith("ing")
    return begins and whole and not (hangs and words[first].islower()) and _FINITE.isdisjoint(words[first:last])


def _taken(page: _Page, out: Sequence[_Found]) -> bytearray:
    """Which tokens stand in a content."""
    marks = bytearray(len(page.document.words) + 1)
    for found in out:
        for first, last in found.content:
            marks[first:last] = b"\x01" * (last - first)
    return marks


def _colons(page: _Page, out: list[_Found]) -> None:
    """``Ann Lee: "…"``: a short noun phrase, a colon, and nothing but a quotation behind it."""
    document = page.document
    taken = _taken(page, out)
    for quotation in document.quotations:
        if quotation.depth or quotation.mark != "double" or taken[quotation.first] or quotation.first < 3:
            continue
        colon = quotation.first - 2
        if colon < 1 or document.words[colon] != ":" or document.token_sentence[colon] < 0:
            continue
        sentence = page.sentence(colon)
        if 0 < colon - sentence.first <= 5 and capitalised(document.words[colon - 1]):
            content = [_whole(page, quotation.first, quotation.last)]
            out.append(_Found(sentence, (sentence.first, colon), (colon, colon + 1), content))


def _signatures(page: _Page, out: list[_Found]) -> None:
    """``"…" — Ann Lee``: a dash and a name behind a quotation that nobody said yet, up to the end of the line."""
    document = page.document
    words = document.words
    taken = _taken(page, out)
    for quotation in document.quotations:
        at = quotation.last + (quotation.outer_end > quotation.end)
        if quotation.depth or taken[quotation.first] or at + 1 >= len(words) or words[at] not in ("—", "–", "―", "-", "--"):
            continue
        sentence = document.sentences[max(0, document.token_sentence[at])]
        paragraph = document.paragraphs[sentence.paragraph]
        end = at + 1
        while end < paragraph.last and page.quotation[end] is None and not page.breaks[end]:
            end += 1
        if capitalised(words[at + 1]) and end - at <= 8:
            out.append(_Found(sentence, (at + 1, end), (at, at + 1), [_whole(page, quotation.first, quotation.last)]))


def _adopt(page: _Page, out: list[_Found]) -> None:
    """Give quotations without a cue to the speaker before them: in their paragraph, or of the quotation that they continue."""
    document = page.document
    if not out:
        return
    taken = _taken(page, out)
    groups: dict[int, _Found] = {}
    numbers = {id(found): number for number, found in enumerate(out)}
    begins = [quotation.first for quotation in document.quotations]
    for found in out:
        for first, last in found.content:
            for quotation in document.quotations[bisect_left(begins, first) : bisect_left(begins, last)]:
                groups[quotation.group] = found
    speakers = sorted((max(last for _, last in found.content), number) for number, found in enumerate(out))
    for quotation in document.quotations:
        if (
            quotation.depth
            or quotation.mark == "single"
            or taken[quotation.first]
            or page.outside[min(quotation.first, len(page.outside) - 1)]
        ):
            continue
        if document.token_sentence[min(quotation.first, len(document.words) - 1)] < 0:
            continue
        sentence = page.sentence(min(quotation.first, len(document.words) - 1))
        owner = groups.get(quotation.group)
        if owner is None:
            owner = _speaker_before(page, out, speakers, quotation, sentence)
        if owner is not None:
            owner.content.append(_whole(page, quotation.first, quotation.last))
            groups[quotation.group] = owner
            insort(speakers, (owner.content[-1][1], numbers[id(owner)]))


def _speaker_before(
    page: _Page, out: Sequence[_Found], speakers: Sequence[tuple[int, int]], quotation: Quotation, sentence: Sentence
) -> _Found | None:
    """The speaker for a quotation that makes up whole sentences: the last one in its paragraph, or in the paragraph before when that
    ends in a colon, a quotation or a report of what somebody said, and this one is nothing but a quotation."""
    document = page.document
    if quotation.first - sentence.first > 1 or quotation.last - quotation.first < 4:
        return None
    paragraph = document.paragraphs[sentence.paragraph]
    alone = quotation.first - paragraph.first <= 1 and paragraph.last - quotation.last <= 2
    at = bisect_right(speakers, (quotation.first, len(out)))
    for end, number in reversed(speakers[max(0, at - 3) : at]):
        found = out[number]
        anchor = max(end, found.cue[1] if found.cue else end)
        if anchor > quotation.first:
            continue
        if (
            found.sentence.paragraph == sentence.paragraph
            or document.sentences[document.token_sentence[end - 1]].paragraph == sentence.paragraph
        ):
            return found
        if not alone or sentence.paragraph == 0:
            return None
        before = document.paragraphs[sentence.paragraph - 1]
        if anchor <= before.first:
            return None
        colon = before.last > before.first and document.words[before.last - 1] == ":"
        spoke = any(page.quotation[at] is not None for first, last in found.content for at in (first, min(first + 1, last - 1)))
        tells = document.token_sentence[before.last - 1] == document.token_sentence[anchor - 1]
        return found if colon or spoke or tells else None
    return None
