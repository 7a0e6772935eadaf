"""The register of public information (Daftar Informasi Publik) of each unit and of the city.

It is made from what the units publish; `data/dip.csv` adds what is only on paper, and what is exempt. Its
columns are those of the registers that public bodies keep under UU 14/2008 and Perki 1/2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.exports.lists import list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.keys.vocabulary import CLASSES, DUTIES, EXEMPT
from sitegen.model import Duty, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_shared import fact, group_by
from sitegen.portal.information_rows import ORDER, RegisterRow, register_rows
from sitegen.urls import information_url, output_path, unit_url

FILE = "dip"
_ABOUT = {
    "berkala": N_("To be published at least every six months (UU 14/2008, article 9)."),
    "serta-merta": N_(
        "To be announced at once: what threatens lives or public order (article 10)."
    ),
    "setiap-saat": N_("To be had at any time by whoever asks (article 11)."),
    "": N_("The unit has not said yet which class this belongs to."),
}
_HEADINGS = (
    N_("No."),
    N_("Summary of the information"),
    N_("Official or unit that holds it"),
    N_("Responsible for making or publishing it"),
    N_("Time and place of making"),
    N_("Form in which it is available"),
    N_("Kept for"),
    N_("Class"),
    N_("Address"),
)
_NAMES = (
    *("nomor", "unit", "ringkasan", "yang_menguasai", "penanggung_jawab", "waktu_dan_tempat"),
    *("bentuk", "masa_simpan", "klasifikasi", "tautan", "hasil_uji"),
)


UnitRows = tuple[UnitEntry, tuple[RegisterRow, ...]]


def listed_rows(city: City) -> tuple[UnitRows, ...]:
    """Return the register of each unit that is not closed and has entries."""
    paper = group_by(city.read("paper").entries, lambda each: each.unit.key)
    every = (
        (entry, register_rows(city.site, entry, own, paper.get(entry.key, ())))
        for entry, own in city.read("information")
        if entry.active
    )
    return tuple((entry, rows) for entry, rows in every if rows)


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    every = listed_rows(city)
    known = {entry.key: own for entry, own in city.read("duties")}
    for entry, rows in every:
        own_duties = known[entry.key]
        yield planned(site, information_url(entry.key), unit_register, entry, rows, own_duties)
        for make, ending in ((_unit_csv, ".csv"), (_unit_workbook, ".xlsx")):
            yield planned(site, f"{information_url(entry.key)}{FILE}{ending}", make, entry, rows)
    counts = tuple((entry, _counts(rows)) for entry, rows in every)
    exempt = tuple((e, row) for e, rows in every for row in rows if row.classification == EXEMPT)
    yield planned(site, information_url(), city_register, counts, exempt)
    for make_all, ending in ((_city_csv, ".csv"), (_city_workbook, ".xlsx")):
        yield planned(site, f"{information_url()}{FILE}{ending}", make_all, every)


INFORMATION = Product(
    name="information",
    paths=(
        ("/dip/", "the register of public information: classes, units, what is exempt"),
        ("/dip/dip.xlsx", "the register of all units, for Excel and to print"),
        ("/dip/dip.csv", "the same for programs"),
        (f"/{KIND}/<unit>/dip/", "the register of a unit"),
        (f"/{KIND}/<unit>/dip/dip.xlsx", "the same for Excel and to print"),
        (f"/{KIND}/<unit>/dip/dip.csv", "the same for programs"),
    ),
    reads=("information", "paper", "duties"),
    make=_pages,
)


def _counts(rows: Iterable[RegisterRow]) -> tuple[tuple[str, int], ...]:
    """The classes that a register has, with their numbers of entries."""
    return tuple((name, len(own)) for name, own in _classes(rows).items())


def _classes(rows: Iterable[RegisterRow]) -> dict[str, tuple[RegisterRow, ...]]:
    open_to_all = (row for row in rows if row.classification != EXEMPT)
    return group_by(open_to_all, lambda row: row.classification)


def _label(site: SiteContext, name: str) -> str:
    t = site.t.gettext
    return t(dict(CLASSES)[name]) if name else t(N_("Class not given"))


def unit_register(
    site: SiteContext, entry: UnitEntry, rows: tuple[RegisterRow, ...], known: tuple[Duty, ...]
) -> Output:
    """Return the page of a unit's register."""
    t = site.t
    url = information_url(entry.key)
    name = unit_name(site, entry)
    title = t.gettext(N_("Register of public information"))
    groups = tuple(_groups(site, rows))
    count = sum(len(group.rows) for group in groups)
    intro = t.ngettext(
        N_("{n} entry, made from what {unit} publishes."),
        N_("{n} entries, made from what {unit} publishes."),
        count,
    ).format(n=wording.whole(count, site.lang), unit=name)
    crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
    view = views.InformationPage(
        site=site_view(site),
        meta=meta_view(site, url, f"{title} - {name}", intro, crumbs),
        unit=masthead(site, entry, "", None),
        title=title,
        intro=intro,
        classes=tuple(
            views.Figure(
                value=wording.whole(len(group.rows), site.lang),
                label=group.label,
                href=f"#{group.id}",
            )
            for group in groups
        ),
        shared=tuple(_shared(site, entry, rows)),
        differs=_responsible(rows) == "",
        keeps=any(row.kept for row in rows),
        groups=groups,
        kinds=(),
        duties=tuple(_duty(site, each) for each in known),
        met=t.gettext(N_("{n} of {all} kinds of information are here.")).format(
            n=wording.whole(sum(bool(each.url) for each in known), site.lang),
            all=wording.whole(len(known), site.lang),
        ),
        exempt=tuple(_exempt(site, entry, row) for row in rows if row.classification == EXEMPT),
        asked=(site.link(t.gettext(N_("Register of all units")), information_url()),),
        files=_files(site, url),
    )
    return page_output(site, url, "information.html", view)


