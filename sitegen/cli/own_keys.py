"""The keys that a city has added, in scaffolds and in `sitegen list kunci`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.city.config import read_config
from sitegen.errors import ConfigError
from sitegen.i18n import N_
from sitegen.keys.own import FIELDS, TYPES, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.i18n import Translator
    from sitegen.keys.own import FileKind, OwnKey

# The converters of built-in keys by the names that types of own keys have.
_TYPES = {converter: name for name, converter in TYPES.items()} | {
    "paragraphs": "teks",
    "count": "angka",
    "rupiah": "angka",
    "moment": "tanggal",
    "choices": "pilihan",
}


def own_of(root: Path) -> tuple[OwnKey, ...]:
    """Return the keys that the city at `root` has added; none if its `site.yml` has errors."""
    with suppress(ConfigError):
        return read_config(root).own
    return ()


def own_lines(files: FileKind, own: tuple[OwnKey, ...], t: Translator) -> Iterator[str]:
    """Yield the lines of a scaffold for these keys: what each means, and the key without a value."""
    for key in own:
        if files not in key.files:
            continue
        field = key.field
        said = f"{key.meaning or key.title} ({key.unit})" if key.unit else field.doc
        if key.choices:
            more = t.gettext(N_("One of: {choices}")).format(choices=", ".join(key.choices))
        else:
            more = t.gettext(N_("Example: {example}")).format(example=field.example)
        yield f"# {said.rstrip('.')}. {more}"
        yield f"#{key.name}:"


def key_rows(own: tuple[OwnKey, ...], t: Translator) -> list[dict[str, str | int]]:
    """Return a row for each key of each kind of file; `own` is 1 for those of the city."""
    names = {key.name for key in own}
    return [
        {
            "file": files,
            "key": field.key,
            "also": ", ".join(field.aliases) or "-",
            "type": _TYPES.get(field.type, "-"),
            "own": int(field.key in names and field not in FIELDS[files]),
            "meaning": t.gettext(field.doc),
        }
        for files in FIELDS
        for field in fields_of(files, own)
    ]
