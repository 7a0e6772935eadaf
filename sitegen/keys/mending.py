"""Finished lines for mistakes in keys, made of the line that the author wrote.

Each function returns params of the problem (`FIXES` in `sitegen.problems.kind`), none where the
right line cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Several
from datetime import date

from sitegen.keys.values import month_number, parse_date
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence, quoted

_RANGE = re.compile(
    r"\s+(?:-|\u2013|\u2014|s\.?\s?/?d\.?|sampai(?: dengan)?|hingga)\s+", re.IGNORECASE
)
_YEARS = re.compile(r"(\d{4})\s*[-\u2013\u2014]\s*(\d{4})")
_YEAR = re.compile(r"\b\d{4}\b")
_FIRST_KEY = re.compile(r"\{(\w+):")
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[A-Za-z]+)[-/. ]'?(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AREA_CODE = re.compile(r"(\d{2})(?:[ .-]?(\d{2})(?:[ .-]?(\d{2})(?:[ .-]?(\d{4}))?)?)?")
_NUMBERS = re.compile(r"\d[\d.]*")


def group_lines(
    line: str, key: Scalar, node: Node, names: Several[str], example: str
) -> dict[str, str]:
    """Return a key with one text as the lines of a group, whose first keys are `names`.

    `example` names them if `names` is empty.
    """
    first = _FIRST_KEY.match(example)
    subkeys = tuple(names) or ((first[1],) if first else ())
    before = line[: key.column - 1]
    if not subkeys or not isinstance(node, Scalar) or before.strip(" -") or key.line != node.line:
        return {}
    typed = line[node.column - 1 :].rstrip()
    texts: tuple[str, ...] = (typed,)
    if subkeys[0] == "awal":
        texts = _range(node.text)
    indent = " " * (key.column + 1)
    pairs = zip(subkeys, texts, strict=False)
    lines = (f"{before}{key.text}:", *(f"{indent}{name}: {text}" for name, text in pairs))
    return {"lines": "\n".join(lines)}


def _range(text: str) -> tuple[str, str]:
    """The first and the last period of a text such as `Januari - Oktober 2026`."""
    if years := _YEARS.fullmatch(text.strip()):
        return years[1], years[2]
    parts = _RANGE.split(text.strip(), maxsplit=1)
    start, end = parts[0], parts[-1]
    if not _YEAR.search(start) and (year := _YEAR.search(end)):
        start = f"{start} {year[0]}"
    return _plain(start), _plain(end)


def _plain(text: str) -> str:
    """A text as a value, in quotes if it has signs that YAML could take for its own."""
    return quoted(text) if set(text) & set(":#{}[],&*!|>'\"%@`") else text


def joined(line: str, before: Node, cut: Several[Scalar]) -> dict[str, str]:
    """Return the line of a group in braces whose value `before` was cut at its commas.

    `cut` are the pieces that were taken for keys.
    """
    last = cut[-1]
    if not isinstance(before, Scalar) or {each.line for each in cut} != {before.line}:
        return {}
    start, end = before.column - 1, last.column - 1 + len(last.text)
    typed = line[start:end]
    if not typed.endswith(last.text):
        return {}
    whole = typed.replace('"', "")
    if before.text.isdecimal() and len(cut) == 1 and last.text.isdecimal():
        right = f"{before.text}.{last.text}"
    else:
        right = quoted(whole)
    return {"line": line[:start] + right + line[end:]}


def below_group(line: str, group: Scalar, node: Node, names: Several[str]) -> dict[str, str]:
    """Return the line of a key that belongs to the last item of the `group` above it.

    `names` are the keys of the file, among which a lone value may have the name of group and key.
    """
    item = node.items[-1] if isinstance(node, Sequence) and node.items else node
    if isinstance(item, Mapping):
        return {"line": " " * (item.column - 1) + line.lstrip()}
    name = f"{group.text}_{line.lstrip().partition(':')[0]}"
    return {"line": line.replace(line.lstrip().partition(":")[0], name, 1)} if name in names else {}


def date_meant(text: str) -> date | None:
    """Return the date that a text can only mean although it is not written as one, or None."""
    words = text.strip()
    if match := _COMPACT.fullmatch(words):
        return parse_date("-".join(match.groups()))
    if match := _SHORT_YEAR.fullmatch(words):
        day, month, year = match.groups()
        number = int(month) if month.isdecimal() else month_number(month)
        return parse_date(f"20{year}-{number}-{day}")
    if match := _MONTH_FIRST.fullmatch(words):
        month, day, year = match.groups()
        return parse_date(f"{year}-{month}-{day}") if int(day) > 12 else None
    return None


def number_meant(text: str) -> str:
    """Return the one number in a text with words, or ""."""
    found = _NUMBERS.findall(text)
    return found[0].rstrip(".") if len(found) == 1 else ""


def area_code_meant(text: str) -> str:
    """Return the code of an area with its dots, of one with other signs or none between its parts, or ""."""
    found = _AREA_CODE.fullmatch(text.strip())
    return ".".join(filter(None, found.groups())) if found else ""
