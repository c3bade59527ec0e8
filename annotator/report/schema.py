"""The JSON Schema of the JSON output, generated from the contract's types."""

from __future__ import annotations

import msgspec

from annotator.report.contract import Output


def text() -> str:
    """The schema, indented; ``schema.json`` beside this file holds the same text."""
    schema = msgspec.json.schema(Output)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "annotator output"
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2).decode("utf-8") + "\n"
