"""Measures a development server: until its first page answers, and from a save to the new page."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.engine.measure import Cost, RunError
from sitegen.processes.memory import family, peak_memory

FIRST_PAGE = 600.0
RELOAD = 120.0
PAUSE = 0.01
# Some tools start watching only after the first page answers.
SETTLE = 1.0


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(command: list[str], log: Path, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server in its own process group and end the group afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - commands of the tools named here
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)


def measure(
    command: list[str], log: Path, cwd: Path, port: int, save: Callable[[], tuple[str, str]] | None
) -> Iterator[Cost]:
    """Yield the cost until the first page answers and, with `save`, until the new page does.

    `save` changes a report and returns its address and a text that only the new page has.
    Raises RunError, perhaps after the first of the two.
    """
    start = time.perf_counter()
    with server(command, log, cwd) as process, peak_memory(process.pid) as peak:
        _wait(process, log, port, "/", "<html", FIRST_PAGE)
        yield Cost(wall=time.perf_counter() - start, cpu=cpu_of(process.pid), memory=peak[0])
        if save is None:
            return
        time.sleep(SETTLE)
        cpu = cpu_of(process.pid)
        url, text = save()
        saved = time.perf_counter()
        _wait(process, log, port, url, text, RELOAD)
        wall = time.perf_counter() - saved
        yield Cost(wall=wall, cpu=cpu_of(process.pid) - cpu, memory=peak[0])


def _wait(
    process: subprocess.Popen[bytes], log: Path, port: int, url: str, text: str, limit: float
) -> None:
    end = time.perf_counter() + limit
    while text not in page(port, url):
        if process.poll() is not None or time.perf_counter() > end:
            said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            state = "ended" if process.poll() is not None else f"silent for {limit:.0f} s"
            raise RunError(f"the server {state} before {url} answered\n{said}")
        time.sleep(PAUSE)


def page(port: int, url: str) -> str:
    """Return a page of the server, or "" while it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=RELOAD)
    try:
        connection.request("GET", url)
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()
    return body if answer.status == http.client.OK else ""


def cpu_of(pid: int) -> float:
    """Return the processor time in seconds of a process and its children, running and ended."""
    ticks = 0
    for one in family(pid):
        try:
            with open(f"/proc/{one}/stat", encoding="ascii", errors="replace") as handle:  # noqa: PTH123
                fields = handle.read().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
