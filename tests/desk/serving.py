"""A desk as a process of its own, at which a cookie says who comes: `python -m tests.desk.serving DIR PORT`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.running import opened, run
from sitegen.desk.settings import DeskSettings
from sitegen.engine.build import build
from tests.desk.opened import COBLONG, DAGO, KOMINFO, FakeGate, options_of

ROOT = Path(__file__).resolve().parents[2]
WHO = {"dago": DAGO, "coblong": COBLONG, "kominfo": KOMINFO}


class CookieGate(FakeGate):
    """A gate at which a cookie says who comes."""

    async def visitor_of(self, request: Request) -> Visitor | None:
        return WHO.get(request.cookies.get("siapa", ""))


@dataclass
class Served:
    """A desk that runs in a process of its own."""

    address: str
    process: subprocess.Popen[bytes]

    def end(self, how: int) -> int:
        """End it, and return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(120)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Start a desk over the city in `folder`, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.desk.serving", str(folder), str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"TZ": "Asia/Jakarta"}) as process:
        made = Served(f"http://127.0.0.1:{port}", process)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{made.address}/sehat", timeout=5).close()  # noqa: S310
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.2)
            yield made
        finally:
            if process.poll() is None:
                made.end(signal.SIGTERM)


def main(folder: Path, port: str) -> None:
    city = folder / "kota"
    options = options_of(city)
    if not options.output.exists():
        build(options)
    settings = DeskSettings(listen=f"127.0.0.1:{port}", push=None, reserve=0)
    with opened(options, folder / "meja", settings, CookieGate()) as desk:
        run(desk, lambda _: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
