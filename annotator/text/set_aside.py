"""What a line looks like that is no part of an article's prose: bylines, credits, promotion, embedded posts and their kin.

Each rule is a word that must occur, a pattern, and the type of set-aside text. The word is looked for first, since that is cheap.
Patterns see one line at a time, cut to a fixed length, so that the time they take is bounded whatever the line holds. They were
written from the habits of news sites: wire services, newspapers, broadcasters, blogs.

What a line's neighbours say about it (a headline behind "Up Next", the text of an embedded post) is decided in ``blocks``.
"""
# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from annotator.text.patterns import late

LONGEST = 420
"""Lines longer than this are prose; only their first and last words are looked at."""

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_AGENCY = (
    r"(?:AP|A\.P\.|Associated Press|Reuters|REUTERS|AFP|Agence France-Presse|UPI|ANI|PTI|IANS|dpa|DPA|EFE|ANSA|TASS|Xinhua|Bloomberg|"
    r"Getty|EPA|PA|AAP|NTB|KNA|CP|The Canadian Press|Kyodo|Yonhap|Anadolu|Sputnik|CNN|CNBC|NBC|ABC|CBS|Fox|BBC|NPR|Zuma|ZUMA|Shutterstock|"
    r"iStock|Alamy|Corbis|Flickr|Wikimedia(?: Commons)?|Unsplash|Pixabay|Instagram|Twitter|Facebook|YouTube|MSNBC|C-SPAN|Rex|SIPA|"
    r"The Washington Post|The New York Times|The Boston Globe|Los Angeles Times|USA TODAY(?: Sports)?|Pool|Redux|Polaris|Magnum)"
)


class _Rule(NamedTuple):
    needle: str
    pattern: str
    type: str


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when its needle first occurs: all of them together would take longer than scoring an article."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def _cased(pattern: str) -> re.Pattern[str]:
    """The same for the long patterns that mind the letters' case."""
    return re.compile(pattern)


def _rules(type_: str, *rows: tuple[str, str]) -> list[_Rule]:
    return [_Rule(needle, pattern, type_) for needle, pattern in rows]


_WORK = r"(?:report|reporting|story|article|post|piece|column|dispatch|review|analysis|project|newsletter|account|blog|coverage)"
_PAGE = (
    r"(?:facebook|twitter|instagram|social media|youtube|telegram|whatsapp|friends|everyone|everywhere|story|article|post|page|video|news)"
)

