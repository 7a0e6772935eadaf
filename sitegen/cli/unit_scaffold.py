"""`sitegen new unit`: the folder of a unit, with a profile that says nothing until it is filled in."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.city.register import PATH, STATISTICS, parse_register, read_register
from sitegen.cli.named_units import known_kind
from sitegen.cli.own_keys import own_lines, own_of
from sitegen.cli.writing import one_line, write_new
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.keys.placeholders import example_in_profile
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.model import UnitEntry, UnitKind
from sitegen.tables.files.csvfile import delimiter_of
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.i18n import Translator
    from sitegen.keys.field import Field
    from sitegen.keys.own import OwnKey

FOLDERS = ("laporan", "data", "halaman")


class NewUnit(Struct, frozen=True, kw_only=True):
    """A unit to make that the register lacks; all but the id and the kind are for its row there.

    `row` is where a file has it, 0 if it comes from elsewhere.
    """

    id: str
    kind: str
    name: str
    code: str = ""
    parent: str = ""
    statistics: str = ""
    former: str = ""
    status: str = "aktif"
    row: int = 0


def without_folder(root: Path) -> tuple[UnitEntry, ...]:
    """Return the active units of the register that have no folder yet, in its order."""
    content = root / "content"
    entries = read_register(root).entries
    return tuple(e for e in entries if e.active and not (content / e.key / "unit.yml").exists())


def make_units(root: Path, entries: tuple[UnitEntry, ...], t: Translator) -> tuple[Path, ...]:
    """Make the folders of units of the register; raises UsageError if one has a profile already."""
    own = own_of(root)
    return write_new(root, {p: b for e in entries for p, b in unit_files(e.key, t, own).items()})


def make_unit(root: Path, unit: NewUnit, t: Translator) -> tuple[Path, ...]:
    """Make the folder of a unit that the register lacks, and its row there.

    Raises ConfigError or UsageError, and changes nothing, when it does not fit.
    """
    known = read_register(root)
    known_kind(known, unit.kind)
    if not unit.id or unit.id != slugify(unit.id):
        near = slugify(unit.id) or slugify(unit.name) or "unit"
        raise UsageError.of("S022", found=unit.id, nearest=near)
    path = root / PATH
    register = with_rows(path.read_bytes(), (unit,), known.kinds)
    made = write_new(root, unit_files(f"{unit.kind}/{unit.id}", t, own_of(root)))
    path.write_bytes(register)
    return (path, *made)


def unit_files(key: str, t: Translator, own: tuple[OwnKey, ...] = ()) -> dict[str, str | bytes]:
    """Return the files of a new unit by path: its profile, and folders that git would not keep.

    The profile offers the city's `own` keys too.
    """
    base = f"content/{key}"
    profile = "\n".join(_profile(t, own)) + "\n"
    return {
        f"{base}/unit.yml": profile,
        **{f"{base}/{folder}/.gitkeep": b"" for folder in FOLDERS},
    }


def with_rows(before: bytes, units: Iterable[NewUnit], kinds: tuple[UnitKind, ...]) -> bytes:
    """Return the register with a row for each unit, in the order and with the separator that it has.

    Raises ConfigError when it is not right, before or after.
    """
    parse_register(before, PATH, kinds)
    text = before.decode("utf-8-sig")
    sign = delimiter_of(text)
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    end = "\r\n" if "\r\n" in text else "\n"
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=sign, lineterminator=end)
    for unit in units:
        cells = {
            "id": unit.id,
            "jenis": unit.kind,
            "nama": one_line(unit.name),
            "kode_wilayah": unit.code.strip(),
            "induk": unit.parent.strip(),
            "nama_lama": unit.former,
            "status": unit.status,
            STATISTICS: unit.statistics,
        }
        writer.writerow([cells.get(name.strip(), "") for name in header])
    gap = b"" if before.endswith(b"\n") else end.encode()
    after = before + gap + rows.getvalue().encode()
    parse_register(after, PATH, kinds)
    return after


def _profile(t: Translator, own: tuple[OwnKey, ...]) -> Iterator[str]:
    """All keys, commented out: nothing is published of a unit that nobody has written."""
    for line in (
        N_("The profile of this unit. Nothing of it is published yet."),
        N_("Remove the # before each key that you fill in, and write its text after the colon."),
    ):
        yield "# " + t.gettext(line)
    yield from commented(UNIT_FIELDS, t, example_in_profile)
    yield from own_lines("profil", own, t)


def commented(
    fields: Iterable[Field], t: Translator, example_of: Callable[[Field], str] = lambda _: ""
) -> Iterator[str]:
    """Yield the lines of keys that are commented out, each after what it means and an example."""
    for field in fields:
        example = example_of(field)
        shown = t.gettext(N_("Example: {example}")).format(example=example) if example else ""
        yield ""
        yield f"# {t.gettext(field.doc)} {shown}".rstrip()
        yield f"#{field.key}:"
        yield from _parts(field)


def _parts(field: Field) -> Iterator[str]:
    for at, part in enumerate(field.fields):
        first = field.type == "mappings" and at == 0
        indent = "  " if field.type == "mapping" else "  - " if first else "    "
        yield f"#{indent}{part.key}:"
