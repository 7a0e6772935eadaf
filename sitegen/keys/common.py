"""Keys shared by several kinds of file."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.keys.field import Field
from sitegen.keys.vocabulary import CLASSES, DUTIES, keys

CLASS = Field(
    key="klasifikasi",
    name="classification",
    type="choice",
    choices=keys(CLASSES),
    doc=N_("Class of public information (UU 14/2008)."),
    example="berkala",
)

DUTIES_FIELD = Field(
    key="kewajiban",
    aliases=("duties",),
    name="duties",
    type="choices",
    choices=keys(DUTIES),
    doc=N_("What must be announced and stands here (UU 14/2008, Perki 1/2021)."),
    example="[struktur, tugas]",
)

REVIEW_FIELD = Field(
    key="tinjau",
    aliases=("tinjau_ulang", "review_by"),
    name="review",
    type="date",
    doc=N_(
        "Day up to which it is sure to hold; after it, the page says that it is to be reviewed."
    ),
    example="2027-12-31",
)

DRAFT = Field(
    key="draf",
    aliases=("draft",),
    name="draft",
    type="yes-no",
    decides=True,
    doc=N_("Not published while `ya`."),
    example="ya",
)

ALIAS = Field(
    key="alias",
    aliases=("aliases",),
    name="aliases",
    type="texts",
    doc=N_("Old addresses of this page; each becomes a redirect."),
    example="[/berita/posyandu-mawar/]",
)

TITLE = Field(
    key="judul",
    aliases=("title",),
    name="title",
    type="text",
    required=True,
    decides=True,
    doc=N_("Title: what happened, in sentence case, at most 100 characters."),
    example="Posyandu Mawar layani 84 balita",
)

SUMMARY = Field(
    key="ringkasan",
    aliases=("summary", "description", "deskripsi"),
    name="summary",
    type="text",
    doc=N_("One sentence that says the result; shown in lists and shared links."),
    example="Penimbangan bulan November menjangkau 84 dari 90 balita sasaran.",
)

SLUG = Field(
    key="slug",
    name="slug",
    type="text",
    decides=True,
    doc=N_("Last part of the address; by default from the file name."),
    example="posyandu-mawar",
)

TOPICS_FIELD = Field(
    key="topik",
    aliases=("tags",),
    name="topics",
    type="choices",
    doc=N_("One to three topics from the city's list."),
    example="[kesehatan, keluarga]",
)
