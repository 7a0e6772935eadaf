"""A process that forks desks and has them killed by SIGKILL: `python -m tests.desk.killer`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sitegen.store import files
from tests.desk.opened import Opened, open_desk
from tests.desk.test_published_pages import EDIT, WITHDRAW, form_of
from tests.handed_in import package

ROOT = Path(__file__).resolve().parents[2]
# The forms by which something that is published is changed.
FORMS = {"ubah": EDIT, "ralat": EDIT, "cabut": WITHDRAW}


class Killing(Protocol):
    """Lets a desk do something and die at its n-th operation; returns how it ended: -9, or 0 unharmed."""

    def __call__(
        self, what: str, folder: Path, number: int, answers: Mapping[str, str] = ...
    ) -> int: ...


@contextmanager
def killing() -> Iterator[Killing]:
    """Yield a way to have desks killed, each forked from one process that has loaded everything."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.desk.killer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as killer:

        def kill(
            what: str, folder: Path, number: int, answers: Mapping[str, str] | None = None
        ) -> int:
            assert killer.stdin is not None
            assert killer.stdout is not None
            asked = (what, str(folder), number, dict(answers or {}))
            killer.stdin.write(json.dumps(asked) + "\n")
            killer.stdin.flush()
            return int(killer.stdout.readline())

        yield kill
        assert killer.stdin is not None
        killer.stdin.close()


def kill_at(number: int) -> None:
    """Let this process die at its n-th operation from here."""
    left = [number]

    def step(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    files.step = step  # type: ignore[assignment]


def post(desk: Opened, what: str, answers: Mapping[str, str]) -> int:
    """Send the form of a change with these answers; return the number of its item."""
    form = {**form_of(desk.client.get(FORMS[what]).text), **answers}
    answer = desk.client.post(FORMS[what], data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("/")[2])


def act(what: str, folder: Path, number: int, answers: Mapping[str, str]) -> None:
    """Send a package or a change, or do all that waits, and die at the n-th operation."""
    with open_desk(folder) as desk:
        kill_at(number)
        if what == "kirim":
            answer = desk.send(package())
            (folder / "dijawab").write_text(f"{answer.status_code} {answer.json()['nomor']}")
        elif what in FORMS:
            (folder / "dijawab").write_text(f"303 {post(desk, what, answers)}")
        else:
            desk.work()


def main() -> None:
    """Answer each line `[what, folder, n, answers]` with how the child ended: -9, or 0 when it was not killed."""
    for line in sys.stdin:
        what, folder, number, answers = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                act(what, Path(folder), number, answers)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
