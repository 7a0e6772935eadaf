"""Doubts about small tables, in a city of two kecamatan with three kelurahan each."""

from __future__ import annotations

from sitegen.model import UnitEntry
from sitegen.tables.doubts.all_doubts import table_remarks
from sitegen.tables.table import parse_table
from tests.conftest import told

KELURAHAN = ("Dago", "Sekeloa", "Cipaganti", "Hegarmanah", "Ledeng", "Husein Sastranegara")
AREAS = (
    UnitEntry(id="coblong", kind="kecamatan", level="kecamatan", name="Coblong", code="32.73.02"),
    UnitEntry(id="cidadap", kind="kecamatan", level="kecamatan", name="Cidadap", code="32.73.08"),
    *(
        UnitEntry(
            id=name.lower(),
            kind="kelurahan",
            level="kelurahan",
            name=name,
            code=f"32.73.{'02' if at < 3 else '08'}.{1001 + at}",
            parent="kecamatan/coblong" if at < 3 else "kecamatan/cidadap",
            former_names=("Cipaganti Lama",) if name == "Cipaganti" else (),
            statistics_code=f"3273{230 + 10 * (at // 3)}00{at + 1}",
        )
        for at, name in enumerate(KELURAHAN)
    ),
)
CODES = tuple(entry.code for entry in AREAS if entry.kind == "kelurahan")
PATH = "a.csv"


def remarks(text: str, areas: tuple[UnitEntry, ...] = AREAS, *codes: str) -> list[str]:
    """Return the remarks on a CSV file with these codes (all without any), as English lines."""
    file, problems = parse_table(text.encode(), PATH)
    assert file, [told(problem) for problem in problems]
    found = table_remarks(file, PATH, areas)
    return [told(problem) for problem in found if not codes or problem.code in codes]


def panel(
    years: tuple[int, ...] = (2024, 2025), names: tuple[str, ...] = CODES, *, without: str = ""
) -> str:
    """Return a table with a row for each name and year but `without` (`name,year`)."""
    rows = [
        f"{name},{year},{300 + 7 * place + year % 10}"
        for year in years
        for place, name in enumerate(names)
    ]
    kept = [row for row in rows if not (without and row.startswith(without))]
    return "\n".join(["kode_wilayah,tahun,jumlah", *kept, ""])