_ANYWHERE: tuple[_Rule, ...] = (
    *_rules(
        "byline",
        ("contribut", r"^\W*contribut(?:ing|ors?|ed)\b[^.]{0,20}(?::|\bby\b|this)"),
        (
            "contribut",
            rf"\bcontributed(?: to)?(?: the| this| additional| with)?(?: \w+){{0,2}} (?:{_WORK}|research|writing|photos?)\b.{{0,90}}$",
        ),
        ("contribut", r"^[A-Z][^.?!]{3,120} contributed\.?$"),
        ("reporting", r"^\W*(?:additional )?(?:reporting|writing|editing) (?:and \w+ )?(?:by|from)\b"),
        ("report by", r"^\W*(?:additional |a )?report by\b"),
        ("author", r"^(?:about the )?authors?(?: bio)?:?$"),
        ("produced by", r"^\W*(?:\w+ ){0,3}produced by [A-Z][^?!]{2,150}$"),
        ("special to", r"^[^.?!]{0,60}\bspecial to (?:the )?[A-Z][\w .]{2,40}$"),
        (
            "staff",
            r"^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}[,|\s]+(?:[A-Z][\w ]{0,30} )?(?:staff (?:writer|reporter|report|photographer)|STAFF)s?\.?$",
        ),
        ("staff", r"^(?:from )?staff(?:,? and wire)? (?:and wire )?reports?\.?$"),
        ("translated", r"^\W*translated (?:from|by) [^?!]{2,80}$"),
        ("op-ed columnist", r"^op-ed columnist"),
    ),
    *_rules(
        "social",
        (
            "follow",
            r"^\W*(?:on \w+,? |you can |please |be sure to |don.t forget to )?follow\b.{0,200}(?:@|\btwitter|\bfacebook|\binstagram|\btelegram|\byoutube|\bsocial media|google news)",
        ),
        ("on twitter", r"^\W*(?:find|tweet|connect with|join|like|reach) (?:\S+ ){0,6}on (?:twitter|facebook|instagram)\b"),
        ("like us", r"^\W*(?:please )?like us\b"),
        ("share", r"^[\d.,]+\s*[km]?\s*(?:total )?shares?\b"),
        ("facebook", r"^(?:share|like|post|tweet|send|click to share)\b[^.?!]{0,30}\bfacebook\b[^.?!]{0,60}$"),
        ("retweet", r"^[\d.,\s]*[\d,]+ retweets?\b"),
        ("like this:", r"^like this: ?(?:like)?"),
    ),
    *_rules(
        "contact",
        (
            "@",
            r"^\W*(?:you can )?(?:e-?mail|reach|contact|write(?: to)?|send|got a tip|have a tip|do you have|questions|tips)\b.{0,160}\S@\S+\.\w",
        ),
        ("contact", r"^contact (?:us|the (?:author|reporter|writer|editor))\b"),
        ("contact", r"^(?:media|press|news|investor) (?:contacts?|enquiries|inquiries)\b"),
        ("send ", r"^send (?:tips|letters|us|your|comments|questions)\b"),
        ("letters", r"^(?:to )?(?:submit|send) (?:a |your )?letters?\b"),
    ),
    *_rules(
        "copyright",
        ("©", r"(?:©\s?(?:19|20)\d\d|^\W*©|\s© [A-Z])"),
        ("copyright", r"^\W*copyright\b(?!\s+(?:law|infring|claim|holder|protect))"),
        ("copyright", r"\bcopyright(?: \(c\)|,)? ?(?:19|20)\d\d"),
        ("rights reserved", r""),
        ("(c) ", r"^\(c\) (?:19|20)\d\d"),
        ("redistributed", r"\bmay not be (?:published|reproduced|reprinted)"),
        ("permission", r"\b(?:re-?printed|re-?published|used) (?:here )?with permission\b"),
        ("distributed by", r"^\W*distributed by\b"),
        ("licensed under", r"\blicensed under\b"),
    ),
    *_rules(
        "editor_note",
        ("note", r"^\W*(?:editor|publisher|author|writer|reader|program)['’]?s?['’]? note\b"),
        ("correction", r"^\W*corrections?(?: and clarifications?)?\W*(?:$|(?:\(.{3,40}\))?: ?(?-i:[A-Z]))"),
        ("clarification", r"^\W*clarifications?\b\s*(?::|$)"),
        ("disclosure", r"^\W*(?:full )?disclosure:"),
        ("disclaimer", r"^\W*disclaimer\b"),
        ("version of this", r"^\W*(?:an|the|this|in an) (?:earlier|previous|original|older|prior)\b.{0,20}version of this\b"),
        (
            "version of th",
            r"^\W*(?:a|an|this) (?:\w+ )?version of th(?:is|e) (?:\w+ )?(?:story|article|column|essay|piece|op-ed|post|review|report)\b.{0,30}\b(?:appear|was|ran|misst|incorrect|error|first|original)",
        ),
        (
            "updated",
            rf"^\W*th(?:is|e) {_WORK} (?:has been|was|is being|will be|and headline)\b.{{0,25}}\b(?:updated|corrected|amended|revised|clarified)",
        ),
        ("corrected", rf"^\W*th(?:is|e) {_WORK} (?:has been|was)\b.{{0,25}}\bcorrected"),
        ("appeared", rf"^\W*th(?:is|e) {_WORK} (?:\w+ )?(?:first |originally )?appeared\b"),
        (
            "published",
            rf"^\W*(?:th(?:is|e) {_WORK} (?:was |is )?(?:first |originally |re-?)?published|originally published|first published|as published in)\b",
        ),
        ("views expressed", r"^\W*(?:the )?(?:views|opinions)(?: and opinions)? expressed\b"),
        ("opinions expressed", r"^\W*(?:the )?opinions expressed\b"),
        ("developing story", r"^\W*this is a (?:developing|breaking)\b"),
        ("believes this story", r"^\W*update\b.{0,20}anyone who believes\b"),
    ),
    *_rules(
        "credit",
        ("h/t", r"^\W*h/t\b"),
        ("hat tip", r"^\W*hat tip\b"),
        ("via", r"^via:? (?!\w+ing\b)@?[A-Z][^.?!;,]{1,60}\.?$"),
        ("source", r"^\W*(?:primary |image |video |photo |content )?sources?: ?[^?!]{1,160}$"),
        ("http", r"^\W*sources?: ?https?://"),
    ),
    *_rules(
        "caption",
        ("featured image", r"^\W*(?:cover and |top and )?featured? image\b"),
        ("image copyright", r""),
        ("image caption", r""),
        ("image source", r"^image source\b"),
        ("video caption", r"^video caption\b"),
        ("reuters/", r"(?:^|[.\s(])REUTERS ?/ ?[A-Z][\w .'-]{2,40}\W{0,2}$"),
        ("media caption", r""),
        ("image result for", r"^image result for"),
        ("file image", r"^file image\b"),
        ("file photo", r"^\W*file (?:photo|picture)"),
        ("file photo", r"\bfile photo\W{0,3}$"),
        ("photo", r"^\W*(?:photos?|photograph(?:s|y)?) ?(?:credits?|courtesy|by (?-i:[A-Z])|via|illustration|provided by)\b"),
        ("photo", r"^\W*(?:photos?|photography|photo illustration)\s?:"),
        (
            "image",
            r"^\W*(?:images?|picture|pic|screenshot|illustration|graphic|video|gif|art|map) ?(?:credits?\b|courtesy\b|by [A-Z]|via\b|source\b|: ?\S+ ?/)",
        ),
        ("courtesy", r"^\W*(?:photo |image |video |picture )?courtesy(?: of)?:? [^?!]{2,80}$"),
        ("screen", r"^\W*(?:video |youtube )?screen ?(?:shot|grab|cap(?:ture)?)\b[^.?!]{0,80}$"),
        ("modal trigger", r""),
        ("enlarge", r"^enlarge (?:this )?(?:image|photo)|^(?:tap|click) to enlarge"),
        ("hide caption", r""),
        ("toggle caption", r""),
        ("wikimedia", r"^wikimedia commons$"),
        ("credit", r"^(?:credits?|photo credit)\s?(?::|\.\.\.)"),
    ),
    *_rules(
        "up_next",
        ("up next", r"^\W*(?:coming )?up next\W*$|^up next:"),
        ("next up", r"^\W*next up\W*$"),
        ("what to read next", r""),
    ),
    *_rules(
        "related_link",
        ("related", r"^\W*related(?: (?:stories|story|articles?|content|coverage|links?|posts?|news|topics?|video|reading))?\W*(?::|$)"),
        ("related", r"^\W*related(?: \w+)?: "),
        ("more", r"^\W*(?:read|see|learn|watch|view|find out|click here for|for) more\b\W*(?::|$|[^.?!]{0,90}$)"),
        ("more", r"^\W*more(?: (?:from|on|about|coverage|stories|news|in|like this))?(?: [^.?!:]{0,60})?:(?: |$)"),
        ("more from", r"^\W*(?:and )?more from\b[^.?!]{0,60}\.?$"),
        ("also", r"^\W*(?:see|read|watch|check out|listen|also|you (?:may|might)|view)[\w ]{0,8} also\b[^.?]{0,20}(?::|$|\blike\b)"),
        ("also", r"^\W*also (?:on|read|see|watch|in)\b[^.?!]{0,40}:"),
        ("read", r"^\W*(?:also )?read(?: also)?\s?[|:] ?"),
        ("read ", r"^\W*read (?:the )?(?:full|rest|entire|whole|complete|original|it all|our (?:methodology|coverage))\b[^?]{0,80}$"),
        ("read this next", r"^\W*read this next\b"),
        ("listen", r"^\W*listen:? (?:to|now|below|here)\b[^.?]{0,120}(?:below|here|above|now)\W*$"),
        ("watch", r"^\W*watch\b[^?]{0,160}\b(?:here|below|above|now|video|clip|ad|full|trailer|live)\b[^?]{0,50}[:.!]$"),
        ("watch", r"^\W*(?:click (?:here )?to )?watch(?: now| live| more| this| below| the video)?\s*:"),
        ("see ", r"^\W*see (?:the )?(?:[\w']+ ){0,6}(?:below|here|above|video|photos)\W{0,2}$"),
        ("check out", r"^\W*check (?:it )?out\b[^?]{0,120}\b(?:here|below|above|video)\W*$"),
        ("don", r"^\W*don['’]t miss\W*(?::|$|[^.?]{0,80}$)"),
        ("trending", r"^\W*(?:now )?trending(?: now| stories| news| topics| on)?\b[^.?]{0,30}$"),
        ("most ", r"^\W*most (?:read|popular|viewed|shared|commented)(?: \w+){0,3}$"),
        ("stories", r"^\W*(?:top|more|latest|other|recent|popular|recommended|featured|similar) (?:news )?stories\b[^.?]{0,30}$"),
        ("recommended", r"^\W*recommended(?: for you| by| reading| videos?)?\W*$"),
        ("in case you missed", r"^\W*in case you missed it\W*$"),
        ("editor", r"^\W*editor['’]?s['’]? picks?\b"),
        ("play", r"^\W*play\b.{3,160}\b(?:facebook|twitter|embed)\b|^\W*play (?:video|audio)\b"),
        ("play video", r"play video ?\d*:?\d*$"),
        ("gallery", r"^\W*(?:photo |view |see )?(?:gallery|slideshow)(?:: [^.?!]*)?$"),
        ("photos:", r"^\W*(?:in )?photos: "),
        ("video:", r"^\W*video: [^?]{3,120}$"),
        ("opinion:", r"^\W*opinion: [A-Z][^.]{8,120}$"),
        ("explain", r"^\W*(?:explainer|explained)(?:: [^.]{3,100})$"),
        ("keep reading", r"^\W*keep reading\b"),
        ("fact check", r"^\W*fact[- ]check: [^.]{3,120}$"),
    ),
    *_rules(
        "promotion",
        (
            "subscrib",
            r"^\W*(?:please |to |want to |not a subscriber|become|log in|already|start|click here to |you can )?(?:[\w'’]+ ){0,4}subscri(?:be|ption|ber)\b",
        ),
        ("subscrib", r"\bsubscribe (?:to|here|now|today|for)\b"),
        ("newsletter", r"^\W*(?:sign|get|join|subscribe|want|for more|to (?:get|receive)|receive|our|the|try)\b.{0,140}newsletter"),
        ("newsletter", r"^[^.?!]{0,60}newsletter\W*$"),
        ("sign up", r"^\W*(?:sign up|want [^.]{0,60}\?|for (?:more|the latest)|please sign up|not signed up)\b.{0,140}"),
        ("inbox", r"\b(?:in|to) your (?:email )?inbox\b"),
        ("download", r"\bdownload (?:the|our|it on)\b.{0,60}\bapps?\b"),
        ("advertisement", r"^\W*advertisements?\b[^.?!]{0,60}\W*$"),
        ("sponsor", r"^\W*(?:sponsored(?: content| by\b.{0,40})?|paid post)\W*$"),
        ("continue", r"^\W*(?:story|article|post|text)? ?continues? (?:reading|below|after)\b[^.?]{0,60}$"),
        ("continued below", r"^\W*(?:story|article) continued below\W*$"),
        ("scroll", r"^\W*(?:please )?scroll (?:down|for)\b"),
        ("click here", r"^\W*(?:click here|to \w+[^.]{0,60},? click here|for [^.]{0,60} click here|just click here)\b"),
        ("click", r"^\W*click (?:to|on|the|for|through|below|above|next|image)\b[^?]{0,120}$"),
        (
            "share",
            rf"^\W*(?:please |make sure to |be sure to |if you \w+[^.?!]{{0,60}}, |don.t forget to |help us )*(?:share|like|tweet)\b.{{0,50}}\b{_PAGE}\b.{{0,140}}$",
        ),
        ("share", rf"\b(?:please |and |– |so )share (?:this|it|our|with)\b.{{0,40}}\b{_PAGE}\b[^?]{{0,120}}$"),
        ("let us know", r"\blet us know\b[^.?!]{0,60}(?:what you think|thoughts|comment|below|whether|in the)"),
        (
            "comment",
            r"^\W*(?:leave|post|add|write|see all|view|show|hide|read|join|load|\d+)? ?(?:a |all |more |the |\d+ )?comments?\b(?: (?:below|here|section|loading|\(\d+\)))?\W*$",
        ),
        ("comment", r"\b(?:comments? (?:section )?below|in the comments)\W*$"),
        ("what you think", r"\btell us what you think\b"),
        ("add your name", r"^\W*(?:please )?add your name\b"),
        ("sign the petition", r"^\W*sign the petition"),
        ("our facebook page", r"\bour facebook page\b"),
        (
            "donat",
            r"^\W*(?:please |to |you can |make a )?(?:consider )?donat(?:e|ion|ing)\b[^?]{0,40}(?:here|today|now|to (?:us|our|the)|$)",
        ),
        ("support our", r"^\W*(?:please |help )?(?:consider )?support (?:our|us|independent|quality)\b"),
        ("support us", r"^\W*(?:please )?support us\b"),
        ("buy now", r"\bbuy now\W*$"),
        ("become a", r"\bbecome a (?:member|patron|supporter)\b"),
        ("readers", r"\b(?:paid for|funded|supported) by (?:our |its )?readers\b"),
        ("chip in", r"\bchip in\b.{0,60}\b(?:keep|help|support|today|now)\b"),
        ("news desk", r"\b(?:call|e-?mail|text) our news desk\b"),
        ("newsdesk", r"\b(?:call|e-?mail|text) our newsdesk\b"),
        ("about", r"^about (?:the )?(?-i:[A-Z])[\w .&'’-]{2,60}(?::|$)"),
        ("sign in", r"^\W*(?:please )?(?:sign|log) in\b[^.?]{0,60}$"),
        (
            "breaking news",
            r"^\W*(?:get|for|receive|be the first)\b.{0,60}\bbreaking news\b.{0,100}(?:alerts?|email|notification|app|follow|inbox|here)",
        ),
        ("restricted from playing", r""),
        ("tune in", r"^\W*tune in\b"),
        ("playback", r"\bplayback (?:is )?(?:un|not )supported\b"),
        ("cannot be played", r"^this video\b"),
        ("javascript", r"\b(?:enable|requires?) javascript\b"),
        ("tags", r"^\W*tags?\s?:"),
        ("in this article", r"^\W*in this article\W*$"),
        ("our standards", r"^our standards: "),
        ("licensing rights", r""),
        ("listen to this article", r"^listen to this article\b"),
        ("hide transcript", r""),
        ("text size", r"^text size\W*$"),
        ("notifications", r"^\W*(?:turn on|enable|get|allow) [^.?!]{0,40}notifications\b"),
        ("filed under", r"^\W*filed under\b"),
        ("categor", r"^\W*categor(?:y|ies)\s?:"),
        ("topics", r"^(?:related )?topics\s?:"),
        (" » ", r"^[^.?!]{0,40} » [^.?!]{0,60}(?: » |$)"),
        ("watch live", r"^\W*watch live\b"),
        ("close dialog", r"^close dialog$"),
        ("fullscreen", r"^full ?screen$"),
        ("full screen", r"^full screen$"),
        ("loading", r"^loading\W*$"),
        ("sponsor message", r""),
        ("skip to", r"^skip to\b"),
    ),
    *_rules(
        "embedded_post",
        ("[youtube", r"^\W*\[youtube"),
        ("[embed", r"^\W*\[embed"),
        ("[video", r"^\[video\]$"),
        ("[caption", r"^\[caption\b"),
        ("<tweet", r"^\W*</?tweet"),
        ("<iframe", r"^\W*<iframe"),
        ("<blockquote", r"^\W*<blockquote class"),
        ("post on instagram", r"^view this post on instagram"),
        ("post shared by", r"^a (?:post|photo|video) (?:shared|posted) by\b"),
        ("embed from", r"^embed from\b"),
        ("pic.twitter.com/", r"^\W*pic\.twitter\.com/\w+\W*$"),
        ("http", r"^\W*https?://\S+$"),
    ),
)
_HEAD = 150
"""Rules whose pattern begins at the line's start look for their word in so many characters, those that have a word alone too."""


