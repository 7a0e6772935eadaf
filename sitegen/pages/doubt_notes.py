"""Doubts about a dataset's figures, as its page explains them to citizens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.i18n import N_, Translator
from sitegen.model import Problem
from sitegen.pages import wording

# How many notes of a kind are shown; the others are only counted.
_SHOWN = 10
_TEXTS = {
    "D022": N_("Row {row}: the total of {column} says {found}, but the rows add up to {sum}."),
    "D023": N_(
        "{column} is shown as it is written, since “{found}” is not of the same kind as its other cells."
    ),
    "D047": N_("“{found}” ({column}) is not an area that the city knows."),
    "D048": N_("{area} stands twice{slice}; one of the two may be another area's."),
    "D049": N_("Only {found} of {expected} {level}{slice}; there are no figures for {missing}."),
    "D050": N_("The name “{found}” stands for several areas: {areas}."),
    "D051": N_(
        "Row {row}: {found} ({column}) stands out; the figures beside it are {before} and {after}."
    ),
    "D052": N_(
        "Row {row}: {found} ({column}) is less than {before} before it, which a running total cannot be."
    ),
    "D053": N_("Row {row} says the same as row {first}."),
    "D054": N_("Row {row} is measured in {found}, others of its kind in {usual}."),
    "D055": N_("One unit of measure is written in several ways: {forms}."),
    "D056": N_("The numbering of the rows skips {numbers}; rows may have been lost."),
    "D066": N_(
        "Row {row}: a figure stands for several rows together ({cells}); it is shown in the first of them."
    ),
    "D070": N_(
        "{column} is shown as it is written and not drawn: noughts at the end of its figures seem to be lost, "
        "as in “{found}” beside “{other}”."
    ),
    "D071": N_(
        "{column} is shown as it is written and not drawn: cells such as “{found}” are no figures."
    ),
    "D072": N_(
        "{column}: a spreadsheet shortened these numbers, as in “{found}”; their last digits are lost."
    ),
    "D073": N_(
        "{column}: numbers such as “{found}” seem to be dates as spreadsheets count them, in days from 1900."
    ),
    "D074": N_("Row {row}: {column} says {found}, but {parts} add up to {sum}."),
    "D075": N_(
        "Row {row}: {column} says 0, while its other figures lie between {low} and {high}; perhaps there was "
        "no figure, so that charts leave it out."
    ),
    "D076": N_(
        "{column} goes from {before} to {after} in {period}: perhaps another base year, area or unit begins "
        "there, so that figures before and after cannot be compared."
    ),
    "D077": N_(
        "Row {row} is a total that the rows hold {times} times: some of them contain others, so that they "
        "cannot be added up."
    ),
}


def remark_notes(remarks: tuple[Problem, ...], t: Translator) -> Iterator[str]:
    """Yield a sentence for each of the first remarks of each kind, and the number of the others."""
    seen: Counter[str] = Counter()
    for remark in remarks:
        seen[remark.code] += 1
        params = dict(remark.params)
        if seen[remark.code] <= _SHOWN:
            yield t.gettext(_TEXTS[remark.code]).format(row=remark.where.row, **params)
        elif seen[remark.code] == _SHOWN + 1:
            more = _whole(remarks, remark.code) - _SHOWN
            text = t.ngettext(
                N_("And {count} more note of this kind."),
                "And {count} more notes of this kind.",
                more,
            )
            yield text.format(count=wording.whole(more, t.lang))


def _whole(remarks: tuple[Problem, ...], code: str) -> int:
    """How many there are of a kind; only the first of a column are remarks, with the count of all."""
    given: Counter[str] = Counter()
    counted: dict[str, int] = {}
    for remark in remarks:
        if remark.code == code:
            given[remark.where.field] += 1
            counted[remark.where.field] = int(dict(remark.params).get("count", "0"))
    return sum(max(number, counted[column]) for column, number in given.items())
