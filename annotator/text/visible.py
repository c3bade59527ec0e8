"""Article text on its way to a terminal or into another document: nothing in it may act, everything in it shows."""

from __future__ import annotations


def visible(text: str) -> str:
    """*text* on one line, white space as single blanks, control and bidirectional format characters as ``\\u202e``."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(seen, text)).split())


def seen(character: str) -> str:
    """One character as it may be shown."""
    if character.isspace():
        return " "
    return character if character.isprintable() else f"\\u{ord(character):04x}"
