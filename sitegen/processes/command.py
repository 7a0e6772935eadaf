"""A program of somebody else, run to its end: in a process group of its own, its last words kept."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from msgspec import Struct

# Seconds between two looks at whether it has ended, and those it gets to end by itself when asked to.
PAUSE = 0.05
GRACE = 5.0
# Of what it says, this many bytes at its end are kept.
KEPT = 8 * 1024
# What a run that was ended from here is said to have returned: the numbers that shells and `timeout` use.
STOPPED, OVERDUE = 143, 124
_PIECE = 4096


class CommandEnd(Struct, frozen=True, kw_only=True):
    """How a program ended: its exit code as shells count it, the end of its output, seconds on the clock."""

    code: int
    output: str
    seconds: float


def run_command(
    arguments: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    stop: threading.Event,
    *,
    limit: float,
    handed: int | None = None,
) -> CommandEnd:
    """Run a program in `folder` until it ends, `stop` is set or `limit` seconds are over.

    The last two end its whole group. `handed` is a file descriptor that it and its children keep
    open, such as that of a lock. Raises OSError when it cannot be started.
    """
    start = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - what the operator said to run
        arguments,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=() if handed is None else (handed,),
    )
    said: deque[bytes] = deque()
    reader = threading.Thread(target=_listen, args=(process.stdout, said), daemon=True)
    reader.start()
    code: int | None = None
    try:
        while (code := process.poll()) is None:
            if stop.wait(PAUSE):
                _end(process)
                code = STOPPED
                break
            if time.monotonic() - start > limit:
                _end(process)
                code = OVERDUE
                break
    finally:
        if code is None:
            _end(process)
    reader.join(1.0)  # a program that it left behind may hold the pipe open
    output = b"".join(said)[-KEPT:].decode("utf-8", "replace")
    return CommandEnd(
        code=code if code >= 0 else 128 - code, output=output, seconds=time.monotonic() - start
    )


def _listen(pipe: IO[bytes] | None, said: deque[bytes]) -> None:
    """Keep the end of what comes through a pipe; a program that talks without end fills no memory."""
    if pipe is None:
        return
    with pipe:
        while piece := os.read(pipe.fileno(), _PIECE):
            said.append(piece)
            if len(said) * _PIECE > 4 * KEPT and sum(map(len, said)) > 2 * KEPT:
                rest = b"".join(said)[-KEPT:]
                said.clear()
                said.append(rest)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group: asked first, then made to."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
            break
    with suppress(ProcessLookupError, PermissionError):  # children that did not hear
        os.killpg(process.pid, signal.SIGKILL)
