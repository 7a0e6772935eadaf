"""Personal data in file and folder names, which become addresses."""

from __future__ import annotations

from collections.abc import Collection

from sitegen.model import PermitKey, Problem
from sitegen.privacy.finding import masked_value
from sitegen.privacy.permits import seal
from sitegen.privacy.text import find, has_digits, masked

# The shortest of these numbers; a date is eight digits.
_LEAST = 15
_KINDS = frozenset({"nik", "kk", "npwp"})


def masked_path(path: str) -> str:
    """Return a path with any personal data in its names masked."""
    return (
        "/".join(map(masked, path.split("/")))
        if has_digits(path.encode("utf-8", "surrogatepass"), _LEAST)
        else path
    )


def screened_name(
    path: str, key: bytes, permits: Collection[PermitKey]
) -> tuple[Problem | None, tuple[PermitKey, ...]]:
    """Return the problem that holds back the file or folder `path` for its last name, or None.

    The second item has the exceptions that the name needed.
    """
    name = path.rpartition("/")[2]
    if not has_digits(name.encode("utf-8", "surrogatepass"), _LEAST):
        return None, ()
    shown = masked_path(path)
    used: list[PermitKey] = []
    for found in find(name):
        if found.kind not in _KINDS:
            continue
        own = seal(key, shown, found.kind, found.value)
        if (shown, found.kind, own) in permits:
            used.append((shown, found.kind, own))
            continue
        return Problem.of(
            "P012", shown, found=masked_value(found.value), seal=own, kind=found.kind
        ), ()
    return None, tuple(used)
