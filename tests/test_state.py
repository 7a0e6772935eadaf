"""What the last build left behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.digest import content_digest, digest
from sitegen.store import change as module
from sitegen.store.change import StateChange, clear_journal, write_change
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import (
    VERSION,
    OutputEntry,
    State,
    UnitRow,
    has_journal,
    read_state,
    read_strand,
    state_path,
)
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]
OLD = 1_000_000_000
DAGO = "content/kelurahan/dago/laporan/2026-11-02-posyandu.md"
SENAM = "content/kelurahan/sekeloa/laporan/2026-11-03-senam.md"
CITY = f"""\
-- {DAGO} --
---
judul: Posyandu
topik: [kesehatan]
---
Isi.
-- {SENAM} --
---
judul: Senam
---
Isi.
"""
BODIES = (("pages", "[2]"), ("reports", '["“y”"]'))
SEALS = tuple((name, digest(body)) for name, body in BODIES)
ROW = UnitRow("a.b.c", 0.0, 1e12, '["“x”"]', strands=SEALS)
MTIME = 10**18
FIRST = StateChange(
    meta={"read_at": "1", "city": "k"},
    stats={"a": ("m", "d"), "b": ("m", "d")},
    stats_gone=frozenset(),
    units={"skpd/a": ROW, "skpd/b": ROW},
    units_gone=frozenset(),
    strands={"skpd/a": BODIES, "skpd/b": BODIES},
    outputs={"x": OutputEntry("d1", 1, "skpd/a", "k", MTIME), "y": OutputEntry("d2", 2)},
    journal={"x": "0123/x"},
)


def folder_of_ours(root: Path) -> Path:
    folder = root / "build"
    for name in (MARKER, "a.html", "x/b.html", f"{STAGE}/0123/c.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"isi")
        os.utime(path, ns=(MTIME, MTIME))
    return folder


def saved(root: Path) -> State:
    """A state on disk with FIRST in it."""
    path = state_path(root, root / "build")
    path.parent.mkdir(exist_ok=True)
    write_change(read_state(path, root / "build"), FIRST)
    return read_state(path, root / "build")


def test_all_tables_come_back(tmp_path: Path) -> None:
    state = saved(tmp_path)
    assert state == State(
        state_path(tmp_path, tmp_path / "build"),
        FIRST.meta,
        FIRST.stats,
        FIRST.units,
        FIRST.outputs,
        FIRST.journal,
    )


def test_a_change_touches_only_the_rows_that_it_names(tmp_path: Path) -> None:
    state = saved(tmp_path)
    newer = replace(ROW, record="[3]")
    write_change(
        state,
        StateChange(
            meta={"city": "k2"},
            stats={"b": ("m2", "d2"), "c": ("m", "d")},
            stats_gone=frozenset({"a"}),
            units={"skpd/b": newer},
            units_gone=frozenset({"skpd/a"}),
            outputs={"z": OutputEntry("d3", 3)},
            journal={"x": "", "z": "0123/z"},
        ),
    )
    after = read_state(state.path, tmp_path / "build")
    assert after.meta == {"read_at": "1", "city": "k2"}
    assert after.stats == {"b": ("m2", "d2"), "c": ("m", "d")}
    assert after.units == {"skpd/b": newer}
    assert after.outputs == {"y": OutputEntry("d2", 2), "z": OutputEntry("d3", 3)}
    assert after.journal == {"x": "", "z": "0123/z"}


def test_a_strand_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    state = saved(tmp_path)
    assert read_strand(state.path, "pages") == {"skpd/a": "[2]", "skpd/b": "[2]"}
    assert read_strand(state.path, "reports")["skpd/a"] == '["“y”"]'
    assert read_strand(state.path, "services") == {}
    newer = (("reports", "[3]"),)
    row = replace(ROW, strands=(("reports", digest("[3]")),))
    write_change(
        state,
        StateChange(
            units={"skpd/b": row}, strands={"skpd/b": newer}, units_gone=frozenset({"skpd/a"})
        ),
    )
    assert read_strand(state.path, "pages") == {}
    assert read_strand(state.path, "reports") == {"skpd/b": "[3]"}
    assert read_state(state.path, tmp_path / "build").units == {"skpd/b": row}
    state.path.write_bytes(b"bukan basis data " * 1000)
    assert read_strand(state.path, "reports") == {}
    assert read_strand(tmp_path / "tidak-ada", "reports") == {}


def test_a_journal_is_open_until_it_is_cleared(tmp_path: Path) -> None:
    assert not has_journal(tmp_path / "tidak-ada")
    state = saved(tmp_path)
    assert has_journal(state.path)
    clear_journal(state)
    assert not has_journal(state.path)
    assert read_state(state.path, tmp_path / "build").units == FIRST.units


def test_a_state_that_cannot_be_read_may_have_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"bukan basis data " * 1000)
    assert has_journal(path)


def test_the_state_is_a_database_and_no_pickle(tmp_path: Path) -> None:
    state = saved(tmp_path)
    assert state.path.parent == tmp_path / ".sitegen"
    assert state.path.read_bytes().startswith(b"SQLite format 3\x00")


def test_each_output_folder_has_one_state_however_it_is_spelled(tmp_path: Path) -> None:
    (tmp_path / "tautan").symlink_to(tmp_path)
    one = state_path(tmp_path, tmp_path / "build")
    assert state_path(tmp_path, tmp_path / "x" / ".." / "build") == one
    assert state_path(tmp_path, tmp_path / "tautan" / "build") == one
    assert state_path(tmp_path, tmp_path / "uji") != one


@pytest.mark.parametrize("name", ["kota", "kota?mode=memory", "100%41 #1", "kota “é”"])
def test_the_citys_folder_may_be_named_anything_and_given_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    assert saved(Path(name)).reason == ""
    assert saved(tmp_path / name).units == FIRST.units


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    path.write_bytes(b"bukan basis data " * 1000)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def with_damaged_pages(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


def older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA user_version = {VERSION - 1}")


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE output")


DAMAGES = [
    pytest.param(Path.unlink, "missing", id="deleted"),
    pytest.param(emptied, "version", id="emptied"),
    pytest.param(overwritten, "unreadable", id="overwritten"),
    pytest.param(cut, "unreadable", id="cut"),
    pytest.param(with_damaged_pages, "unreadable", id="damaged pages"),
    pytest.param(older, "version", id="older"),
    pytest.param(without_a_table, "unreadable", id="without a table"),
]


@pytest.mark.parametrize(("damage", "reason"), DAMAGES)
def test_an_unusable_state_is_none_and_the_folder_tells_what_is_published(
    tmp_path: Path, damage: Callable[[Path], None], reason: str
) -> None:
    path = saved(tmp_path).path
    folder = folder_of_ours(tmp_path)
    damage(path)
    state = read_state(path, folder)
    found = OutputEntry(content_digest(b"isi"), 3, mtime=MTIME)
    assert state == State(path, outputs={"a.html": found, "x/b.html": found}, reason=reason)
    write_change(state, StateChange(units={"skpd/c": ROW}, strands={"skpd/c": BODIES}))
    assert read_state(path, folder) == State(path, units={"skpd/c": ROW})


def test_what_somebody_put_in_the_place_of_the_stage_is_no_page(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    for name in (MARKER, STAGE, "a.html"):
        (folder / name).write_bytes(b"isi")
    state = read_state(tmp_path / "tiada.sqlite", folder)
    assert state.outputs.keys() == {"a.html"}


def test_a_folder_that_is_not_ours_is_never_listed(tmp_path: Path) -> None:
    folder = folder_of_ours(tmp_path)
    (folder / MARKER).unlink()
    assert read_state(tmp_path / "tidak-ada", folder).outputs == {}


@pytest.mark.parametrize(("damage", "reason"), DAMAGES)
def test_a_city_without_its_state_is_built_anew_to_the_same_bytes(
    city: City, damage: Callable[[Path], None], reason: str
) -> None:
    made = city(CITY)
    made.build()
    before = made.files()
    for path in made.output.rglob("*"):
        os.utime(path, (OLD, OLD))
    (made.root / SENAM).unlink()
    damage(state_path(made.root, made.output))
    assert read_state(state_path(made.root, made.output), made.output).reason == reason
    result = made.build()
    after = made.files()
    assert {why for _, why in result.rebuilt} == {"new"}
    assert len(result.rebuilt) == 4
    clean = CityFolder(made.root, made.root.parent / "bersih")
    clean.build()
    assert after == clean.files()
    assert result.published is not None
    assert set(result.published.pruned) == before.keys() - after.keys()
    assert result.published.pruned != ()
    for name in after:
        kept = (made.output / name).stat().st_mtime == OLD
        assert kept == (before.get(name) == after[name]), name
    assert made.build().rebuilt == ()


def test_a_corrected_report_writes_only_the_pages_that_changed(city: City) -> None:
    made = city(CITY)
    made.build()
    before = made.files()
    for path in made.output.rglob("*"):
        os.utime(path, (OLD, OLD))
    made.write(DAGO, "---\njudul: Posyandu\ntopik: [kesehatan]\n---\nIsi yang benar.\n")
    result = made.build()
    changed = {name for name, body in made.files().items() if before.get(name) != body}
    touched = {
        path.relative_to(made.output).as_posix()
        for path in made.output.rglob("*")
        if path.is_file() and path.name != MARKER and path.stat().st_mtime != OLD
    }
    assert result.published is not None
    assert touched == set(result.published.written) == changed
    assert 0 < len(changed) < len(before) / 2


def test_files_of_others_in_the_output_stay_as_long_as_there_is_a_state(city: City) -> None:
    made = city(CITY)
    made.build()
    others = [made.output / "CNAME", made.output / "kelurahan" / "sekeloa" / "2026" / "milik.txt"]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("milik orang lain")
    (made.root / SENAM).unlink()
    made.build()
    made.write(SENAM, "---\njudul: Senam pagi\n---\nIsi.\n")
    made.build(force=True)
    assert [path.read_text() for path in others] == ["milik orang lain"] * 2


def test_files_removed_from_the_output_come_back(city: City) -> None:
    made = city(CITY)
    made.build()
    before = made.files()
    for path in sorted(made.output.rglob("*"), reverse=True):
        if path.name != MARKER:
            path.rmdir() if path.is_dir() else path.unlink()
    made.build()
    assert made.files() == before
    assert made.build().rebuilt == ()


def test_one_lost_file_of_the_city_comes_back_without_building_a_unit(city: City) -> None:
    made = city(CITY)
    made.build()
    before = made.files()
    (made.output / "index.html").unlink()
    (made.output / "robots.txt").unlink()
    result = made.build()
    assert result.rebuilt == ()
    assert result.published is not None
    assert result.published.written == ("index.html", "robots.txt")
    assert made.files() == before


def test_a_process_killed_while_it_wrote_the_state_leaves_the_old_one(tmp_path: Path) -> None:
    path = saved(tmp_path).path
    script = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1])\n"
        "db.execute('PRAGMA cache_size = 2')\n"
        "db.execute('PRAGMA cache_spill = 1')\n"
        "db.execute('BEGIN')\n"
        "for n in range(2000):\n"
        "    db.execute('INSERT INTO stat VALUES (?, ?, ?)', (str(n), 'm' * 99, 'd'))\n"
        "db.execute('DELETE FROM unit')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    size = path.stat().st_size
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == -9
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    assert path.stat().st_size > size
    state = read_state(path, tmp_path / "build")
    assert (state.reason, state.units, state.stats) == ("", FIRST.units, FIRST.stats)


def test_a_first_state_that_could_not_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    folder = folder_of_ours(tmp_path)
    path = tmp_path / "state.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(module, "_put", fail)
        with pytest.raises(OSError, match="database or disk is full"):
            write_change(read_state(path, folder), FIRST)
    state = read_state(path, folder)
    assert state.reason != ""
    assert set(state.outputs) == {"a.html", "x/b.html"}
    write_change(state, FIRST)
    assert read_state(path, folder).units == FIRST.units


def test_a_change_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    state = saved(tmp_path)
    wrong = StateChange(units_gone=frozenset({"skpd/a"}), meta={"city": None})  # type: ignore[dict-item]
    with pytest.raises(OSError, match="NOT NULL"):
        write_change(state, wrong)
    assert read_state(state.path, tmp_path / "build") == saved(tmp_path)
