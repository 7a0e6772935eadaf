"""What reading the keys of a city takes, from its settings."""

from __future__ import annotations

from pathlib import Path

from sitegen.city.config import read_config
from sitegen.keys.rules import Rules
from sitegen.units.context import choices


def city_rules(root: Path) -> Rules:
    """Return what reading the city's keys takes; raises ConfigError."""
    config = read_config(root)
    return Rules(zone=config.zone, choices=choices(config), own=config.own)
