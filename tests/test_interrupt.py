"""Ctrl-C during a build, as a terminal sends it: to every process of the group."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.processes.interrupt import interrupts_withheld, uninterrupted
from sitegen.store.marker import MARKER
from tests.conftest import UNITS, CityFolder

Make = Callable[[str], CityFolder]
REPORT = """\
-- content/kelurahan/{name}/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Isi.
"""
# A page takes about as long as a unit with a year of reports, so that Ctrl-C is in time.
SLOW = "{% for i in range(8000000) %}{% endfor %}"


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Let Ctrl-C be heard even where this process was started to ignore it, as in a background job."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def slow_city(city: Make, units: int) -> CityFolder:
    names = [f"unit-{number}" for number in range(units)]
    rows = (
        f"{n},kelurahan,{n.title()},32.73.02.1{i:03},coblong,,aktif\n" for i, n in enumerate(names)
    )
    register = UNITS.split("dago")[0] + "".join(rows)
    texts = "".join(REPORT.format(name=name) for name in names)
    folder = city(f"-- data/units.csv --\n{register}{texts}")
    page = Path(__file__).parent.parent / "themes/kota/templates/report.html"
    folder.write("themes/kota/templates/report.html", page.read_text() + SLOW)
    return folder


def living(group: int) -> list[str]:
    """Return the processes of a group that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = path.read_text(errors="replace").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.append(path.parent.name)
    return found


def everything(folder: CityFolder) -> set[str]:
    places = (folder.output, folder.root / ".sitegen")
    return {str(path) for place in places for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_one_line_and_leaves_the_old_site(city: Make, jobs: str) -> None:
    folder = slow_city(city, 12)
    command = [sys.executable, "-P", "-m", "sitegen", "build", "--root", str(folder.root)]
    command += ["--output", str(folder.output), "--clock", "2026-11-21", "--jobs", jobs]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as build:
        assert build.stderr is not None
        end = time.monotonic() + 60
        stage = folder.output / ".sitegen-stage"
        while not any(stage.glob("**/*")) and time.monotonic() < end:
            time.sleep(0.05)
        os.killpg(build.pid, signal.SIGINT)
        out, err = build.communicate(timeout=120)
    assert (build.returncode, err.splitlines(), out) == (130, ["dihentikan; situs lama tetap"], "")
    assert {path.name for path in folder.output.iterdir()} == {MARKER}
    end = time.monotonic() + 60
    while living(build.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not living(build.pid)
    (folder.root / "themes/kota/templates/report.html").unlink()
    folder.build()
    after = everything(folder)
    folder.build(force=True)
    assert everything(folder) == after


def test_a_child_never_hears_ctrl_c() -> None:
    code = "import time; print('ready', flush=True); time.sleep(60)"
    with interrupts_withheld():
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.3)
        child.kill()


STARTS = {
    "pool": (
        "from sitegen.engine.parallel import process_pool\n"
        "with process_pool(2) as pool:\n"
        "    pool.submit(int).result()\n"
        "    wait()\n"
    ),
    "worker": (
        "from sitegen.processes.worker import Worker\n"
        "worker = Worker(int, 20.0)\n"
        "worker.run('1')\n"
        "wait()\n"
    ),
}
WAIT = (
    "import signal, time\n"
    "def wait():\n"
    "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "    try:\n"
    "        print('ready', flush=True)\n"
    "        time.sleep(60)\n"
    "    except KeyboardInterrupt:\n"
    "        pass\n"
)


def deaf(process: str) -> bool:
    """Whether a process blocks or ignores Ctrl-C."""
    text = Path("/proc", process, "status").read_text()
    masks = dict(line.split(":\t") for line in text.splitlines() if ":\t" in line)
    return any(int(masks[name], 16) >> (signal.SIGINT - 1) & 1 for name in ("SigBlk", "SigIgn"))


@pytest.mark.parametrize("start", STARTS)
def test_idle_workers_never_hear_ctrl_c_and_leave_no_traceback(start: str) -> None:
    command = [sys.executable, "-P", "-c", WAIT + STARTS[start]]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        children = [name for name in living(parent.pid) if name != str(parent.pid)]
        heard = [name for name in children if not deaf(name)]
        os.killpg(parent.pid, signal.SIGINT)
        out, err = parent.communicate(timeout=60)
    assert (heard, out, err, parent.returncode) == ([], "", "", 0)
    assert len(children) >= 2


def test_ctrl_c_comes_too_late_for_what_is_being_finished() -> None:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    beside = threading.Thread(target=uninterrupted().__enter__)
    beside.start()
    beside.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
