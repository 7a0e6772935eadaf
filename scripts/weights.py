"""What the pages of a built site weigh on the way to a phone, as a table for docs/benchmarks.md.

`python scripts/weights.py build` prints, for each type of page, what `sitegen audit` measures, and the
heaviest page as Brotli makes it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import brotli

from sitegen.cli.audit_command import by_type
from sitegen.engine.weights import weigh


def main(folder: Path) -> None:
    """Print the table."""
    print(
        "| page | pages | median, gzip | largest, gzip | budget | largest, br | with all it loads, gzip |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    for own in by_type(weigh(folder)):
        heaviest = max(own, key=lambda each: each.html)
        cells = (
            median(each.html for each in own),
            heaviest.html,
            heaviest.type.most,
            len(brotli.compress((folder / heaviest.path).read_bytes())),
            max(each.whole for each in own),
        )
        kilobytes = " | ".join(f"{cell / 1024:.1f} KB" for cell in cells)
        print(f"| {heaviest.type.name} | {len(own):,} | {kilobytes} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
