"""Words of controlled vocabularies that catalogues use for ours."""

from __future__ import annotations

from sitegen.i18n import N_

_EU = "http://publications.europa.eu/resource/authority/"
# https://op.europa.eu/en/web/eu-vocabularies/concept-scheme/-/resource?uri=.../frequency
FREQUENCY_NAMES = {
    "harian": f"{_EU}frequency/DAILY",
    "mingguan": f"{_EU}frequency/WEEKLY",
    "bulanan": f"{_EU}frequency/MONTHLY",
    "triwulanan": f"{_EU}frequency/QUARTERLY",
    "semesteran": f"{_EU}frequency/ANNUAL_2",
    "tahunan": f"{_EU}frequency/ANNUAL",
    "tidak-tetap": f"{_EU}frequency/IRREG",
    "sekali": f"{_EU}frequency/NEVER",
}
# ISO 8601, and ISO 19115 for what has no rhythm.
FREQUENCY_CODES = {
    "harian": "R/P1D",
    "mingguan": "R/P1W",
    "bulanan": "R/P1M",
    "triwulanan": "R/P3M",
    "semesteran": "R/P6M",
    "tahunan": "R/P1Y",
    "tidak-tetap": "irregular",
    "sekali": "notPlanned",
}
LANGUAGES = {"id": f"{_EU}language/IND", "en": f"{_EU}language/ENG"}
FILE_TYPES = {
    name: f"{_EU}file-type/{name}" for name in ("CSV", "JSON", "PDF", "TSV", "XLS", "XLSX")
}
# The role of the office that answers for figures (INSPIRE).
CUSTODIAN = "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/custodian"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
# What has become of a dataset (`CatalogueEntry.status`), with the word for it.
STATUSES = {
    "completed": (f"{_EU}dataset-status/COMPLETED", N_("Complete")),
    "deprecated": (f"{_EU}dataset-status/DEPRECATED", N_("Discontinued")),
    "withdrawn": (f"{_EU}dataset-status/WITHDRAWN", N_("Withdrawn")),
}
PUBLIC = f"{_EU}access-right/PUBLIC"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def scheme_of(term: str) -> str:
    """Return the vocabulary that a term of the European Union is of, "" for any other address."""
    return term.rpartition("/")[0] if term.startswith(_EU) else ""
