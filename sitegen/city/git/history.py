"""When each content file was first published and last changed, from git's own history.

One `git log` reads everything. The result is cached with its HEAD in two lines of JSON, so that
the next run reads only new commits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.front import read_lines
from sitegen.city.git.lacks import read_lacks
from sitegen.city.git.log import (
    NOTHING,
    Commit,
    Former,
    Lives,
    follows,
    parse_log,
    path_of,
    replay,
)
from sitegen.city.git.run import Runner, run_git
from sitegen.digest import content_digest, digest
from sitegen.i18n import N_
from sitegen.model import TableEdit
from sitegen.privacy.names import masked_path

Writer: TypeAlias = "Callable[[Path, bytes], None]"

VERSION = 6
FOLDER = "content"

NO_GIT = N_("git is not installed, so the dates of files are not known.")
NO_REPOSITORY = N_("The city is not in a git repository, so the dates of files are not known.")
NO_COMMITS = N_("The git repository has no commits yet, so the dates of files are not known.")
NO_FILES = N_("No file of `content` is committed to git yet, so their dates are not known.")
OTHER_OWNER = N_(
    "The git repository belongs to another user, so git does not read it and the dates of files"
    " are not known; allow it with `git config --global --add safe.directory FOLDER`."
)
TOO_OLD = N_("git is too old to read the dates of files; version 2.28 or newer is needed.")
UNREADABLE = N_("git could not read the history, so the dates of files are not known.")
NO_ANSWER = N_("git did not answer in ten minutes, so the dates of files are not known.")
SHALLOW = N_(
    "The git repository is a shallow clone, so dates before its oldest commit are not known;"
    " `git fetch --unshallow` brings them."
)
FILTERED = N_(
    "The git repository is a clone with a filter, so git's history is not whole here and the dates of"
    " files are not known; `git config --unset remote.origin.partialclonefilter && git fetch --refetch`"
    " brings it."
)

# All commits (--sparse), since the order of replay needs every parent; no side branch left out
# (--full-history), since what is left out would depend on HEAD. Identical empty files are not
# renames of each other. Paths are relative to the repository: --relative loses merges.
LOG = (
    *("log", "-z", "--format=%H %ct %P", "--reverse", "--topo-order", "--full-history", "--sparse"),
    *("--root", "-c", "--combined-all-paths", "--raw", "--no-abbrev", "--no-relative"),
    *("-M", "-l1000", "--no-rename-empty", "--no-color", "--no-ext-diff", "--no-textconv"),
)


class FileDates(Struct, frozen=True, kw_only=True):
    """Dates of a file in the city's zone.

    The committer's date counts, not the author's: it is reset when a change is applied, rebased or
    squashed, so it says when the text entered the published history. The author's date may be
    months older, and anybody can set it. `first` is None if the history is not that long.
    """

    first: datetime | None
    last: datetime


class History(Struct, frozen=True, kw_only=True):
    """Dates of the committed files by path below the root, with forward slashes.

    What a shallow clone does not have is unknown: a file that was there at its oldest commit has no
    first date, and is not in `dates` at all if nothing has changed it since. `reason` is a message
    id that says why dates are missing, empty if none should be; `detail` is what git said. `key`
    stands for all reachable commits, "" for none. `former` says by what a text may have had another
    address, with paths below the root; `gone` are the paths of files that are there no more. `cut`
    says that this is a shallow clone, whose dates may be known all the same, from a cache.
    """

    dates: dict[str, FileDates]
    head: str
    reason: str
    detail: str = ""
    key: str = ""
    former: dict[str, tuple[Former, ...]] = {}
    edits: dict[str, tuple[TableEdit, ...]] = {}
    gone: tuple[str, ...] = ()
    cut: bool = False


class Repository(Struct, frozen=True, kw_only=True):
    """A repository's HEAD, the root in it, where a shallow clone ends, and the key of its cache.

    `whole` is the key of a cache that was made where all commits are.
    """

    head: str
    prefix: str
    ends: frozenset[str]
    shallow: bool
    key: str
    whole: str


class KnownLives(Struct, frozen=True, kw_only=True):
    """What the cache tells, up to `head`: the lives of all paths, and those that are there.

    `whole` says that it was made where all commits are.
    """

    head: str = ""
    lives: Lives = NOTHING
    present: tuple[str, ...] = ()
    whole: bool = False


class NoHistoryError(Exception):
    """The history cannot be read; the message is the reason, `detail` what git said."""

    def __init__(self, reason: str = "", *, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail


def read_history(
    root: Path,
    cache: Path | None,
    *,
    zone: tzinfo = UTC,
    run: Runner = run_git,
    write: Writer | None = None,
    only: tuple[str, ...] = (),
) -> History:
    """Return the dates of the committed files below `root/content`, in `zone`.

    `cache` is a file that may be deleted at any time; `write` writes it, and without it nothing new
    is cached. `only` are the folders of interest: without a cache nothing else is read. Raises
    nothing, whatever is wrong with git, the repository or the cache.
    """
    head = ""
    if only and not (cache and cache.exists()):
        return _of_folders(root, only, zone, run)
    try:
        place = _place(root, run)
        head = place.head
        known = _known(root, (cache, write), place, run)
    except NoHistoryError as error:
        reason = str(error)
        if reason == UNREADABLE and read_lacks(root, run=run).filtered:
            reason = FILTERED
        return History(dates={}, head=head, reason=reason, detail=error.detail)
    return _history(place, known.lives, known.present, zone, whole=known.whole)


def _of_folders(root: Path, folders: tuple[str, ...], zone: tzinfo, run: Runner) -> History:
    """The dates of the files in some folders; that there are none is no reason for a message."""
    head = ""
    try:
        place = _place(root, run)
        head = place.head
        present = _present(root, head, run, folders)
        lives = _all_lives(root, place, run, folders) if present else NOTHING
    except NoHistoryError as error:
        return History(dates={}, head=head, reason=str(error), detail=error.detail)
    found = _history(place, lives, present, zone, whole=False)
    return found if present else replace(found, reason=SHALLOW if place.shallow else "")


def _history(
    place: Repository, lives: Lives, present: tuple[str, ...], zone: tzinfo, *, whole: bool
) -> History:
    """The history of these files; `whole` says that it was known before the clone was cut."""
    spans = {path: lives.spans.get(path, (None, None)) for path in present}
    dates = dict(_dated(spans, place.prefix, zone))
    reason = "" if spans else NO_FILES
    return History(
        dates=dates,
        head=place.head,
        reason=SHALLOW if place.shallow and not whole else reason,
        key=digest(place.head, place.key),
        former=_former(lives, spans, place.prefix),
        edits=dict(_edits(lives, spans, place.prefix, zone)),
        gone=_gone(lives, spans, place.prefix),
        cut=place.shallow,
    )


def _former(lives: Lives, present: Container[str], prefix: str) -> dict[str, tuple[Former, ...]]:
    """What each text that is there may have had another address by, with the city's paths."""
    return {
        path.removeprefix(prefix): own
        for path, all_of_it in lives.former.items()
        if path in present
        and (
            own := tuple(
                (old.removeprefix(prefix), lines)
                for old, lines in all_of_it
                if old.startswith(prefix)
            )
        )
    }


