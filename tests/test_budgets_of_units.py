"""Budgets by account and phase: what is added up, and what never is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.datasets.budget import amount_of, by_phase, silpa
from sitegen.datasets.dataset import parse_dataset
from sitegen.keys.rules import Rules
from sitegen.model import BudgetLine
from sitegen.tables.files.raw import parse_raw

PATH = "content/skpd/bpkad/data/apbd.csv"
RULES = Rules(zone="Asia/Jakarta", choices={})
HEAD = "tahun,fase,kode,uraian,jumlah\n"


def _problems(rows: str) -> list[tuple[str, int | None, str, str]]:
    raw = parse_raw((HEAD + rows).encode(), PATH)
    meta = ("content/skpd/bpkad/data/apbd.yml", b"judul: APBD\nskema: apbd\n")
    _, found = parse_dataset(raw, PATH, meta, RULES)
    return [
        (each.code, each.where.row, dict(each.params)["found"], dict(each.params)["expected"])
        for each in found
        if each.code in {"D084", "D085"}
    ]


def test_silpa_that_does_not_come_out_names_its_row() -> None:
    rows = (
        "2025,realisasi,4,Pendapatan,900\n2025,realisasi,5,Belanja,800\n"
        "2025,realisasi,6.1,Penerimaan,150\n2025,realisasi,6.2,Pengeluaran,50\n"
    )
    assert _problems(rows + "2025,realisasi,SILPA,Sisa,150\n") == [("D085", 6, "150", "200")]
    assert _problems(rows + "2025,realisasi,SILPA,Sisa,201\n") == []


def test_an_account_that_is_not_the_sum_of_its_parts_names_its_row() -> None:
    rows = "2025,murni,5,Belanja,300\n2025,murni,5.1,Operasi,100\n2025,murni,5.2,Modal,150\n"
    assert _problems(rows) == [("D084", 2, "300", "250")]


def test_amounts_of_another_phase_are_no_parts_of_an_account() -> None:
    rows = "2025,murni,5,Belanja,300\n2025,realisasi,5.1,Operasi,100\n"
    assert _problems(rows) == []


CODES = st.sampled_from(["4.1", "4.2", "5.1", "5.2", "5.1.01", "5.1.02", "6.1", "6.2"])
LINES = st.dictionaries(
    st.tuples(st.sampled_from(["murni", "perubahan", "realisasi"]), CODES),
    st.integers(0, 10**13),
)


@given(LINES)
def test_no_figure_has_amounts_of_two_phases_or_of_two_levels(
    given_lines: dict[tuple[str, str], int],
) -> None:
    lines = [
        BudgetLine(year=2025, phase=phase, code=code, name=code, amount=amount)
        for (phase, code), amount in given_lines.items()
    ]
    whole = by_phase(lines)
    for (year, phase), amounts in whole.items():
        alone = by_phase(line for line in lines if line.phase == phase)[year, phase]
        assert amounts == alone
        assert silpa(amounts) == silpa(alone)
        operating = amounts.get("5.1")
        if operating is None:
            below = [amounts[code] for code in ("5.1.01", "5.1.02") if code in amounts]
            operating = sum(below) if below else None
        known = [amount for amount in (operating, amounts.get("5.2")) if amount is not None]
        assert amount_of(amounts, "5") == (sum(known) if known else None)
