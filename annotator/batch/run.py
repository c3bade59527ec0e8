"""A run over any number of inputs: read, annotate, write, in constant memory and so that it can be ended and gone on with at any moment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec
from msgspec import Struct

from annotator import __version__
from annotator.batch import feed, finish
from annotator.batch.order import Engine, in_order
from annotator.batch.store import State, Store
from annotator.batch.work import Job
from annotator.config import Settings
from annotator.errors import UsageError

_DATA = Path(__file__).resolve().parents[1] / "data"
_MODELS = ("anonymity.json", "attribution.msgpack", "language.msgpack")


class Plan(Struct, frozen=True, kw_only=True):
    """What to run.

    ``inputs``: files, folders, globs, ``-``. ``folder``: where results go. ``workers``: how many processes, None for one a core.
    ``timeout``: seconds that an article may take. ``memory``: MiB that a worker may use. ``html``: a page for each article, and an index.
    ``parquet``: the summary as Parquet too. ``restart``: throw away what an earlier run left in the folder. ``scheduler``: address of the
    Dask cluster for the engine ``dask``.
    """

    inputs: tuple[str, ...]
    folder: Path
    settings: Settings = Settings()
    workers: int | None = None
    timeout: float = 120.0
    memory: int = 1024
    html: bool = False
    parquet: bool = False
    restart: bool = False
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None


class Step(Struct, frozen=True):
    """How far a run is: the state of its folder, bytes read and to read (None: unknown), and the failure that came last, if it is new."""

    state: State
    read: int
    total: int | None
    failure: str | None = None


def run(plan: Plan, *, stdin: BinaryIO | None = None, watch: Callable[[Step], None] | None = None) -> State:
    """Annotate all inputs of *plan* into its folder; go on where an earlier run with the same plan ended.

    Starts processes; a script that calls this needs the usual ``if __name__ == "__main__":``.

    :param stdin: what to read for ``-``.
    :param watch: told of each finished input.
    :returns: how many inputs are done and failed, and the highest severity.
    :raises UsageError: the folder belongs to another run, or the plan makes no sense.
    :raises OutputError: the folder cannot be written; what was finished stays.
    """
    if plan.parquet:
        finish.check_parquet()
    if not 0 < plan.timeout < float("inf") or plan.memory < 64 or (plan.workers is not None and plan.workers < 1):
        raise UsageError("a run needs a worker, some time (--timeout) and 64 MiB of memory (--memory) at least")
    known = feed.survey(plan.inputs)
    read = 0

    def count(size: int) -> None:
        nonlocal read
        read += size

    with Store(plan.folder, manifest(plan, known), restart=plan.restart) as store:
        pieces = feed.pieces(plan.inputs, stdin=stdin, seen=count)
        for _ in islice(pieces, store.state.done):
            pass  # finished by an earlier run
        if watch:
            watch(Step(store.state, read, known.bytes))
        with _engine(plan) as engine:
            for result in in_order(pieces, engine):
                store.add(result)
                if watch:
                    watch(Step(store.state, read, known.bytes, result.reason))
        store.sync()
        if plan.parquet:
            finish.write_parquet(store)
        if plan.html:
            finish.write_index(store)
        return store.state


def manifest(plan: Plan, known: feed.Survey) -> dict[str, Any]:
    """All that the results depend on."""
    from annotator.lexicon import load
    from annotator.pipeline import extractors
    from annotator.score import load_card

    settings = plan.settings
    card = load_card(settings.card)
    return {
        "annotator": __version__,
        "card": {"id": card.id, "sha256": card.sha256},
        "lexicons": load().versions,
        "models": {name: sha256((_DATA / name).read_bytes()).hexdigest() for name in _MODELS},
        "rules": [extractor.RULE.id for extractor in extractors(settings)],
        "settings": {"outlet": settings.outlet, "plugins": settings.plugins, "readability": settings.readability},
        "pages": plan.html,
        "inputs": {"paths": list(map(_shown, plan.inputs)), **msgspec.structs.asdict(known)},
    }


def _shown(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _engine(plan: Plan) -> AbstractContextManager[Engine]:
    job = Job(plan.settings, plan.html)
    if plan.engine == "dask":
        from annotator.batch.cluster import Cluster

        if not plan.scheduler:
            raise UsageError("--engine dask needs --scheduler, the address of a cluster, such as tcp://127.0.0.1:8786")
        return Cluster(job, plan.scheduler, plan.timeout, plan.memory)
    from annotator.batch.pool import Pool, cores

    return Pool(job, plan.workers or cores(), plan.timeout, plan.memory)