def _edits(
    lives: Lives, present: Container[str], prefix: str, zone: tzinfo
) -> Iterator[tuple[str, tuple[TableEdit, ...]]]:
    """The last changes of each table that is there, with the city's paths."""
    for path, own in lives.edits.items():
        if path in present:
            yield (
                path.removeprefix(prefix),
                tuple(
                    TableEdit(
                        commit=commit,
                        day=datetime.fromtimestamp(when, zone).date(),
                        before=before,
                        after=after,
                    )
                    for when, commit, before, after in own
                ),
            )


def _gone(lives: Lives, present: Container[str], prefix: str) -> tuple[str, ...]:
    """The files that were removed and live on under no other name."""
    return tuple(
        path.removeprefix(prefix)
        for path in lives.spans
        if path.startswith(prefix) and path not in present and path not in lives.moved
    )


def unanswered(history: History, root: Path) -> bool:
    """Return whether there is a repository whose history could not be read."""
    if history.reason == NO_GIT:
        return has_repository(root)
    return history.reason in {OTHER_OWNER, TOO_OLD, UNREADABLE, NO_ANSWER, FILTERED}


def has_repository(root: Path) -> bool:
    """Return whether this folder or one above it looks like a repository, without asking git."""
    place = root.absolute()
    return any(os.path.lexists(folder / ".git") for folder in (place, *place.parents))


