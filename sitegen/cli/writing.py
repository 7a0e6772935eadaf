"""What `sitegen new` writes: YAML values of any text, and files that never replace others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sitegen.errors import UsageError
from sitegen.keys.yamltext import Mapping, Scalar, YamlMistakeError, parse_yaml
from sitegen.legible import INSTEAD, legible
from sitegen.model import Problem
from sitegen.privacy.gate import Gate, screen
from sitegen.privacy.names import screened_name
from sitegen.problems import is_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Mapped

# Marks of direction and width: nobody sees them, and a title shows nothing of them.
_UNSEEN = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF))


def one_line(text: str) -> str:
    """Return what somebody typed as one line without signs that nobody can see."""
    shown = legible(text).replace(INSTEAD, " ").translate(_UNSEEN)
    return " ".join(shown.split())


def quoted(text: str) -> str:
    """Return the text as a YAML value of a line of its own, in quotes if it needs them."""
    return (
        text if text[:1].isalnum() and _reads_alike(text) else json.dumps(text, ensure_ascii=False)
    )


def _reads_alike(text: str) -> bool:
    """Whether both our reader and any other one take the bare text for this very text."""
    try:
        node = parse_yaml(f"k: {text}\n")
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            return False
        value = node.entries[0][1]
        return isinstance(value, Scalar) and value.text == text and yaml.safe_load(text) == text
    except (YamlMistakeError, yaml.YAMLError, ValueError):
        return False


def refuse_personal(path: str, text: str) -> None:
    """Raise UsageError with what is personal in a new file, so that it is never written."""
    named, _ = screened_name(path, b"", ())
    problems = (*((named,) if named else ()), *screen(text.encode(), path, Gate()).problems)
    refuse_errors(problems)


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise UsageError with the problems that are errors, if any is."""
    if errors := tuple(problem for problem in problems if is_error(problem)):
        raise UsageError(problems=errors)


def write_new(root: Path, files: Mapped[str, str | bytes]) -> tuple[Path, ...]:
    """Write new files, by path from `root`; raises UsageError, with nothing written, if one exists."""
    targets = {root / path: content for path, content in files.items()}
    for target in targets:
        if target.exists():
            raise UsageError.of("S020", path=str(target))
    for target, content in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(targets)