class _Index:
    """Rules by the word that must occur, so that a line is searched once for each word."""

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules: dict[str, list[tuple[int, str, str]]] = {}
        for order, rule in enumerate(rules):
            self._rules.setdefault(rule.needle, []).append((order, rule.pattern, rule.type))
        self._needles = tuple(self._rules)

    def type_of(self, line: str, low: str) -> str | None:
        """Type by the first rule whose word stands in *low* and whose pattern fits *line*."""
        found = [needle for needle in self._needles if needle in low]
        if found:
            for _, pattern, type_ in sorted((row for needle in found for row in self._rules[needle]), key=_order):
                if _compiled(pattern).search(line):
                    return type_
        return None


def _order(row: tuple[int, str, str]) -> int:
    return row[0]


_AT_START = _Index([rule for rule in _ANYWHERE if rule.pattern[:1] in ("^", "")])
_WITHIN = _Index([rule for rule in _ANYWHERE if rule.pattern[:1] not in ("^", "")])
_OPENERS = frozenset(
    """follow on you please be don't e-mail email reach contact write send got have do questions tips submit letters copyright distributed
    editor's editors' editors editor publisher's author's writer's reader program correction corrections clarification disclosure full
    disclaimer an the this in earlier update updated views opinions opinion via source sources h/t hat primary image images video photo photos
    content cover top featured file photograph photographs photography courtesy screen screenshot youtube reporting additional writing
    editing contributing contributors contributor contributed report translated produced podcast related read see learn watch view find click
    for more also check listen play recommended gallery fact want to become log already start subscribe sign get join receive our try
    not advertisement story article scroll just make if help like tweet share leave add donate support tune tags filed category categories
    topics home about media press investor chip from a originally first published as staff op-ed explainer map graphic pic picture gif art © (c) view <tweet </tweet> <iframe
    [youtube [embed [caption <blockquote <tweet pic.twitter.com trending enlarge we're consider editors’ editor’s author’s don’t publisher’s
    writer’s disclosure: note: correction: corrections: clarification: related: watch: read: source: sources: photos: video: opinion:""".split()
)
"""First words of the longer lines that rules from the line's start apply to."""
_SHORT = 130
_WHOLE = {
    "letters": "label", "facebook": "label", "twitter": "label", "opinion": "label", "politics": "label", "editorial": "label",
    "commentary": "label", "column": "label", "abstract": "label", "full text": "label", "news": "label", "world": "label", "analysis": "label",
    "business": "label", "sports": "label", "letters to the editor": "label", "op-ed": "label", "u.s. news": "label", "us news": "label",
    "exclusive": "label", "breaking news": "label", "opinions": "label", "perspective": "label", "blog": "label", "feature": "label",
    "national": "label", "entertainment": "label", "health": "label", "science": "label", "technology": "label", "local news": "label",
    "getty": "caption", "getty images": "caption", "ap": "caption", "ap photo": "caption", "reuters": "caption", "afp": "caption",
    "associated press": "caption", "the associated press": "byline", "afp/getty images": "caption", "via getty images": "caption",
    "follow": "social", "print": "social", "share": "social", "sign up": "promotion", "advertisement": "promotion", "watch": "related_link",
    "contributors": "byline", "staff": "byline", "the editorial board": "byline", "editorial board": "byline", "play video": "related_link",
}  # fmt: skip

