"""Entries of the register of public information that no file of the site stands for: `data/dip.csv`.

What lies on paper, is only said, or is exempt from disclosure (UU 14/2008, article 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.csv_rows import CityFile
from sitegen.city.register import Register, no_unit
from sitegen.digest import digest
from sitegen.keys.vocabulary import CLASSES, EXEMPT, keys
from sitegen.model import Problem, UnitEntry, Where
from sitegen.urls import slugify

FILE = CityFile(
    path="data/dip.csv",
    needs=("unit", "ringkasan", "klasifikasi"),
    may=(
        *("penanggung_jawab", "waktu", "tempat", "bentuk", "masa_simpan"),
        *("tautan", "hasil_uji"),
    ),
)
_ALLOWED = (*keys(CLASSES), EXEMPT)


class PaperEntry(Struct, frozen=True, kw_only=True):
    """A row of `data/dip.csv`: information that a unit holds, as the row has it.

    `classification` is a class of UU 14/2008 or `dikecualikan`; then `test` is the result of the
    consequence test, and there is no `link`.
    """

    unit: UnitEntry
    summary: str
    classification: str
    responsible: str = ""
    time: str = ""
    place: str = ""
    form: str = ""
    kept: str = ""
    link: str = ""
    test: str = ""


class PaperEntries(Struct, frozen=True, kw_only=True):
    """The rows of `data/dip.csv` in its order; `seal` stands for all of them."""

    entries: tuple[PaperEntry, ...] = ()
    seal: str = ""


def read_paper(root: Path, register: Register) -> tuple[PaperEntries, tuple[Problem, ...]]:
    """Return the entries that the city keeps by hand, none without the file, and what is wrong.

    A row with a mistake is left out; the others stay.
    """
    rows, problems = FILE.read(root)
    mistakes = [tuple(_wrong(row.cells, row.where, register)) for row in rows]
    entries = tuple(
        _entry(row.cells, register) for row, wrong in zip(rows, mistakes, strict=True) if not wrong
    )
    found = (*problems, *(each for wrong in mistakes for each in wrong))
    return PaperEntries(entries=entries, seal=digest(repr(entries))), found


def _wrong(cells: Mapping[str, str], where: Where, register: Register) -> Iterator[Problem]:
    """Yield each mistake of a row."""
    kind = slugify(cells["klasifikasi"])
    yield from no_unit(register, cells["unit"], replace(where, field="unit"))
    if not cells["ringkasan"]:
        yield Problem.of("S071", replace(where, field="ringkasan"))
    if kind not in _ALLOWED:
        place = replace(where, field="klasifikasi")
        yield Problem.of(
            "S072", place, found=cells["klasifikasi"] or "-", allowed=", ".join(_ALLOWED)
        )
    exempt = kind == EXEMPT
    if exempt and not cells["hasil_uji"]:
        yield Problem.of("S073", replace(where, field="hasil_uji"))
    if cells["tautan"] and (exempt or not _is_address(cells["tautan"])):
        place = replace(where, field="tautan")
        yield Problem.of("S074" if exempt else "S075", place, found=cells["tautan"])


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) or (text[0] == "/" and text[1:2] != "/")


def _entry(cells: Mapping[str, str], register: Register) -> PaperEntry:
    return PaperEntry(
        unit=register.find(cells["unit"])[0],
        summary=cells["ringkasan"],
        classification=slugify(cells["klasifikasi"]),
        responsible=cells["penanggung_jawab"],
        time=cells["waktu"],
        place=cells["tempat"],
        form=cells["bentuk"],
        kept=cells["masa_simpan"],
        link=cells["tautan"],
        test=cells["hasil_uji"],
    )
