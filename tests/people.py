"""The sample articles' people under other names: everybody of an article gets one from the same table."""

from __future__ import annotations

import re

WOMEN = frozenset(
    "Renate Elaine Brianna Sabeen Hala Miriam Anneke Rita Joan Jean Teresa Deborah Eleanor Dot Astrid Dina Nadia Joy Cora Carla Ruth "
    "Henrike Tove Harriet Tamsin Simone Petra".split()
)
MEN = frozenset(
    "Jonas Chidi Marcus Dale Gordon Erik Lars Owen Peter Rohan Lucas Kit Graham Ed Marcel Walt Wendell Amit Tanner Raymond "
    "Jerome Tomas Viktor".split()
)
FAMILIES = frozenset(
    "Weil Voss Abara Thornbury Prather Kell Prewitt Pell Orhal Johansson Birri Desmet Stahl Rask Vroom Sandoval Lund Bakshi "
    "Teller Valdivia Okafor Pruitt Dunne Anselm Pike Whelan Sharrock Lindqvist Corrigan Okun Gallo Denby Ferrante Kinsey "
    "Whitlow Groh Spivey Dement Deol Rowe Falk Rasmus Dunn Reeve Haas Callan Reyl Adair Borg Holm".split()
)
TABLES = {
    "common": (
        "Mary Susan Linda Karen Helen Laura Nancy Sarah",
        "John David Robert James Thomas Mark Paul Michael",
        "Smith Johnson Miller Davis Wilson Anderson Taylor Moore Jackson Martin Harris Clark",
    ),
    "uncommon": (
        "Ottoline Zephyrine Isaura Clemency Perpetua Hesper Ianthe Drusilla",
        "Peregrine Lysander Ignatius Thelonius Barnaby Leopold Caspian Evander",
        "Thistlewood Quennell Ravensdale Applegarth Fothergill Winterbourne Plunkett Snodgrass Havisham Bickerstaff Oglethorpe Tattersall",
    ),
    "other languages": (
        "Ngozi Thanh Agnieszka Guðrún Fatemeh Xiaoling Nomvula Ayşe",
        "Chukwuemeka Đức Zbigniew Þórbergur Hamidreza Jianguo Sipho Özgür",
        "Okonkwo Nguyễn Szczepański Ólafsson Hosseinzadeh Zhang Abdurrahman Papadopoulos Mkhize Yılmaz Hernández Krstić",
    ),
}
SINGLE = "Suharto Zendaya Aldebert Madhubala Thakin Ronaldinho Ichiro Ravindra Sukarno Adele Nyoman Ketut".split()
"""Whole names of one word."""
TABLE_NAMES = (*TABLES, "one word")


def _written(words: frozenset[str]) -> str:
    return "|".join(sorted(words | {word.upper() for word in words}))


_PART = re.compile(rf"\b(?:{_written(WOMEN | MEN | FAMILIES)})\b")
_WHOLE = re.compile(rf"\b({'|'.join(sorted(WOMEN | MEN))}) (?:Ann )?({'|'.join(sorted(FAMILIES))})\b")


def _cased(old: str, new: str) -> str:
    return new.upper() if old.isupper() else new


def renamed(text: str, table: str) -> str:
    """*text* with the people of the sample articles renamed, each part of a name the same way everywhere."""
    if table == "one word":
        return _single(text)
    women, men, families = (iter(names.split()) for names in TABLES[table])
    new: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        part = match[0].capitalize() if match[0].isupper() else match[0]
        if part not in new:
            new[part] = next(women if part in WOMEN else men if part in MEN else families)
        return _cased(match[0], new[part])

    return _PART.sub(other, text)


def _single(text: str) -> str:
    names = iter(SINGLE)
    new: dict[str, str] = {}
    for given, family in _WHOLE.findall(text):
        if family not in new:
            new[family] = next(names)
        new.setdefault(given, new[family])
    if not new:
        return text
    text = _WHOLE.sub(lambda match: new[match[2]], text)
    parts = _written(frozenset(new))
    return re.sub(rf"\b(?:{parts})\b", lambda match: _cased(match[0], new.get(match[0]) or new[match[0].capitalize()]), text)