_SOCIAL = frozenset(
    """facebook twitter google google+ plus pinterest linkedin reddit digg stumbleupon tumblr whatsapp email e-mail mail print share shares
    tweet embed copy link url comments comment messenger telegram flipboard pocket delicious instagram save sms more x bluesky threads
    this story article on via to by like post | / · • + , & icon facebooktwitter linkedinreddit close subscribe""".split()
)
_NETWORK = late(r"(?i)facebook|twitter|linkedin|pinterest|whatsapp|reddit|google\+|embed|e-?mail|tweet")
_GLUED = late(
    r"(?i)(?:facebook|twitter|google|pinterest|digg|linkedin|reddit|stumbleupon|print|delicious|pocket|tumblr|whatsapp|e-?mail|shares?|plus|\s|\d|[.,+k|])++"
)

_DATE_WORDS = frozenset(
    """jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday am pm a.m p.m et est edt pt pst pdt
    ct cst cdt gmt bst utc cet ist mst mdt eastern central pacific time updated update published posted modified last created first originally
    on at date the of ago min mins minute minutes hour hours day days week weeks month months read about - – — | • · : / th st nd rd
    eastern standard daylight local today yesterday noon midnight print edition cbs nbc abc news ap reuters cnn""".split()
)
_STAMP = late(
    r"\d{1,2}:\d\d|\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d|\bago\b|\bread$|\b\d{1,2} ?[ap]\.?m\b|^(?:updated|published|posted)|^[A-Z][a-z]+\.? \d{1,2}$",
    re.IGNORECASE,
)
_DIGITS = late(r"\d[\d:./-]*(?:st|nd|rd|th|am|pm|a\.m|p\.m)?$")

