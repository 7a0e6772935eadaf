"""How far the units are."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from sitegen.cli.progress import progress
from sitegen.i18n import translator


def test_without_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(translator("en")) as advance:
        assert advance is None
    assert capsys.readouterr().err == ""


def test_on_a_terminal_the_bar_has_a_rate_and_goes_away() -> None:
    code = (
        "from sitegen.cli.progress import progress\n"
        "from sitegen.i18n import translator\n"
        "import time\n"
        "with progress(translator('id')) as advance:\n"
        "    for done in range(1, 6):\n"
        "        advance(done, 10)\n"
        "        time.sleep(0.15)\n"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    child = subprocess.Popen([sys.executable, "-c", code], stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    assert child.wait() == 0
    assert b"unit/s" in shown
    assert b"5/10" in shown
    assert shown.rstrip().endswith(b"\x1b[2K")
