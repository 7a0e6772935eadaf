"""Commits made beside the working tree and the index: objects first, then one move of the branch.

Nothing that is staged or changed there enters such a commit, and one that is cut leaves no half of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.log import path_of
from sitegen.city.git.run import GitAnswer, Runner, run_git
from sitegen.errors import UsageError
from sitegen.i18n import N_

_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FILE, _FOLDER = "100644", "040000"
# What git keeps while something is not finished, and how it is.
_UNFINISHED = {
    "MERGE_HEAD": N_("a merge is not finished"),
    "rebase-merge": N_("a rebase is not finished"),
    "rebase-apply": N_("a rebase is not finished"),
    "CHERRY_PICK_HEAD": N_("a cherry-pick is not finished"),
    "REVERT_HEAD": N_("a revert is not finished"),
    "BISECT_LOG": N_("a bisect is not finished"),
}


class Tip(Struct, frozen=True, kw_only=True):
    """The commit that a branch ends in, "" before its first one, and the city's folder in it.

    `committer` is who works here, as git's settings say, with the time: `Name <address> time zone`.
    """

    ref: str
    commit: str
    folder: str
    committer: str

    @property
    def moment(self) -> str:
        """The time of commits made now, as git writes it."""
        return self.committer.rpartition(">")[2].strip()


class NewCommit(Struct, frozen=True, kw_only=True):
    """A commit to be made: files by the city's paths, its author as `Name <address>`, its message.

    A file without bytes, None, goes.
    """

    files: Mapping[str, bytes | None]
    author: str
    message: str


def read_tip(root: Path, *, run: Runner = run_git) -> Tip:
    """Return where the branch of a working tree ends.

    Raises UsageError (K013, K014) where no commit may be made: no repository, no branch, no name of who
    works here, or something unfinished.
    """
    try:
        folder = run(root, ("rev-parse", "--show-prefix"))
    except OSError as error:
        raise refused(N_("git is not installed here"), detail=str(error)) from None
    if folder.code:
        raise refused(N_("the city is not in a git repository"), detail=folder.err)
    ref = run(root, ("symbolic-ref", "--quiet", "HEAD"))
    for name, reason in _UNFINISHED.items():
        where = run(root, ("rev-parse", "--git-path", name)).out.decode().strip()
        if where and (root / where).exists():
            raise refused(reason)
    if ref.code:
        raise refused(N_("no branch is checked out"))
    head = run(root, ("rev-parse", "--verify", "--quiet", "HEAD^{commit}")).out.decode().strip()
    who = run(root, ("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"))
    if who.code:
        raise UsageError.of("K014")
    return Tip(
        ref=ref.out.decode().strip(),
        commit=head,
        folder=path_of(folder.out.removesuffix(b"\n")),
        committer=who.out.decode("utf-8", "replace").strip(),
    )


def read_files(root: Path, tip: Tip, below: str, *, run: Runner = run_git) -> dict[str, str]:
    """Return the committed files below a folder of the city, each with the name of its bytes."""
    if not tip.commit:
        return {}
    listed = _asked(run, root, "ls-tree", "-r", "-z", tip.commit, "--", f"{below}/")
    entries = (each.partition(b"\t") for each in listed.split(b"\0") if each)
    return {path_of(path): head.decode("ascii").split(" ")[2] for head, _, path in entries}


def staged_files(root: Path, below: str, *, run: Runner = run_git) -> dict[str, str]:
    """Return the files that the index has below a folder of the city, as `read_files`."""
    listed = _asked(run, root, "ls-files", "-s", "-z", "--", f"{below}/")
    entries = (each.partition(b"\t") for each in listed.split(b"\0") if each)
    return {path_of(path): head.decode("ascii").split(" ")[1] for head, _, path in entries}


def name_of(root: Path, data: bytes) -> str:
    """Return the name that git gives to these bytes; nothing is written."""
    return _name(run_git(root, ("hash-object", "--stdin"), data))


def write_commits(root: Path, tip: Tip, commits: tuple[NewCommit, ...]) -> tuple[str, ...]:
    """Write commits that follow one another after the tip, as objects alone; return their names."""
    made: list[str] = []
    parent = tip.commit
    for each in commits:
        tree = _name_of_tree(root, parent)
        blobs = {
            tip.folder + path: "" if data is None else _made(root, "blob", data)
            for path, data in each.files.items()
        }
        tree = _with(root, tree, blobs) or _name(run_git(root, ("mktree", "-z")))
        lines = [f"tree {tree}", *([f"parent {parent}"] if parent else [])]
        lines += [f"author {each.author} {tip.moment}", f"committer {tip.committer}"]
        parent = _made(root, "commit", "\n".join((*lines, "", each.message)).encode())
        made.append(parent)
    return tuple(made)


def stage(root: Path, tip: Tip, contents: Mapping[str, bytes | None]) -> None:
    """Put these files into the index, or take them out, and leave all else as it is; raises UsageError."""
    zero = "0" * len(tip.commit or "0" * 40)
    rows = [
        f"0 {zero}\t{tip.folder}{path}"
        if data is None
        else f"{_FILE} {_made(root, 'blob', data)}\t{tip.folder}{path}"
        for path, data in contents.items()
    ]
    answer = run_git(root, ("update-index", "-z", "--index-info"), "\0".join((*rows, "")).encode())
    if answer.code:
        raise refused(N_("the index cannot be written"), detail=answer.err)


def unstage(root: Path, tip: Tip, before: Mapping[str, str], paths: tuple[str, ...]) -> None:
    """Put the index back to what it had for these paths."""
    zero = "0" * len(tip.commit or "0" * 40)
    rows = [
        f"{_FILE} {before[p]}\t{tip.folder}{p}" if p in before else f"0 {zero}\t{tip.folder}{p}"
        for p in paths
    ]
    run_git(root, ("update-index", "-z", "--index-info"), "\0".join((*rows, "")).encode())


def move_branch(root: Path, tip: Tip, to: str) -> bool:
    """Let the branch end in another commit; False if it has moved since the tip was read."""
    before = tip.commit or "0" * len(to)
    answer = run_git(root, ("update-ref", "-m", "sitegen receive", tip.ref, to, before))
    return not answer.code


def read_trailers(root: Path, key: str, *, run: Runner = run_git) -> dict[str, str]:
    """Return the values of a trailer in the history of HEAD, each with the first commit that has it."""
    form = f"%H%x00%(trailers:key={key},valueonly,separator=%x2C)%x01"
    answer = run(
        root, ("log", "--reverse", "--fixed-strings", f"--grep={key}: ", f"--format={form}", "HEAD")
    )
    found: dict[str, str] = {}
    for entry in answer.out.decode("utf-8", "replace").split("\x01") if not answer.code else ():
        commit, _, values = entry.strip().partition("\0")
        for value in filter(None, (each.strip() for each in values.split(","))):
            found.setdefault(value, commit)
    return found


def refused(reason: str, detail: str = "") -> UsageError:
    """Return the error that says why no commit can be made."""
    line = " ".join(detail.split())[:160] or "-"
    return UsageError.of("K013", reason=reason, detail=line)


def _name_of_tree(root: Path, commit: str) -> str:
    if not commit:
        return ""
    return _name(run_git(root, ("rev-parse", "--verify", f"{commit}^{{tree}}")))


def _with(root: Path, tree: str, blobs: Mapping[str, str]) -> str:
    """The name of a tree with these files put into it, or without those that have no name here.

    "" stands for no tree yet, and for one in which nothing is left.
    """
    listed = _asked(run_git, root, "ls-tree", "-z", "--full-tree", tree) if tree else b""
    entries: dict[bytes, tuple[str, str, str]] = {}
    for entry in filter(None, listed.split(b"\0")):
        head, _, name = entry.partition(b"\t")
        mode, kind, own = head.decode("ascii").split(" ")
        entries[name] = (mode, kind, own)
    inner: dict[str, dict[str, str]] = {}
    for path, blob in blobs.items():
        first, _, rest = path.partition("/")
        if rest:
            inner.setdefault(first, {})[rest] = blob
            continue
        if (old := entries.get(first.encode())) and not old[0].startswith("100"):
            raise refused(N_("a folder or link stands where a file is needed"), detail=first)
        if blob:
            entries[first.encode()] = (_FILE, "blob", blob)
        else:
            entries.pop(first.encode(), None)
    for first, own_blobs in inner.items():
        old = entries.get(first.encode())
        if old and old[1] != "tree":
            raise refused(N_("a file stands where a folder is needed"), detail=first)
        if below := _with(root, old[2] if old else "", own_blobs):
            entries[first.encode()] = (_FOLDER, "tree", below)
        else:
            entries.pop(first.encode(), None)
    if not entries:
        return ""
    rows = (f"{mode} {kind} {own}\t".encode() + name for name, (mode, kind, own) in entries.items())
    return _name(run_git(root, ("mktree", "-z"), b"".join(row + b"\0" for row in rows)))


def _made(root: Path, kind: str, data: bytes) -> str:
    return _name(run_git(root, ("hash-object", "-w", "-t", kind, "--stdin"), data))


def _name(answer: GitAnswer) -> str:
    name = answer.out.decode("ascii", "replace").strip()
    if answer.code or not _NAME.fullmatch(name):
        raise refused(N_("git did not write what it was given"), detail=answer.err)
    return name


def _asked(run: Runner, root: Path, *arguments: str) -> bytes:
    answer = run(root, arguments)
    if answer.code:
        raise refused(N_("git does not show what is committed"), detail=answer.err)
    return answer.out
