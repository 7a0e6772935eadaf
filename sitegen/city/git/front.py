"""What the front matter of a text says about its address, as git's history needs it.

Only the lines themselves are kept: what they mean is found out where texts are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sitegen.city.git.log import Commit
from sitegen.city.git.run import Objects, read_objects
from sitegen.keys.report import REPORT_FIELDS
from sitegen.model.roles import role
from sitegen.privacy.names import masked_path

_TEXTS = frozenset({"report", "page"})
_HEAD = 16 * 1024
_MAX_LINE = 200


def _words(*names: str) -> str:
    fields = (field for field in REPORT_FIELDS if field.name in names)
    return "|".join(re.escape(word) for field in fields for word in (field.key, *field.aliases))


def _line(*names: str) -> re.Pattern[str]:
    return re.compile(rf"""[ \t]*(["']?(?:{_words(*names)})["']?[ \t]*:.*)""", re.IGNORECASE)


_ADDRESS, _DRAFT = _line("date", "slug"), _line("draft")


def address_lines(data: bytes) -> tuple[str, str] | None:
    """Return the lines of date and slug in a text's front matter, and the line that makes a draft.

    Each is "" if there is none. None means that the lines cannot be kept: they are no text, very
    long, or have personal data.
    """
    try:
        text = data[:_HEAD].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < _HEAD - 4:
            return None
        text = data[: error.start].decode("utf-8-sig", "ignore")
    first, *lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next((n for n, line in enumerate(lines) if line.rstrip() in {"---", "..."}), None)
    if first.rstrip() != "---" or end is None:
        return "", ""
    own = [found[1] for line in lines[:end] if (found := _ADDRESS.match(line))]
    waits = [found[1] for line in lines[:end] if (found := _DRAFT.match(line))]
    if any(len(line) > _MAX_LINE or masked_path(line) != line for line in (*own, *waits)):
        return None
    return "\n".join(own), "\n".join(waits)


def read_lines(
    root: Path, commits: Iterable[Commit], prefix: str, objects: Objects = read_objects
) -> dict[str, tuple[str, str]]:
    """Return, by object, the lines about the address of each text that `commits` edit or rename.

    The address of a table comes from its name alone, so that it has none of them.

    `prefix` is the city's folder in the repository. Nothing is read for new files, which are most of
    a city's history.
    """
    wanted: dict[str, None] = {}
    tables: dict[str, tuple[str, str]] = {}
    for commit in commits:
        for change in commit.changes:
            kind = role(change.path.removeprefix(prefix)) if change.kind != "add" else None
            if kind in _TEXTS:
                wanted |= dict.fromkeys((change.before, change.after))
            elif kind == "table" and change.kind == "move":
                tables |= dict.fromkeys((change.before, change.after), ("", ""))
    return tables | {
        name: lines
        for name, data in objects(root, filter(None, wanted))
        if (lines := address_lines(data)) is not None
    }
