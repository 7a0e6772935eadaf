"""What is known of a dataset, as labelled facts: for its page and for its workbook."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.charts.numbers import time_label, unit_shown
from sitegen.datasets.elements import ELEMENTS, given_elements
from sitegen.datasets.lateness import IN_YEARS, Lateness
from sitegen.i18n import N_, Translator
from sitegen.model import DatasetMeta
from sitegen.pages import views, wording
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import class_label, safe_address

# What the form has for data that were looked for in the central register and are not there.
ABSENT = "-"
_FREQUENCY_LABELS = {
    "harian": N_("Daily"),
    "mingguan": N_("Weekly"),
    "bulanan": N_("Monthly"),
    "triwulanan": N_("Quarterly"),
    "semesteran": N_("Twice a year"),
    "tahunan": N_("Yearly"),
    "tidak-tetap": N_("Irregular"),
    "sekali": N_("Once"),
}
# Licences that mean "the source does not say"; no promise is made on its behalf.
_UNSTATED = frozenset({"tidak-dinyatakan", "not-stated", ""})


def facts(
    site: SiteContext, producer: views.Link, meta: DatasetMeta, rows: int
) -> Iterator[views.Fact]:
    """Yield what is known of a dataset, of which `producer` is the unit; without what is not known."""
    t = site.t.gettext
    updated = wording.day(meta.updated, site.lang).text if meta.updated else ""
    licence = licence_words(meta.licence, site.t)
    contact = f"mailto:{meta.contact}" if "@" in meta.contact and " " not in meta.contact else ""
    lines = (
        ("periode", N_("Period"), period(meta, site.t), "", ""),
        (
            "sumber",
            N_("Source"),
            meta.source,
            meta.source_date,
            safe_address(meta.source_url),
        ),
        ("produsen", N_("Published by"), producer.label, "", producer.href),
        (
            "lisensi",
            N_("Licence"),
            licence if meta.described else "",
            "",
            licence_url(meta.licence, site.lang),
        ),
        ("frekuensi", N_("Updated"), _frequency(meta, site.t), "", ""),
        ("diperbarui", N_("Last update"), updated, "", ""),
        ("cakupan", N_("Area covered"), meta.coverage, "", ""),
        ("satuan", N_("Unit of measure"), unit_shown(meta.unit), "", ""),
        ("penyajian", N_("Broken down by"), meta.presentation, "", ""),
        ("baris", N_("Rows"), wording.whole(rows, site.lang), "", ""),
        (
            "klasifikasi",
            N_("Class of information"),
            class_label(site.t, meta.classification),
            "",
            "",
        ),
        ("penanggung-jawab", N_("Responsible"), meta.responsible, "", ""),
        ("kontak", N_("Contact"), meta.contact, "", contact),
    )
    for name, label, value, note, href in lines:
        if value:
            yield views.Fact(name=name, label=t(label), value=value, note=note, href=href)


def meaning(meta: DatasetMeta, t: Translator) -> Iterator[views.Fact]:
    """Yield what the figures are: concept, method, how they are read."""
    for name, label, value in (
        ("konsep", N_("Concept"), meta.concept),
        ("metode", N_("How they are collected or computed"), meta.method),
        ("interpretasi", N_("How to read them"), meta.interpretation),
    ):
        if value:
            yield views.Fact(name=name, label=t.gettext(label), value=value, note="", href="")


def codes(meta: DatasetMeta, t: Translator) -> Iterator[views.Fact]:
    """Yield the numbers of a dataset in registers; of one that the central one lacks, that it does."""
    absent = meta.central_code == ABSENT
    central = t.gettext(N_("not in the central register")) if absent else meta.central_code
    for name, label, value in (
        ("kode-standar", N_("Data standard code"), meta.standard_code),
        ("kode-metadata", N_("Metadata code"), meta.metadata_code),
        ("id-ddp", N_("DDP ID"), central),
    ):
        if value:
            yield views.Fact(name=name, label=t.gettext(label), value=value, note="", href="")


def elements(meta: DatasetMeta, t: Translator) -> views.Elements:
    """Return which of the ten minimal elements a dataset has."""
    found = given_elements(meta)
    names = {name: t.gettext(label) for name, label in ELEMENTS}
    said = t.gettext(N_("{n} of {all} elements of metadata"))
    return views.Elements(
        count=said.format(n=len(found), all=len(ELEMENTS)),
        given=tuple(label for name, label in names.items() if name in found),
        missing=tuple(label for name, label in names.items() if name not in found),
    )


def licence_words(licence: str, t: Translator) -> str:
    """Return a licence as its author names it, or that the source does not say."""
    return t.gettext(N_("Not stated by the source")) if licence in _UNSTATED else licence


def _frequency(meta: DatasetMeta, t: Translator) -> str:
    return t.gettext(_FREQUENCY_LABELS[meta.frequency]) if meta.frequency else ""


def late_words(late: Lateness, t: Translator) -> str:
    """Return how late data are: `late`, `late by 5 months`."""
    if late.months >= IN_YEARS:
        n = late.months // 12
        return t.ngettext(
            N_("late by more than {n} year"), N_("late by more than {n} years"), n
        ).format(n=n)
    text = t.ngettext(N_("late by {n} month"), N_("late by {n} months"), late.months)
    return text.format(n=late.months) if late.months else t.gettext(N_("late"))


def late_sentence(meta: DatasetMeta, late: Lateness, t: Translator) -> str:
    """Return what was promised of a dataset, what there is, and how late that is."""
    said = N_("To be updated {frequency}; the last data are of {period}: {late}.")
    return t.gettext(said).format(
        frequency=_frequency(meta, t).lower(),
        period=time_label(meta.period_end, t),
        late=late_words(late, t),
    )


def period(meta: DatasetMeta, t: Translator) -> str:
    """Return the period as `Januari 2019 – Desember 2024`, one end if there is no other, or ""."""
    ends = [time_label(end, t) for end in (meta.period_start, meta.period_end) if end]
    return " – ".join(dict.fromkeys(ends))
