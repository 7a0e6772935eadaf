"""What befalls the state, the cache and the site of a living city, and builds that are cut short."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from random import Random

from sitegen.errors import SitegenError
from sitegen.store.marker import MARKER, STAGE
from tests.life.changes import PLACES, edit_generator, put
from tests.life.city import LivingCity
from tests.life.kills import killed_build

# More than most builds of this city do, so that a kill may also come too late.
MANY_STEPS = 60


def delete_state(city: LivingCity, chance: Random) -> None:
    if chance.random() < 0.3:
        shutil.rmtree(city.root / ".sitegen", ignore_errors=True)
    else:
        city.state.unlink(missing_ok=True)


def corrupt_state(city: LivingCity, chance: Random) -> None:
    """All bytes, a block of them, or the end of the file are lost."""
    if not city.state.exists():
        return
    data = city.state.read_bytes()
    act = chance.randrange(4)
    if act == 0:
        data = chance.randbytes(chance.choice((0, 100, 5000)))
    elif act == 1:
        data = data[: chance.randrange(len(data) + 1)]
    elif act == 2:
        data = data[:16] + chance.randbytes(512) + data[528:]
    else:
        at = 512 * chance.randrange(len(data) // 512 + 1)
        data = data[:at] + chance.randbytes(512) + data[at + 512 :]
    city.state.write_bytes(data)


def damage_rows(city: LivingCity, chance: Random) -> None:
    """What the state remembers of sources or units is lost or wrong, and the file is sound."""
    if not city.state.exists():
        return
    column = chance.choice(("made.body", "made.seal", "strand.body", "output.key"))
    table, name = column.split(".")
    where = "abs(random()) % 3 = 0"
    lost = chance.random() < 0.3 and table == "made"
    act = f"DELETE FROM {table}" if lost else f"UPDATE {table} SET {name} = {name} || '0'"  # noqa: S608
    try:
        with closing(sqlite3.connect(city.state)) as db, db:
            db.execute(f"{act} WHERE {where}")
    except sqlite3.Error:
        return  # damaged before


def delete_cache(city: LivingCity, _: Random) -> None:
    shutil.rmtree(city.root / ".sitegen/cache", ignore_errors=True)


def delete_stage(city: LivingCity, _: Random) -> None:
    shutil.rmtree(city.stage, ignore_errors=True)


def damage_stage(city: LivingCity, chance: Random) -> None:
    """What waits there is cut, replaced or joined by something else, or the folder is a file."""
    if not city.output.is_dir():
        return
    waiting = [path for path in sorted(city.stage.rglob("*")) if path.is_file()]
    act = chance.randrange(4)
    if waiting and act < 2:
        path = chance.choice(waiting)
        path.write_bytes(path.read_bytes()[:10] if act else chance.randbytes(40))
    elif act == 2:
        shutil.rmtree(city.stage, ignore_errors=True)
        if (city.output / MARKER).exists():
            put(city.stage, b"file")
    elif (city.output / MARKER).exists() and not city.stage.is_file():
        put(city.stage / "lain/index.html", b"")


def delete_output(city: LivingCity, chance: Random) -> None:
    """The whole site, one of its files, the bytes of one, or these but not their number."""
    if not city.output.is_dir():
        return
    act = chance.randrange(4)
    if act == 0:
        shutil.rmtree(city.output)
        return
    pages = [p for p in sorted(city.output.rglob("*.html")) if STAGE not in p.parts]
    if pages:
        path = chance.choice(pages)
        size = path.stat().st_size
        path.unlink()
        if act < 3:
            path.write_bytes(bytes(size) if act == 2 else b"")


def kill_build(city: LivingCity, chance: Random) -> None:
    number = chance.randint(1, chance.choice((12, MANY_STEPS)))
    city.count("killed in time" if killed_build(city, number) else "killed too late")


def kill_recovery(city: LivingCity, chance: Random) -> None:
    """Die again in the first steps, in which an open journal is rolled forward."""
    kill_build(city, chance)
    for _ in range(2):
        killed_build(city, chance.randint(1, 20))


def build_one_unit(city: LivingCity, chance: Random) -> None:
    try:
        city.build(units=(chance.choice(PLACES),))
    except SitegenError:
        city.count("refused with --unit")


def build_with_two_jobs(city: LivingCity, chance: Random) -> None:
    """A pool is for many units only, so that everything has to be stale."""
    edit_generator(city, chance)
    try:
        city.build(jobs=2, force=True)
    except SitegenError:
        city.count("refused with two jobs")


def check_only(city: LivingCity, _: Random) -> None:
    try:
        city.build(write=False)
    except SitegenError:
        city.count("refused in a check")
