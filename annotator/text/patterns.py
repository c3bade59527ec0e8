"""Patterns that are compiled when first used: most articles need few of them, and compiling all would take longer than scoring one."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # found here once a name: from then on in the instance's own dictionary
        value = self.__dict__[name] = getattr(re.compile(*self._source), name)
        return value


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, made at first use; a broken pattern is noticed then, so each needs a test that uses it."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
