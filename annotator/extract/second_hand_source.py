"""
What it marks
    Claims whose only source is another news organisation: "the Ledger reported", "according to Reuters", and statements that were made
    to somebody else: "told CNN", "in an interview with the Post", "on NBC's Meet the Press".

Why it matters
    A retelling adds no evidence. Readers should see whose reporting it is, and who could correct it.

What it does not mean
    Relaying is no fault where it is said openly, as it is wherever this rule finds it. A retelling that hides its source is not
    found by this rule. Polls that an outlet commissioned are documents, not reporting.

Known problems
    An outlet that the lexicon does not know is found only where its name looks like one ("BizReview", "the Evening Post"). The
    article's own outlet is left out where the input or a credit names it, and where an online or unlisted outlet is only given things.

Sources
    Reuters Handbook of Journalism: "Attribute to the original outlet". NPR Ethics Handbook: give credit. AP: Statement of News Values.

Examples
    + <<The Wall Street Journal reported>> that talks had begun.
    + "It was over," she <<told CNN>>.
    - The council said on Monday that it would vote.
    - He bought The New York Times at the kiosk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from annotator.extract.base import Rule, layer_at, quoted_tokens
from annotator.lexicon import Lexicons
from annotator.text.patterns import late
from annotator.types import Context, Document, Finding, Reading, Sentence

RULE = Rule(id="second-hand-source", code="SH", summary="a claim that another outlet is the source of", dimension="sourcing")

_REPORTS = frozenset(
    """reports reported reporting writes wrote writing says said notes noted noting reveals revealed claims claimed discloses disclosed
    publishes published describes described quotes quoted cites cited adds added alleges alleged confirms confirmed details detailed
    explains explained finds found observes observed points pointed rules ruled rates rated states stated suggests suggested tells
    told tweeted uncovered obtained broke editorialized opined argues argued concludes concluded determine determined estimates
    estimated""".split()
)
_PLURAL = frozenset("report say write note claim suggest cite".split())
_CREDITED = frozenset(
    """reported published cited quoted obtained revealed disclosed written aired broadcast posted uncovered seen reviewed leaked printed
    interviewed conducted shared unearthed""".split()
)
_BETWEEN = frozenset(
    """is was are has have had been also first then later earlier now previously recently even however itself further separately
    initially originally exclusively on monday tuesday wednesday thursday friday saturday sunday website
    newspaper magazine reporter correspondent columnist anchor host 's , still already once subsequently""".split()
)
_STAFF = frozenset("reporter correspondent columnist anchor host".split())
_GIVEN = frozenset(
    """interview interviews comments comment remarks statement spoke speaking speak appearance appearing appeared conversation quoted
    cited interviewed said says saying made asked told tells telling tell talking talked talk wrote writing essay op-ed episode edition
    broadcast segment aired airs show explained admitted statements article column editorial story report reports exchange guest""".split()
)
_RECEIVED = frozenset("told tells telling obtained seen reviewed".split())
"""How an article says that its own outlet was given something."""
_PLATFORMS = frozenset("twitter facebook youtube instagram tiktok reddit tumblr snapchat".split())
_PAPERS = frozenset("paper newspaper magazine outlet station broadcaster publication tabloid network".split())
_LINKS = frozenset("with to by on for in of from during about at via :".split())
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight last this week's monday's tuesday's wednesday's
    thursday's friday's saturday's sunday's night morning evening week""".split()
)
_SKIPPED = frozenset("the a an newspaper network magazine host anchor reporter program programme show station website that".split()) | _DAYS
_POLLS = frozenset("poll polls survey surveys polling pollster tracking average averages".split())
_HOUSE = frozenset(
    "books building company inc corp tower foundation editors readers subscribers bestseller best-selling headquarters".split()
)
_FORMS = frozenset("interview interviews report reports article story column editorial op-ed investigation piece analysis account".split())
_SHAPE = late(  # the capital in front lets the search pass over small letters fast; a word has an end, so that time is linear
    r"[A-Z](?:[\w'’&.-]{0,40}\s(?:[A-Z][\w'’&.-]{0,40}\s){0,2}(?:News|Times|Post|Journal|Tribune|Herald|Gazette|Courier|Chronicle|Examiner|Telegraph|Daily|Today|Review"
    r"|Observer|Register|Sentinel|Inquirer|Dispatch|Bulletin|Radio|Television|TV|Weekly|Mirror|Argus|Advertiser|Enquirer|Standard)"
    r"|[a-z]+(?:[A-Z][a-z]+){0,2}(?:News|Times|Post|Journal|Tribune|Review|Report|Reports|Wire|Press|Sources|Source|Politics|Feed|Beat|Watch|Insider"
    r"|Nation|Daily|Today|Media|Central|Online|Site|Check|Crunch)|(?<=[WK])[A-Z]{2,3}(?:-TV|-FM|-AM)?)(?:\s(?:USA|UK|Online|News))?(?![\w-])"
)
_SHOW = late(r"(?:Show|Hour|Tonight|Live|Week|Today|Press|Nation|Report|Morning|America|Roundtable|Podcast)\W*$")
_SELF_NAMING = frozenset(
    """huffpost|huffington post|buzzfeed|buzzfeed news|breitbart news|breitbart|daily beast|daily caller|business insider|vox|vice|vice news
    |newsmax|thinkprogress|talking points memo|mother jones|western journal|infowars|daily wire|fox news digital|axios|mashable""".replace(
        "\n    ", ""
    ).split("|")
)
"""Online outlets that report what they were told under their own name."""


class _Outlet(NamedTuple):
    """An outlet's mention: tokens, and what it is called."""

    first: int
    last: int
    name: str
    entry: str | None
    generic: bool


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


