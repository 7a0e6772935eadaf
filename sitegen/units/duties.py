"""What a unit must announce (UU 14/2008, articles 9 and 11; Perki 1/2021), and where it does.

A page or a dataset says so itself (`kewajiban`); what the profile and the reports show counts by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sitegen.keys.vocabulary import DUTIES, keys
from sitegen.model import AgendaItem, DatasetSummary, Duty, PageSummary, Profile
from sitegen.urls import agenda_url, ask_url, information_url, unit_url


class Announced(Struct, frozen=True, kw_only=True):
    """What a unit publishes of what it must announce; `programme` is the newest report that names one."""

    key: str
    profile: Profile
    pages: tuple[PageSummary, ...] = ()
    datasets: tuple[DatasetSummary, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    programme: Duty | None = None
    reported: bool = False


def duties(unit: Announced) -> tuple[Duty, ...]:
    """Return each duty with the page on which the unit meets it, in the order of `DUTIES`."""
    found = {each.name: each for each in _by_itself(unit)}
    for page in unit.pages:
        for name in page.duties:
            if page.away:
                found.setdefault(name, Duty(name=name, away=True))
            else:
                found[name] = Duty(name=name, url=page.url, day=page.updated or page.last)
    for dataset in unit.datasets:
        for name in dataset.duties:
            found[name] = Duty(name=name, url=dataset.url, day=dataset.updated)
    return tuple(found.get(name, Duty(name=name)) for name in keys(DUTIES))


def _by_itself(unit: Announced) -> Iterator[Duty]:
    """Yield what stands on a unit's pages without anybody saying that it is a duty."""
    home, profile = unit_url(unit.key), unit.profile
    if any((profile.address, profile.phone, profile.whatsapp, profile.email)):
        yield Duty(name="alamat", url=home)
    if dict(profile.ppid).get("pejabat") or profile.head_title or profile.head_name:
        yield Duty(name="pejabat", url=home)
    if dict(profile.ppid).get("pejabat"):
        yield Duty(name="permohonan", url=ask_url(unit.key))
    if profile.services:
        yield Duty(name="layanan", url=f"{home}#layanan")
    if unit.agenda:
        day = max(each.published for each in unit.agenda)
        yield Duty(name="agenda", url=agenda_url(unit.key), day=day)
    if unit.programme:
        yield unit.programme
    if unit.pages or unit.datasets or unit.reported:
        yield Duty(name="dip", url=information_url(unit.key))
