"""The branch that a clone follows: fetched from its server, and followed by fast-forward alone."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.city.git.run import is_within, run_git

# Seconds after which a server that says nothing is given up, until the next time.
PATIENCE = 120.0
# Unlike what reads a history, this has to reach a server by the operator's own keys; it asks nobody,
# and runs no hooks.
_SETTINGS = ("--no-pager", "-c", "color.ui=false", "-c", f"core.hooksPath={os.devnull}")
# Names and passwords in addresses, which git shows in some of its messages.
_SECRET = re.compile(r"(://)[^/@\s]+@")

State = Literal["same", "moved", "apart", "changed", "unreachable"]


class Followed(Struct, frozen=True, kw_only=True):
    """What following came to, and what git said where it could not.

    `same`: nothing new; `moved`: the branch has the server's commits; `apart`: each side has commits
    that the other lacks; `changed`: files changed here are in the way; `unreachable`: no answer.
    """

    state: State
    detail: str = ""


def follow_upstream(root: Path, limit: float = PATIENCE) -> Followed:
    """Fetch the branch that is checked out, and let it follow that of the server.

    Raises OSError when git is not there.
    """
    branch = _asked(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch:
        return Followed(state="unreachable", detail="HEAD")
    remote = _asked(root, "config", f"branch.{branch}.remote") or "origin"
    theirs = _asked(root, "config", f"branch.{branch}.merge") or f"refs/heads/{branch}"
    kept = f"refs/remotes/{remote}/{theirs.removeprefix('refs/heads/')}"
    fetched = _run(root, limit, "fetch", "--quiet", "--no-tags", remote, f"+{theirs}:{kept}")
    if fetched is None or fetched.returncode:
        return Followed(state="unreachable", detail=_said(fetched))
    if is_within(root, kept, "HEAD"):
        return Followed(state="same")
    if not is_within(root, "HEAD", kept):
        return Followed(state="apart", detail=kept.removeprefix("refs/remotes/"))
    merged = _run(root, limit, "merge", "--quiet", "--ff-only", "--no-overwrite-ignore", kept)
    if merged is None or merged.returncode:
        return Followed(state="changed", detail=_said(merged))
    return Followed(state="moved")


def _asked(root: Path, *arguments: str) -> str:
    answer = run_git(root, arguments)
    return answer.out.decode("utf-8", "replace").strip() if not answer.code else ""


def _run(root: Path, limit: float, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git by the operator's own settings; None when it took too long."""
    own = {k: v for k, v in os.environ.items() if k not in {"GIT_DIR", "GIT_WORK_TREE"}}
    fixed = {"LC_ALL": "C", "LANGUAGE": "", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": ""}
    own.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ("git", *_SETTINGS, *arguments),  # noqa: S607 - the git of this machine
            cwd=root,
            env=own | fixed,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None


def _said(answer: subprocess.CompletedProcess[bytes] | None) -> str:
    if answer is None:
        return "timeout"
    text = " ".join(answer.stderr.decode("utf-8", "replace").split())
    return _SECRET.sub(r"\1", text)[-160:] or "-"
