"""One line of JSON for each act at the desk: what was done, to which item, by which office's mark.

Nothing personal: no name, no address of mail (a digest with a secret of this desk stands for it), of
an IP address only its network, and no text that a request brought.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sitegen.desk.access.limits import shortened

Writer = Callable[[str], None]


class AuditLog:
    """Writes a line per act; `write` takes a line with its end."""

    def __init__(self, write: Writer, clock: Callable[[], datetime]) -> None:
        self._write = write
        self._clock = clock

    def note(self, act: str, *, mark: str = "", address: str = "", **values: str | int) -> None:
        """Write that `act` was done. `values` are words of ours, keys of units, numbers of items."""
        moment = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        line = {"waktu": moment, "tindakan": act, "siapa": mark, "dari": shortened(address)}
        self._write(json.dumps({**line, **values}, ensure_ascii=True) + "\n")


def mark_of(secret: bytes, who: str) -> str:
    """Return a mark by which lines of one account or address are known as such, but not whose it is."""
    return hmac.new(secret, f"audit {who}".encode(), hashlib.sha256).hexdigest()[:12]


def to_file(path: Path) -> Writer:
    """Return a writer that appends to a file which only we read, opened anew for each line (logrotate)."""

    def write(line: str) -> None:
        number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.write(number, line.encode())
        finally:
            os.close(number)

    return write


def to_stderr(line: str) -> None:
    """Write a line to the error output, which systemd keeps."""
    sys.stderr.write(line)
    sys.stderr.flush()
