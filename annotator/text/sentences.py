"""Sentence boundaries over tokens, inside one paragraph.

A boundary stands behind a full stop, question or exclamation mark or ellipsis (with the closing quote marks and brackets that
follow it), unless the stop ends an abbreviation or an initial, or what follows begins in lower case. Abbreviations are the common
ones of English news; the method follows Kiss & Strunk (2006, "Unsupervised Multilingual Sentence Boundary Detection") in
treating an abbreviation's stop as a boundary only where the next word is a frequent sentence starter.
"""

from __future__ import annotations

from collections.abc import Sequence

_NEVER_FINAL = frozenset(
    """mr mrs ms messrs mmes dr prof rev fr sr hon gov govs sen sens rep reps pres gen gens col cols maj capt cmdr cdr lt sgt cpl pvt
    adm brig supt insp det st ste mt ft vs v al eg ie cf viz vol pp ed eds fig figs approx est ca
    atty dist treas sec asst assoc dep univ ave blvd rd cong supt ald""".split()
)
_SOMETIMES_FINAL = frozenset(
    """jr sr esq inc corp co cos ltd llc plc bros etc jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs
    fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn
    tex vt va wash wis wyo u.s. u.k. u.n. e.u. a.m. p.m. d.c. ph.d. m.d. b.a. m.a. n.y. n.j. n.h. n.c. s.c. n.d. s.d. r.i. l.a.
    u.s.a. u.s.s.r. p.s. e.g. i.e. a.k.a. art""".split()
)
_STARTERS = frozenset(
    """the a an in on at but and he she it they we i this that these those there his her its their as if when while after before for
    however meanwhile still yet so one two some many most both mr mrs ms dr what who why how where""".split()
)
_TITLES = frozenset({"mr", "mrs", "ms", "dr"})
_SPEECH = frozenset(
    """said says asked asks added adds told tells wrote writes tweeted tweets replied replies continued continues recalled recalls shouted
    shouts yelled yells wondered wonders exclaimed exclaims demanded demands cried cries quipped quips joked jokes declared declares
    remarked insisted insists answered answers responded responds inquired posted concluded chanted screamed mused noted""".split()
)
_QUOTES = frozenset({'"', "”", "’’", "''", "’", "'", "»"})
_DASHES = frozenset({"—", "–", "―", "-", "--", "---"})
_STOPS = frozenset({".", "!", "?", "…", "...", "!!", "??", "?!", "..", "...."})
_CLOSERS = frozenset({'"', "”", "’", "'", "''", "’’", ")", "]", "»", "“", "*", "_", "**", "__"})
_OPENERS = frozenset({'"', "“", "‘", "'", "''", "``", "‘‘", "(", "[", "«", "—", "–", "-", "--", "*", "_", "•", "**"})


def _is_stop(token: str) -> bool:
    return token in _STOPS or (token[0] in ".!?…" and token.strip(".!?…") == "")


def _speaker_follows(words: Sequence[str], lowers: Sequence[str], at: int, last: int) -> bool:
    """Whether a name and a verb of speech follow, so that the quotation before is their object: "Why now?" Ms. Lee asked."""
    for i in range(at, min(at + 8, last)):
        if lowers[i] in _SPEECH:
            return i > at
        if not (words[i][0].isupper() or lowers[i] in (".", "of", "the", "de", "van", "'s")) or lowers[i] in _STARTERS - _TITLES:
            return False
    return False


def _lone_closer(word: str, starts: Sequence[int], ends: Sequence[int], at: int, last: int) -> bool:
    """Whether the mark closes by its form, although white space stands on both sides of it."""
    return word in ("”", "»") and (at + 1 >= last or starts[at + 1] > ends[at])


def boundaries(words: Sequence[str], lowers: Sequence[str], starts: Sequence[int], ends: Sequence[int], first: int, last: int) -> list[int]:
    """Token indices behind which a sentence ends, for the paragraph that is tokens ``first:last``; the last one is ``last``."""
    out: list[int] = []
    i = first
    while i < last:
        token = words[i]
        if token[-1] not in ".!?…" or len(token) > 12:
            i += 1
            continue
        abbreviation_token = not _is_stop(token)  # U.S., a.m.
        glued = i > first and starts[i] == ends[i - 1]
        j = i + 1
        # an opener after white space belongs to the next sentence, a closer touches what it closes
        while j < last and words[j] in _CLOSERS and (starts[j] == ends[j - 1] or _lone_closer(words[j], starts, ends, j, last)):
            if words[j] in ('"', "''", "'") and j + 1 < last and starts[j + 1] == ends[j] and words[j + 1][0].isalnum():
                break
            j += 1
        if j >= last:
            break
        k = j
        while k < last and words[k] in _OPENERS:
            k += 1
        following = words[k] if k < last else ""
        spaced = starts[j] > ends[j - 1]
        if not spaced and following[:1].isalpha() and not (j > i + 1):
            # "end.Next": a lost space, or a name such as Yahoo!Finance
            spaced = token == "." and following[0].isupper() and len(following) > 2 and glued and lowers[i - 1].isalpha()
        if spaced and following and not following[0].islower():
            previous = lowers[i - 1] if glued else ""
            if abbreviation_token:
                final = lowers[k] in _STARTERS if following[0].isalpha() else words[j] in _OPENERS and words[j] not in _DASHES
            elif token == "." and j == i + 1 and glued:
                initial = len(previous) == 1 and previous.isalpha()
                if previous == "i":  # "you and I." but "Joseph I. Lee"
                    initial = i - 2 >= first and words[i - 2][0].isupper() and lowers[k] not in _STARTERS
                if initial or previous in _NEVER_FINAL:
                    final = False
                elif previous in ("no", "nos"):
                    final = following[0].isalpha()  # "She said no. He left", but "No. 10"
                elif previous in _SOMETIMES_FINAL and words[i - 1][0].isupper():
                    final = lowers[k] in _STARTERS
                else:
                    final = True
            elif (token[0] in ".…" and len(token) > 1) or token == "…":
                final = following[0].isupper() or following[0].isdigit()
            else:
                final = True
            if final and j > i + 1 and token[0] in "?!" and words[j - 1] in _QUOTES and _speaker_follows(words, lowers, k, last):
                final = False
            if final:
                out.append(j)
                i = j
                continue
        i += 1
    if not out or out[-1] != last:
        out.append(last)
    return out
