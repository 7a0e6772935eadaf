"""Where a site may be written: a folder that is empty or ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.build.state import MARKER
from sitegen.errors import UsageError
from sitegen.model import Problem, Where

if TYPE_CHECKING:
    from pathlib import Path


def check_ours(folder: Path) -> None:
    """Raise UsageError when something else than an empty folder or one of ours is there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused("S015", folder)
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise _refused("S014", folder)


def _refused(code: str, folder: Path) -> UsageError:
    where = Where(path="")
    return UsageError(
        problems=(Problem(code=code, where=where, params=(("folder", str(folder)),)),)
    )
