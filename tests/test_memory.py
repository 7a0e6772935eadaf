"""Memory of a process and all below it."""

from __future__ import annotations

import subprocess
import sys

from sitegen.processes.memory import highest

HELD = 50_000_000


def test_the_peak_counts_children_and_stays_after_memory_is_given_back() -> None:
    before = highest()
    code = f"b = bytearray({HELD}); del b; print('ready', flush=True); input()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert highest() >= before + HELD
        child.communicate("")
    assert highest() < before + HELD
