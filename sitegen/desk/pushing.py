"""What was accepted on its way to the city's repository: fetched, put on top, pushed, tried again.

Nothing that others pushed is lost, and no commit is half made: an item whose files others changed
meanwhile leaves the branch, and is placed anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.city.git.replay import own_commits, replay
from sitegen.city.git.run import GitAnswer, is_within, run_git
from sitegen.desk.moving import InTheWayError, finish, move
from sitegen.i18n import N_
from sitegen.submission.commits import ACCEPTED, CONTENTS

# Others may push at the same time, a few times in a row.
TRIES = 5
# Seconds for one conversation with the remote repository.
PATIENCE = 120.0
JOURNAL = "dorong.json"
_TALK = ("-c", "protocol.allow=user", "-c", "protocol.ext.allow=never")
_USER = re.compile(r"(//)[^/@\s]*@")
_NO_BRANCH = "couldn't find remote ref"
# even: nothing to push; pushed; nowhere: the branch follows none; waiting: the remote does not answer;
# refused: it does not take it; blocked: a person has to look at this clone.
PushState = Literal["even", "pushed", "nowhere", "waiting", "refused", "blocked"]


class Pushed(Struct, frozen=True, kw_only=True):
    """What came of pushing: `unsent` are the commits that the remote lacks.

    `renamed` says what commits are called now that were put on top of others', `dropped` which have to
    be made anew. `moved` says that the working tree has something new of others.
    """

    state: PushState
    remote: str = ""
    detail: str = ""
    unsent: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    moved: bool = False


class _Stuck(Exception):  # noqa: N818 - it is an answer
    def __init__(self, state: PushState, detail: str) -> None:
        super().__init__(detail)
        self.state: PushState = state
        self.detail = detail


def push(root: Path, remote: str, folder: Path) -> Pushed:
    """Bring what was committed here to a remote, "" for what the branch follows; raises OSError.

    `folder` is the desk's, for the note of a move.
    """
    journal = folder / JOURNAL
    finish(root, journal)
    ref = _line(root, "symbolic-ref", "--quiet", "HEAD")
    where = _target(root, ref, remote)
    if not where:
        return Pushed(state="nowhere")
    renamed: dict[str, str] = {}
    moved, detail = False, ""
    state: PushState = "waiting"
    try:
        for _ in range(TRIES):
            upstream = _fetched(root, where)
            head = _line(root, "rev-parse", "--verify", "HEAD")
            if upstream and not is_within(root, upstream, head):
                found = _on_top(root, (ref, head), upstream, journal)
                moved = True
                renamed = {old: found.pop(new, new) for old, new in renamed.items()} | found
                head = _line(root, "rev-parse", "--verify", "HEAD")
            if head == upstream:
                state, detail = "even" if not renamed else "pushed", ""
                break
            if not (detail := _pushed(root, where, head)):
                state = "pushed"
                break
    except _Stuck as stuck:
        state, detail = stuck.state, stuck.detail
    return Pushed(
        state=state,
        remote=where[0],
        detail=detail,
        unsent=() if state in {"even", "pushed"} else _unsent(root, where),
        renamed=tuple((old, new) for old, new in renamed.items() if new),
        dropped=tuple(old for old, new in renamed.items() if not new),
        moved=moved,
    )


def _target(root: Path, ref: str, remote: str) -> tuple[str, str] | None:
    """The remote and its branch."""
    name = ref.removeprefix("refs/heads/")
    own = _line(root, "config", "--get", f"branch.{name}.remote")
    merge = _line(root, "config", "--get", f"branch.{name}.merge")
    if remote in {"", own} and own and own != "." and merge:
        return own, merge
    return (remote, ref) if remote else None


def _fetched(root: Path, where: tuple[str, str]) -> str:
    """The commit that the remote's branch ends in, "" if it has no such branch yet."""
    remote, branch = where
    try:
        answer = run_git(
            root,
            (*_TALK, "fetch", "--quiet", "--no-tags", "--no-auto-gc", "--", remote, branch),
            limit=PATIENCE,
        )
    except TimeoutError:
        raise _Stuck("waiting", N_("it does not answer")) from None
    if answer.code and _NO_BRANCH in answer.err:
        return ""
    if answer.code:
        raise _Stuck("waiting", told(answer))
    return _line(root, "rev-parse", "--verify", "FETCH_HEAD^{commit}")


def _on_top(root: Path, whose: tuple[str, str], upstream: str, journal: Path) -> dict[str, str]:
    """Put our commits on top of others'; return what each became, "" for one to be made anew."""
    ref, head = whose
    own = own_commits(root, upstream, head)
    if own and _line(root, "rev-list", "--min-parents=2", "--max-count=1", f"{upstream}..{head}"):
        raise _Stuck("blocked", N_("a merge that was made by hand has to be pushed by hand"))
    found = replay(root, upstream, own)
    for commit in found.dropped:
        text = _line(root, "log", "-1", "--format=%B", commit)
        if not re.search(rf"^(?:{CONTENTS}|{ACCEPTED}): ", text, re.MULTILINE):
            raise _Stuck("blocked", N_("others changed the same files as a commit made by hand"))
    try:
        move(root, ref, head, found.tip, journal)
    except InTheWayError as error:
        raise _Stuck("blocked", error.path) from None
    return dict(found.renamed) | dict.fromkeys(found.dropped, "")


def _pushed(root: Path, where: tuple[str, str], head: str) -> str:
    """Push; return "" when it is there, else what the remote said of a branch that others moved."""
    remote, branch = where
    how = ("push", "--porcelain", "--no-verify", "--no-follow-tags")
    try:
        answer = run_git(root, (*_TALK, *how, "--", remote, f"{head}:{branch}"), limit=PATIENCE)
    except TimeoutError:
        raise _Stuck("waiting", N_("it does not answer")) from None
    if not answer.code:
        return ""
    said = answer.out.decode("utf-8", "replace")
    if "[remote rejected]" in said:
        reason = re.search(r"\[remote rejected\]\s*\((.*)\)", said)
        raise _Stuck("refused", reason[1][:160] if reason else told(answer))
    if "[rejected]" in said:
        return told(answer)
    raise _Stuck("waiting", told(answer))


def _unsent(root: Path, where: tuple[str, str]) -> tuple[str, ...]:
    """The commits that the remote lacked when it was asked last."""
    remote, branch = where
    known = f"refs/remotes/{remote}/{branch.removeprefix('refs/heads/')}"
    answer = run_git(root, ("rev-list", "--max-count=1000", "HEAD", "--not", known))
    if answer.code:
        answer = run_git(root, ("rev-list", "--max-count=1000", "HEAD"))
    return tuple(answer.out.decode("ascii", "replace").split())


def told(answer: GitAnswer) -> str:
    """Return what git said, in one line, without who signs in."""
    lines = [line.strip() for line in answer.err.split("\n")]
    found = next((line for line in lines if line.startswith(("fatal:", "error:"))), "")
    return _USER.sub(r"\1", found or " ".join(filter(None, lines)))[:200] or "-"


def _line(root: Path, *arguments: str) -> str:
    return run_git(root, arguments).out.decode("utf-8", "replace").strip()