def _dated(
    spans: dict[str, tuple[int | None, int | None]], prefix: str, zone: tzinfo
) -> Iterator[tuple[str, FileDates]]:
    """The dates of each file that has any; files with the same dates share one object."""
    known: dict[tuple[int | None, int], FileDates] = {}
    for path, (start, end) in spans.items():
        if end is None:
            continue
        found = known.get((start, end))
        if found is None:
            first = None if start is None else datetime.fromtimestamp(start, zone)
            found = FileDates(first=first, last=datetime.fromtimestamp(end, zone))
            known[start, end] = found
        yield path.removeprefix(prefix), found


def _ask(root: Path, run: Runner, *arguments: str) -> bytes:
    """Return git's output; raises NoHistoryError with the reason when there is none."""
    try:
        answer = run(root, arguments)
    except FileNotFoundError as error:
        raise NoHistoryError(NO_GIT if root.is_dir() else NO_REPOSITORY) from error
    except TimeoutError as error:
        raise NoHistoryError(NO_ANSWER) from error
    except OSError as error:
        raise NoHistoryError(UNREADABLE, detail=str(error)) from error
    if answer.code == 0:
        return answer.out
    for words, reason in (
        ("not a git repository", NO_REPOSITORY),
        ("dubious ownership", OTHER_OWNER),
        ("ambiguous argument 'HEAD", NO_COMMITS),
        ("unrecognized argument", TOO_OLD),
        ("unknown option", TOO_OLD),
    ):
        if words in answer.err:
            # With a damaged HEAD git says that there is no repository.
            damaged = reason == NO_REPOSITORY and has_repository(root)
            raise NoHistoryError(UNREADABLE if damaged else reason, detail=answer.err.strip())
    raise NoHistoryError(UNREADABLE, detail=answer.err.strip())


def _place(root: Path, run: Runner) -> Repository:
    wanted = ("--is-shallow-repository", "HEAD^{commit}", "--show-prefix", "--git-path", "shallow")
    out = path_of(_ask(root, run, "rev-parse", *wanted))
    shallow, _, rest = out.partition("\n")
    head, _, where = rest.partition("\n")
    prefix, _, ends_file = where.removesuffix("\n").rpartition("\n")
    if not out:
        raise NoHistoryError(UNREADABLE)
    if shallow not in {"true", "false"}:
        raise NoHistoryError(TOO_OLD)  # an old git echoes options it does not know
    ends = b""
    if shallow == "true":
        try:
            ends = (root / ends_file).read_bytes()
        except OSError as error:
            raise NoHistoryError(UNREADABLE, detail=str(error)) from error
    folder = prefix.encode("utf-8", "surrogateescape")
    return Repository(
        head=head,
        prefix=prefix,
        ends=frozenset(ends.decode("ascii", "replace").split()),
        shallow=shallow == "true",
        # Not where the repository is: in another place it has the same history.
        key=digest(str(VERSION), folder, ends),
        whole=digest(str(VERSION), folder, b""),
    )


def _present(
    root: Path, head: str, run: Runner, folders: tuple[str, ...] = (FOLDER,)
) -> tuple[str, ...]:
    """Return the paths of the regular files in HEAD."""
    listed = _ask(root, run, "ls-tree", "-r", "-z", "--full-name", head, "--", *folders)
    entries = listed.split(b"\0")
    return tuple(
        path_of(entry.partition(b"\t")[2]) for entry in entries if entry.startswith(b"100")
    )