_NAME = r"[A-ZÀ-Þ][\w.'’\-]*"
_NAME_ONLY = late(rf"{_NAME}(?: (?:de|da|van|von|der|bin|al|la|le|del) {_NAME}| {_NAME}){{1,3}}\.?$")
_NAME_AND_OUTLET = late(
    rf"{_NAME}(?: {_NAME}){{1,2}}(?:,? and {_NAME}(?: {_NAME}){{1,2}})?(?:, | ?\| ?| [-–—•] )(?:The )?{_NAME}(?: {_NAME}){{0,3}}$"
)
_PLACE_ONLY = late(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2},? (?:[A-Z][a-z]{1,5}\.|[A-Z]{2}\.?|D\.C\.|[A-Z][a-z]+\.?)$")
_BYLINE_START = late(
    r"(?:(?:[Pp]osted|[Ww]ritten|[Ss]tory|[Rr]eported|[Ww]ords|[Aa]nalysis|[Cc]ompiled|[Ee]dited|[Pp]ublished|[Tt]ext|[Oo]pinion|[Cc]ommentary|"
    r"[Rr]eviewed|[Ii]nterview|[Pp]hotographs?|POSTED|WRITTEN)[\s\w,.:/]{0,30}? )?(?:[Bb]y|BY):?\s+(?=[A-ZÀ-Þ])"
)
_BYLINE_WORDS = frozenset(
    """and & of for the in at on de da van von der bin al la le del with staff writer reporter correspondent editor columnist contributor
    special to from senior chief national political white house bureau is a an guest opinion contributing associate deputy managing
    producer news political investigative foreign affairs | / – — - • comments updated""".split()
)
_NOT_NAMES = frozenset(
    """the a an this that these those its his her their our all most some any then now far contrast comparison law default definition
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december late early mid noon midnight""".split()
)
_HANDLE = late(r"\W*@\w{2,30}\W*$")
_ADDRESS = late(r"\S+@\S+\.\w+\W*$")
_FILE_NAME = late(r"[a-z0-9]+(?:[-_][a-z0-9]+)+(?:\.\w{3,4})?$|[a-z]{10,}$|[\w-]+\.(?:jpe?g|png|gif)$")
_CREDIT_END = (
    rf"(?:/ ?{_AGENCY}(?: (?:Images|Photos?|News|Pictures))?(?: [A-Z]\w+)?\s?(?:\)|$|\.\)?$|\.$|/[A-Z])"
    rf"|\((?:Photo|Image|Picture|Screenshot|Video|Source|Credit)s?\b[^()]{{0,100}}\)\W{{0,2}}$"
    rf"|\({_AGENCY}(?: (?:Photo|File|Images|Photos|file photo|Pool|Archives)\b[^()]{{0,60}}|[/,][^()]{{0,60}})?\)\W{{0,2}}$"
    rf"|\([^()]{{2,60}}[/|,] ?{_AGENCY}[^()]{{0,30}}\)\W{{0,2}}$"
    rf"|(?<!said )\bvia (?:the )?(?!Twitter|Facebook|Instagram|YouTube|C-SPAN|CNN|Fox|NPR)(?:{_AGENCY})(?: (?:Images|Photo|News|Pictures|[A-Z]\w+))?(?: \([^()]{{0,20}}\))?\W{{0,2}}$"
    rf"|[.\s]By {_AGENCY}$"
    rf"|(?:\| ?|— ?|– ?){_AGENCY}(?: (?:Photo|Images|file photo|File)\b.{{0,30}})?$"
    r"|\([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3} ?/ ?[A-ZÀ-Þ][\w .'’&-]{2,40}\)\W{0,2}$"
    r"|\bCourtesy (?:of )?[A-ZÀ-Þ][\w.'’ -]{2,50}$"
    r"|\bCredit(?:s|:)? ?(?:Photo(?:graph)?s? (?:courtesy|by) )?[A-Z][^.?!]{2,60}$"
    r"|(?:Photo(?:graph)?s?|Image|Picture|Illustration|Source):? ?(?:[Cc]redit:? ?|[Cc]ourtesy(?: of)? |[Bb]y )?[A-Z][^.?!]{2,60}$"
    r"|(?:photo|image|picture|video|illustration)s?\s(?:courtesy of|courtesy|credit|by|via)[: ][^.?!:]{2,50}\W?$"
    r"|\bfile photo\)?\W?$|\bAP Photo\b[^.?!]{0,40}$|\b(?:AP|Getty(?: Images)?|Reuters|AFP)\s*$)"
)
_CREDIT_WORDS = frozenset(
    """photo photos photograph photographs image images picture pictures getty reuters ap afp credit courtesy via illustration screenshot file
    associated instagram facebook twitter youtube flickr wikimedia shutterstock post times source bloomberg epa press pool upi zuma rex
    today globe""".split()
)
_SPLIT_CREDIT = late(r"[\s/|().,:]+")
_DURATION = late(r"(?:[\w?!'’”)…] ?|^)\d{1,2}:[0-5]\d$")
_BRACKETED = late(r"\[[A-Z‘'“\"][^\[\].]{14,180}\]\.?$")
_NUMBER_ONLY = late(r"[\d:/.,% ]+$|/$")

