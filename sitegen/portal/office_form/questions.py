"""What the form asks for a report: how each key is asked for, and in which order.

What a key means, its example and the words to choose from stand with the key itself
(`sitegen.keys.report`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.keys.definition import Field
from sitegen.keys.placeholders import OFFERED
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.vocabulary import CLARIFICATION

Control = Literal["text", "date", "choice", "tick", "topics", "people"]


class AskedKey(Struct, frozen=True, kw_only=True):
    """A question: the name of the key's field, its words, and how it is answered.

    One that is asked `only` of a kind of report has its name.
    """

    name: str
    ask: str
    control: Control = "text"
    help: str = ""
    only: str = ""


class AskedTogether(Struct, frozen=True, kw_only=True):
    """Questions that stand together; of those that are folded, nobody has to answer any."""

    name: str
    title: str
    asked: tuple[AskedKey, ...]
    folded: bool = False


# Above the text and the photos, which have no key of their own to ask for.
GROUPS: tuple[AskedTogether, ...] = (
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
        title=N_("Where and when?"),
        asked=(
            AskedKey(name="place", ask=N_("Place")),
            AskedKey(name="event_date", ask=N_("Date of the activity"), control="date"),
            AskedKey(name="time", ask=N_("Time")),
        ),
    ),
    AskedTogether(
        name="hasilnya",
        title=N_("With what result?"),
        asked=(AskedKey(name="result", ask=N_("Result")),),
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
_BEGUN = ("title", "date", "kind", "topics", "summary", *OFFERED)


def written_order() -> tuple[str, ...]:
    """Return the keys in the order in which a report has them, as `sitegen new laporan` writes them.

    What that does not offer comes behind, as the keys are defined; photos are last.
    """
    by_name = {field.name: field for field in REPORT_FIELDS}
    rest = [field.name for field in REPORT_FIELDS if field.name not in {*_BEGUN, "photos"}]
    return tuple(by_name[name].key for name in (*_BEGUN, *rest, "photos"))


def field_named(name: str) -> Field:
    """Return the key that a question is about."""
    return next(field for field in REPORT_FIELDS if field.name == name)
