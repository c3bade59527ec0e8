"""Plain text: the file is the text."""

from __future__ import annotations

from annotator.text.readers.decode import decode
from annotator.types import Article


def load(data: bytes, path: str, name: str) -> Article:
    """Read a text file; an empty one is an article without text, which scores abstain from.

    :raises InputError: the bytes are no text.
    """
    text, encoding = decode(data)
    return Article(id=name, text=text, path=path, format="txt", encoding=encoding)
