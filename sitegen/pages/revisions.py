"""What the last change of a dataset in git changed, in words and as a table of old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.datasets.heading import heading
from sitegen.i18n import N_, Translator
from sitegen.model import CellValue, Column, RevisedCell, Revision
from sitegen.pages import views, wording
from sitegen.pages.cells import NO_FIGURE, shown_cell

# Letters of a commit's name that git shows and finds it by.
_SHORT = 10


def revision_words(revision: Revision | None, t: Translator) -> str:
    """Return `3 values changed, 2 rows added`, or "" if nobody can say."""
    if revision is None or not revision.told:
        return ""
    changed, added, removed = revision.changed, revision.added_count, revision.removed_count
    columns, lost = len(revision.columns) + revision.unnamed, revision.lost
    parts = (
        (changed, t.ngettext(N_("{n} value changed"), N_("{n} values changed"), changed)),
        (added, t.ngettext(N_("{n} row added"), N_("{n} rows added"), added)),
        (removed, t.ngettext(N_("{n} row removed"), N_("{n} rows removed"), removed)),
        (columns, t.ngettext(N_("{n} column added"), N_("{n} columns added"), columns)),
        (lost, t.ngettext(N_("{n} column removed"), N_("{n} columns removed"), lost)),
    )
    return ", ".join(text.format(n=wording.whole(n, t.lang)) for n, text in parts if n)


def revision_view(
    revision: Revision, columns: tuple[Column, ...], t: Translator, *, last: bool = True
) -> views.ShownRevision:
    """Return the change of a table that has these columns now; `last` says that it is its last one."""
    own = {column.name: column for column in columns}
    words = revision_words(revision, t)
    return views.ShownRevision(
        day=wording.day(revision.day, t.lang),
        commit=revision.commit[:_SHORT],
        words=words,
        note=_note(revision, words, t) if last or not words else "",
        table=_table(revision, own, t, N_("Now") if last else N_("After"))
        if revision.cells
        else None,
        added=_labels(revision, revision.added, own, t),
        added_more=_more(revision.added_count - len(revision.added), t),
        removed=_labels(revision, revision.removed, own, t),
        removed_more=_more(revision.removed_count - len(revision.removed), t),
    )


def _note(revision: Revision, words: str, t: Translator) -> str:
    if not revision.told:
        return t.gettext(
            N_("The version before cannot be compared with this one, or is not shown.")
        )
    if not revision.key:
        return t.gettext(
            N_("No column names each row of both versions, so their values are not compared.")
        )
    return "" if words else t.gettext(N_("No value of the table changed."))


def _table(
    revision: Revision, own: Mapping[str, Column], t: Translator, after: str
) -> views.DataTable:
    named = ", ".join(heading(own[name]) for name in revision.key)
    head = (named, t.gettext(N_("Column")), t.gettext(N_("Before")), t.gettext(after))
    more = revision.changed - len(revision.cells)
    return views.DataTable(
        caption=t.gettext(N_("Values before and after")),
        head=tuple(views.Cell(text=text, numeric=at > 1) for at, text in enumerate(head)),
        rows=tuple(tuple(_cells(revision, cell, own, t)) for cell in revision.cells),
        total=revision.changed,
        note=_more(more, t)
        and t.gettext(N_("{n} more values changed.")).format(n=wording.whole(more, t.lang)),
    )


def _cells(
    revision: Revision, cell: RevisedCell, own: Mapping[str, Column], t: Translator
) -> Iterator[views.Cell]:
    column = own[cell.column]
    before = shown_cell(cell.before, column, t)
    if cell.withheld:
        before = t.gettext(N_("not repeated here"))
    yield views.Cell(text=_label(revision, cell.row, own, t), numeric=False)
    yield views.Cell(text=heading(column), numeric=False)
    yield views.Cell(text=before, numeric=True)
    yield views.Cell(text=shown_cell(cell.after, column, t), numeric=True)


def _labels(
    revision: Revision,
    rows: tuple[tuple[CellValue, ...], ...],
    own: Mapping[str, Column],
    t: Translator,
) -> tuple[str, ...]:
    return tuple(_label(revision, row, own, t) for row in rows)


def _label(
    revision: Revision, row: tuple[CellValue, ...], own: Mapping[str, Column], t: Translator
) -> str:
    """The key of a row in words."""
    pairs = zip(row, revision.key, strict=True)
    return ", ".join(shown_cell(value, own[name], t) for value, name in pairs) or NO_FIGURE


def _more(n: int, t: Translator) -> str:
    """How many more there are, "" for none."""
    if n <= 0:
        return ""
    text = t.ngettext(N_("{n} more row"), N_("{n} more rows"), n)
    return text.format(n=wording.whole(n, t.lang))