_TWEET_END = late(
    rf"[—–-]+ ?[^()\n]{{1,80}}\(@\w{{1,20}}\),? {_MONTH} \d{{1,2}}, (?:19|20)\d\d(?!\w)"
    rf"|[—–-]+ ?[^()\n]{{1,80}}\(@\w{{1,20}}\),? \d{{1,2}} {_MONTH} (?:19|20)\d\d(?!\w)"
)
_TWEET_TIME = late(rf"\d{{1,2}}:\d\d ?[AP]M ?[-·–—] ?(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},?) \d{{4}}")
_TWEET_HEAD = late(r"[^.?!]{1,60}?\s?@\w{2,20}(?: ?[·•] ?.{1,20})?$")

_PROMOTING = frozenset(
    """discover find stay get download subscribe sign follow read watch listen join click check share like see visit support donate register
    explore browse catch tune try grab shop learn start unlock enjoy access receive""".split()
)
_PROMOTED = late(
    r"(?i)\b(?:news(?:letter)?|updates?|inbox|apps?|headlines|trends?|podcasts?|channels?|free|deals?|offers?|stories|coverage|one place|"
    r"articles?|e-?mail|alerts?|subscribers?|subscription|website|weekend|online|here|today|exclusive|facebook|twitter|instagram|whatsapp|"
    r"youtube|telegram|every (?:week|day|morning|weekday)|delivered|insights?|events?|membership|trial)\b"
)
_BIO_VERB = late(
    r"^(?:The (?:writer|author)|[A-ZÀ-Þ][\w.'’\-]*(?: (?:de|da|van|von|der|bin|al|la|el) | )[A-ZÀ-Þ][\w.'’\-]*(?: [A-ZÀ-Þ][\w.'’\-]*){0,3})"
    r"(?:, [^.]{3,160},)?,? (?:is|are|was|has (?:been|written|covered|reported|worked)|covers?|writes?|edits?|tweets?|teaches|serves?|hosts?|reports?|works?|blogs|served|lives|can be)\b"
)
_BIO_ROLE = late(
    r"(?i)\b(?:reporter|columnist|writer|editor|professor|fellow|author|correspondent|contributor|director|president|host|commentator|journalist|"
    r"analyst|economist|strategist|member of|producer|blogger|lecturer|scholar|attorney|lawyer|chairman|founder|co-founder|expert|politics|"
    r"historian|novelist|consultant|chief|researcher|teaches|covers|writes|edits|managing|executive|freelance|intern|secretary|student|"
    r"senator|representative|mayor|adviser|advisor|book|twitter|tweets?|@\w+|reach (?:him|her|them|me) at)\b"
)


def _is_byline(line: str) -> bool:
    start = _BYLINE_START.match(line)
    if start is None:
        return False
    tokens = line[start.end() :].replace(",", " ").split()
    if not tokens or len(tokens) > 18 or tokens[0].lower().rstrip(".:") in _NOT_NAMES:
        return False
    if line[-1] in "?!:;" or (line[-1] == "." and len(tokens) > 6):
        return False
    return all(t[0].isupper() or t[0] in "@(0123456789/|" or t.lower() in _BYLINE_WORDS for t in tokens)


def _is_timestamp(line: str) -> bool:
    if len(line) > 130 or not (line[0].isdigit() or line.split(None, 1)[0].lower().strip(".,:") in _DATE_WORDS):
        return False
    tokens = line.lower().replace(",", " ").split()
    if len(tokens) > 20 or not any(c.isdigit() for c in line):
        return False
    if not all(t.strip(".,:;()|") in _DATE_WORDS or _DIGITS.match(t.strip(".,:;()|")) or t in "|()" for t in tokens):
        return False
    return _STAMP.search(line) is not None


