"""What the forms ask: how each key is asked for, and in which order.

What a key means, its example and the words to choose from stand with the key itself
(`sitegen.keys`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.definition import Field
from sitegen.keys.own import FileKind, OwnKey
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.placeholders import OFFERED
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.vocabulary import CLARIFICATION

Control = Literal["text", "area", "date", "choice", "tick", "topics", "people"]


class AskedKey(Struct, frozen=True, kw_only=True):
    """A question: the name of the key's field, its words, and how it is answered.

    One that is asked `only` of a kind of report has its name. A key `within` another one has that
    one's field.
    """

    name: str
    ask: str
    control: Control = "text"
    help: str = ""
    only: str = ""
    within: str = ""

    @property
    def called(self) -> str:
        """Its name in the form."""
        return f"{self.within}_{self.name}" if self.within else self.name


class AskedTogether(Struct, frozen=True, kw_only=True):
    """Questions that stand together; of those that are folded, nobody has to answer any."""

    name: str
    title: str
    asked: tuple[AskedKey, ...]
    folded: bool = False


# Above the text and the photos, which have no key of their own to ask for.
REPORT_GROUPS: tuple[AskedTogether, ...] = (
    AskedTogether(
        name="apa",
        title=N_("What happened?"),
        asked=(
            AskedKey(
                name="title",
                ask=N_("Title"),
                help=N_("In one line, as you would tell a neighbour."),
            ),
            AskedKey(name="kind", ask=N_("Kind of report"), control="choice"),
            AskedKey(name="until", ask=N_("In force until"), control="date", only="pengumuman"),
            AskedKey(
                name="urgent",
                ask=N_("Urgent: a banner leads to it until that day"),
                control="tick",
                only="pengumuman",
            ),
            AskedKey(name="claim", ask=N_("What goes round and is wrong"), only=CLARIFICATION),
            AskedKey(name="truth", ask=N_("What is true instead"), only=CLARIFICATION),
        ),
    ),
    AskedTogether(
        name="di-mana",
        title=N_("Where, when, with what result?"),
        asked=(
            AskedKey(name="place", ask=N_("Place")),
            AskedKey(name="event_date", ask=N_("Date of the activity"), control="date"),
            AskedKey(name="time", ask=N_("Time")),
            AskedKey(name="result", ask=N_("Result")),
        ),
    ),
    AskedTogether(
        name="peserta",
        title=N_("Who took part"),
        folded=True,
        asked=(AskedKey(name="participants", ask=N_("Participants"), control="people"),),
    ),
    AskedTogether(
        name="biaya",
        title=N_("Cost and its source"),
        folded=True,
        asked=(
            AskedKey(name="budget", ask=N_("Cost")),
            AskedKey(name="budget_source", ask=N_("Source of the money")),
        ),
    ),
    AskedTogether(
        name="lanjut",
        title=N_("Follow-up and state"),
        folded=True,
        asked=(
            AskedKey(name="follow_up", ask=N_("Next step")),
            AskedKey(name="event_end", ask=N_("Last day, if there were several"), control="date"),
            AskedKey(name="status", ask=N_("State"), control="choice"),
        ),
    ),
    AskedTogether(
        name="topik",
        title=N_("Topics and summary"),
        folded=True,
        asked=(
            AskedKey(name="topics", ask=N_("Topics, at most three"), control="topics"),
            AskedKey(name="summary", ask=N_("Summary in one sentence")),
        ),
    ),
)


# What a table itself does not say. The rows and columns have parts of the page of their own.
TABLE_GROUPS: tuple[AskedTogether, ...] = (
    AskedTogether(
        name="isi",
        title=N_("What does it show?"),
        asked=(
            AskedKey(name="title", ask=N_("Title"), help=N_("What was counted, where, when.")),
            AskedKey(
                name="description",
                ask=N_("How it was counted"),
                control="area",
                help=N_("Who counted, how, and what is missing. Two sentences are enough."),
            ),
            AskedKey(name="name", within="source", ask=N_("Who made the figures")),
            AskedKey(name="start", within="period", ask=N_("From the month or year")),
            AskedKey(name="end", within="period", ask=N_("To the month or year")),
            AskedKey(name="unit", ask=N_("Unit of the figures")),
        ),
    ),
    AskedTogether(
        name="lain",
        title=N_("How often it is renewed, topics, and others"),
        folded=True,
        asked=(
            AskedKey(name="frequency", ask=N_("How often it is renewed"), control="choice"),
            AskedKey(name="url", within="source", ask=N_("Address of the source")),
            AskedKey(name="coverage", ask=N_("Area that it covers")),
            AskedKey(name="licence", ask=N_("Licence")),
            AskedKey(name="contact", ask=N_("Who answers questions about it")),
            AskedKey(name="topics", ask=N_("Topics, at most three"), control="topics"),
        ),
    ),
)
PAGE_GROUPS: tuple[AskedTogether, ...] = (
    AskedTogether(
        name="isi",
        title=N_("What is it about?"),
        asked=(AskedKey(name="title", ask=N_("Title")),),
    ),
    AskedTogether(
        name="lain",
        title=N_("Summary and place in the menu"),
        folded=True,
        asked=(
            AskedKey(name="summary", ask=N_("Summary in one sentence")),
            AskedKey(name="order", ask=N_("Place among the pages of the unit: 1 is first")),
        ),
    ),
)
PROFILE_GROUPS: tuple[AskedTogether, ...] = (
    AskedTogether(
        name="kontak",
        title=N_("Contact and opening hours"),
        asked=(
            AskedKey(name="address", ask=N_("Address")),
            AskedKey(name="hours", ask=N_("Opening hours")),
            AskedKey(name="phone", ask=N_("Telephone"), help=N_("Of the office, not of a person.")),
            AskedKey(name="whatsapp", ask=N_("WhatsApp of the office")),
            AskedKey(name="email", ask=N_("E-mail of the office")),
            AskedKey(name="website", ask=N_("Web site of the office")),
        ),
    ),
    AskedTogether(
        name="kantor",
        title=N_("About the office"),
        asked=(
            AskedKey(name="about", ask=N_("What it does and for whom"), control="area"),
            AskedKey(name="title", within="head", ask=N_("Position of its head")),
            AskedKey(name="name", within="head", ask=N_("Name of its head")),
        ),
    ),
)
# What is asked of each service; the rest of it stays as it is.
SERVICE_ASKED: tuple[AskedKey, ...] = (
    AskedKey(name="name", ask=N_("Name of the service")),
    AskedKey(name="about", ask=N_("What it is, and for whom")),
    AskedKey(
        name="requirements",
        ask=N_("What to bring"),
        control="area",
        help=N_("One thing on each line."),
    ),
    AskedKey(name="steps", ask=N_("Steps"), control="area", help=N_("One step on each line.")),
    AskedKey(name="duration", ask=N_("How long does it take?")),
    AskedKey(name="fee", ask=N_("What it costs")),
    AskedKey(name="place", ask=N_("Where, if not at the office")),
    AskedKey(name="hours", ask=N_("When, if at other hours")),
)
# The keys that `sitegen new data` offers, in its order; what it does not offer comes behind.
_DESCRIBED = (
    *("title", "description", "source", "licence", "frequency", "period", "coverage", "contact"),
    *("unit", "topics", "columns", "charts"),
)


class OfficeForm(Struct, frozen=True, kw_only=True):
    """One form: what is written in it, its words, its questions, and the keys that they are about.

    `order` are the names of the keys as they are written. `scripts` are loaded when somebody begins
    to write. `files` are those whose own keys of the city are asked for too.
    """

    name: str
    label: str
    title: str
    intro: str
    groups: tuple[AskedTogether, ...]
    fields: tuple[Field, ...]
    order: tuple[str, ...]
    scripts: tuple[str, ...]
    files: FileKind

    def asked(self) -> tuple[AskedKey, ...]:
        """Return all questions, in order."""
        return tuple(each for group in self.groups for each in group.asked)

    def field(self, asked: AskedKey) -> Field:
        """Return the key that a question is about."""
        fields = self.fields
        if asked.within:
            fields = next(each.fields for each in fields if each.name == asked.within)
        return next(each for each in fields if each.name == asked.name)

    def own(self, keys: tuple[OwnKey, ...]) -> tuple[OwnKey, ...]:
        """Return those of the city's own keys that it asks for."""
        return tuple(key for key in keys if self.files in key.files)


