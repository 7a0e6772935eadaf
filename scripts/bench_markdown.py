"""Times both Markdown engines on the sample city's reports and on hostile inputs.

Run it in the project's folder. All times are processor time, which other work on the machine
hardly affects; each hostile input runs in its own process, which may be killed.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from signal import SIGXCPU
from statistics import median
from time import process_time
from timeit import repeat
from typing import TYPE_CHECKING

from sitegen.keys.frontmatter import Document, decode, split
from sitegen.reports.markdown.cmark import gfm
from sitegen.reports.markdown.html import clean, drop_html
from sitegen.reports.markdown.rendering import python_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 8
ROUNDS = 5
ENGINES = {"cmark": gfm, "python-markdown": lambda text: python_markdown(text)[0]}
HOSTILE = {
    "nested brackets: [ x 20,000": "[" * 20_000,
    "nested links: [a]( x 5,000": "[a](" * 5_000,
    "image openers: ![[]() x 5,000": "![[]()" * 5_000,
    "backtick runs of 1 to 500": "".join("e" + "`" * n for n in range(1, 501)),
    "<![CDATA[ x 1,500": "<![CDATA[" * 1_500,
    "comment openers: <!-- x 10,000": "<!--" * 10_000,
    "list nested 500 deep": "".join("  " * n + "* a\n" for n in range(500)),
    "quote nested 5,000 deep": ">" * 5_000 + "a",
    "emphasis: *a **a x 5,000": "*a **a " * 5_000,
    "emphasis: a**b_c* x 10,000": "a**b_c* " * 10_000,
}


def seconds(run: Callable[[str], str], text: str, rounds: int = 1) -> float:
    """Return the shortest time of several rounds, in seconds."""
    return min(repeat(lambda: run(text), timer=process_time, number=1, repeat=rounds))


def bodies() -> list[str]:
    """Return the texts of all reports of the sample city, as passed to the engines."""
    found = []
    for path in sorted(Path("content").glob("*/*/laporan/**/*.md")):
        text = decode(path.read_bytes(), str(path))
        document = split(text, str(path)) if isinstance(text, str) else text
        if isinstance(document, Document):
            found.append(drop_html(document.body, str(path), document.body_line)[0])
    return found


def limited(name: str, engine: str) -> str:
    """Return how long the input takes in a process that is killed after LIMIT seconds."""
    command = [sys.executable, __file__, name, engine]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this script
    if ran.returncode < 0:
        return f"over {LIMIT} s" if -ran.returncode == SIGXCPU else f"signal {-ran.returncode}"
    if ran.returncode:
        return (ran.stderr.strip().splitlines() or ["?"])[-1].partition(":")[0]
    return f"{float(ran.stdout):.3f} s"


if len(sys.argv) > 1:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    sys.stdout.write(str(seconds(ENGINES[sys.argv[2]], HOSTILE[sys.argv[1]])))
    sys.exit()
libraries = ", ".join(f"{name} {version(name)}" for name in ("cmarkgfm", "markdown", "nh3"))
texts = bodies()
print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}")
print(f"{len(texts)} reports, median {median(map(len, texts)):.0f} characters\n")
print("| ms per report, median | engine alone | with nh3 |\n|---|---:|---:|")
for label, run in ENGINES.items():
    alone = [1000 * seconds(run, text, ROUNDS) for text in texts]
    extra = [1000 * seconds(clean, run(text), ROUNDS) for text in texts]
    both = [first + second for first, second in zip(alone, extra, strict=True)]
    print(f"| {label} | {median(alone):.3f} | {median(both):.3f} |")
print("\n| hostile input | KB | cmark | python-markdown |\n|---|---:|---:|---:|")
for label, hostile in HOSTILE.items():
    print(f"| `{label}` | {len(hostile) / 1024:.0f} |", end="", flush=True)
    print("".join(f" {limited(label, engine)} |" for engine in ENGINES))
