"""The form for offices."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site
from sitegen.pages.views.search import Choice


class FormQuestion(Struct, frozen=True, kw_only=True):
    """A question of the form, about one key of a report."""

    name: str
    """Its name in the form."""
    label: str
    """The question."""
    help: str
    """How to answer it, or empty."""
    example: str
    """An answer, or empty."""
    control: str
    """How it is answered: `text`, `area`, `date`, `choice`, `tick`, `topics` or `people`."""
    only: str
    """The kind of report of which alone it is asked, or empty."""
    choices: tuple[Choice, ...]
    """What there is to choose from."""


class FormGroup(Struct, frozen=True, kw_only=True):
    """Questions that stand together."""

    name: str
    """Its name in addresses."""
    title: str
    """The heading."""
    folded: bool
    """Whether it is closed at first: nobody has to answer its questions."""
    questions: tuple[FormQuestion, ...]
    """The questions."""


class FormLink(Struct, frozen=True, kw_only=True):
    """A form that there is."""

    label: str
    """What is written in it."""
    href: str
    """Its address."""
    current: bool
    """Whether it is the page's own."""


class OfficeFormPage(Struct, frozen=True, kw_only=True):
    """`office-form.html`: the form in which offices write, with scripts alone."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What it is for."""
    form: str
    """What is written in it: `laporan`, `tabel`, `halaman`, `dokumen` or `profil`."""
    forms: tuple[FormLink, ...]
    """All forms, this one too."""
    scripts: tuple[str, ...]
    """Names of the scripts that are loaded when somebody begins to write."""
    groups: tuple[FormGroup, ...]
    """The questions, besides those for photos and for the text."""
    photo_example: str
    """What a photo may show, as an example."""
    rules: str
    """Address of the rules that the scripts read."""
    units: str
    """Address of the list of units."""
    worker: str
    """Address of the script that keeps the form for use without a connection."""
    receiver: str
    """Who takes in what is sent, or empty."""
    ways: tuple[Link, ...]
    """How to send it to them: WhatsApp, e-mail."""
    guide: Link | None
    """Where an office reads how to begin, if the city has such a page."""
