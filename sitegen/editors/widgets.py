"""A key as an editor asks for it: what it is called, what is said below it, and how it is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from sitegen.editors.programs import EditorName
from sitegen.i18n import N_, Translator
from sitegen.keys.contacts import NETWORKS
from sitegen.keys.definition import Field
from sitegen.keys.report import PHOTO_FIELDS
from sitegen.keys.vocabulary import CLASSES, DUTIES, FREQUENCIES, STATES

Widget = dict[str, Any]
# What a form says in other words than a file does: there, names of files are typed.
_LABELS = {
    "alt": N_("What the photo shows"),
    "berkas": N_("Photo"),
    "alias": N_("Old addresses"),
    "slug": N_("Last part of the address"),
}
_HINTS = {
    "alias": N_("Such as /berita/posyandu-mawar/: who asks for it is led here."),
    "berkas": N_("Its file is stored beside the text."),
    "foto": N_("The first one leads the page."),
    "slug": N_("Without one, it is made of the title."),
    "tanggal": N_("Day of publication."),
}
# Types whose example shows what to type; those of others show how a file has it.
_SHOWN = frozenset({"text", "paragraphs", "count", "number", "rupiah", "area-code", "web"})
_SHOWN_TEXTS = frozenset({"telephones", "chats", "mails"})
_WEB = r"^(https?://)?[^\s/]+\.[^\s]+$"
_AREA_CODE = r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"
# A photo that is chosen in a form is in front of the person who can say what it shows.
_NEEDED = frozenset({"alt"})
_VOCABULARIES = (STATES, CLASSES, DUTIES, FREQUENCIES)
# Keys that name a picture beside the file.
_IMAGES = frozenset({PHOTO_FIELDS[0].key, "logo"})
# What `ppid` of a profile usually has.
_OFFICER = ("pejabat", "alamat", "jam", "telepon", "email")


class Asking(Struct, frozen=True, kw_only=True):
    """How keys are asked for: by which editor, in which language, with which words to choose from.

    `choices` are the city's vocabularies by key, as (stable name, label in this language).
    """

    editor: EditorName
    t: Translator
    choices: dict[str, tuple[tuple[str, str], ...]]

    def widgets(self, fields: tuple[Field, ...], *, inside: bool = False) -> list[Widget]:
        """Return the widgets of these keys; `inside` of a group that may be left out as a whole."""
        return [widget for field in fields if (widget := self.widget(field, inside=inside))]

    def widget(self, field: Field, *, inside: bool = False) -> Widget | None:
        """Return the widget of a key, None if this editor has none that keeps its values."""
        made = self._form(field)
        if made is None:
            return None
        # Decap asks for the required parts of a group that is left out.
        needed = field.required or field.key in _NEEDED
        needed = needed and not (inside and self.editor == "decap")
        said = {"name": field.key, "label": self._label(field), "required": needed}
        hint = self._hint(field)
        return {**said, **({"hint": hint} if hint else {}), **made}

    def _label(self, field: Field) -> str:
        own = field.name.startswith("own:")
        word = "" if own else _LABELS.get(field.key, "")
        return self.t.gettext(word) if word else field.key.replace("_", " ").capitalize()

    def _hint(self, field: Field) -> str:
        word = "" if field.name.startswith("own:") else _HINTS.get(field.key, "")
        said = self.t.gettext(word or field.doc).replace("`", "")
        example = field.example.strip('"')
        shown = (
            field.type in _SHOWN | _SHOWN_TEXTS and example and not example.startswith(("[", "{"))
        ) and field.key not in _IMAGES
        if not shown or example.endswith("..."):
            return said
        return f"{said} {self.t.gettext(N_('Example: {example}')).format(example=example)}"

    def options(self, field: Field) -> Iterator[dict[str, str]]:
        """Yield the words that a key may have, each with its label."""
        known = {key: label for each in _VOCABULARIES for key, label in each}
        listed = () if field.choices else self.choices.get(field.key, ())
        for value in field.choices:
            label = self.t.gettext(known[value]) if value in known else value
            yield {"label": label, "value": value}
        for value, label in listed:
            yield {"label": label, "value": value}

    def _form(self, field: Field) -> Widget | None:
        """How a key is filled in, None if this editor has nothing that keeps its values."""
        if field.key in _IMAGES:
            return {"widget": "image", "choose_url": False}
        match field.type:
            case "choice" | "choices":
                many = {"multiple": True} if field.type == "choices" else {}
                return {"widget": "select", **many, "options": list(self.options(field))}
            case "yes-no":
                # A switch would write `false` into each file.
                words = (("ya", N_("Yes")), ("tidak", N_("No")))
                options = [{"label": self.t.gettext(label), "value": word} for word, label in words]
                return {"widget": "select", "options": options}
            case "moment" | "date":
                return self._day()
            case "texts" | "names" | "labelled":
                item = {"name": "isi", "label": self._label(field), "widget": "string"}
                return {"widget": "list", "collapsed": False, "field": item}
            case "mapping" | "participants":
                fields = self.widgets(field.fields, inside=True)
                return {"widget": "object", "collapsed": True, "fields": fields}
            case "mappings":
                summary = f"{{{{fields.{field.fields[0].key}}}}}"
                return {"widget": "list", "summary": summary, "fields": self.widgets(field.fields)}
            case "accounts":
                return _by_name(tuple(NETWORKS))
            case "filter":
                # Sveltia writes `grafik` with an empty one into files that have none; Decap has no form for it.
                return None
            case "pairs":
                return {"widget": "keyvalue"} if self.editor == "sveltia" else _by_name(_OFFICER)
        return self._typed(field)

    def _day(self) -> Widget:
        made = {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False}
        if self.editor == "sveltia":
            return {**made, "type": "date"}
        # Without a default, Decap takes the day on which the form is opened.
        return {**made, "date_format": "DD-MM-YYYY", "default": ""}

    def _typed(self, field: Field) -> Widget:
        """What is typed in a line, or in several."""
        match field.type:
            case "paragraphs":
                return {"widget": "text"}
            case "count" | "rupiah":
                return {"widget": "number", "value_type": "int", "min": 0}
            case "colour":
                return {"widget": "color", "allowInput": True}
            case "web":
                said = self.t.gettext(N_("an address that begins with https://"))
                return {"widget": "string", "pattern": [_WEB, said]}
            case "area-code":
                said = self.t.gettext(N_("a Kemendagri code such as 32.73.02.1004"))
                return {"widget": "string", "pattern": [_AREA_CODE, said]}
        return {"widget": "string"}


def _by_name(names: tuple[str, ...]) -> Widget:
    fields = [
        {"name": name, "label": name.capitalize(), "widget": "string", "required": False}
        for name in names
    ]
    return {"widget": "object", "collapsed": True, "fields": fields}
