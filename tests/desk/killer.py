"""A process that forks desks and has them killed by SIGKILL: `python -m tests.desk.killer`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sitegen.store import files
from tests.desk.opened import open_desk
from tests.handed_in import package


def kill_at(number: int) -> None:
    """Let this process die at its n-th operation from here."""
    left = [number]

    def step(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    files.step = step  # type: ignore[assignment]


def act(what: str, folder: Path, number: int) -> None:
    """Send a package, or do all that waits, and die at the n-th operation."""
    with open_desk(folder) as desk:
        kill_at(number)
        if what == "kirim":
            answer = desk.send(package())
            (folder / "dijawab").write_text(f"{answer.status_code} {answer.json()['nomor']}")
        else:
            desk.work()


def main() -> None:
    """Answer each line `what folder n` with how the child ended: -9, or 0 when it was not killed."""
    for line in sys.stdin:
        what, folder, number = line.split()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                act(what, Path(folder), int(number))
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
