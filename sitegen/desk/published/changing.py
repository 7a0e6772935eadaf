"""What an edit or a withdrawal does to the city's files: checked as a build would, brought as one commit.

A file that was changed since somebody saw it is never merged: the change goes back to them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.beneath import read_file
from sitegen.city.git.commit import (
    NewCommit,
    Tip,
    name_of,
    read_files,
    read_tip,
    read_trailers,
    refused,
    staged_files,
)
from sitegen.city.git.run import read_objects, run_git
from sitegen.city.owners import read_owners
from sitegen.city.register import read_register
from sitegen.city.removed_datasets import PATH as REMOVED_DATASETS
from sitegen.city.removed_rows import RemovedRow
from sitegen.city.removed_texts import PATH as REMOVED_TEXTS
from sitegen.desk.published.editing import (
    Edit,
    edited,
    fields_of_file,
    mark_of_edit,
    no_more_named,
    path_in_city,
    with_photos,
)
from sitegen.desk.published.listing import PublishedItem, item_at, read_published, shown
from sitegen.desk.published.old_addresses import addresses_left
from sitegen.desk.published.withdrawing import MAX_REASON, Withdrawal, with_removed
from sitegen.engine.options import Options
from sitegen.engine.replacing import check_replacement
from sitegen.i18n import N_, Translator
from sitegen.keys.rules import Rules
from sitegen.model import Problem, Where
from sitegen.model.roles import CONTENT, role
from sitegen.privacy.city import in_row
from sitegen.problems import is_error
from sitegen.submission.bringing import bring
from sitegen.submission.commits import CONTENTS, office_of
from sitegen.submission.refused import RefusedPackage

# Others may commit between reading the branch and moving it; a few times in a row is chance.
_TRIES = 5
_EDITED, _CORRECTED, _WITHDRAWN = (
    N_("Edited by {unit}: {title}"),
    N_("Corrected by {unit}: {title}"),
    N_("Withdrawn by {unit}: {title}"),
)


class PublishedChange(Struct, frozen=True, kw_only=True):
    """What becomes of files of the city: their new bytes by path, None for those that go.

    `seen` has the names that git gives to the bytes that it was made of, "" for a file that was not
    there. `main` is the file that it is about, `said` the first line of its commit.
    """

    unit: str
    main: str
    title: str
    said: str
    files: Mapping[str, bytes | None]
    seen: Mapping[str, str]


def change_of_edit(root: Path, tip: Tip, edit: Edit, rules: Rules) -> PublishedChange:
    """Return what an edit does at the tip; raises RefusedPackage: K023 if its file has changed since."""
    path = path_in_city(edit.unit, edit.path)
    committed = read_files(root, tip, f"{CONTENT}/{edit.unit}")
    if role(path) not in {"report", "page", "profile", "metadata"}:
        raise RefusedPackage("K025")
    if committed.get(path, "") != edit.base:
        raise RefusedPackage("K023")
    before = _bytes_of(root, edit.base)
    text = edited(before, path, edit, fields_of_file(path, rules))
    text, added = with_photos(edit, path, text, committed)
    files: dict[str, bytes | None] = {path: text, **added}
    folder = path.rpartition("/")[0]
    others = _texts(root, committed, besides=path)
    files |= dict.fromkeys(no_more_named(before, text, folder, committed, others))
    said = _CORRECTED if edit.corrects else _EDITED
    seen = {each: committed.get(each, "") for each in files}
    return PublishedChange(
        unit=edit.unit,
        main=path,
        title=_title(root, tip, edit.unit, edit.path, rules),
        said=said,
        files=files,
        seen=seen,
    )


def change_of_withdrawal(
    root: Path, tip: Tip, withdrawal: Withdrawal, rules: Rules, today: date
) -> PublishedChange:
    """Return what a withdrawal does at the tip; raises RefusedPackage: K023 if its file has changed since."""
    unit = withdrawal.unit
    path = path_in_city(unit, withdrawal.path)
    committed = read_files(root, tip, f"{CONTENT}/{unit}")
    if role(path) not in {"report", "page", "table"}:
        raise RefusedPackage("K025")
    _tellable(withdrawal)
    if committed.get(path, "") != withdrawal.base:
        raise RefusedPackage("K023")
    items = read_published(root, tip, unit, rules)
    item = item_at(items, withdrawal.path)
    if item is None:
        raise RefusedPackage("K025")
    files: dict[str, bytes | None] = {path: None}
    if item.described:
        files[item.described] = None
    before = _bytes_of(root, withdrawal.base) if role(path) != "table" else b""
    others = _texts(root, committed, besides=path)
    folder = path.rpartition("/")[0]
    files |= dict.fromkeys(no_more_named(before, b"", folder, committed, others))
    seen = {each: committed.get(each, "") for each in files}
    if item.url and not item.draft:
        listed = REMOVED_DATASETS if item.kind == "data" else REMOVED_TEXTS
        known = read_files(root, tip, "data").get(listed, "")
        row = RemovedRow(
            unit=unit,
            place=item.url.removeprefix(f"/{unit}/").rstrip("/"),
            title=withdrawal.title,
            day=today,
            reason=withdrawal.reason,
            successor=withdrawal.successor,
            row=0,
        )
        if listed == REMOVED_TEXTS:
            row = replace(row, former=addresses_left(root, path, before, row, rules))
        files[listed] = with_removed(_bytes_of(root, known), row)
        seen[listed] = known
    return PublishedChange(
        unit=unit, main=path, title=item.title, said=_WITHDRAWN, files=files, seen=seen
    )


def _tellable(withdrawal: Withdrawal) -> None:
    """Refuse what readers cannot be told: no reason, or one with personal data (K026)."""
    told = {"judul": withdrawal.title, "alasan": withdrawal.reason}
    if not all(each.strip() for each in told.values()):
        raise RefusedPackage("K026", reason=N_("there is no title or no reason"))
    if len(withdrawal.reason) > MAX_REASON or len(withdrawal.title) > MAX_REASON:
        raise RefusedPackage("K026", reason=N_("it is longer than 300 letters"))
    if any(in_row(told, Where(path=REMOVED_TEXTS))):
        raise RefusedPackage("K026", reason=N_("it has personal data"))


def judged(options: Options, tip: Tip, change: PublishedChange) -> tuple[Problem, ...]:
    """Return the problems that a change would have, and bring about; raises as a build does."""
    return check_replacement(options, (tip.commit, tip.folder), change.unit, change.files)


def bring_change(
    root: Path, tip: Tip, change: PublishedChange, lines: tuple[tuple[str, str], ...], t: Translator
) -> str:
    """Commit a change with the office as author; return the commit, "" when others were faster.

    `lines` are the trailers of its message. Raises RefusedPackage (K023) when a file of it has changes in
    the working tree that are not committed, UsageError where nothing can be committed.
    """
    register = read_register(root)
    entry = register.get(change.unit)
    if entry is None:
        raise RefusedPackage("K025")
    office = office_of(entry, register, read_owners(root, frozenset({entry.key}))[0])
    first = t.gettext(change.said).format(unit=office.name, title=change.title)
    trailers = "".join(f"{name}: {value}\n" for name, value in lines)
    new = NewCommit(
        files=change.files,
        author=f"{office.name} <{office.address}>",
        message=f"{first}\n\n{trailers}",
    )
    made = bring(root, tip, (new,), _replaced(root, change))
    return made[-1] if made else ""


def _replaced(root: Path, change: PublishedChange) -> dict[str, bytes]:
    """The bytes of the working tree that give way; a killed run may have put the new ones there already."""
    found: dict[str, bytes] = {}
    folders = {path.rpartition("/")[0] for path in change.files}
    staged = {path: name for each in folders for path, name in staged_files(root, each).items()}
    for path, wanted in change.files.items():
        seen = change.seen[path]
        # A killed run may have put them into the index too.
        ours = (seen, name_of(root, wanted) if wanted is not None else "")
        if staged.get(path, seen) not in ours:
            raise RefusedPackage("K023")
        try:
            now = read_file(str(root), path)
        except FileNotFoundError:
            continue
        except OSError:
            raise RefusedPackage("K023") from None
        if now == wanted:
            continue
        if not seen or name_of(root, now) != seen:
            raise RefusedPackage("K023")
        found[path] = now
    return found


def known_change(root: Path, tip: Tip, data: bytes) -> str:
    """Return the commit that brought the item with this body, "" if none did."""
    return read_trailers(root, CONTENTS).get(mark_of_edit(data), "") if tip.commit else ""


def _bytes_of(root: Path, name: str) -> bytes:
    """The bytes of an object, none for no name."""
    if not name:
        return b""
    answer = run_git(root, ("cat-file", "blob", name))
    if answer.code:
        raise refused(N_("git does not show what is committed"), detail=answer.err)
    return answer.out


def _texts(root: Path, committed: Mapping[str, str], besides: str) -> dict[str, bytes]:
    """The other texts of a unit, in which a picture may be named."""
    wanted = {
        path: name
        for path, name in committed.items()
        if role(path) in {"report", "page", "profile"} and path != besides
    }
    found = dict(read_objects(root, sorted({*wanted.values()})))
    return {path: found.get(name, b"") for path, name in wanted.items()}


def _title(root: Path, tip: Tip, unit: str, below: str, rules: Rules) -> str:
    items: tuple[PublishedItem, ...] = read_published(root, tip, unit, rules)
    item = item_at(items, below) or next(
        (each for each in items if each.described.endswith(f"/{below}")), None
    )
    return shown(item.title) if item else below


def decided(
    options: Options,
    change: Callable[[Tip], PublishedChange],
    lines: tuple[tuple[str, str], ...],
    t: Translator,
) -> tuple[PublishedChange, tuple[Problem, ...], str]:
    """Return a change as it is at the tip, its problems, and its commit, "" if it has errors.

    Raises RefusedPackage, and as a build does.
    """
    for _ in range(_TRIES):
        tip = read_tip(options.root)
        own = change(tip)
        problems = judged(options, tip, own)
        if any(map(is_error, problems)):
            return own, problems, ""
        if made := bring_change(options.root, tip, own, lines, t):
            return own, problems, made
    raise refused(N_("others commit to this branch at the same time"))
