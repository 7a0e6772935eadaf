"""How git is run: in a neutral environment, without any program that its settings name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

# Settings of people and machines must not change what is read, and git must not ask or fetch.
SETTINGS = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.quotepath=false", "-c", "log.showSignature=false", "-c", "log.follow=false"),
    *("-c", "protocol.allow=never", "-c", "color.ui=false", "-c", "core.fsmonitor=false"),
)
# Seconds: a history of 73,000 commits takes one minute; a repository on a dead disk, forever.
PATIENCE = 600.0
# Which repositories people trust, and where git itself is, stays configurable.
KEPT = frozenset(
    {
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"),
        *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitAnswer:
    """What git answered: exit code, standard output and standard error."""

    code: int
    out: bytes
    err: str


Runner: TypeAlias = "Callable[[Path, tuple[str, ...]], GitAnswer]"


def run_git(root: Path, arguments: tuple[str, ...], limit: float = PATIENCE) -> GitAnswer:
    """Return git's answer, run in `root` in a neutral environment.

    Raises TimeoutError when git has not answered in `limit` seconds, and other errors of the system.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ("git", *SETTINGS, *arguments),  # noqa: S607 - the git of this machine
            cwd=root,
            env=neutral(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from None
    return GitAnswer(
        code=done.returncode, out=done.stdout, err=done.stderr.decode("utf-8", "replace")
    )


def neutral(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` without what redirects git or makes it ask, fetch or change language."""
    kept = {k: v for k, v in environment.items() if not k.startswith("GIT_") or k in KEPT}
    fixed = {"LANG": "C", "LC_ALL": "C", "LANGUAGE": "", "GIT_TERMINAL_PROMPT": "0"}
    return kept | fixed | {"GIT_NO_LAZY_FETCH": "1", "GIT_GRAFT_FILE": os.devnull}
