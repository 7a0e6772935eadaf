"""What is said of datasets that are continued no more, and where those lead that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.i18n import N_
from sitegen.model import Retired
from sitegen.pages import views, wording
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import safe_address


def retired_sentence(site: SiteContext, day: str) -> str:
    """Return that there are no new figures, since a `day` in words, "" if nobody says."""
    t = site.t.gettext
    if not day:
        return t(N_("These figures are not continued."))
    return t(N_("These figures are not continued since {day}.")).format(day=day)


def removed_sentence(site: SiteContext, day: date, reason: str) -> str:
    """Return since when a dataset is published no more, and why."""
    said = site.t.gettext(N_("Not published any more since {day}: {reason}"))
    return said.format(day=wording.day(day, site.lang).text, reason=f"{reason.rstrip('.')}.")


def removed_facts(site: SiteContext, day: date, home: views.Link | None) -> Iterator[views.Fact]:
    """Yield since when something is gone, and whose it was: `home` is its unit's."""
    t = site.t.gettext
    since = wording.day(day, site.lang).text
    yield views.Fact(name="dicabut", label=t(N_("Removed on")), value=since, note="", href="")
    if home:
        label = t(N_("Was published by"))
        yield views.Fact(name="produsen", label=label, value=home.label, note="", href=home.href)


def retired_note(site: SiteContext, own: Retired) -> views.RetiredNote:
    """Return the note above a dataset that gets no new figures."""
    day = wording.day(own.day, site.lang).text if own.day else ""
    address = own.successor if own.successor.startswith("/") else safe_address(own.successor)
    said = (retired_sentence(site, day), own.reason, "" if address else own.successor)
    return views.RetiredNote(
        text=" ".join(f"{each.rstrip('.')}." for each in said if each),
        successor=successor_link(site, address) if address else None,
    )


def successor_link(site: SiteContext, address: str) -> views.Link:
    """Return the link to what takes the place of a dataset, a path of the site or a whole address."""
    return site.link(site.t.gettext(N_("What takes its place")), address)
