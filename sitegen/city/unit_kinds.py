"""The kinds of units of a city: three that every city has, and those that it names in `site.yml`.

Nothing else in the program knows a kind by its name: what a unit is follows from the level of its
kind (docs/decisions/038).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.keys.definition import Field, Value
from sitegen.keys.field import nearest
from sitegen.keys.vocabulary import RHYTHM_DAYS
from sitegen.keys.yamltext import Mapping, Scalar
from sitegen.model import Level, UnitKind
from sitegen.urls import CITY_NAMES, slugify

KEY = "jenis_unit"
ALIASES = ("unit_kinds",)
COLOURS = (
    *("toska", "biru", "ungu", "merah", "jingga"),
    *("kuning", "hijau", "cokelat", "abu"),
)
_OFFICES = ("skpd", "kecamatan")
BUILT_IN: tuple[UnitKind, ...] = (
    UnitKind(
        name="skpd",
        label=N_("Agency"),
        plural=N_("Agencies"),
        short=N_("Agencies"),
        level="dinas",
        parents=_OFFICES,
    ),
    UnitKind(
        name="kecamatan",
        label=N_("Kecamatan"),
        plural=N_("Kecamatan (districts)"),
        short=N_("Kecamatan"),
        level="kecamatan",
    ),
    UnitKind(
        name="kelurahan",
        label=N_("Kelurahan"),
        plural=N_("Kelurahan (wards)"),
        short=N_("Kelurahan"),
        level="kelurahan",
        parents=("kecamatan",),
    ),
)
_NAMES = tuple(kind.name for kind in BUILT_IN)
# What is true of well-known kinds wherever they are, so that their name alone is enough.
_USUAL: dict[str, tuple[str, Level]] = {
    "desa": ("Desa", "kelurahan"),
    "puskesmas": ("Puskesmas", "dinas"),
    "rsud": ("RSUD", "dinas"),
    "sekolah": ("Sekolah", "dinas"),
    "uptd": ("UPTD", "dinas"),
    "bumd": ("BUMD", "dinas"),
}
_VILLAGE = "desa"
KIND_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        aliases=("name", "label"),
        name="label",
        type="text",
        doc=N_("One unit of the kind, as it stands before the name of an area and on pages."),
        example="Perangkat Daerah",
    ),
    Field(
        key="jamak",
        aliases=("plural",),
        name="plural",
        type="text",
        doc=N_("Several of them, over lists. Default: as `nama`."),
        example="Perangkat Daerah",
    ),
    Field(
        key="singkat",
        aliases=("short",),
        name="short",
        type="text",
        doc=N_("A short word for narrow places. Default: as `jamak`."),
        example="OPD",
    ),
    Field(
        key="tingkat",
        aliases=("level",),
        name="level",
        type="choice",
        choices=("dinas", "kecamatan", "kelurahan", _VILLAGE),
        taken=(("agency", "dinas"), ("district", "kecamatan"), ("ward", "kelurahan")),
        doc=N_(
            "What a unit of the kind is: an office (default), or an area that has a code of "
            "Kemendagri. A `desa` is a `kelurahan` whose code ends in 2001 or more."
        ),
        example="dinas",
    ),
    Field(
        key="induk",
        aliases=("parents", "parent"),
        name="parents",
        type="texts",
        doc=N_(
            "Kinds of unit that may stand above one of this kind (`induk` in the register). Default: "
            "for an area the kinds of level `kecamatan`, for an office `[skpd, kecamatan]`."
        ),
        example="[skpd]",
    ),
    Field(
        key="warna",
        aliases=("colour", "color"),
        name="colour",
        type="choice",
        choices=COLOURS,
        doc=N_("Colour of the tile with a unit's letters. Default: that of the site."),
        example="hijau",
    ),
    Field(
        key="ritme",
        aliases=("rhythm",),
        name="rhythm",
        type="choice",
        choices=tuple(RHYTHM_DAYS),
        doc=N_(
            "How often a unit of the kind is expected to report; `sitegen list unit --late` names "
            "those that do not."
        ),
        example="bulanan",
    ),
)


class KindMistake(Struct, frozen=True, kw_only=True):
    """What is wrong with a kind: the code and params of the problem, and the place in the file."""

    code: str
    line: int
    column: int
    params: tuple[tuple[str, str], ...]


def kind_of(kinds: Iterable[UnitKind], name: str) -> UnitKind | None:
    """Return the kind with this name, or None."""
    return next((kind for kind in kinds if kind.name == name), None)


def kind_names(mapping: Mapping) -> tuple[str, ...]:
    """Return the names of all kinds that a settings file has, before its values are read."""
    own = (mapping.get(key) for key in (KEY, *ALIASES))
    given = (key.text for node in own if isinstance(node, Mapping) for key, _ in node.entries)
    return tuple(dict.fromkeys((*_NAMES, *given)))


def kinds_of(
    given: Sequence[tuple[Scalar, dict[str, Value]]],
) -> tuple[tuple[UnitKind, ...], tuple[KindMistake, ...]]:
    """Return the built-in kinds with the city's words for them, then its own in its order.

    What cannot be is a mistake: a name that is no part of an address or is the city's own address,
    another level for a built-in kind, parents that no unit of the kind can have.
    """
    kinds = {kind.name: kind for kind in BUILT_IN}
    mistakes: list[KindMistake] = []
    for key, values in given:
        if wrong := _name_mistake(key):
            mistakes.append(wrong)
            continue
        mistakes += _level_mistake(key, values)
        kinds[key.text] = _kind(key.text, kinds.get(key.text), values)
    districts = tuple(kind.name for kind in kinds.values() if kind.level == "kecamatan")
    for key, values in given:
        if key.text in kinds:
            mistakes += _parent_mistakes(values, kinds[key.text], tuple(kinds.values()))
    found = (
        kind if kind.parents or kind.level == "kecamatan" else replace(kind, parents=districts)
        for kind in kinds.values()
    )
    return tuple(found), tuple(mistakes)


def level_names(kinds: Iterable[UnitKind], level: Level) -> tuple[str, ...]:
    """Return the names of the kinds of a level."""
    return tuple(kind.name for kind in kinds if kind.level == level)


def _kind(name: str, known: UnitKind | None, values: dict[str, Value]) -> UnitKind:
    """The kind with what the city says of it; `known` is the built-in one, if it is one."""
    said = {key: value.value for key, value in values.items()}
    usual, level = _USUAL.get(name, ("", "dinas"))
    chosen = said.get("level", level)
    village = _VILLAGE in {chosen, name}
    if known:
        label, level, parents = said.get("label", ""), known.level, known.parents
    else:
        label = said.get("label") or usual or name.replace("-", " ").capitalize()
        level = "kelurahan" if chosen == _VILLAGE else chosen
        parents = _OFFICES if level == "dinas" else ()
    words = UnitKind(name=name, label=label, plural=label, short=label, level=level)
    words = words if label or known is None else known
    plural = said.get("plural", words.plural)
    short = said.get("short", plural if "plural" in said else words.short)
    return replace(
        words,
        plural=plural,
        short=short,
        parents=said.get("parents", parents),
        village=village and level == "kelurahan",
        colour=said.get("colour", ""),
        rhythm=said.get("rhythm", ""),
    )


def _name_mistake(key: Scalar) -> KindMistake | None:
    name = key.text
    if name != slugify(name) or not name:
        return _mistake("S007", key, found=name, nearest=slugify(name) or "puskesmas")
    if name in CITY_NAMES:
        taken = ", ".join(sorted(CITY_NAMES))
        return _mistake("U051", key, found=name, taken=taken, nearest=f"unit-{name}")
    return None


def _level_mistake(key: Scalar, values: dict[str, Value]) -> Iterator[KindMistake]:
    known = kind_of(BUILT_IN, key.text)
    given = values.get("level")
    if known and given and given.value != known.level:
        yield _mistake("U053", given, found=given.value, kind=known.name, level=known.level)


def _parent_mistakes(
    values: dict[str, Value], kind: UnitKind, kinds: Sequence[UnitKind]
) -> Iterator[KindMistake]:
    """Yield parents that are no kinds, or that a unit of this level cannot have."""
    if "parents" not in values:
        return
    if kind.level == "dinas":
        allowed = tuple(each.name for each in kinds)
    else:
        allowed = level_names(kinds, "kecamatan") if kind.level == "kelurahan" else ()
    for found in values["parents"].value:
        if found not in allowed:
            near = nearest(found, allowed, 0.5) or next(iter(allowed), "-")
            words = {"allowed": ", ".join(allowed) or "-", "nearest": near}
            yield _mistake("U052", values["parents"], found=found, kind=kind.name, **words)


def _mistake(code: str, at: Scalar | Value, **params: str) -> KindMistake:
    return KindMistake(code=code, line=at.line, column=at.column, params=tuple(params.items()))