def _responsible(rows: Iterable[RegisterRow]) -> str:
    """Who is responsible for all entries, "" if that differs."""
    found = {row.responsible for row in rows if row.classification != EXEMPT}
    return found.pop() if len(found) == 1 else ""


def _shared(
    site: SiteContext, entry: UnitEntry, rows: tuple[RegisterRow, ...]
) -> Iterator[views.Fact]:
    t = site.t.gettext
    yield fact("yang-menguasai", t(N_("Official or unit that holds it")), unit_name(site, entry))
    if one := _responsible(rows):
        yield fact("penanggung-jawab", t(N_("Responsible for making or publishing it")), one)
    if not any(row.kept for row in rows):
        yield fact("masa-simpan", t(N_("Kept for")), t(N_("Not laid down yet")))


def _groups(site: SiteContext, rows: tuple[RegisterRow, ...]) -> Iterator[views.InformationGroup]:
    number = 0
    one = _responsible(rows)
    for name, own in _classes(rows).items():
        shown = []
        for row in own:
            number += 1
            shown.append(
                views.InformationRow(
                    number=wording.whole(number, site.lang),
                    summary=row.summary,
                    href=site.link("", row.url).href if row.url else "",
                    responsible="" if one else row.responsible,
                    made=row.made,
                    form=row.form,
                    kept=row.kept,
                )
            )
        yield views.InformationGroup(
            id=name or "tanpa-kelas",
            label=_label(site, name),
            about=site.t.gettext(_ABOUT[name]),
            rows=tuple(shown),
        )


def _duty(site: SiteContext, duty: Duty) -> views.DutyRow:
    t = site.t.gettext
    said = wording.day(duty.day, site.lang).text if duty.day else ""
    if duty.away:
        said = t(N_("does not count: its link leads into a private store or to nothing"))
    elif not duty.url:
        said = t(N_("not here yet"))
    return views.DutyRow(
        label=t(dict(DUTIES)[duty.name]),
        href=site.address.href(duty.url) if duty.url else "",
        said=said,
    )


def _exempt(site: SiteContext, entry: UnitEntry, row: RegisterRow) -> views.ExemptRow:
    unit = site.link(unit_name(site, entry), information_url(entry.key))
    return views.ExemptRow(summary=row.summary, test=row.test, unit=unit)


def _files(site: SiteContext, url: str) -> tuple[views.Link, ...]:
    t = site.t.gettext
    return (
        site.link(t(N_("Download for Excel")), f"{url}{FILE}.xlsx"),
        site.link(t(N_("CSV (for programs)")), f"{url}{FILE}.csv"),
    )