_SHARED = ("berkas", "kirim", "kota", "orang", "periksa", "pribadi", "zip")

FORMS = (
    OfficeForm(
        name="laporan",
        label=N_("Report"),
        title=N_("Write reports"),
        intro=N_(
            "For offices: photos, what, where, when, with what result. A few minutes on a phone, without "
            "an account, also without a connection."
        ),
        groups=REPORT_GROUPS,
        fields=REPORT_FIELDS,
        order=("title", "date", "kind", "topics", "summary", *OFFERED),
        scripts=(*_SHARED, "album", "foto", "laporan", "lihat", "tampil", "teks"),
        files="laporan",
    ),
    OfficeForm(
        name="tabel",
        label=N_("Table"),
        title=N_("Send a table"),
        intro=N_(
            "For offices: paste rows from Excel, or open a CSV file. Say what the figures are and whose they "
            "are; charts come with them."
        ),
        groups=TABLE_GROUPS,
        fields=DATASET_FIELDS,
        order=_DESCRIBED,
        scripts=(*_SHARED, "grafik", "kolom", "sel", "tabel"),
        files="dataset",
    ),
    OfficeForm(
        name="halaman",
        label=N_("Page"),
        title=N_("Write a page that stays"),
        intro=N_(
            "For offices: what people look up again and again, such as the profile, requirements or rules of "
            "use. It has no date and stays in the menu of the unit."
        ),
        groups=PAGE_GROUPS,
        fields=PAGE_FIELDS,
        order=tuple(field.name for field in PAGE_FIELDS),
        scripts=(*_SHARED, "album", "dokumen", "foto", "halaman", "tampil", "teks"),
        files="halaman",
    ),
    OfficeForm(
        name="dokumen",
        label=N_("Documents (PDF)"),
        title=N_("Send documents"),
        intro=N_(
            "For offices: a page with PDF files, each with its title and its date, such as plans, decrees and "
            "minutes."
        ),
        groups=PAGE_GROUPS,
        fields=PAGE_FIELDS,
        order=tuple(field.name for field in PAGE_FIELDS),
        scripts=(*_SHARED, "album", "dokumen", "foto", "halaman", "tampil", "teks"),
        files="halaman",
    ),
    OfficeForm(
        name="profil",
        label=N_("Profile and services"),
        title=N_("Bring the profile up to date"),
        intro=N_(
            "For offices: address, opening hours, contacts and services, as they are published now. Change "
            "what is not right any more."
        ),
        groups=PROFILE_GROUPS,
        fields=UNIT_FIELDS,
        order=tuple(field.name for field in UNIT_FIELDS),
        scripts=(*_SHARED, "layanan", "profil"),
        files="profil",
    ),
)
REPORT_FORM = FORMS[0]


def written_order(form: OfficeForm, keys: tuple[OwnKey, ...]) -> tuple[str, ...]:
    """Return the keys in the order in which `sitegen new` writes them, with the city's own `keys`.

    What that does not offer comes behind, as the keys are defined; photos are last.
    """
    by_name = {field.name: field for field in form.fields}
    rest = [name for name in by_name if name not in {*form.order, "photos"}]
    last = [name for name in by_name if name == "photos"]
    return (
        *(by_name[name].key for name in form.order),
        *(key.name for key in form.own(keys)),
        *(by_name[name].key for name in (*rest, *last)),
    )
