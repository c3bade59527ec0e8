"""Shared by all tests: where the seeds are, and what belongs to a source tree beside this one."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("steady")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as for a job in the background of a script; commands started here would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def real_seeds() -> dict[str, Path]:
    """Real articles by their first three digits; they are somebody's copyright and stay outside the repository."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real articles are not beside this source tree")
    return {path.name[:3]: path for path in sorted(folder.glob("*.txt"))}
