"""Build hook: compiles the lexicons, so that an installed package starts in milliseconds, and the attribution kernel, where that can be."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = "annotator/attribution/_kernel"


class CompiledPartsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``annotator/data/lexicons.msgpack``, ``notes.json`` and the kernel before the wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the lexicons and the kernel of the source tree and add the result to the build."""
        del version
        root = Path(self.root)
        sys.path.insert(0, self.root)
        try:
            from annotator.lexicon.compile import write

            write(root / "annotator" / "data", root / "lexicons")
        finally:
            sys.path.remove(self.root)
        build_data["artifacts"] += ["annotator/data/lexicons.msgpack", "annotator/data/notes.json"]
        if self.target_name == "wheel":
            problem = compile_kernel(root)
            if problem:
                self.app.display_warning(f"the attribution engine runs in Python, a tenth as fast: {problem}")
            else:
                build_data["artifacts"].append(f"{KERNEL}.abi3.so")
                build_data["pure_python"] = False
                build_data["tag"] = f"cp311-abi3-{_platform()}"


def compile_kernel(root: Path) -> str:
    """Compile the kernel beside its source; whoever has no compiler gets the package without it.

    :return: why it could not be compiled; the empty string where it was.
    """
    out = root / f"{KERNEL}.abi3.so"
    problem = _compile(root / f"{KERNEL}.c", out)
    if problem:
        out.unlink(missing_ok=True)  # never keep one that was made of another source
    return problem


def _compile(source: Path, out: Path) -> str:
    if os.environ.get("ANNOTATOR_PURE"):
        return "ANNOTATOR_PURE is set"
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or ""
    if not compiler or not shutil.which(shlex.split(compiler)[0]):
        compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), "")
    if not compiler or os.name != "posix":
        return "there is no C compiler"
    linked = ["-bundle", "-undefined", "dynamic_lookup"] if sys.platform == "darwin" else ["-shared"]
    digest = sha256(source.read_bytes()).hexdigest()[:16]
    flags = [
        "-O2",
        f'-DSOURCE="{digest}"',
        "-DNDEBUG",
        "-fPIC",
        "-fvisibility=hidden",
        "-Wall",
        "-Wextra",
        *linked,
        "-I",
        sysconfig.get_paths()["include"],
    ]
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        made = Path(folder) / out.name
        command = [*shlex.split(compiler), *flags, str(source), "-o", str(made)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return str(error)
        if run.returncode:
            return run.stderr.strip() or f"{compiler} failed"
        made.replace(out)  # at once, and beside the file that a running program may have open
    return ""


def _platform() -> str:
    from packaging.tags import sys_tags

    return next(tag.platform for tag in sys_tags() if "manylinux" not in tag.platform and "musllinux" not in tag.platform)
