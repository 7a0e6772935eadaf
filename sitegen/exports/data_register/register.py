"""The register of data (Daftar Data): a row for each dataset, in the columns that the city keeps."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.city.budget_schema import BUDGET_SCHEMAS
from sitegen.exports.lists import Cell, list_workbook
from sitegen.i18n import N_
from sitegen.keys.vocabulary import FREQUENCIES
from sitegen.model import DataRecord, Output, UnitEntry
from sitegen.pages.own import own_facts
from sitegen.pages.site import SiteContext, label_of, unit_name
from sitegen.urls import output_path

UnitRecords = tuple[UnitEntry, tuple[DataRecord, ...]]
# The form of the ministry's annex, with what fills each column. Names that are neither keys of datasets nor
# follow from them are keys that a city may add; without them the column is empty.
COLUMNS: tuple[tuple[str, str], ...] = (
    (N_("DDD ID"), "id_ddd"),
    (N_("DDP ID"), "id_ddp"),
    (N_("Source of reference"), "sumber_referensi"),
    (N_("Indicator code"), "kode_indikator"),
    (N_("Indicator name"), "nama_indikator"),
    (N_("Data name"), "judul"),
    (N_("Type of data"), "jenis_data"),
    (N_("Indicator/Variable"), "indikator_variabel"),
    (N_("Data standard code"), "kode_standar"),
    (N_("Data producer"), "produsen"),
    (N_("Classification by risk"), "keterbukaan"),
    (N_("Definition"), "deskripsi"),
    (N_("Unit of measure"), "satuan"),
    (N_("Classification of presentation"), "penyajian"),
    (N_("Update schedule"), "frekuensi"),
    (N_("RAD category"), "kategori_rad"),
    (N_("Metadata code"), "kode_metadata"),
    (N_("Link in the regional portal"), "tautan"),
    (N_("Link in the SDI portal"), "tautan_sdi"),
)
_IRREGULAR = "tidak-tetap"


def register_workbook(
    site: SiteContext, url: str, owner: str, listed: tuple[UnitRecords, ...]
) -> Output:
    """Return the register of these datasets as the workbook at `url`; under each heading is its number."""
    t = site.t.gettext
    columns = site.data_register or tuple((t(heading), source) for heading, source in COLUMNS)
    rows = [
        tuple(values.get(source) for _, source in columns)
        for entry, own in listed
        for values in (dict(_values(site, entry, record)) for record in own)
    ]
    body = list_workbook(
        f"{t(N_('Register of data'))}: {owner}",
        tuple(heading for heading, _ in columns),
        rows,
        (t(N_("An empty cell: nobody has stated it yet.")),),
        numbered=True,
    )
    return Output(path=output_path(url), body=body)


def _values(site: SiteContext, entry: UnitEntry, own: DataRecord) -> Iterator[tuple[str, Cell]]:
    """Everything that a column can be filled from; a key of the city's own takes precedence."""
    t = site.t.gettext
    indicator = bool(own.interpretation)
    yield "judul", own.title
    yield "deskripsi", own.description
    yield "konsep", own.concept
    yield "metode", own.method
    yield "penanggung_jawab", own.responsible
    yield "penyajian", own.presentation
    yield "interpretasi", own.interpretation
    yield "kode_standar", own.standard_code
    yield "kode_metadata", own.metadata_code
    yield "id_ddp", own.central_code
    yield "satuan", own.unit
    yield "frekuensi", _frequency(site, own.frequency)
    yield "periode", own.period
    yield "cakupan", own.coverage
    yield "sumber", own.source
    yield "lisensi", own.licence
    yield "kontak", own.contact
    yield "produsen", unit_name(site, entry)
    yield "keterbukaan", t(N_("Unrestricted"))
    yield "jenis_data", t(N_("Financial")) if own.schema in BUDGET_SCHEMAS else ""
    yield "nama_indikator", own.title if indicator else ""
    yield "indikator_variabel", t(N_("Indicator")) if indicator else ""
    yield "tautan", site.address.absolute(own.url)
    yield "unsur", own.elements
    for fact in own_facts(site, "dataset", own.extra):
        yield fact.name, fact.href or fact.value


def _frequency(site: SiteContext, name: str) -> str:
    """The word of the form, which calls data without a rhythm incidental."""
    if name == _IRREGULAR:
        return site.t.gettext(N_("Incidental"))
    return label_of(tuple((key, site.t.gettext(label)) for key, label in FREQUENCIES), name)
