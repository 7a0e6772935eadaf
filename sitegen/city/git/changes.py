"""Which paths a change touches: in its commits since the base, and in the working tree.

A change is read as the tree that it would leave behind, so a rename is one path removed and one
added, and git's settings for showing differences have no effect.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.log import path_of
from sitegen.city.git.run import GitAnswer, Runner, run_git
from sitegen.errors import UsageError
from sitegen.model.roles import CONTENT

_COMMIT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\n")
_FOLDER = ("rev-parse", "--show-prefix")
_LINK, _SUBMODULE, _REGULAR = "120000", "160000", "100"
_TREES = (
    *("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-relative"),
    *("--ignore-submodules=none", "--no-ext-diff", "--no-textconv"),
)
# The working tree of a submodule is not inspected: git would follow its own settings there.
_STATUS = (
    *("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"),
    *("--ignored=no", "--ignore-submodules=dirty"),
)
_FILTERS = ("config", "-z", "--name-only", "--get-regexp", r"^filter\.")


class Base(Struct, frozen=True, kw_only=True):
    """The commit that a change is compared with, and the `ref` that named it.

    `folder` is the city's folder in the repository: "" or a path that ends in a slash.
    """

    ref: str
    commit: str
    folder: str


class Touched(Struct, frozen=True, kw_only=True):
    """A path, from the city's folder, that a change adds, edits, removes or renames (from or to).

    `link` says that it is now a symbolic link or a submodule.
    """

    path: str
    link: bool = False


class ProposedChange(Struct, frozen=True, kw_only=True):
    """A change: the commit that it is for, one at which HEAD left that, and what it touches."""

    base: Base
    left: str
    touched: tuple[Touched, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The paths that the change touches."""
        return frozenset(each.path for each in self.touched)


def read_change(root: Path, ref: str, *, run: Runner = run_git) -> ProposedChange:
    """Return what HEAD and the working tree change since HEAD left the commit that `ref` names.

    Raises UsageError as `read_base` and `read_touched`.
    """
    base = read_base(root, ref, run=run)
    head = _commit(root, "HEAD", run)
    left = _left(root, base, head, run)
    return ProposedChange(base=base, left=left[0], touched=_touched(root, base, left, head, run))


def read_base(root: Path, ref: str, *, run: Runner = run_git) -> Base:
    """Return the commit that `ref` names in the repository of `root`.

    Raises UsageError when git is missing or refuses, and when `ref` names no commit or several.
    """
    folder = path_of(_ask(root, run, *_FOLDER).removesuffix(b"\n"))
    return Base(ref=ref, commit=_commit(root, ref, run), folder=folder)


def read_folder(root: Path, *, run: Runner = run_git) -> str:
    """Return the city's folder in its repository: "" or a path that ends in a slash.

    If git does not say, the city is taken to be the whole repository.
    """
    try:
        return path_of(_ask(root, run, *_FOLDER).removesuffix(b"\n"))
    except UsageError:
        return ""


def read_touched(root: Path, base: Base, *, run: Runner = run_git) -> tuple[Touched, ...]:
    """Return what HEAD or the working tree changed since HEAD left the base, sorted by path.

    Raises UsageError when git refuses, or the history does not reach the base.
    """
    head = _commit(root, "HEAD", run)
    return _touched(root, base, _left(root, base, head, run), head, run)


def _touched(
    root: Path, base: Base, left: list[str], head: str, run: Runner
) -> tuple[Touched, ...]:
    touched: dict[str, bool] = {}
    for each in left:
        try:
            touched |= parse_raw(_ask(root, run, *_TREES, each, head))
        except ValueError as error:
            raise UsageError.of("U031", reason=shown(str(error))) from None
    for path in parse_status(_ask(root, run, *_no_filters(root, run), *_STATUS)):
        touched.setdefault(path, False)
    return tuple(
        Touched(path=_seen_from(base.folder, path), link=link)
        for path, link in sorted(touched.items())
    )


def _left(root: Path, base: Base, head: str, run: Runner) -> list[str]:
    # Branches merged into each other have several merge bases, and a merge that threw away the
    # work of others would not show against one of them.
    found = _answer(root, run, "merge-base", "--all", base.commit, head).out.decode("ascii").split()
    if not found:
        raise UsageError.of("U029", ref=shown(base.ref))
    return found


