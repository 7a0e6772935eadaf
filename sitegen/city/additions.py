"""What a city adds to `site.yml` of its own: words of the pages, and keys of its files."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.i18n import N_, Lang
from sitegen.keys.definition import Reading, Value
from sitegen.keys.own import NAME, OwnKey, own_key, taken_by
from sitegen.keys.words import KINDS, fits, proposed
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


def _line(key: OwnKey) -> str:
    """An entry of `kunci_tambahan` on one line."""
    choices = f", pilihan: [{', '.join(key.choices)}]" if key.choices else ""
    return f"- {{nama: {key.name}, untuk: [{', '.join(key.files)}], tipe: {key.kind}{choices}}}"


def _problem(code: str, at: Value, reading: Reading, key: str, **params: str) -> Problem:
    where = Where(path=reading.path, line=at.line, column=at.column, field=key)
    return Problem.of(code, where, excerpt=reading.line(at.line)[:160], key=key, **params)
