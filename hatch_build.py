"""Build hook: compiles the lexicons, so that an installed package starts in milliseconds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``annotator/data/lexicons.msgpack`` and ``notes.json`` before the wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the lexicons of the source tree and add the result to the build."""
        del version
        root = Path(self.root)
        sys.path.insert(0, self.root)
        try:
            from annotator.lexicon.compile import write

            write(root / "annotator" / "data", root / "lexicons")
        finally:
            sys.path.remove(self.root)
        build_data["artifacts"] += ["annotator/data/lexicons.msgpack", "annotator/data/notes.json"]
