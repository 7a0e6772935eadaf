"""What the pages of a built site weigh on the way to a phone, as a table for docs/benchmarks.md.

`python scripts/weights.py build` prints, for each type of page, its largest page, compressed by gzip and
by Brotli, and what comes with it the first time: style sheets and scripts. Pictures are left out.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from statistics import median

import brotli

TYPES = (
    ("home", "index.html"),
    ("report", "*/*/laporan/*/*/*/index.html"),
    ("dataset", "*/*/data/*/index.html"),
    ("unit", "*/*/index.html"),
    ("standing page", "*/*/halaman/*/index.html"),
    ("list of data", "data/index.html"),
    ("directory", "kelurahan/index.html"),
    ("topic", "topik/*/index.html"),
    ("month of the archive", "arsip/*/*/index.html"),
    ("search", "cari/index.html"),
)
# What a page loads at once besides pictures.
_LOADED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="/?([^"?#]+)"')


def main(folder: Path) -> None:
    """Print the table."""
    print(
        "| page | pages | median, gzip | largest, gzip | largest, br | with sheets and scripts, gzip |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    for name, pattern in TYPES:
        bodies = [path.read_bytes() for path in sorted(folder.glob(pattern))]
        if not bodies:
            continue
        sizes = sorted((gzipped(body), body) for body in bodies)
        most, heaviest = sizes[-1]
        loaded = {folder / found for found in _LOADED.findall(heaviest.decode())}
        beside = sum(gzipped(path.read_bytes()) for path in loaded if path.is_file())
        cells = (
            median(size for size, _ in sizes),
            most,
            len(brotli.compress(heaviest)),
            most + beside,
        )
        kilobytes = " | ".join(f"{cell / 1024:.1f} KB" for cell in cells)
        print(f"| {name} | {len(bodies):,} | {kilobytes} |")


def gzipped(body: bytes) -> int:
    """Return the size as hosts compress it."""
    return len(gzip.compress(body, 6, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
