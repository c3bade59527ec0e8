"""Memory stays the same however many articles there are, and two workers do nearly twice what one does."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.batch.house import article, lines, recorded, start, until, workers

MIB = 2**20


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def test_memory_stays_the_same_however_many_articles(tmp_path: Path) -> None:
    count = 2_000
    source = lines(tmp_path / "in.jsonl", count, words=40)
    out = tmp_path / "out"
    run = start(source, "-o", out, "--workers", 2)
    parent = psutil.Process(run.pid)
    seen: list[tuple[int, int, int]] = []

    def ended() -> bool:
        if run.poll() is not None:
            return True
        try:
            seen.append((recorded(out), _memory(parent), max(map(_memory, workers(run)), default=0)))
        except psutil.Error:
            return False
        time.sleep(0.05)
        return False

    until(ended, 120)
    run.communicate()
    assert run.returncode == 0
    assert recorded(out) == count
    assert max(own for _, own, _ in seen) < 200 * MIB
    assert max(each for _, _, each in seen) < 150 * MIB
    early = max(own for done, own, _ in seen if done < count // 3)
    assert max(own for _, own, _ in seen) < early + 8 * MIB


def test_a_slow_article_does_not_make_the_rest_pile_up() -> None:
    from collections.abc import Iterator

    from annotator.batch.order import AHEAD, HELD, in_order
    from annotator.batch.work import Result
    from annotator.text.readers import Piece

    size = 100_000

    class Slow:
        """Gives back every article at once but the first, which it keeps until nothing else can be done."""

        def __init__(self) -> None:
            self.sent: list[int] = []
            self.kept: int | None = None
            self.most = 0

        def room(self) -> bool:
            return True

        def send(self, number: int, piece: Piece) -> None:
            if number == 0:
                self.kept = 0
            else:
                self.sent.append(number)

        def collect(self) -> list[tuple[int, Result]]:
            done, self.sent = self.sent, []
            self.most = max(self.most, len(done))
            if not done and self.kept is not None:
                done, self.kept = [self.kept], None
            return [(number, Result(str(number), b"", bytes(size))) for number in done]

    def pieces() -> Iterator[Piece]:
        for number in range(5_000):
            yield Piece("p", str(number), "txt", bytes(size))

    engine = Slow()
    assert [result.id for result in in_order(pieces(), engine)] == [str(number) for number in range(5_000)]
    assert engine.most <= min(AHEAD, HELD // size + 1)


def _times(pid: int) -> tuple[float, float]:
    """Seconds that a process ran, and that it could have run but for others on its core."""
    ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    return int(ran) / 1e9, int(waited) / 1e9


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="needs Linux's times of processes")
def test_workers_wait_for_nothing_but_a_core(tmp_path: Path) -> None:
    """What two workers on two free cores gain follows from what they never share, however busy this machine is: their own waiting, and the
    parent's work. Both together must stay below a tenth for 1.8."""
    count = 80
    out = tmp_path / "out"
    run = start(lines(tmp_path / "in.jsonl", count, words=700), "-o", out, "--workers", 2)
    until(lambda: recorded(out) > 10)
    pids = [run.pid, *(each.pid for each in workers(run))]
    assert len(pids) == 3
    begun, before = time.monotonic(), [_times(pid) for pid in pids]
    until(lambda: recorded(out) > count - 15 or run.poll() is not None)
    assert run.poll() is None, "too quick to measure"
    wall, after = time.monotonic() - begun, [_times(pid) for pid in pids]
    run.communicate()
    (parent, _), *ours = [(late[0] - early[0], late[1] - early[1]) for early, late in zip(before, after, strict=True)]
    idle = sum(wall - ran - waited for ran, waited in ours)
    worked = sum(ran for ran, _ in ours)
    gain = 2 * worked / (worked + parent + max(0.0, idle))
    assert gain >= 1.8, (worked, parent, idle, wall)


def test_a_long_article_does_not_keep_its_memory_from_those_after_it(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 120, texts={0: article(0, 220_000)})
    run = start(source, "-o", tmp_path / "out", "--workers", 1)
    during: list[int] = []
    after: list[int] = []

    def ended() -> bool:
        done = recorded(tmp_path / "out")
        with suppress(psutil.Error):
            (during if done == 0 else after).extend(map(_memory, workers(run)))
        return run.poll() is not None

    until(ended)
    run.communicate()
    assert recorded(tmp_path / "out") == 120
    assert max(during) > 110 * MIB
    assert after[-1] < 90 * MIB
