"""Texts that editors take for numbers: `0222500000` without quotation marks loses its zero when they save."""

from __future__ import annotations

import re
from typing import Any

import yaml

# Numbers, yes and no, and nothing, as YAML 1.2 has them, which both editors read.
_OTHER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)"
    r"|\.(nan|NaN|NAN)|true|True|TRUE|false|False|FALSE|null|Null|NULL|~"
)
# Those that are written again as they were.
_KEPT = re.compile(r"(0|-?[1-9]\d{0,14})(\.\d{0,8}[1-9])?")


def misread(text: str) -> bool:
    """Whether an editor would write a text anew as another one, if it stands without quotation marks."""
    return bool(_OTHER.fullmatch(text)) and not _KEPT.fullmatch(text)


def holds_misread(source: str) -> bool:
    """Whether some lines of YAML have such a text without quotation marks, as a value."""
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    return any(misread(value) for value in _plain_values(node))


def _plain_values(node: yaml.Node | None) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return [node.value] if node.style is None else []
    if isinstance(node, yaml.SequenceNode):
        return [value for each in node.value for value in _plain_values(each)]
    if isinstance(node, yaml.MappingNode):
        return [value for _, each in node.value for value in _plain_values(each)]
    return []


class _Quoting(yaml.SafeDumper):
    """Writes a text that could be taken for something else between quotation marks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="'" if misread(text) else None
    )


_Quoting.add_representer(str, _text)


def dumped(values: dict[str, Any]) -> list[str]:
    """Return the lines of keys as YAML whose texts every reader takes for texts."""
    text = yaml.dump(values, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=10_000)
    return text.rstrip("\n").split("\n")
