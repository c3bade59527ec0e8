"""Which language is this? Offline and in microseconds: by script, and by the share of each language's commonest function words.

The answer decides whether an article is scored at all, so English must never be taken for something else: another language is only
named on clear evidence. The word lists were written for this module; a word that two languages share counts for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

_SAMPLE = 600
"""Tokens looked at, taken evenly from the whole text, so that a foreign-language quotation at its start decides nothing."""
_CLEARLY = 0.14
"""Share of English function words among the sampled tokens from which nothing else is asked. News in English has 0.25 to 0.4."""
_FEWEST = 8
"""Words below which nothing is said about a text."""
_LONG = 60
"""Words from which a text must hold function words of some language that is known here."""

_ENGLISH = frozenset(
    """the and that with for it its this which from have has had been be are were was would will said who whom whose his her hers their
    they them he she you your our we not but about after before than then there these those when where what while because into over
    under between against could should may might can did does of in to is at by on as or if an all more some other out up no""".split()
)
_LATIN = {
    "es": """el la los las de del y que en un una por con para su sus se lo al como más pero fue son está según también sin sobre entre
        este esta ha han no es muy desde cuando hay ya dijo años porque donde""",
    "pt": """o os as de do da dos das e que em um uma por com para seu sua se ao à não mais mas foi são está também sem sobre entre na no
        nas nos pelo pela isso este esta já muito quando há disse anos é ele ela""",
    "fr": """le la les de des du et que qui en un une par avec pour son sa ses se au aux dans sur ne pas plus mais est sont été cette ce
        ces il elle ils elles nous vous leur leurs selon après avant comme ont était fait sans même où""",
    "it": """il lo la gli le di del della dei delle e che in un una per con suo sua si al alla non più ma è sono stato anche senza sul
        sulla tra nel nella dal dalla questo questa come ha hanno gli ed ai degli dopo quando ha era essere""",
    "ro": """și de la cu pe în din că nu a fost un o este sunt care mai pentru au al ale lui său sa prin după dar sau între când ce fi
        această acest asupra către potrivit unui unei""",
    "ca": """el la els les de del i que en un una per amb seu seva es al als no més però és són aquest aquesta també sense entre ha han
        dels segons quan molt des va van on com""",
    "de": """der die das den dem des und ist nicht mit von zu im für auf ein eine einer einem einen sich auch es an als wird werden wurde
        nach bei aus dass sind haben hat über wie aber noch vor durch sie er zum zur gegen um am war""",
    "nl": """de het een van en in is dat op te niet met voor zijn er aan ook als maar door bij naar om uit over heeft hebben werd wordt
        deze die dit nog meer volgens tegen zij hij was waren hun geen kan zou ze wel""",
    "sv": """och i att det som en ett är av för på med till den har de inte om vi han hon var men från kan ska också efter vid under när
        mot sig ut sin sina eller skulle säger""",
    "da": """og i at det som en et er af for på med til den har de ikke om vi han hun var men fra kan skal også efter ved under når mod
        sig ud sin sine eller ville siger blev bliver""",
    "no": """og i at det som en et er av for på med til den har de ikke om vi han hun var men fra kan skal også etter ved under når mot
        seg ut sin sine eller ville sier ble blir""",
    "fi": """ja on ei se että hän oli ovat mutta myös kun joka jotka tai sen mukaan vain kuin hänen ole olla ollut sekä jos ne tämä tämän
        voi vielä sitä jälkeen kanssa nyt niin jo""",
    "is": """og að er í á um við það sem en ekki var til af með hann hún eru því þeir þau ég fyrir frá eftir verið hafa hefur voru þess
        sé eða upp""",
    "et": """ja on ei et see oli ka kui aga ning mis kes ta oma ole olid või veel tema nad selle pärast juba enam mida siis vaid seda
        kuid järgi""",
    "lv": """un ir ka no uz par ar bet tas tā arī kas nav bija ko pēc kā jau vai viņš viņa kuru kura lai tiek gan pie šo to""",
    "lt": """ir yra kad į su iš bet tai jis ji buvo kaip apie po už dėl taip pat nėra kuris kuri jų jo tačiau bus prie tik arba nuo""",
    "pl": """i w na z do że się nie jest to o po za od jak co ale był była przez dla jego jej ich oraz są czy który która które przed tym
        tego może także już być ma""",
    "cs": """a v na se že je to o po za od jak co ale byl byla pro jeho její jejich jsou který která které před podle také už být má
        není do při ve ze si by když i""",
    "sk": """a v na sa že je to o po za od ako čo ale bol bola pre jeho jej ich sú ktorý ktorá ktoré pred podľa aj už byť má nie do pri
        vo zo si by keď""",
    "hr": """i u na se da je su za od kako što ali bio bila iz s sa ne to koji koja koje prije prema također već biti nije nisu o po do
        ili kao bi te""",
    "hu": """a az és hogy nem is egy ez azt meg volt de csak már mint szerint el után még ki lesz ha vagy pedig amely aki között ezt
        minden több van volna ami""",
    "tr": """ve bir bu da de için ile olarak olan çok daha ne gibi sonra kadar değil en o var ise ancak göre her ki oldu dedi olduğu
        ya tarafından mi""",
    "id": """yang dan di ini itu dengan untuk dari pada tidak ke dalam adalah akan juga oleh telah ada karena mereka kata saya sudah
        bisa atau tersebut sebagai para kepada bahwa""",
    "vi": """và của là có không được trong cho với một các này đã người những từ về đến khi ra cũng để tại theo như vào sẽ ông đó
        nhưng trên""",
    "sq": """dhe të në e i që për me një nga se është ka si nuk u do ai ajo por më janë kjo ky edhe pas tij saj ishte""",
    "af": """die en van in is dat nie het op vir met te om sy hy wat aan ook as maar deur by na uit oor word sal was hulle ons daar""",
    "sw": """na ya wa kwa ni katika za la kuwa hii huo hiyo kama lakini baada alisema yake wake cha vya pia hata hivyo kwamba""",
    "tl": """ang ng sa na at mga ay ni si para hindi may ito kay niya siya kanyang din rin nang kung dahil sila ko po""",
}
_SCRIPTS = (  # first and last code point, language
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
_TELLING = (  # letters that tell languages of one script apart, the first that is found decides
    ("ru", "іїєґ", "uk"),
    ("ru", "ўі", "be"),
    ("ru", "ђћџљњј", "sr"),
    ("ar", "ٹڈڑںے", "ur"),
    ("ar", "پچژگی", "fa"),
)


def _index() -> dict[str, tuple[str, ...]]:
    """Each function word with its languages. English "a" is a word of so many that it only counts once English is in doubt."""
    index: dict[str, tuple[str, ...]] = {}
    for language, words in chain(((code, listed.split()) for code, listed in _LATIN.items()), [("en", ["a", *_ENGLISH])]):
        for word in dict.fromkeys(words):
            index[word] = (*index.get(word, ()), language)
    return index


_INDEX = _index()


def detect(text: str, lowers: Sequence[str]) -> str:
    """The language of a text.

    :param text: the text as read.
    :param lowers: its tokens as they are looked up.
    :returns: ``en``, the ISO 639-1 code of another language, ``mis`` (ISO 639-2: a language without a code) where a long text is in
        none of the languages known here, or ``und`` (undetermined) where there are too few words to tell.
    """
    sample = lowers[:: max(1, len(lowers) // _SAMPLE)]
    english = sum(map(_ENGLISH.__contains__, sample))
    if english >= _FEWEST and english >= _CLEARLY * len(sample):
        return "en"
    script = None if text.isascii() else _by_script(text)
    if script:
        return script
    words = [token for token in sample if token[:1].isalpha()]
    if len(words) < _FEWEST:
        return "und"
    counts: dict[str, int] = {}
    for word in words:
        for language in _INDEX.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    best = max(counts, key=lambda language: (counts[language], language), default="und")
    found = counts.get(best, 0)
    own = counts.get("en", 0)
    if best != "en" and found >= 4 and found >= 0.15 * len(words) and found >= 2 * own:
        return best
    if own >= 2 and own >= 0.08 * len(words):
        return "en"
    return "mis" if len(words) >= _LONG else "und"


def _by_script(text: str) -> str | None:
    """The language that is written in the script of most letters, None for the Latin script and for texts with hardly a letter."""
    letters = [letter for letter in text[:: max(1, len(text) // 2000)] if letter.isalpha()]
    counts: dict[str, int] = {}
    for letter in letters:
        point = ord(letter)
        if point >= 0x0370:
            language = next((code for first, last, code in _SCRIPTS if first <= point <= last), "")
            counts[language] = counts.get(language, 0) + 1
    if len(letters) < 4 or sum(counts.values()) <= len(letters) // 2:
        return None
    if counts.get("ja", 0) * 10 > counts.get("zh", 0) > 0:  # Japanese: Chinese signs among its own
        return "ja"
    best = max(counts, key=lambda language: (counts[language], language))
    signs = "".join(letters).lower()
    for script, telling, language in _TELLING:
        if script == best and sum(map(signs.count, telling)) * 100 > len(signs):
            return language
    return best or "mis"
