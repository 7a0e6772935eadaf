"""`datasets.json`: every dataset with its files, as the catalogue has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sitegen.exports.catalogue.entries import CatalogueEntry, entries_of
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, Output
from sitegen.pages.city import City, all_datasets
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext
from sitegen.portal.api.resource import (
    ApiResource,
    FileFacts,
    ItsPage,
    OfUnit,
    OwnLink,
    Topics,
    api_output,
)
from sitegen.urls import api_url

NAME = "datasets"
Status = Literal["", "selesai", "dihentikan"]
_STATUSES: dict[str, Status] = {"": "", "completed": "selesai", "deprecated": "dihentikan"}


class ApiDownload(Struct, frozen=True, kw_only=True):
    """A form of a dataset to download."""

    format: Annotated[str, Meta(description=N_("Format, such as CSV."))]
    jenis_media: Annotated[str, Meta(description=N_("Media type, such as `text/csv`."))]
    tautan: Annotated[str, Meta(description=N_("Where the file is."))]
    ukuran: Annotated[int, Meta(description=N_("Size in bytes."))]
    sha256: Annotated[str, Meta(description=N_("SHA-256 of its bytes, in hexadecimal."))]


class ApiDataset(Struct, frozen=True, kw_only=True):
    """A dataset with its description and files."""

    id: Annotated[str, Meta(description=N_("Its identifier, which stays even when it moves."))]
    halaman: ItsPage
    unit: OfUnit
    nama: Annotated[str, Meta(description=N_("Its short name in addresses."))]
    judul: Annotated[str, Meta(description=N_("Title."))]
    deskripsi: Annotated[str, Meta(description=N_("What it tells."))]
    topik: Topics
    baris: Annotated[int, Meta(description=N_("Number of rows."))]
    kolom: Annotated[int, Meta(description=N_("Number of columns."))]
    periode_awal: Annotated[
        date | None, Meta(description=N_("The first day that the figures are of."))
    ]
    periode_akhir: Annotated[
        date | None, Meta(description=N_("The last day that the figures are of."))
    ]
    frekuensi: Annotated[
        str, Meta(description=N_("How often there are new figures, such as `bulanan`."))
    ]
    cakupan: Annotated[str, Meta(description=N_("The area that the figures are of."))]
    sumber: Annotated[str, Meta(description=N_("Where the unit has the figures from."))]
    sumber_tautan: Annotated[str, Meta(description=N_("Address of the source."))]
    lisensi: Annotated[str, Meta(description=N_("Licence."))]
    lisensi_tautan: Annotated[str, Meta(description=N_("Address of the licence."))]
    kontak: Annotated[str, Meta(description=N_("E-mail address for questions."))]
    terbit: Annotated[date | None, Meta(description=N_("The day of its publication."))]
    diperbarui: Annotated[date | None, Meta(description=N_("The day of its last change."))]
    menunggu: Annotated[
        bool,
        Meta(
            description=N_(
                "`true` if a newer version is being corrected; this is the last one that was correct."
            )
        ),
    ]
    status: Annotated[
        Status,
        Meta(
            description=N_(
                "`selesai` if there is only this one version, `dihentikan` if there are no new figures any more."
            )
        ),
    ]
    keterangan: Annotated[str, Meta(description=N_("Since when and why there are no new figures."))]
    pengganti: Annotated[str, Meta(description=N_("Address of what takes its place."))]
    skema: Annotated[str, Meta(description=N_("Address of the columns as Table Schema."))]
    csvw: Annotated[str, Meta(description=N_("Address of the columns as CSVW."))]
    berkas: Annotated[tuple[ApiDownload, ...], Meta(description=N_("The files to download."))]


class ApiDatasets(Struct, frozen=True, kw_only=True):
    """The contents of `datasets.json`."""

    tautan: OwnLink
    data: Annotated[tuple[ApiDataset, ...], Meta(description=N_("All datasets."))]


class _Described(Struct, frozen=True, kw_only=True):
    """A dataset as the catalogue has it, with what else is told of it here."""

    unit: str
    entry: CatalogueEntry
    topics: tuple[str, ...]
    rows: int
    columns: int


def _facts(city: City) -> Iterator[FileFacts]:
    own = [dataset for dataset, _ in all_datasets(city)]
    yield FileFacts(name=NAME, count=len(own), newest=newest_change(own))


def newest_change(datasets: list[DatasetSummary]) -> date | None:
    """Return the day of the newest change of these datasets, None if nobody knows."""
    return max((day for each in datasets if (day := each.updated or each.last)), default=None)


def _files(city: City) -> Iterator[Planned]:
    summaries = {(entry.key, own.name): own for own, entry in all_datasets(city)}
    found = []
    for unit, entries in entries_of(city):
        for entry in entries:
            own = summaries[unit.key, entry.name]
            found.append(
                _Described(
                    unit=unit.key,
                    entry=entry,
                    topics=own.topics,
                    rows=own.rows,
                    columns=own.columns,
                )
            )
    yield planned(city.site, api_url(NAME), _file, tuple(found))


def _file(site: SiteContext, found: tuple[_Described, ...]) -> Output:
    url = api_url(NAME)
    own = tuple(_dataset(each) for each in found)
    return api_output(
        url,
        ApiDatasets(tautan=site.address.absolute(url), data=own),
    )


def _dataset(own: _Described) -> ApiDataset:
    entry = own.entry
    return ApiDataset(
        id=entry.identifier,
        halaman=entry.url,
        unit=own.unit,
        nama=entry.name,
        judul=entry.title,
        deskripsi=entry.description,
        topik=own.topics,
        baris=own.rows,
        kolom=own.columns,
        periode_awal=entry.start,
        periode_akhir=entry.end,
        frekuensi=entry.frequency,
        cakupan=entry.coverage,
        sumber=entry.source,
        sumber_tautan=entry.source_url,
        lisensi=entry.licence,
        lisensi_tautan=entry.licence_url,
        kontak=entry.contact.mail,
        terbit=entry.issued,
        diperbarui=entry.modified,
        menunggu=entry.held,
        status=_STATUSES[entry.status],
        keterangan=entry.note,
        pengganti=entry.successor,
        skema=entry.schema,
        csvw=entry.table,
        berkas=tuple(
            ApiDownload(
                format=file.format,
                jenis_media=file.media_type,
                tautan=file.url,
                ukuran=file.size,
                sha256=file.digest,
            )
            for file in entry.files
        ),
    )


DATASETS = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Datasets"),
    about=N_("All datasets, with their files to download."),
    file=ApiDatasets,
    entry=ApiDataset,
    reads=("datasets", "office", "old_addresses", "former", "removed"),
    facts=_facts,
    make=_files,
)
