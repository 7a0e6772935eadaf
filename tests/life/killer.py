"""A process that forks builds and has them killed by SIGKILL: `python -m tests.life.killer`."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn, TextIO
from unittest.mock import patch

from sitegen.store import files
from tests.life.city import LivingCity


def killed_for_real(script_input: TextIO, script_output: TextIO) -> None:
    """Answer each line `root output n`: build there, in a child that SIGKILL ends at step n.

    With `0.2s` in the place of n, it ends after so many seconds, wherever it is. Names of products
    after it are the only ones that are made. Runs in a process of its own, which has no threads and
    may fork. Answers the child's fate.
    """
    warm = False
    for line in script_input:
        root, output, number, *products = line.split()
        city = LivingCity(Path(root), Path(output), Path(output), products=tuple(products))
        if not warm:  # what one build learns, such as compiled templates, all children know
            city.build(write=False)
            warm = True
        child = os.fork()
        seconds = number.removesuffix("s") if number.endswith("s") else ""
        if child == 0:
            _build_until_killed(city, 0 if seconds else int(number))
        if seconds:
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        script_output.write(f"{os.waitstatus_to_exitcode(status)}\n")
        script_output.flush()


def _build_until_killed(city: LivingCity, number: int) -> NoReturn:
    count = 0

    def step(_: str, __: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with patch.object(files, "step", step):
            city.build()
    finally:
        os._exit(0)


if __name__ == "__main__":
    killed_for_real(sys.stdin, sys.stdout)
