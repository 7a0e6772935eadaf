"""An incremental build equals a clean one, whatever happened to the city before."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from sitegen.city.beneath import read_file
from sitegen.errors import UsageError
from sitegen.portal import archives
from sitegen.store import statcache
from sitegen.store.state import read_state
from tests.life.changes import Edit
from tests.life.city import MEMORY, LivingCity, new_city
from tests.life.events import EVENTS, live
from tests.life.kills import killed_build
from tests.life.mishaps import delete_state
from tests.life.oracle import tree
from tests.pdf import pdf

# Each event gets its turn in these lives; a thorough run has four times as many.
LIVES = 2
STEPS = 36
THOROUGH = 4
DAGO = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
SEKELOA = "content/kelurahan/sekeloa/laporan/2026-11-02-senam.md"
NEVER_RACY = -(10**18)


def name_of(event: Edit) -> str:
    return event.__name__


KINDS: list[Edit] = sorted(set(EVENTS), key=name_of)


class LifeOfACity(RuleBasedStateMachine):
    """A step is one to three events, then a build that is held to a clean one.

    The first event of a step is that whose turn it is, so that none is left out by chance.
    """

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.city = new_city(Path(self.folder.name))

    @rule(others=st.lists(st.sampled_from(EVENTS), max_size=2), seed=st.integers(0, 2**16))
    def happens(self, others: list[Edit], seed: int) -> None:
        events = (KINDS[LifeOfACity.steps % len(KINDS)], *others)
        LifeOfACity.steps += 1
        assert live(self.city, events, Random(seed)) == ""  # noqa: S311 - repeatable

    def teardown(self) -> None:
        self.folder.cleanup()


@pytest.fixture
def living() -> Iterator[LivingCity]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        made = new_city(Path(folder))
        assert made.check() == ""
        yield made


def write(city: LivingCity, path: str, text: str) -> Path:
    target = city.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return target


def report(*front: str) -> str:
    return "\n".join(("---", "judul: Kabar", *front, "---", "Isi.", ""))


def live_through(lives: int) -> None:
    run_state_machine_as_test(
        LifeOfACity,
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),  # shrinking a life takes minutes; its blob is enough
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def all_live(first: int, *, thorough: bool) -> None:
    """Live on from the event whose number is `first`; each event has its turn at least once."""
    LifeOfACity.steps = first
    live_through(LIVES * THOROUGH if thorough else LIVES)
    assert LifeOfACity.steps - first >= len(KINDS)


def test_each_build_of_a_citys_life_equals_a_clean_one(*, thorough: bool) -> None:
    all_live(0, thorough=thorough)


def test_so_does_each_build_that_trusts_the_times_of_files(
    monkeypatch: pytest.MonkeyPatch, *, thorough: bool
) -> None:
    # A test is faster than the racy rule: without this, it would read every file each time.
    monkeypatch.setattr(statcache, "RACY_NS", NEVER_RACY)
    monkeypatch.setattr(archives, "LIST_LIMIT", 3)
    all_live(LIVES * STEPS, thorough=thorough)


@pytest.mark.parametrize("event", KINDS, ids=name_of)
def test_the_machine_can_do_each_of_its_events_to_a_new_city(tmp_path: Path, event: Edit) -> None:
    """So that an event that fails by itself is not taken for a fault of the engine."""
    event(new_city(tmp_path), Random(1))  # noqa: S311 - repeatable


def test_many_units_built_by_two_processes_equal_a_clean_build(living: LivingCity) -> None:
    living.generator = "2"
    assert living.check(jobs=2) == ""


@pytest.mark.parametrize(("first", "second"), [(DAGO, SEKELOA), (SEKELOA, DAGO)])
def test_units_that_want_one_address_get_it_in_the_order_of_the_register(
    living: LivingCity, first: str, second: str
) -> None:
    for path in (first, second):
        write(living, path, report("alias: [/berita/kabar/]"))
        assert living.check() == ""
    assert "/kelurahan/dago/" in (living.output / "berita/kabar/index.html").read_text()
    write(living, first, report())
    assert living.check() == ""
    assert (living.output / "berita/kabar/index.html").exists()
    write(living, second, report())
    assert living.check() == ""


def test_a_lost_state_loses_no_pruning(living: LivingCity) -> None:
    delete_state(living, Random(1))  # noqa: S311 - repeatable
    assert living.check() == ""
    write(living, "themes/kota/assets/style.css", "body { color: black }\n")
    assert living.check() == ""


def test_what_waited_while_one_unit_was_built_comes_with_the_next_build(
    living: LivingCity,
) -> None:
    path = living.root / DAGO
    before = path.read_text()
    path.unlink()
    living.build(units=("kelurahan/sekeloa",))
    write(living, DAGO, before)
    assert living.check() == ""
    write(living, DAGO, before.replace("Mawar", "Melati"))
    living.build(units=("kelurahan/sekeloa",))
    write(living, DAGO, before)
    assert living.check() == ""


def test_a_value_that_only_damage_can_have_put_into_the_state_is_noticed(
    living: LivingCity,
) -> None:
    with closing(sqlite3.connect(living.state)) as db, db:
        db.execute("UPDATE output SET size = 'x' WHERE path = 'index.html'")
    assert read_state(living.state, living.output).reason == "unreadable"
    assert living.check() == ""


def test_a_state_that_can_be_read_but_not_changed_is_written_anew(living: LivingCity) -> None:
    with closing(sqlite3.connect(living.state)) as db:
        db.execute("CREATE TABLE isi AS SELECT zeroblob(99999)")
        db.execute("DROP TABLE isi")
        db.commit()
    data = bytearray(living.state.read_bytes())
    size, free = int.from_bytes(data[16:18]), int.from_bytes(data[32:36])
    data[(free - 1) * size : free * size] = b"\xff" * size  # the list of the free pages
    living.state.write_bytes(data)
    assert read_state(living.state, living.output).reason == ""
    for day in range(1, 29):
        write(living, DAGO.replace("03-posyandu", f"{day:02}-baru"), report())
    assert living.check() == ""
    with closing(sqlite3.connect(living.state)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (living.root / DAGO).unlink()
    assert living.check() == ""
    assert living.build().rebuilt == ()


def test_one_unit_built_without_a_state_leaves_the_others_where_they_are(
    living: LivingCity,
) -> None:
    living.state.unlink()
    before = tree(living.output)
    with pytest.raises(UsageError):
        living.build(units=("kelurahan/sekeloa",))
    assert tree(living.output) == before
    assert living.check() == ""


def test_a_file_that_changes_between_scan_and_build_is_read_again(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = living.root / DAGO
    text = path.read_text().replace("Mawar", "Melati")
    path.write_text(text)

    def writer_at_work(root: str, name: str) -> bytes:
        data = read_file(root, name)
        return b"" if name == DAGO else data

    with monkeypatch.context() as during:
        during.setattr("sitegen.units.files.read_file", writer_at_work)
        assert DAGO in living.build().held_back
    assert living.check() == ""
    assert living.build().rebuilt == ()


@pytest.mark.parametrize("hurt", ["lost", "cut", "changed"])
def test_a_stage_that_was_hurt_before_it_was_published_is_not_believed(
    living: LivingCity, hurt: str
) -> None:
    write(living, DAGO, report())
    number = 1
    while not living.counts.get("killed with an open journal"):
        assert killed_build(living, number)
        number += 1
    waiting = sorted(path for path in living.stage.rglob("*") if path.is_file())
    assert waiting
    for path in waiting:
        if hurt == "lost":
            path.unlink()
        else:
            path.write_bytes(b"" if hurt == "cut" else bytes(path.stat().st_size))
    assert living.check() == ""


def test_a_file_may_come_where_a_folder_was(living: LivingCity) -> None:
    page = "kelurahan/dago/laporan/2026/11/kabar/surat.pdf"
    write(living, DAGO, report(f"alias: [/{page}/]").replace("Kabar", "Posyandu"))
    assert living.check() == ""
    assert (living.output / page / "index.html").is_file()
    write(living, DAGO, report().replace("Kabar", "Posyandu"))
    folder = "content/kelurahan/dago/laporan"
    write(living, f"{folder}/2026-11-04-kabar.md", report() + "Lihat [surat](surat.pdf).\n")
    write(living, f"{folder}/surat.pdf", pdf().decode("latin-1"))
    assert living.check() == ""
    assert (living.output / page).is_file()


def test_a_secret_edit_of_an_old_file_is_found(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statcache, "RACY_NS", NEVER_RACY)
    path = living.root / DAGO
    before = path.stat()
    path.write_text(path.read_text().replace("Mawar", "Merah"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert living.check() == ""
    assert "Merah" in (living.output / "index.html").read_text()


def test_nothing_is_built_when_nothing_changed(living: LivingCity) -> None:
    result = living.build()
    assert result.published is not None
    assert (result.rebuilt, result.published.written, result.published.pruned) == ((), (), ())
