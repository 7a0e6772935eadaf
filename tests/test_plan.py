"""Which units are stale, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime

import pytest
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.engine.plan import KEPT, RuleKeys, Stale, fingerprint, generator_version, plan, reason
from sitegen.model import Relatives, SourceFile, UnitEntry, UnitRecord, UnitSource
from sitegen.store.record import dumps, sealed
from sitegen.store.state import UnitRow, state_path
from tests.conftest import SITE, UNITS, CityFolder

City = Callable[[str], CityFolder]
ENTRY = UnitEntry(
    id="dago", kind="kelurahan", level="kelurahan", name="Dago", parent="kecamatan/coblong"
)
FILE = SourceFile(path="content/kelurahan/dago/unit.yml", size=3, digest="d1")
SOURCE = UnitSource(root="/kota", entry=ENTRY, files=(FILE,))
KIN = Relatives(
    neighbours=(UnitEntry(id="sekeloa", kind="kelurahan", level="kelurahan", name="Sekeloa"),)
)
ALONE = Relatives()
RULES = RuleKeys("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210")
OTHER_TEXTS = replace(RULES, texts="x" * 32)
OTHER_TABLES = replace(RULES, tables="x" * 32)
ROW = UnitRow(
    fingerprint(SOURCE, KIN, RULES),
    100.0,
    200.0,
    dumps(UnitRecord(key="kelurahan/dago")),
    links=sealed("[]"),
    strands=tuple((name, digest("[]")) for name in KEPT),
)
ALL = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")
REPORT = "content/kelurahan/dago/laporan/2026-11-02-posyandu.md"
DUE = f"""\
-- {REPORT} --
---
judul: Posyandu
tanggal: 2026-11-25 08:00
kedaluwarsa: 2026-12-01
---
Isi.
"""
# The units that show reports of kelurahan/dago.
AROUND = {"kecamatan/coblong": "around", "kelurahan/sekeloa": "around"}


def with_file(**changes: object) -> UnitSource:
    return replace(SOURCE, files=(replace(FILE, **changes),))


@pytest.mark.parametrize(
    ("source", "relatives", "rules", "now", "why"),
    [
        pytest.param(SOURCE, KIN, RULES, 100.0, "", id="nothing, from the first moment"),
        pytest.param(SOURCE, KIN, RULES, 199.9, "", id="nothing, until the last"),
        pytest.param(SOURCE, KIN, RULES, 200.0, "clock", id="a date was reached"),
        pytest.param(SOURCE, KIN, RULES, 99.9, "clock", id="the clock went back"),
        pytest.param(SOURCE, KIN, OTHER_TEXTS, 150.0, "rules", id="other rules"),
        pytest.param(SOURCE, KIN, OTHER_TABLES, 150.0, "", id="other standards without a table"),
        pytest.param(
            replace(SOURCE, entry=replace(ENTRY, name="Dago Atas")),
            KIN,
            RULES,
            150.0,
            "register",
            id="another name",
        ),
        pytest.param(SOURCE, ALONE, RULES, 150.0, "register", id="another neighbour"),
        pytest.param(with_file(digest="d2"), KIN, RULES, 150.0, "files", id="other bytes"),
        pytest.param(with_file(path="content/x"), KIN, RULES, 150.0, "files", id="a new name"),
        pytest.param(
            with_file(last=date(2026, 1, 1)), KIN, RULES, 150.0, "files", id="a date of git"
        ),
        pytest.param(
            replace(SOURCE, files=(FILE, FILE)), KIN, RULES, 150.0, "files", id="one file more"
        ),
        pytest.param(replace(SOURCE, files=()), KIN, RULES, 150.0, "files", id="one file less"),
        pytest.param(replace(SOURCE, root="/lain"), KIN, RULES, 150.0, "", id="a moved city"),
        pytest.param(
            with_file(digest="d2"), ALONE, OTHER_TEXTS, 500.0, "rules", id="the first of all"
        ),
    ],
)
def test_a_unit_is_stale_for_the_first_reason_that_holds(
    source: UnitSource, relatives: Relatives, rules: RuleKeys, now: float, why: str
) -> None:
    assert reason(fingerprint(source, relatives, rules), ROW, now) == why


def test_a_unit_with_tables_is_stale_when_the_standards_of_tables_change() -> None:
    table = with_file(path="content/kelurahan/dago/data/kunjungan.csv")
    row = replace(ROW, fingerprint=fingerprint(table, KIN, RULES))
    assert reason(fingerprint(table, KIN, RULES), row, 150.0) == ""
    assert reason(fingerprint(table, KIN, OTHER_TABLES), row, 150.0) == "rules"


def test_a_unit_without_a_row_is_new() -> None:
    assert reason("a.b.c", None, 150.0) == "new"


@pytest.mark.parametrize("damaged", ["", "?", "..", "\0"])
def test_a_fingerprint_that_cannot_be_read_is_stale(damaged: str) -> None:
    row = replace(ROW, fingerprint=damaged)
    assert reason(fingerprint(SOURCE, KIN, RULES), row, 150.0) == "rules"


@pytest.mark.parametrize(
    ("built_with", "now", "why"), [("", "h2", ""), ("h1", "h1", ""), ("h1", "h2", "history")]
)
def test_only_a_unit_with_held_back_files_hangs_on_the_whole_history(
    built_with: str, now: str, why: str
) -> None:
    row = replace(ROW, history=built_with)
    assert reason(fingerprint(SOURCE, KIN, RULES), row, 150.0, now) == why


def test_the_plan_has_the_order_of_the_register_and_only_stale_units() -> None:
    other = replace(SOURCE, entry=replace(ENTRY, id="sekeloa"))
    third = replace(SOURCE, entry=replace(ENTRY, id="cipaganti"))
    work = ((other, KIN), (SOURCE, KIN), (third, KIN))
    rows = {"kelurahan/dago": ROW}
    found = plan(work, rows, RULES, 150.0, force=False)
    assert found.keys == ("kelurahan/sekeloa", "kelurahan/dago", "kelurahan/cipaganti")
    assert [*found.reused] == ["kelurahan/dago"]
    assert found.stale == (
        Stale(other, KIN, fingerprint(other, KIN, RULES), "new"),
        Stale(third, KIN, fingerprint(third, KIN, RULES), "new"),
    )
    forced = plan(work, rows, RULES, 150.0, force=True)
    assert [item.reason for item in forced.stale] == ["new", "forced", "new"]


def test_a_unit_whose_row_cannot_be_read_is_as_new() -> None:
    rows = {"kelurahan/dago": replace(ROW, links="no seal")}
    found = plan(((SOURCE, KIN),), rows, RULES, 150.0, force=False)
    assert found.stale == (Stale(SOURCE, KIN, fingerprint(SOURCE, KIN, RULES), "new"),)
    assert (found.reused, found.rows) == ({}, {})


def test_the_generators_version_is_the_same_at_each_call() -> None:
    first = generator_version()
    generator_version.cache_clear()
    assert generator_version() == first


def test_the_first_build_is_new_and_the_second_does_nothing(city: City) -> None:
    made = city(DUE)
    assert made.build().rebuilt == tuple((key, "new") for key in ALL)
    assert made.build().rebuilt == ()


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        pytest.param(
            "site.yml", SITE + "slogan: Terbuka\n", dict.fromkeys(ALL, "rules"), id="site.yml"
        ),
        pytest.param(
            "data/units.csv",
            UNITS.replace("Dinas Kesehatan", "Dinkes"),
            {"skpd/dinkes": "register"},
            id="a name",
        ),
        pytest.param(
            "data/units.csv",
            UNITS.replace("Sekeloa", "Sekeloa Raya"),
            dict.fromkeys(ALL[1:], "register"),
            id="a name that relatives show",
        ),
        pytest.param(
            "data/units.csv",
            UNITS + "disdik,skpd,Dinas Pendidikan,,,,aktif\n",
            {"skpd/disdik": "new"},
            id="a unit more",
        ),
        pytest.param(
            "content/skpd/dinkes/unit.yml",
            "tentang: Baru.\n",
            {"skpd/dinkes": "files"},
            id="a file more",
        ),
        pytest.param(
            REPORT, "---\njudul: Lain\n---\nIsi.\n", AROUND | {ALL[2]: "files"}, id="an edit"
        ),
    ],
)
def test_a_change_rebuilds_only_the_units_that_read_it(
    city: City, path: str, content: str, expected: dict[str, str]
) -> None:
    made = city(DUE)
    made.build()
    made.write(path, content)
    assert dict(made.build().rebuilt) == expected
    assert made.build().rebuilt == ()


def test_a_removed_file_rebuilds_its_unit(city: City) -> None:
    made = city(DUE)
    made.build()
    (made.root / REPORT).unlink()
    assert made.build().rebuilt == (("kelurahan/dago", "files"),)


def test_other_options_are_other_rules(city: City) -> None:
    made = city(DUE)
    made.build()
    assert made.build(drafts=True).rebuilt == tuple((key, "rules") for key in ALL)
    assert made.build(drafts=True).rebuilt == ()


def test_force_rebuilds_all(city: City) -> None:
    made = city(DUE)
    made.build()
    assert made.build(force=True).rebuilt == tuple((key, "forced") for key in ALL)


def test_a_unit_is_rebuilt_when_a_report_becomes_due_or_expires_and_then_not_again(
    city: City,
) -> None:
    made = city(DUE)
    made.build()
    seen = []
    for moment in (
        "2026-11-25T07:59",
        "2026-11-25T08:00",
        "2026-11-30T23:59",
        "2026-12-02T00:00",
        "2026-12-03T00:00",
        "2026-11-21T12:00",
    ):
        result = made.build(clock=datetime.fromisoformat(moment))
        seen.append((result.rebuilt, len(result.skipped)))
    stale = (("kelurahan/dago", "clock"), *AROUND.items())
    assert seen == [((), 1), (stale, 0), ((), 0), (stale, 1), ((), 1), (stale[:1], 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unit SET record = '[1' WHERE key = 'kelurahan/dago'",
        "DELETE FROM strand WHERE unit = 'kelurahan/dago' AND name = 'activity'",
    ],
    ids=["record", "lost strand"],
)
def test_a_record_that_cannot_be_read_is_built_anew(city: City, statement: str) -> None:
    made = city(DUE)
    made.build()
    before = made.files()
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db, db:
        db.execute(statement)
    assert made.build().rebuilt == (("kelurahan/dago", "new"),)
    assert made.files() == before
    assert made.build().rebuilt == ()
