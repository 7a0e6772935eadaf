"""Units built by a pool of processes, and what becomes of these processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen.store.marker import STAGE
from tests.life.city import new_city

DEADLINE = 60.0
# `-` reads the program from standard input.
PROGRAM = (sys.executable, "-")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{process}/stat", encoding="utf-8") as status:  # noqa: PTH123 - no file
        return status.read().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked up in /proc")  # noqa: PTH112
def test_workers_end_with_the_build_that_is_killed() -> None:
    script = (
        "import os, time\n"
        "from sitegen.engine.parallel import process_pool\n"
        "from sitegen.processes.worker import without_main\n"
        "with process_pool(2) as pool, without_main():\n"
        "    print(*{pool.submit(os.getpid).result() for _ in range(4)}, flush=True)\n"
        "    [pool.submit(time.sleep, 600) for _ in range(4)]\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen(
        PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(script)
        parent.stdin.close()
        workers = [int(text) for text in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    assert workers
    late = time.monotonic() + DEADLINE
    while any(map(is_running, workers)):
        assert time.monotonic() < late, workers
        time.sleep(0.02)


@pytest.mark.parametrize("engine", ["cmark", "python-markdown"])
def test_a_program_read_from_standard_input_builds_with_two_jobs(
    tmp_path: Path, engine: str
) -> None:
    city = new_city(tmp_path)
    with (city.root / "site.yml").open("a") as site:
        site.write(f"markdown: {engine}\n")
    script = (
        "from pathlib import Path\n"
        "from sitegen.engine.build import build\n"
        "from sitegen.engine.options import Options\n"
        f"options = Options(root=Path({str(city.root)!r}), output=Path({str(city.output)!r}), jobs=2)\n"
        "print([problem.code for problem in build(options).problems])\n"
    )
    done = subprocess.run(PROGRAM, input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "['D013']\n", "")
    assert (city.output / "kelurahan/dago/laporan/2026/11/posyandu/index.html").exists()
    assert not (city.output / STAGE).exists()
