"""What the desk gives its worker to do, and what comes back: plain values, so that they cross processes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.desk.pushing import Pushed
from sitegen.desk.store import ItemPiece
from sitegen.engine.options import Options
from sitegen.i18n import Lang

JobKind = Literal["check", "accept", "preview"]


class Job(Struct, frozen=True, kw_only=True):
    """One thing to do with an item. `body` is the file that was sent, `by` who accepted it.

    `lang` is the language of what is written into git and told.
    """

    kind: JobKind
    act: str
    number: int
    unit: str
    body: Path
    options: Options
    lang: Lang
    by: str = ""

    @property
    def data(self) -> bytes:
        """The bytes that were sent."""
        return self.body.read_bytes()


class PushJob(Struct, frozen=True, kw_only=True):
    """Bring what was committed to `remote`, "" for what the branch follows; `folder` is the desk's."""

    options: Options
    remote: str
    folder: Path
    lang: Lang


class Done(Struct, frozen=True, kw_only=True):
    """What came of a job: the pieces with their problems and commits.

    `trouble` says why the desk could not do it, "" when it could; then the pieces decide. `pushed` is
    what came of pushing.
    """

    pieces: tuple[ItemPiece, ...] = ()
    trouble: str = ""
    pushed: Pushed | None = None
