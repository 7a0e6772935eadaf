"""What a clone was made without, and the commands that bring it."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.log import path_of
from sitegen.city.git.run import Runner, run_git

_FILTER = re.compile(r"^remote\.([\w.-]+)\.partialclonefilter ", re.MULTILINE)


class Lacks(Struct, frozen=True, kw_only=True):
    """`shallow`: commits are missing. `filtered` is the remote of which files or folders of earlier
    commits were left out, "" if none were.
    """

    shallow: bool = False
    filtered: str = ""

    @property
    def command(self) -> str:
        """What brings everything, as one line for a shell; "" if nothing is missing."""
        if self.filtered:
            deepen = "--unshallow " if self.shallow else ""
            return (
                f"git config --unset remote.{self.filtered}.partialclonefilter && "
                f"git fetch --refetch {deepen}{self.filtered}"
            )
        return "git fetch --unshallow" if self.shallow else ""


def read_lacks(root: Path, *, run: Runner = run_git) -> Lacks:
    """Return what the clone at `root` was made without; nothing where git does not answer."""
    shallow = _answer(root, run, "rev-parse", "--is-shallow-repository")
    filters = _answer(root, run, "config", "--get-regexp", r"^remote\..*\.partialclonefilter$")
    found = _FILTER.search(filters)
    return Lacks(shallow=shallow.strip() == "true", filtered=found[1] if found else "")


def _answer(root: Path, run: Runner, *arguments: str) -> str:
    try:
        answer = run(root, arguments)
    except OSError:
        return ""
    return path_of(answer.out) if answer.code == 0 else ""
