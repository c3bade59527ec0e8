"""The day an article appeared, as far as its metadata or its date line says so."""

from __future__ import annotations

import re
from datetime import date

from annotator.types import Document

_MONTHS = {
    name: number
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_FORMS = (
    (re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(rf"\b{_MONTH} +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})\b", re.IGNORECASE), (3, 1, 2)),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? +{_MONTH},? +(\d{{4}})\b", re.IGNORECASE), (3, 2, 1)),
)
_LONGEST = 200


def parse(text: str) -> date | None:
    """The first full date in *text*: ISO 8601, "March 4, 2024", "4 March 2024", "Mon, 04 Mar 2024"; None where there is none."""
    for form, (year, month, day) in _FORMS:
        for found in form.finditer(text[:_LONGEST]):
            name = found[month].lower()
            try:
                return date(int(found[year]), _MONTHS[name] if name in _MONTHS else int(name), int(found[day]))
            except ValueError:
                continue
    return None


def published(document: Document) -> date | None:
    """The day *document* appeared: what its metadata says, else its own date line."""
    if document.article.date and (found := parse(document.article.date)):
        return found
    for part in document.set_aside:
        if part.type in ("timestamp", "byline") and (found := parse(document.text[part.start : part.end])):
            return found
    return None
