"""The way in that `meja.yml` says; without one nobody enters."""

from __future__ import annotations

from pathlib import Path

from sitegen.desk.access.gate import Gate
from sitegen.desk.settings import NAME, DeskSettings
from sitegen.errors import ConfigError
from sitegen.model import Problem


def make_gate(root: Path, folder: Path, settings: DeskSettings) -> Gate:  # noqa: ARG001
    """Return what lets people in; raises ConfigError when the settings name no way."""
    raise ConfigError(problems=(Problem.of("K022", str(folder / NAME)),))
