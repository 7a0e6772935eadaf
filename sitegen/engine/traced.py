"""Where a source can be seen: every output that names its page, and how its text was prepared."""

from __future__ import annotations

from pathlib import Path

from sitegen.city.beneath import read_file
from sitegen.keys.frontmatter import decode, split
from sitegen.model import Problem
from sitegen.store.state import State
from sitegen.urls import page_address

_READ = (".html", ".xml", ".json", ".txt")
_PAGE = "index.html"


def mentions(state: State, output: Path, own: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Return the outputs that lead to the pages among `own`, such as lists and feeds, sorted.

    They are looked for in what was published, as it is now: files of the city and of `unit`, and the
    home pages of other units, which show what is around them.
    """
    wanted = [page_address(path).encode() for path in own if path.endswith(_PAGE)]
    if not wanted:
        return ()
    found = []
    for path, entry in state.outputs.items():
        shows_others = path == f"{entry.owner}/index.html"
        if not (entry.owner in {"", unit} or shows_others):
            continue
        if path in own or not path.endswith(_READ):
            continue
        try:
            data = (output / path).read_bytes()
        except OSError:
            continue
        if any(address in data for address in wanted):
            found.append(path)
    return tuple(sorted(found))


def prepared(root: Path, path: str) -> tuple[tuple[str, int], ...]:
    """Return how many lines of a text were changed on the way to Markdown, by kind (`Prose.done`).

    Empty for a text that cannot be read.
    """
    from sitegen.reports.markdown.prose.prose import as_markdown

    try:
        text = decode(read_file(str(root), path), path)
    except OSError:
        return ()
    document = text if isinstance(text, Problem) else split(text, path)
    return () if isinstance(document, Problem) else as_markdown(document.body).done