def _is_share_bar(line: str) -> bool:
    if len(line) > 200:
        return False
    alike = all(t.strip(".,:") in _SOCIAL or t[0].isdigit() for t in line.lower().split()) or _GLUED.fullmatch(line) is not None
    return alike and _NETWORK.search(line) is not None


def is_credit(line: str) -> bool:
    """Whether *line* ends in a photo credit, as captions do."""
    tail = line[-90:]
    if tail[-1] in '?!"”' or (
        tail[-1] == "." and not ("/" in tail or "via" in tail or "hoto" in tail or "ourtesy" in tail or len(line) < 60)
    ):
        return False
    if not (tail[-1] == ")" and "/" in tail) and not _CREDIT_WORDS.intersection(_SPLIT_CREDIT.split(tail.lower())):
        return False
    return _cased(_CREDIT_END).search(tail) is not None


def line_type(line: str) -> str | None:
    """What type of set-aside text *line* (without white space at its ends, not empty) is by its own words; None: perhaps prose."""
    if len(line) > LONGEST:
        return None
    if len(line) < 4:
        return "timestamp" if _NUMBER_ONLY.match(line) else None
    low = line.lower()
    if len(line) < 60:
        whole = _WHOLE.get(low.rstrip(".: "))
        if whole is not None and (whole != "label" or line.isupper() or line[-1] == "."):
            return whole
        if " " not in line:
            if _HANDLE.match(line) or _ADDRESS.match(line):
                return "contact"
            if len(line) > 7 and _FILE_NAME.match(line):
                return "caption"
        if _NUMBER_ONLY.match(line):
            return "timestamp"
    spoken = line[0] in "\"“‘'" and line[-1] not in "\"”’'"
    if not spoken and (len(low) <= _SHORT or low.split(None, 1)[0].strip('"“‘(*–—-,') in _OPENERS):
        type_ = _AT_START.type_of(line, low[:_HEAD])
        if type_ is not None:
            return type_
    type_ = _WITHIN.type_of(line, low)
    if type_ is not None:
        return type_
    if "by " in low[:60] and _is_byline(line):
        return "byline"
    if _is_timestamp(line):
        return "timestamp"
    if _is_share_bar(line):
        return "social"
    if line[-1] == "]" or line.endswith("]."):
        return "related_link" if _BRACKETED.match(line) else None
    if line[-1].isdigit() and len(line) < 180 and ":" in line[-5:] and _DURATION.search(line):
        return "related_link"
    if is_credit(line):
        return "caption"
    return None


_STATES = (
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|"
    r"Wisc|Wyo|Ca|Al|Nv|Que|Ont|N\.[HJMYCD]|S\.[CD]|R\.I|W\.Va|D\.C|B\.C|P\.R)\.|Texas|Iowa|Ohio|Maine|Idaho|Utah|Alaska|Hawaii|[A-Z]{2}|[A-Z][a-zé]{3,12}"
)
_DATED = rf"(?:,? ?\(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{_MONTH} \d{{1,2}}(?:, \d{{4}})?\)?)?"
_DASH = r"(?:\s?(?:—|–|―|--+)|\s-(?=\s)|\s?\|(?=\s))"
_DATE_LINE = (
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]{{2,}}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+){{0,3}})(?:, (?:{_STATES}|[A-ZÀ-Þ .]{{2,20}}|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){{0,2}}))?(?:/[A-ZÀ-Þ ]{{3,20}})?{_DATED}(?P<agency> ?\([\w .,/’'&-]{{2,40}}\))?{_DASH}(?=[\s\"“‘'A-Z0-9]|$)"
    rf"|(?P<mixed>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){{0,3}})(?P<state>, (?:{_STATES}))?{_DATED}(?P<wire> ?\((?:{_AGENCY}|[\w .’'/&-]{{2,40}})\))?{_DASH}(?=[\s\"“‘'A-Z0-9]|$)"
    rf"|(?:[A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+){{0,2}}(?:, [\w.]{{2,12}})?{_DATED} ?)?\((?:CNN|CNN Business|CNN\) ?\(CNN|AP|AFP|Reuters|BBC|UPI|CBS News|NBC News|ABC News|Bloomberg)\)(?:\s?(?:—|–|--?))?(?=[\s\"“‘'A-Z0-9]|$)"
    rf"|{_MONTH} \d{{1,2}} \({_AGENCY}\){_DASH}"
)
_DASHED = frozenset("—–―|(-")
_STATION = late(r"[KW][A-Z]{2,3}(?:-TV)?(?:/\w+)?$")
_CITIES = frozenset(
    """washington london paris moscow berlin brussels beijing tokyo jerusalem cairo baghdad kabul kyiv kiev geneva vienna rome madrid athens
    ankara istanbul beirut damascus tehran delhi mumbai islamabad karachi dhaka seoul taipei shanghai sydney melbourne canberra ottawa toronto
    montreal vancouver caracas bogota havana lima santiago brasilia nairobi lagos johannesburg pretoria dubai doha riyadh gaza warsaw prague
    budapest bucharest sofia belgrade zagreb stockholm oslo copenhagen helsinki dublin edinburgh amsterdam lisbon zurich frankfurt munich
    chicago boston houston dallas austin atlanta miami seattle denver detroit philadelphia phoenix cleveland baltimore minneapolis
    sacramento albany tallahassee manila jakarta bangkok singapore hanoi kathmandu colombo""".split()
)
_TOWNS = frozenset(
    {
        "los angeles",
        "new york",
        "new delhi",
        "hong kong",
        "tel aviv",
        "mexico city",
        "san francisco",
        "las vegas",
        "buenos aires",
        "rio de janeiro",
        "sao paulo",
        "abu dhabi",
        "united nations",
        "des moines",
        "st. louis",
    }
)
_NO_PLACE = frozenset(
    """the a an at its of for to in on who how why what when is are was be from with his her our your my it we you he she they breaking watch
    exclusive update updated opinion analysis note correction video photos report live poll editorial cnn nato gop nra fbi cia hrc nbc cbs abc
    un eu us usa uk isis isil aca epa irs dnc rnc npr bbc msnbc thaad nyt tpp nafta nasa daca not no yes and or but all new-media""".split()
)


