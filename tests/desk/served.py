"""The desk as a program of its own, at a port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY_S = 60.0


@contextmanager
def running_desk(city: Path, folder: Path, more: str = "") -> Iterator[int]:
    """Run the desk of a city until the end of the block, with links of offices; yields its port.

    `more` are further lines of its settings below `masuk`.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    (folder / "meja.yml").write_text(
        f"dengar: 127.0.0.1:{port}\ndorong: tidak\nmasuk:\n"
        f"  alamat: http://localhost:{port}\n  tautan: {{}}\n{more}",
        encoding="utf-8",
    )
    log = folder / "catatan"
    with log.open("wb") as opened:
        desk = subprocess.Popen(
            (
                *(sys.executable, "-m", "sitegen", "desk"),
                *("--root", str(city), "--state", str(folder)),
            ),
            stdout=opened,
            stderr=opened,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
    try:
        _wait(port, desk, log)
        yield port
    finally:
        desk.terminate()
        desk.wait(40)


def _wait(port: int, desk: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _READY_S
    while time.monotonic() < end and desk.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
