"""Statistical metadata of indicators (MS-Ind): a row for each dataset that is said how to be read."""

from __future__ import annotations

from sitegen.exports.data_register.register import UnitRecords
from sitegen.exports.lists import list_workbook
from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import output_path

# The questions of the form, in its order; what no key says stays empty.
_HEADINGS = (
    N_("Metadata code"),
    N_("Indicator name"),
    N_("Concept"),
    N_("Definition"),
    N_("Interpretation"),
    N_("Method or formula"),
    N_("Measure"),
    N_("Unit of measure"),
    N_("Classification of presentation"),
    N_("Composite indicator"),
    N_("Publication of the component indicators"),
    N_("Names of the component indicators"),
    N_("Activity that produces the component variables"),
    N_("Code of that activity"),
    N_("Names of the component variables"),
    N_("Level of estimation"),
    N_("Open to the public"),
    N_("Data producer"),
    N_("Address"),
)


def indicators_workbook(
    site: SiteContext, url: str, owner: str, listed: tuple[UnitRecords, ...]
) -> Output:
    """Return the metadata of the indicators among these datasets, which are those of `owner`, as the workbook at `url`."""
    t = site.t.gettext
    rows = [
        (
            own.metadata_code,
            own.title,
            own.concept,
            own.description,
            own.interpretation,
            own.method,
            None,
            own.unit,
            own.presentation,
            *(None,) * 7,
            t(N_("Yes")),
            unit_name(site, entry),
            site.address.absolute(own.url),
        )
        for entry, records in listed
        for own in records
    ]
    title = f"{t(N_('Statistical metadata of indicators (MS-Ind)'))}: {owner}"
    note = t(N_("An empty cell: nobody has stated it yet."))
    body = list_workbook(title, tuple(map(t, _HEADINGS)), rows, (note,), numbered=True)
    return Output(path=output_path(url), body=body)