def date_line(line: str, early: bool) -> int:
    """Length of the date line that *line* begins with ("OSLO, Jan. 5 (AP) —"), 0 where there is none.

    :param early: whether the line is among an article's first paragraphs, where a bare place and a dash will do.
    """
    if not (line[0].isupper() or line[0] == "("):
        return 0
    head = line[:110]
    if _DASHED.isdisjoint(head):
        return 0
    match = _cased(_DATE_LINE).match(head)
    if match is None:
        return 0
    place = match["place"]
    if place is not None:
        words = place.lower().split()
        if match["agency"]:
            return match.end()
        if any(word.strip(".'’") in _NO_PLACE for word in words) and words[0] != "united":
            return 0
        if line[0] == "U" and place.startswith("U.S"):
            return 0
        return match.end() if early or "," in match[0] else 0
    mixed = match["mixed"]
    if mixed is not None:
        known = mixed.lower() in _CITIES or mixed.lower() in _TOWNS
        if match["wire"]:
            wire = match["wire"].strip(" ()")
            named = (
                known
                or re.fullmatch(_AGENCY, wire) is not None
                or _STATION.match(wire)
                or wire.endswith((".com", ".org", "News", "Report", "Times", "Press"))
            )
            return match.end() if named else 0
        dashed = match[0].rstrip()[-1] in "—–|-"
        return match.end() if early and dashed and (known or (match["state"] and not _NO_PLACE & set(mixed.lower().split()))) else 0
    return match.end()


_TAILS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "ing by",
        late(r"\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled)[^()]{0,20} by [^()]{3,300}\)?\s*\.?\)?$"),
        "byline",
    ),
    ("h/t", late(r"\(?\b[hH]/[tT]:? [^().]{2,60}\)?\.?$"), "credit"),
    ("read more", late(r"(?:[–—-] ?)?\b(?:READ|Read) (?:MORE|[Mm]ore)(?: here)?\W{0,3}$"), "related_link"),
    ("source", late(r"(?<=[.?!…”\"] )(?:Source|SOURCE)s?: ?[A-Z][^.?!]{2,60}$"), "credit"),
    ("via", late(r"(?<=[.?!…”\"] )Via:? [A-Z][^.?!]{2,60}$"), "credit"),
    ("photo", late(r"\((?:AP )?[Pp]hoto\b[^()]{0,100}\)\.?$"), "caption"),
    ("contributed to", late(r"(?<=[.?!…”\"] )[A-Z][^.?!]{3,120} contributed to this \w+\.$"), "byline"),
)


def tail(line: str) -> tuple[int, str] | None:
    """Where in *line* a set-aside end begins, behind prose, and of which type: "(Reporting by …)", "(h/t …)"."""
    base = max(0, len(line) - 360)
    end = line[base:]
    low = end.lower()
    for needle, pattern, type_ in _TAILS:
        if needle in low:
            match = pattern.search(end)
            if match is not None and base + match.start() > 20:
                return base + match.start(), type_
    return None


def tweet_end(line: str) -> int:
    """Where the last embedded post in *line* ends: behind "— Name (@handle) Month D, YYYY"; 0 where there is none."""
    if "(@" not in line or len(line) > 3 * LONGEST:
        return 0
    end = 0
    at = line.find("(@")
    while at >= 0:
        match = _TWEET_END.search(line, max(end, at - 90), at + 60)
        if match is not None:
            end = match.end()
        at = line.find("(@", at + 2)
    return end


def is_tweet_time(line: str) -> bool:
    """Whether *line* is the time under an embedded post."""
    return len(line) < 60 and _TWEET_TIME.match(line) is not None


def is_tweet_head(line: str) -> bool:
    """Whether *line* is the name and handle over an embedded post."""
    return len(line) < 90 and "@" in line and _TWEET_HEAD.match(line) is not None


def is_promotion(line: str) -> bool:
    """Whether *line*, at the end of an article, tells the reader to get, follow or read more of what the outlet offers."""
    if len(line) > LONGEST or line[0] in "\"“‘'":
        return False
    first = line.split(None, 1)[0].lower().strip(".,:!*")
    return first in _PROMOTING and _PROMOTED.search(line) is not None


def is_biography(line: str) -> bool:
    """Whether *line*, at the end of an article, looks like the note on who wrote it."""
    if len(line) > 700 or '"' in line[:1] or "“" in line[:1]:
        return False
    if line.startswith("The ") and not line.startswith(("The writer ", "The author ")):
        return False
    found = _BIO_VERB.match(line[:300])
    return found is not None and _BIO_ROLE.search(line[:420]) is not None


def is_name(line: str) -> bool:
    """Whether *line* is nothing but a person's name."""
    return len(line) < 50 and _NAME_ONLY.match(line) is not None


def is_signed(line: str) -> bool:
    """Whether *line*, above the first paragraph, is a writer's name with the outlet's: "Ann Lee, Daily Courier"."""
    return len(line) < 90 and _NAME_AND_OUTLET.match(line) is not None


def is_place(line: str) -> bool:
    """Whether *line* is nothing but a town with its state."""
    return len(line) < 50 and _PLACE_ONLY.match(line) is not None