def read_at(root: Path, base: Base, path: str, *, run: Runner = run_git) -> bytes | None:
    """Return the bytes of the city's file `path` in the base; None if there is no regular file."""
    entry = _ask(root, run, "ls-tree", "-z", "--full-tree", base.commit, "--", base.folder + path)
    mode, _, rest = entry.decode("utf-8", "surrogateescape").partition(" ")
    if not mode.startswith(_REGULAR):
        return None
    return _ask(root, run, "cat-file", "blob", rest.partition("\t")[0].split(" ")[1])


def read_neighbours(
    root: Path, base: Base, files: tuple[str, ...], *, run: Runner = run_git
) -> tuple[str, ...]:
    """Return the other folders that have all these files in the base, as seen from the city's folder.

    Each ends in a slash, such as `../kota-lain/`. The top of the repository is none.
    """
    listed = _ask(root, run, "ls-tree", "-r", "-z", "--name-only", "--full-tree", base.commit)
    paths = {path_of(each) for each in listed.split(b"\0")}
    first = f"/{files[0]}"
    folders = {path.removesuffix(first) + "/" for path in paths if path.endswith(first)}
    cities = {folder for folder in folders if all(folder + file in paths for file in files)}
    return tuple(sorted(_seen_from(base.folder, each) for each in cities - {base.folder}))


def read_contents(root: Path, commit: str, *, run: Runner = run_git) -> tuple[str, ...]:
    """Return the regular files below `content/` in a commit, with the city's paths.

    Empty where git does not say: no repository, no such commit.
    """
    try:
        answer = run(root, ("ls-tree", "-r", "-z", commit, "--", CONTENT))
    except OSError:
        return ()
    entries = answer.out.split(b"\0") if not answer.code else []
    return tuple(
        path_of(path)
        for mode, _, path in (each.partition(b"\t") for each in entries)
        if mode.startswith(_REGULAR.encode())
    )


def parse_raw(data: bytes) -> dict[str, bool]:
    """Return the paths of `git diff-tree -r -z --raw --no-renames`, and whether each is now a link.

    Raises ValueError if `data` is not such output.
    """
    tokens = data.split(b"\0")
    if len(tokens) % 2 == 0 or tokens.pop():
        raise ValueError(tokens[-1:])
    found: dict[str, bool] = {}
    for header, path in zip(tokens[::2], tokens[1::2], strict=True):
        _, mode, *_ = header.decode("ascii").split(" ")
        found[path_of(path)] = mode in {_LINK, _SUBMODULE}
    return found


def parse_status(data: bytes) -> tuple[str, ...]:
    """Return the paths in the output of `git status --porcelain=v1 -z --no-renames`."""
    # A repository inside the working tree is listed as a folder.
    return tuple(path_of(entry[3:].removesuffix(b"/")) for entry in data.split(b"\0") if entry)


def shown(text: str) -> str:
    """Return a path or name as one line that terminals and logs can show."""
    return text if text.isprintable() else text.encode("unicode_escape").decode()


def _seen_from(folder: str, path: str) -> str:
    return (
        path.removeprefix(folder) if path.startswith(folder) else "../" * folder.count("/") + path
    )


def _commit(root: Path, ref: str, run: Runner) -> str:
    # No branch or tag name begins with a hyphen or has control characters.
    if not ref.isprintable() or ref.startswith("-"):
        raise UsageError.of("U027", ref=shown(ref))
    name = ("-c", "core.warnAmbiguousRefs=true", "rev-parse", "--verify", f"{ref}^{{commit}}")
    answer = _answer(root, run, *name)
    if "is ambiguous" in answer.err:
        raise UsageError.of("U028", ref=ref)
    if not _COMMIT.fullmatch(answer.out):
        raise UsageError.of("U027", ref=ref)
    return answer.out.decode("ascii").strip()


def _no_filters(root: Path, run: Runner) -> tuple[str, ...]:
    """Return options that disable every configured filter: git would run it to compare files."""
    names = run(root, _FILTERS).out.split(b"\0")
    # A name may contain `=`, so `-c` cannot set it; LANGUAGE is empty when git runs.
    return tuple(f"--config-env={path_of(name)}=LANGUAGE" for name in names if name)


def _ask(root: Path, run: Runner, *arguments: str) -> bytes:
    answer = _answer(root, run, *arguments)
    if answer.code:
        raise UsageError.of("U031", reason=_reason(answer.err))
    return answer.out


def _answer(root: Path, run: Runner, *arguments: str) -> GitAnswer:
    try:
        return run(root, arguments)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and root.is_dir():
            raise UsageError.of("U030") from None
        raise UsageError.of("U031", reason=error.strerror or str(error)) from None


def _reason(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return shown(line.removeprefix("fatal: ").removeprefix("error: ")) or "?"