def _known(
    root: Path, kept: tuple[Path | None, Writer | None], place: Repository, run: Runner
) -> KnownLives:
    """Return what is known up to HEAD, from the cache as far as it goes."""
    cache, write = kept
    known = (_load(cache, place) if cache else None) or KnownLives(whole=not place.shallow)
    if known.head == place.head:
        return known
    present = _present(root, place.head, run)
    if not present:
        return KnownLives(whole=known.whole)
    lives = _grown(root, place, known, run) if known.head else None
    if lives is None:
        if place.shallow and known.whole:
            # What a clone with more history has left is worth keeping: the next one may use it.
            known, write = KnownLives(), None
        lives = _all_lives(root, place, run)
    if cache and write:
        with suppress(OSError):  # the next run is slower, nothing else
            write(cache, _packed(lives, place, present, place.whole if known.whole else place.key))
    return KnownLives(head=place.head, lives=lives, present=present, whole=known.whole)


def _all_lives(
    root: Path, place: Repository, run: Runner, folders: tuple[str, ...] = (FOLDER,)
) -> Lives:
    """The lives of all paths below these folders, from the whole log."""
    commits = _log(root, place.head, run, folders)
    lines = read_lines(root, commits, place.prefix)
    return replay(commits, unknown=place.ends, lines=lines)


def _grown(root: Path, place: Repository, known: KnownLives, run: Runner) -> Lives | None:
    """Return what is known with the commits since then; None if that gives nothing certain.

    A shallow clone must have all of them: none of its ends is among them.
    """
    span = f"{known.head}..{place.head}"
    try:
        _ask(root, run, "merge-base", "--is-ancestor", known.head, place.head)
        if known.whole and place.shallow:
            since = path_of(_ask(root, run, "rev-list", span)).split()
            if not place.ends.isdisjoint(since):
                return None
    except NoHistoryError:  # the last HEAD may be gone
        return None
    new = _log(root, span, run)
    if not follows(new, known.head, known.lives):
        return None
    lines = read_lines(root, new, place.prefix)
    return replay(new, since=known.lives, unknown=place.ends, lines=lines)


def _log(
    root: Path, span: str, run: Runner, folders: tuple[str, ...] = (FOLDER,)
) -> tuple[Commit, ...]:
    try:
        return parse_log(_ask(root, run, *LOG, span, "--", *folders))
    except ValueError as error:
        raise NoHistoryError(UNREADABLE, detail=repr(error)) from error


def _load(cache: Path, place: Repository) -> KnownLives | None:
    """Return what the cache tells; None if it is damaged, or of another part of the history."""
    try:
        top, body = cache.read_bytes().split(b"\n", 1)
        kind, found, head, sealed = json.loads(top)
        if kind != "history" or found not in {place.key, place.whole}:
            return None
        if sealed != content_digest(head.encode() + body):
            return None
        spans, renamed, moved, gone, former, edits = json.loads(body)
        lives = Lives(
            spans=spans,
            renamed=frozenset(renamed),
            moved=frozenset(moved),
            former={path: tuple(map(tuple, own)) for path, own in former.items()},
            edits={path: tuple(map(tuple, own)) for path, own in edits.items()},
        )
        missing = frozenset(gone)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    present = tuple(path for path in spans if path not in missing)
    return KnownLives(head=head, lives=lives, present=present, whole=found == place.whole)


def _packed(lives: Lives, place: Repository, present: tuple[str, ...], key: str) -> bytes:
    """Return the bytes of the cache under this key, sealed so that a truncated one is not used.

    A name with personal data, even of a file long gone, is never cached: then the cache is empty.
    """
    if any(masked_path(path) != path for path in (*lives.spans, *lives.renamed, *lives.moved)):
        return b""
    gone = sorted(lives.spans.keys() - set(present))
    names = (sorted(lives.renamed), sorted(lives.moved), gone)
    state = (lives.spans, *names, lives.former, lives.edits)
    body = json.dumps(state, separators=(",", ":")).encode()
    sealed = content_digest(place.head.encode() + body)
    return json.dumps(("history", key, place.head, sealed)).encode() + b"\n" + body
