"""What is doubtful in real tables: every finding was compared with its file by eye."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.city.register import read_register
from sitegen.city.schemas import Standards, read_schemas
from sitegen.tables.doubts.all_doubts import table_remarks
from sitegen.tables.table import parse_table

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "realdata"
# Everything that is said of the real files, with counts; of all others nothing is.
FOUND = {
    # Three sources of one year: rows of Sukaraja and Ciumbuleuit bear codes of Gedebage.
    "bandung/individu_dtks.csv": {"D048": 2, "D049": 1, "D050": 3},
    "bandung/kk_dtks.csv": {"D048": 2, "D049": 1, "D050": 3},
    "bandung/jumlah_kk.csv": {"D048": 7, "D049": 8, "D050": 1, "D056": 1},
    "bandung/jumlah_penduduk.csv": {"D048": 2, "D049": 10, "D050": 1},
    # In 2022 the age 60 is sixty, in all other years it is sixty and more: once per kecamatan.
    "bandung/usia_tunggal.csv": {"D051": 30},
    # Husen, Sukayulu, Kulun; Cimencrang: none of them a spelling of the register.
    "derived/bank_sampah.csv": {"D047": 3},
    "derived/cakupan_am.csv": {"D047": 1},
    "derived/indikator_kinerja_rkpd_bandung.csv": {"D053": 1, "D055": 3},
    # A decimal point lost in Maluku Tenggara, and a tenth in Maluku Tengah.
    "keuangan/maluku_djpb_apbd.csv": {"D051": 2},
}
HOLES = {
    (2017, 2): "Babakan Sari",
    (2018, 2): "Suka Asih",
    (2019, 2): "Antapani Wetan",
    (2020, 1): "Burangrang",
}

pytestmark = pytest.mark.skipif(not TABLES.is_dir(), reason="the real tables are not here")


@pytest.fixture(scope="module")
def standards() -> Standards:
    return read_schemas(ROOT, read_register(ROOT), "Asia/Jakarta")[0]


def remarks(name: str, standards: Standards) -> list[tuple[str, dict[str, str]]]:
    file, _ = parse_table((TABLES / name).read_bytes(), name)
    if file is None:
        return []
    found = table_remarks(file, name, standards.areas)
    return [(problem.code, dict(problem.params)) for problem in found]


def test_nothing_but_what_is_true_is_said_of_real_tables(standards: Standards) -> None:
    names = sorted(path.relative_to(TABLES).as_posix() for path in TABLES.glob("*/*.csv"))
    counts = {name: dict(Counter(code for code, _ in remarks(name, standards))) for name in names}
    assert {name: count for name, count in counts.items() if count} == FOUND


def test_the_holes_of_the_population_table_are_named(standards: Standards) -> None:
    found = [p for code, p in remarks("bandung/jumlah_penduduk.csv", standards) if code == "D049"]
    assert {(p["found"], p["expected"], p["count"]) for p in found} == {("150", "151", "10")}
    told = {p["slice"]: p["missing"] for p in found}
    for (year, half), name in HOLES.items():
        period = f" (tahun {year}, semester {half}, jenis kelamin PEREMPUAN)"
        assert told[period].startswith(name)


def test_the_holes_of_the_family_table_are_named(standards: Standards) -> None:
    found = remarks("bandung/jumlah_kk.csv", standards)
    assert {p["found"] for code, p in found if code == "D049"} == {"149", "150"}
    assert [p["numbers"] for code, p in found if code == "D056"] == ["588, 1176, 1764"]
    assert {p["area"] for code, p in found if code == "D048"} == {"Sindang Jaya (32.73.30.1004)"}


def test_a_running_total_falls_eleven_times_once_it_is_called_one(standards: Standards) -> None:
    name = "keuangan/maluku_djpb_apbd.csv"
    file, _ = parse_table((TABLES / name).read_bytes(), name)
    assert file
    declared = tuple(
        replace(column, cumulative=column.name == "pendapatan") for column in file.table.columns
    )
    file, _ = parse_table((TABLES / name).read_bytes(), name, declared)
    assert file
    found = [p for p in table_remarks(file, name, standards.areas) if p.code == "D052"]
    assert len(found) == 11
