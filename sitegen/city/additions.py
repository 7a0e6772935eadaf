"""What a city adds to `site.yml` of its own: words of the pages, keys of its files, columns of its register of data."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.i18n import N_, Lang
from sitegen.keys.data_register import SOURCES
from sitegen.keys.definition import Reading, Value
from sitegen.keys.likeness import nearest
from sitegen.keys.own import NAME, OwnKey, own_key, taken_by
from sitegen.keys.words import KINDS, fits, proposed
from sitegen.keys.yamltext import Scalar
from sitegen.model import Problem, Where
from sitegen.urls import slugify

Words = tuple[tuple[str, tuple[str, ...]], ...]
_EXAMPLE = "jumlah_rt"


def own_words(values: dict[str, Value], lang: Lang, reading: Reading) -> Iterator[Problem]:
    """Yield a problem for each of these words that cannot stand in pages of a language."""
    for name, given in values.items():
        if name in KINDS or not fits(name, given.value, lang):
            right = proposed(name, given.value, lang)
            found = ", ".join(given.value)
            yield _problem("F047", given, reading, name, found=found, right=right)


def own_keys(
    given: tuple[tuple[dict[str, Value], int], ...], reading: Reading
) -> tuple[tuple[OwnKey, ...], tuple[Problem, ...]]:
    """Return the keys of `kunci_tambahan` and the problems of those that cannot be one."""
    keys: list[OwnKey] = []
    problems: list[Problem] = []
    for values, _ in given:
        if not {"name", "files"} <= values.keys():  # already reported (F004)
            continue
        key = own_key(values)
        wrong = _wrong(key, values, tuple(keys))
        if wrong is None:
            keys.append(key)
            continue
        at, reason, right = wrong
        found = str(at.value) if at is values["name"] else key.name
        problems.append(
            _problem("F048", at, reading, "nama", found=found, reason=reason, right=_line(right))
        )
    return tuple(keys), tuple(problems)


def _wrong(
    key: OwnKey, values: dict[str, Value], others: tuple[OwnKey, ...]
) -> tuple[Value, str, OwnKey] | None:
    """Where a key is wrong, why, and one that would be right; None if it is right."""
    name = slugify(key.name).replace("-", "_")
    name = name if NAME.fullmatch(name) else _EXAMPLE
    right = OwnKey(name=name, files=key.files, kind=key.kind, choices=key.choices)
    if not NAME.fullmatch(key.name):
        return values["name"], N_("it may have small letters, digits and underscores alone"), right
    if taken_by(key, others):
        at = values["name"] if taken_by(OwnKey(name=key.name, files=key.files), others) else None
        other = OwnKey(name=f"{name}_kota", files=key.files, kind=key.kind, choices=key.choices)
        return at or values["aliases"], N_("these files have a key of this name already"), other
    if (key.kind == "pilihan") != bool(key.choices):
        choices = key.choices or ("Baik", "Rusak")
        right = OwnKey(name=name, files=key.files, kind="pilihan", choices=choices)
        at = values.get("kind") or values["choices"]
        return at, N_("`tipe: pilihan` and `pilihan` belong together"), right
    return None


def register_columns(
    given: tuple[tuple[dict[str, Value], int], ...], own: tuple[OwnKey, ...], reading: Reading
) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Return the columns of `daftar_data` as (heading, source), and the problems of those that cannot be.

    A source is "" where a column stays empty. `own` are the city's keys, of which datasets may have some.
    """
    allowed = (*SOURCES, *(key.name for key in own if "dataset" in key.files))
    columns: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for values, _ in given:
        if "title" not in values:  # already reported (F004)
            continue
        at = values.get("source")
        source = "_".join(str(at.value).casefold().split()) if at else ""
        if at and source not in allowed:
            near = nearest(source, allowed, 0.6)
            said = {"nearest": near, **_mended(at, near, reading)} if near else {}
            known = ", ".join(allowed)
            problems.append(
                _problem("F022", at, reading, "isi", found=str(at.value), allowed=known, **said)
            )
        columns.append((str(values["title"].value), source))
    return tuple(columns), tuple(problems)


def _mended(at: Value, right: str, reading: Reading) -> dict[str, str]:
    return reading.mended(Scalar(str(at.value), at.line, at.column), str(at.value), right)


def _line(key: OwnKey) -> str:
    """An entry of `kunci_tambahan` on one line."""
    choices = f", pilihan: [{', '.join(key.choices)}]" if key.choices else ""
    return f"- {{nama: {key.name}, untuk: [{', '.join(key.files)}], tipe: {key.kind}{choices}}}"


def _problem(code: str, at: Value, reading: Reading, key: str, **params: str) -> Problem:
    where = Where(path=reading.path, line=at.line, column=at.column, field=key)
    return Problem.of(code, where, excerpt=reading.line(at.line)[:160], key=key, **params)
