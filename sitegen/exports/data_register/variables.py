"""Statistical metadata of variables (MS-Var): a row for each column that its dataset describes."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.data_register.register import UnitRecords
from sitegen.exports.lists import list_workbook
from sitegen.i18n import N_, Translator
from sitegen.model import Constraints, Output
from sitegen.pages.site import SiteContext, unit_name
from sitegen.tables.kinds import KINDS
from sitegen.urls import output_path

# The questions of the form, in its order; what no key says stays empty.
_HEADINGS = (
    N_("Variable name"),
    N_("Alias"),
    N_("Concept"),
    N_("Definition"),
    N_("Reference of choice"),
    N_("Reference time"),
    N_("Measure"),
    N_("Unit of measure"),
    N_("Data type"),
    N_("Classification of entries"),
    N_("Rules of validation"),
    N_("Question"),
    N_("Open to the public"),
    N_("Dataset"),
    N_("Name in the files for programs"),
    N_("Data producer"),
    N_("Address"),
)


def variables_workbook(
    site: SiteContext, url: str, owner: str, listed: tuple[UnitRecords, ...]
) -> Output:
    """Return the metadata of the variables of these datasets, which are those of `owner`, as the workbook at `url`."""
    t = site.t
    rows = [
        (
            each.title,
            each.alias,
            each.concept,
            each.description,
            None,
            each.reference_time,
            None,
            each.unit,
            t.gettext(KINDS[each.kind].label),
            "; ".join(each.constraints.choices),
            "; ".join(_rules(each.constraints, t)),
            None,
            t.gettext(N_("Yes")),
            own.title,
            each.name,
            unit_name(site, entry),
            site.address.absolute(own.url),
        )
        for entry, records in listed
        for own in records
        for each in own.variables
    ]
    title = f"{t.gettext(N_('Statistical metadata of variables (MS-Var)'))}: {owner}"
    note = t.gettext(N_("An empty cell: nobody has stated it yet."))
    body = list_workbook(title, tuple(map(t.gettext, _HEADINGS)), rows, (note,), numbered=True)
    return Output(path=output_path(url), body=body)


def _rules(given: Constraints, t: Translator) -> Iterator[str]:
    """What the author demands of the cells, in words; allowed values have a column of their own."""
    if given.required:
        yield t.gettext(N_("no cell is empty"))
    if given.unique:
        yield t.gettext(N_("no value stands twice"))
    for bound, words in (
        (given.minimum, N_("at least {bound}")),
        (given.maximum, N_("at most {bound}")),
        (given.above, N_("more than {bound}")),
        (given.below, N_("less than {bound}")),
        (given.min_length, N_("at least {bound} characters")),
        (given.max_length, N_("at most {bound} characters")),
        (given.pattern, N_("of the form {bound}")),
    ):
        if bound not in ("", None):
            yield t.gettext(words).format(bound=bound)
