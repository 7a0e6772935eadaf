"""The old addresses of a text that goes: those that its author wrote, and those that git knows it had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sitegen.city.git.history import read_history
from sitegen.city.register import read_register
from sitegen.city.removed_rows import MAX_FORMER, RemovedRow
from sitegen.engine.withdrawn import usable
from sitegen.keys.rules import Rules
from sitegen.model.roles import CONTENT, role
from sitegen.portal.products import reserved_names
from sitegen.reports.former import former_address
from sitegen.reports.parse import parse_page, parse_report


def addresses_left(
    root: Path, path: str, data: bytes, row: RemovedRow, rules: Rules
) -> tuple[str, ...]:
    """Return the old addresses of the text at `path`, whose bytes are `data`, that can lead to its row's page."""
    register = read_register(root)
    found = (*_written(data, path, rules), *_moved_from(root, path, row, rules))
    known = tuple(each for each in dict.fromkeys(found) if each != row.url)
    usual, _ = usable((replace(row, former=known),), register, reserved_names(register.kinds))
    return usual[0].former[:MAX_FORMER]


def _written(data: bytes, path: str, rules: Rules) -> tuple[str, ...]:
    parse = parse_report if role(path) == "report" else parse_page
    text, _ = parse(data, path, rules)
    return text.aliases if text else ()


def _moved_from(root: Path, path: str, row: RemovedRow, rules: Rules) -> Iterator[str]:
    """The addresses in the unit at which git knows the text to have been."""
    history = read_history(root, None, only=(f"{CONTENT}/{row.unit}",))
    for old, lines in history.former.get(path, ()):
        url = former_address(old, lines, rules)
        if url.startswith(f"/{row.unit}/"):
            yield url
