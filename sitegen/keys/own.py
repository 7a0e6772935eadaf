"""Keys that a city adds to its files: `kunci_tambahan` in `site.yml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.field import Field, Value
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.model import Extra

FileKind = Literal["laporan", "halaman", "profil", "dataset"]
FIELDS: dict[FileKind, tuple[Field, ...]] = {
    "laporan": REPORT_FIELDS,
    "halaman": PAGE_FIELDS,
    "profil": UNIT_FIELDS,
    "dataset": DATASET_FIELDS,
}
# What the types of own keys are called in `site.yml`, and the converter of each.
TYPES = {
    "teks": "text",
    "angka": "number",
    "tanggal": "date",
    "pilihan": "choice",
    "tautan": "web",
    "ya-tidak": "yes-no",
}
_EXAMPLES = {
    "angka": "34",
    "tanggal": "2026-11-03",
    "tautan": "https://www.kota.example/",
    "ya-tidak": "ya",
}
NAME = re.compile(r"[a-z][a-z0-9_]*")
# What the values of own keys are called in the model, so that no built-in one is meant.
_PREFIX = "own:"

OWN_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        aliases=("name",),
        name="name",
        type="text",
        required=True,
        doc=N_("The key as people write it: small letters, digits and underscores."),
        example="jumlah_rt",
    ),
    Field(
        key="untuk",
        aliases=("for",),
        name="files",
        type="choices",
        required=True,
        choices=tuple(FIELDS),
        taken=(("unit", "profil"), ("profile", "profil"), ("data", "dataset")),
        doc=N_("Files that may have it."),
        example="[profil]",
    ),
    Field(
        key="tipe",
        aliases=("type",),
        name="kind",
        type="choice",
        choices=tuple(TYPES),
        doc=N_("Type of its values. Default `teks`, with `pilihan` that."),
        example="angka",
    ),
    Field(
        key="label",
        name="label",
        type="text",
        doc=N_("What pages call it. Default the name, with spaces."),
        example="Jumlah RT",
    ),
    Field(
        key="satuan",
        aliases=("unit",),
        name="unit",
        type="text",
        doc=N_("Shown behind its values."),
        example="RT",
    ),
    Field(
        key="pilihan",
        aliases=("choices",),
        name="choices",
        type="names",
        doc=N_("The only values allowed, as pages show them."),
        example="[Baik, Rusak ringan]",
    ),
    Field(
        key="nama_lain",
        aliases=("aliases",),
        name="aliases",
        type="texts",
        doc=N_("Other names that are accepted."),
        example="[rt, jml_rt]",
    ),
    Field(
        key="arti",
        aliases=("meaning",),
        name="meaning",
        type="text",
        doc=N_("What it means, for those who write it."),
        example="Jumlah rukun tetangga menurut SK lurah",
    ),
)


class OwnKey(Struct, frozen=True, kw_only=True):
    """A key that a city has added. `choices` are as pages show them."""

    name: str
    files: tuple[FileKind, ...]
    kind: str = "teks"
    label: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    meaning: str = ""

    @property
    def title(self) -> str:
        """What pages call it."""
        return self.label or self.name.replace("_", " ").capitalize()

    @property
    def field(self) -> Field:
        """The definition of the key, as built-in keys have one."""
        return Field(
            key=self.name,
            aliases=self.aliases,
            name=_PREFIX + self.name,
            type=TYPES[self.kind],
            choices=tuple(map(stable, self.choices)),
            doc=self.meaning or self.title,
            example=self.choices[0] if self.choices else _EXAMPLES.get(self.kind, "..."),
        )


def stable(choice: str) -> str:
    """Return the stable name of a choice, in which capitals and spaces do not count."""
    return "-".join(choice.casefold().split())


@cache
def fields_of(files: FileKind, own: tuple[OwnKey, ...]) -> tuple[Field, ...]:
    """Return all keys of a kind of file: the built-in ones, then the city's."""
    added = tuple(key.field for key in own if files in key.files)
    return (*FIELDS[files], *added) if added else FIELDS[files]


def extras(values: dict[str, Value]) -> tuple[Extra, ...]:
    """Return the values of own keys, and take them out of `values`."""
    names = [name for name in values if name.startswith(_PREFIX)]
    found = ((name.removeprefix(_PREFIX), values.pop(name).value) for name in names)
    return tuple(Extra(name=name, value=_as_text(value)) for name, value in found)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value)


def own_key(values: dict[str, Value]) -> OwnKey:
    """Return the key that an entry of `kunci_tambahan` defines; its name and files are there."""
    plain = {name: value.value for name, value in values.items()}
    if "choices" in plain:
        plain.setdefault("kind", "pilihan")
    return OwnKey(**cast("dict[str, str]", plain))  # type: ignore[arg-type]  # typed by OWN_FIELDS


def taken_by(key: OwnKey, others: tuple[OwnKey, ...]) -> str:
    """Return the name of `key` that a built-in key of its files or one of the others has, or ""."""
    for files in key.files:
        words = {word for item in fields_of(files, others) for word in (item.key, *item.aliases)}
        known = {word.casefold() for word in words}
        for name in (key.name, *key.aliases):
            if name.casefold() in known:
                return name
    return ""
