"""Settings: what the caller chose, from a configuration file or from options. An unknown key is an error that names the nearest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from annotator.errors import ConfigError

Level = Literal["note", "warn", "error"]
LEVELS: tuple[Level, ...] = ("note", "warn", "error")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be configured.

    ``card``: id or path of a score card. ``select``, ``ignore``: rules to run (empty: all) and to leave out. ``min_level``: the least
    severity that is shown. ``outlet``: the publishing outlet where the input does not say, so that its own name is not taken for
    second-hand reporting. ``plugins``: whether extractors of other packages run. ``readability``: whether readability formulas are
    computed (extra ``readability``); they enter no score.
    """

    card: str = "trained"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_level: Level = "note"
    fail_on: Level | None = None
    outlet: str | None = None
    plugins: bool = True
    readability: bool = False


def from_mapping(values: dict[str, Any], where: str) -> Settings:
    """Settings from a parsed configuration table.

    :raises ConfigError: a key is unknown (the nearest is named) or a value is of the wrong kind.
    """
    known = Settings.__struct_fields__
    for key in values:
        plain = key.replace("-", "_")
        if plain not in known:
            import difflib

            near = difflib.get_close_matches(plain, known, n=1)
            cure = f"did you mean {near[0]!r}?" if near else "known keys: " + ", ".join(known)
            raise ConfigError(f"{where}: unknown key {key!r}; {cure}")
    try:
        return msgspec.convert({key.replace("-", "_"): value for key, value in values.items()}, Settings)
    except msgspec.ValidationError as problem:
        raise ConfigError(f"{where}: {problem}") from None


def find(folder: Path) -> Path | None:
    """The configuration file that holds for *folder*: ``annotator.toml``, else a ``pyproject.toml`` with ``[tool.annotator]``, here
    or in the nearest folder above."""
    for place in (folder, *folder.parents):
        own = place / "annotator.toml"
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and "[tool.annotator]" in project.read_text(encoding="utf-8", errors="replace"):
            return project
    return None


def load(path: Path) -> Settings:
    """Settings from *path*.

    :raises ConfigError: the file is missing, not TOML, or has a wrong key or value.
    """
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ConfigError(f"{path}: {problem}; mend the file or choose another with --config") from None
    table = data.get("tool", {}).get("annotator", {}) if path.name == "pyproject.toml" else data
    return from_mapping(table, str(path))
