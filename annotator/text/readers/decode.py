"""Bytes → text, with every line end and every Unicode form as it stands in the file.

Tried in this order: a byte order mark (UTF-8, UTF-16, UTF-32; the mark is a signature and no part of the text), UTF-8, the charset
that the file declares (HTML), UTF-8 with stray Windows-1252 bytes (text pasted together from two sources), Windows-1252 where few
bytes lie outside ASCII, as in Western European text, and else what charset-normalizer finds.
"""

from __future__ import annotations

import codecs

from annotator.errors import InputError

MAX_BYTES = 64 * 2**20
"""The most that one article may take, as a file or as a line: far beyond any article, small enough for any machine."""

STRAY = "annotator.stray"
"""Name of the codec error handler that reads bytes which are not UTF-8 as Windows-1252."""

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "save or export it as text, DOCX or HTML"),
    (b"PK\x03\x04", "a zip archive", "unpack it, or name it .docx if it is a Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "save it as DOCX or text"),
    (b"{\\rtf", "an RTF document", "save it as DOCX or text"),
    (b"\x1f\x8b", "gzip data", "give its name the ending .gz, or unpack it"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "give its name the ending .zst, or unpack it"),
    (b"\x89PNG", "an image", "give the article's text"),
    (b"\xff\xd8\xff", "an image", "give the article's text"),
    (b"GIF8", "an image", "give the article's text"),
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])
_ABOVE_ASCII = bytes(range(128, 256))
_FOREIGN = bytes(set(_ABOVE_ASCII) - {0x80, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xAB, 0xBB})
"""The bytes above ASCII that are not Windows-1252's euro, ellipsis, quotation marks, dashes or no-break space."""
_WESTERN = 0.06
"""The share of such bytes up to which text is read as Windows-1252 unasked: French has .04, Cyrillic .8."""


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    # like the web's windows-1252: a byte that the code page leaves open is the control character of that number
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong), error.end


codecs.register_error(STRAY, _stray)


def bom_encoding(start: bytes) -> str | None:
    """The encoding that the byte order mark at the *start* of a file tells, None where there is none."""
    return next((name for mark, name in _BOMS if start.startswith(mark)), None)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode a whole file.

    :param data: the file's bytes.
    :param declared: the charset that the file itself names, if any.
    :returns: the text and the name of the encoding.
    :raises InputError: the bytes are no text, or their encoding cannot be told.
    """
    marked = bom_encoding(data)
    if marked:
        try:
            return data.decode(marked), marked
        except UnicodeDecodeError as error:
            if marked != "utf-8-sig":
                name = marked.upper()
                raise InputError(f"begins as {name} but breaks off at byte {error.start}; save the file anew as UTF-8") from None
            data = data[len(codecs.BOM_UTF8) :]
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), marked or "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def _refuse_binary(data: bytes) -> None:
    for magic, what, cure in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"looks like a binary file ({what}); {cure}")
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > 8 + len(data) // 100:
        raise InputError("looks like a binary file (control bytes); give text, Markdown, HTML, DOCX, JSON Lines or CSV")


def _decode_legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    if declared:
        try:
            return data.decode(declared), codecs.lookup(declared).name
        except (LookupError, UnicodeError, ValueError):
            pass  # unknown or untrue; go on as if nothing were declared
    ascii_bytes = len(data.translate(None, _ABOVE_ASCII))
    right = len(data.decode("utf-8", "ignore")) - ascii_bytes
    wrong = data.decode("utf-8", "replace").count("\ufffd")
    if right >= wrong:
        return data.decode("utf-8", STRAY), "utf-8 with windows-1252"
    if len(data) - len(data.translate(None, _FOREIGN)) <= _WESTERN * len(data):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is not None:
        return data.decode(best.encoding), best.encoding
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise InputError("the encoding cannot be told; save the file as UTF-8") from None


def check_encodable(text: str, what: str = "text") -> str:
    """*text* itself, once it is sure that it can be written again.

    :raises InputError: it holds half of a surrogate pair, which no encoding can write.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{what} holds half a character (lone surrogate) at offset {error.start}; write it as valid Unicode") from None
    return text
