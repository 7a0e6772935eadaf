"""Keys of a standing page (`halaman/*.md`)."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.keys.common import (
    ALIAS,
    CLASS,
    DRAFT,
    DUTIES_FIELD,
    REVIEW_FIELD,
    SLUG,
    SUMMARY,
    TITLE,
)
from sitegen.keys.field import Field

PAGE_FIELDS: tuple[Field, ...] = (
    replace(
        TITLE,
        doc=N_("Title of the page, in sentence case, at most 100 characters."),
        example="Profil Kelurahan Mekarsari",
    ),
    Field(
        key="urutan",
        aliases=("weight", "order"),
        name="order",
        type="count",
        doc=N_("Place among the unit's pages; smaller comes first."),
        example="1",
    ),
    replace(
        SUMMARY,
        doc=N_("One sentence that says what the page is about; shown in lists and shared links."),
        example="Wilayah, penduduk, dan susunan kantor kelurahan.",
    ),
    Field(
        key="diperbarui",
        aliases=("updated", "lastmod", "date", "tanggal"),
        name="updated",
        type="date",
        doc=N_("Date on which the text was last checked."),
        example="2026-10-01",
    ),
    REVIEW_FIELD,
    CLASS,
    DUTIES_FIELD,
    ALIAS,
    SLUG,
    DRAFT,
)