def city_register(
    site: SiteContext,
    units: tuple[tuple[UnitEntry, tuple[tuple[str, int], ...]], ...],
    exempt: tuple[tuple[UnitEntry, RegisterRow], ...],
) -> Output:
    """Return the page of the city's register: how many entries of each class each unit has."""
    t = site.t
    url = information_url()
    title = t.gettext(N_("Register of public information"))
    sums = {name: sum(dict(own).get(name, 0) for _, own in units) for name in ORDER}
    total = sum(sums.values())
    intro = t.gettext(
        N_(
            "{n} entries of {units} units: what each holds, since when, in which form, and where it is."
        )
    ).format(n=wording.whole(total, site.lang), units=wording.whole(len(units), site.lang))
    if not units:
        intro = t.gettext(N_("No unit has published anything yet."))
    view = views.InformationPage(
        site=site_view(site),
        meta=meta_view(site, url, title, intro),
        unit=None,
        title=title,
        intro=intro,
        classes=tuple(
            views.Figure(value=wording.whole(count, site.lang), label=_label(site, name), href="")
            for name, count in sums.items()
            if count
        ),
        shared=(),
        differs=False,
        keeps=False,
        groups=(),
        kinds=tuple(
            views.RegisterGroup(
                label=kind.plural,
                units=tuple(
                    views.Figure(
                        value=wording.whole(sum(count for _, count in own), site.lang),
                        label=unit_name(site, entry),
                        href=site.address.href(information_url(entry.key)),
                    )
                    for entry, own in sorted(of_kind, key=lambda of: of[0].name.casefold())
                ),
            )
            for kind in site.unit_kinds
            if (of_kind := tuple(of for of in units if of[0].kind == kind.name))
        ),
        duties=(),
        met="",
        exempt=tuple(_exempt(site, entry, row) for entry, row in exempt),
        asked=(),
        files=_files(site, url) if units else (),
    )
    return page_output(site, url, "information.html", view)


def _cells(
    site: SiteContext, number: int, entry: UnitEntry, row: RegisterRow
) -> tuple[str | int, ...]:
    """The row in the order of `_HEADINGS`."""
    name = row.classification
    label = site.t.gettext(N_("Exempt")) if name == EXEMPT else _label(site, name)
    url = site.address.absolute(row.url) if row.url.startswith("/") else row.url
    return (
        number,
        row.summary,
        unit_name(site, entry),
        row.responsible,
        row.made,
        row.form,
        row.kept,
        label if not row.test else f"{label}: {row.test}",
        url,
    )


def _csv(site: SiteContext, url: str, listed: tuple[UnitRows, ...]) -> Output:
    rows = (
        (
            number,
            entry.key,
            row.summary,
            unit_name(site, entry),
            row.responsible,
            row.made,
            row.form,
            row.kept,
            row.classification,
            site.address.absolute(row.url) if row.url.startswith("/") else row.url,
            row.test,
        )
        for entry, own in listed
        for number, row in enumerate(own, start=1)
    )
    return Output(path=output_path(f"{url}{FILE}.csv"), body=list_csv(_NAMES, rows))


def _workbook(site: SiteContext, url: str, owner: str, listed: tuple[UnitRows, ...]) -> Output:
    t = site.t.gettext
    every = [(entry, row) for entry, own in listed for row in own]
    rows = [_cells(site, number, *each) for number, each in enumerate(every, start=1)]
    title = f"{t(N_('Register of public information'))}: {owner}"
    body = list_workbook(title, tuple(map(t, _HEADINGS)), rows, (site.address.absolute(url),))
    return Output(path=output_path(f"{url}{FILE}.xlsx"), body=body)


def _unit_csv(site: SiteContext, entry: UnitEntry, rows: tuple[RegisterRow, ...]) -> Output:
    return _csv(site, information_url(entry.key), ((entry, rows),))


def _unit_workbook(site: SiteContext, entry: UnitEntry, rows: tuple[RegisterRow, ...]) -> Output:
    return _workbook(site, information_url(entry.key), unit_name(site, entry), ((entry, rows),))


def _city_csv(site: SiteContext, listed: tuple[UnitRows, ...]) -> Output:
    return _csv(site, information_url(), listed)


def _city_workbook(site: SiteContext, listed: tuple[UnitRows, ...]) -> Output:
    return _workbook(site, information_url(), site.name, listed)
