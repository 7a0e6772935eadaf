"""Somebody who writes, cuts, renames and removes sources in no order while the city is served."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path
from random import Random

from sitegen.serve.session import ServeOptions, Session, session
from tests.life.city import LivingCity
from tests.life.oracle import differences, tree

# Seconds after the last change in which the served site has to be the right one.
DEADLINE = 120.0


def _disturb(path: Path, chance: Random) -> None:
    """Do one thing to a report, as editors and copying programs do it: never in one step."""
    text = f"---\njudul: Kegiatan {chance.randint(1, 99)}\n---\nIsi.\n".encode()
    act = chance.randrange(5)
    if act == 0:
        path.write_bytes(b"")
    elif act == 1:
        with path.open("wb") as file:
            for at in range(0, len(text), 10):
                file.write(text[at : at + 10])
                file.flush()
    elif act == 2:
        path.replace(path.with_name(f"2026-11-{chance.randint(1, 20):02}-{path.name[11:]}"))
    elif act == 3:
        path.unlink()
    else:
        beside = path.with_name(f".{path.name}.swp")
        beside.write_bytes(text)
        beside.replace(path)


def _write(city: LivingCity, seconds: float, chance: Random) -> None:
    """Disturb reports for so long; in the end each is whole, and one that was lost is back."""
    end = time.monotonic() + seconds
    units = sorted((city.root / "content").glob("*/*/laporan"))
    while time.monotonic() < end:
        folder = chance.choice(units)
        path = chance.choice([*sorted(folder.glob("2*.md")), folder / "2026-11-02-baru.md"])
        with suppress(FileNotFoundError):
            _disturb(path, chance)
        time.sleep(chance.choice((0.0, 0.001, 0.02, 0.1)))
    for path in [*city.reports(), *(folder / "2026-11-03-akhir.md" for folder in units)]:
        path.write_text(f"---\njudul: Akhir {chance.randint(1, 99)}\n---\nIsi.\n")


def served_beside_a_writer(city: LivingCity, seconds: float, chance: Random) -> str:
    """Serve the city beside a writer; return in what the site differs from a clean one after it."""
    options = ServeOptions(root=city.root, port=0, clock=city.clock, jobs=1, allow_removal=True)
    with session(options, lambda _: None) as live:
        writer = threading.Thread(target=_write, args=(city, seconds, chance))
        writer.start()
        while writer.is_alive():
            live.step(0.05)
        writer.join()
        return _settled(city, live)


def _settled(city: LivingCity, live: Session) -> str:
    """What still differs when no hint came for a while, or at the deadline."""
    expected = city.clean_build(base_url=live.origin)
    assert not isinstance(expected, Exception), expected
    clean = tree(city.clean / "keluaran")
    end = time.monotonic() + DEADLINE
    while True:
        found = differences(tree(live.options.output), clean)
        if not found or time.monotonic() > end:
            return found
        live.step(1.0)
