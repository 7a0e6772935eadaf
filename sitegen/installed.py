"""The versions of installed libraries, by the names of the folders that describe them.

`importlib.metadata` parses a library's whole description for its version: for thirteen of them that
takes longer than many a build without changes has.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache

# The name of what is installed. Another project owns `sitegen` on the public registry, so neither a
# document nor a message may tell anybody to install that name (docs/decisions/042).
DISTRIBUTION = "sitegen-kota"


def version(name: str) -> str:
    """Return the version of a library; raises PackageNotFoundError when it is not installed."""
    known = _installed().get(_canonical(name))
    if known is None:
        from importlib.metadata import version as described

        return described(name)
    return known


@cache
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    # Relative ones change with the folder that a command is started in.
    for folder in filter(os.path.isabs, sys.path):
        try:
            names = sorted(entry.name for entry in os.scandir(folder))
        except OSError:
            continue
        for name in names:
            # The form of the name is fixed: "Recording installed projects", packaging.python.org.
            library, dash, rest = name.partition("-")
            if dash and rest.endswith(".dist-info"):
                found.setdefault(_canonical(library), rest.removesuffix(".dist-info"))
    return found


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