@cache
def _run_together(lexicons: Lexicons) -> dict[str, str]:
    """Names written as one word with a capital inside, which articles often write without it: PolitiFact, HuffPost."""
    forms = lexicons.values("outlets").values()
    return {form.lower(): form for form in forms if form.isalpha() and len(form) > 6 and not form[1:].islower() and not form.isupper()}


def _outlets(reading: Reading, lexicons: Lexicons) -> list[_Outlet]:
    """Mentions of outlets outside quotations and set-aside text, known ones and names that look like one."""
    document = reading.document
    out: list[_Outlet] = []
    named: str | None = None
    for hit in reading.hits.get("outlets", ()):
        generic = hit.category == "generic"
        name = lexicons.row(hit.entry).value or reading.text[hit.start : hit.end]
        if not generic:
            named = name
        out.append(_Outlet(hit.first, hit.last, (named or name) if generic else name, hit.entry, generic))
    known = bytearray(len(document.words))

    def add(first: int, last: int, name: str, entry: str | None = None) -> None:
        if first < last and not any(known[first:last]):
            known[first:last] = b"\1" * (last - first)
            out.append(_Outlet(first, last, name, entry, False))

    for mention in out:
        known[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
    for quotation in document.quotations:
        title = reading.text[quotation.start : quotation.end].strip(" ,.")
        if quotation.first and quotation.last - quotation.first <= 8 and _SHOW.search(title):
            out.append(_Outlet(quotation.first - 1, quotation.last, title, None, False))
    camel = _run_together(lexicons)
    for at in [at for at, lower in enumerate(document.lowers) if lower in camel]:
        if document.words[at][0].isupper():
            add(at, at + 1, camel[document.lowers[at]])
    for sentence in document.sentences:
        for match in _SHAPE.finditer(reading.text, sentence.start, sentence.end):
            add(bisect_left(document.starts, match.start()), bisect_left(document.starts, match.end()), match.group())
    out += _short_forms(document, out)
    quoted = quoted_tokens(document)
    return sorted(
        mention
        for mention in out
        if not quoted[mention.first]
        and document.lowers[mention.last - 1] not in _PLATFORMS
        and (
            layer_at(reading.layers, document.starts[mention.first]) not in ("set_aside", "quoted")
            or "via" in document.lowers[max(0, mention.first - 2) : mention.first]
        )
    )


def _short_forms(document: Document, mentions: list[_Outlet]) -> list[_Outlet]:
    """ "the Courier" behind "the Kestrel Bay Courier", and "the newspaper" where the lexicon leaves it."""
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    full = {document.words[m.last - 1]: m for m in reversed(mentions) if not m.generic and m.last - m.first > 1}
    named = sorted((m.first, m.name) for m in mentions if not m.generic)
    out: list[_Outlet] = []
    for at in [at for at, before in enumerate(document.lowers[:-1], 1) if before == "the"]:
        if at in taken:
            continue
        known = full.get(document.words[at])
        if known is not None and known.first < at:
            out.append(_Outlet(at, at + 1, known.name, known.entry, False))
        elif document.lowers[at] in _PAPERS:
            before = bisect_left(named, (at, ""))
            out.append(_Outlet(at, at + 1, named[before - 1][1] if before else f"the {document.lowers[at]}", None, True))
    return out


class _Sentence:
    """Looks for the verb or noun that ties an outlet to a claim, within one sentence."""

    def __init__(self, reading: Reading, sentence: Sentence, mention: _Outlet) -> None:
        document = reading.document
        self._lowers, self._words = document.lowers, document.words
        self._sentence, self._mention = sentence, mention

    def _other(self) -> bool:
        """Whether it is the outlet's poll, building or publishing house that is meant."""
        if self._mention.last < self._sentence.last and self._lowers[self._mention.last] in _HOUSE:
            return True
        return not _POLLS.isdisjoint(self._lowers[self._mention.last : self._mention.last + 5]) or not _POLLS.isdisjoint(
            self._lowers[max(self._sentence.first, self._mention.first - 2) : self._mention.first]
        )

    def _low(self) -> int:
        """The mention's first token with its article."""
        first = self._mention.first
        return first - (first > self._sentence.first and self._lowers[first - 1] in ("the", "a", "an"))

    def _verb_behind(self) -> int | None:
        """The token behind the verb of "the Ledger reported"; the possessive's head may stand between: "Reuters' Ann Lee said"."""
        at, steps = self._mention.last, 0
        limit = min(self._sentence.last, at + 8)
        if at < limit and self._lowers[at] == "(":
            while at < limit and self._lowers[at] != ")":
                at += 1
            at += 1
        while at < limit and steps < 6:
            relative = self._lowers[at] == "which" and self._lowers[at - 1] == ","  # "the Ledger, which first reported it"
            if not (relative or self._lowers[at] in _BETWEEN or (steps and self._words[at][0].isupper())):
                break
            if self._lowers[at] == "," and self._lowers[at - 1] in _STAFF:  # "Ann Lee, a CNN host, said"
                return None
            steps += self._lowers[at] == "'s" or self._lowers[at] in _STAFF or steps > 0
            at += 1
        if at + 1 < limit and self._lowers[at] in _FORMS and self._lowers[at + 1] in _REPORTS:
            at += 1
        if at < limit and self._lowers[at] in _REPORTS and self._lowers[at] != "reporting":
            return at + 1
        several = self._mention.generic and self._lowers[self._mention.last - 1].endswith(("s", "media"))
        if several and at < limit and self._lowers[at] in _PLURAL:
            return at + 1
        if at < limit and self._lowers[at] == "reporting" and self._lowers[at - 1] in ("is", "was", "are", "been"):
            return at + 1
        return None

    def span(self) -> tuple[int, int] | None:
        """Tokens of the outlet with what ties it, or None."""
        if self._other():
            return None
        lowers, low, last = self._lowers, self._low(), self._mention.last
        first = self._sentence.first
        at = low - 1
        # "according to the Post", "according to a report in the Post"
        back = lowers[max(first, low - 7) : low]
        for size in range(len(back) - 1, 0, -1):
            if back[size - 1] == "according" and back[size] == "to":
                return low - len(back) + size - 1, last
        verb = self._verb_behind()
        if verb is not None and not (at >= first and lowers[at] in ("told", "tells", "with", "on", "for", "by", "of")):
            return low - (low > first and lowers[low - 1] == "as"), verb
        # "reports the Post", "via: the Post", "reported by the Post", "(Reuters)" behind nothing
        if at >= first and lowers[at] in ("via", "h/t", "citing", "quoting", "per"):
            return at, last
        if at > first and lowers[at] == ":" and lowers[at - 1] in ("via", "source", "h/t"):
            return at - 1, last
        if at > first and lowers[at] in ("by", "in", "to", "with", "on") and lowers[at - 1] in _CREDITED:
            return at - 1 - (at - 1 > first and lowers[at - 2] == "as"), last
        if (
            at >= first
            and lowers[at] in ("reports", "reported", "writes", "wrote", "notes")
            and lowers[max(first, at - 1)] in (",", '"', "”", "as")
        ):
            return at, last
        return self._given(low, last)

    def _given(self, low: int, last: int) -> tuple[int, int] | None:
        """ "told CNN", "in an interview with the Post", "said on NBC's", "during a Fox News interview"."""
        lowers, first = self._lowers, self._sentence.first
        end = self._sentence.last
        behind = last + (last < end and lowers[last] == "'s")
        if behind < end and lowers[behind] in ("interview", "interviews", "appearance", "op-ed", "editorial"):
            return low, behind + 1
        at, linked, days = low - 1, False, 0
        while (
            at >= first
            and low - at <= 7
            and (lowers[at] in _SKIPPED or lowers[at] in _LINKS or lowers[at] == "'s" or self._words[at][0].isupper())
        ):
            if lowers[at] in _GIVEN:
                break
            linked = linked or lowers[at] in _LINKS
            days += self._words[at][0].isupper() and lowers[at] not in _SKIPPED
            if days > 3:
                return None
            at -= 1
        if at < first or lowers[at] not in _GIVEN:
            return None
        if lowers[at] in ("told", "tells", "telling", "tell"):
            return (at, last) if not linked and not days else None
        return (at, last) if linked and low - at <= 6 else None


def _own(reading: Reading, found: list[tuple[_Outlet, tuple[int, int]]]) -> set[str]:
    """Names of the article's own outlet: as the input says, as its credits do, or an online outlet that is only told things."""
    document = reading.document
    out = {_plain(document.article.outlet)} if document.article.outlet else set()
    told: dict[str, bool] = {}
    for mention, (first, last) in found:
        name = _plain(mention.name)
        known = mention.entry is not None and name not in _SELF_NAMING
        told[name] = told.get(name, True) and not known and not _RECEIVED.isdisjoint(document.lowers[first:last])
    out.update(name for name, only in told.items() if only)
    for hit in reading.hits.get("outlets", ()):
        sentence = document.sentences[document.token_sentence[hit.first]]
        behind = document.lowers[hit.last : min(sentence.last, hit.last + 30)]
        if "contributed" in behind and not {"report", "story", "article", "reporting"}.isdisjoint(behind):
            out.add(_plain(reading.text[hit.start : hit.end]))
    return out


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Outlets that are tied to a claim, each with the words that tie it."""
    document = reading.document
    found: list[tuple[_Outlet, tuple[int, int]]] = []
    for mention in _outlets(reading, lexicons):
        sentence = document.sentences[document.token_sentence[mention.first]]
        span = _Sentence(reading, sentence, mention).span()
        if span is not None and not (found and span[0] < found[-1][1][1]):
            found.append((mention, span))
    own = _own(reading, found)
    claims = sorted(
        (attribution.cue[0].start, attribution.id, attribution)
        for attribution in reading.attributions
        if attribution.relayed_from is not None and attribution.cue
    )
    begins = [start for start, _, _ in claims]
    for mention, (first, last) in found:
        if _plain(mention.name) in own or (
            mention.entry is not None and _plain(reading.text[document.starts[mention.first] : document.ends[mention.last - 1]]) in own
        ):
            continue
        start, end = document.starts[first], document.ends[last - 1]
        at = bisect_left(begins, start)
        claim = claims[at][2] if at < len(claims) and begins[at] < end else None
        given = document.lowers[first] not in ("according", "the", "as") and document.lowers[last - 1] not in _REPORTS | _PLURAL
        yield Finding(
            rule=RULE.id,
            start=start,
            end=end,
            layer=layer_at(reading.layers, start),
            severity=1,
            message=f"second-hand: {'said to or shown by' if given else 'reporting of'} {mention.name}",
            entry=mention.entry,
            context=tuple(Context(label="claim", start=part.start, end=part.end) for part in claim.content) if claim else (),
        )
