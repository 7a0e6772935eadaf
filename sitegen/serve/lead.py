"""Where open pages go after a save: to the page of the file that was saved last."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from sitegen.model import Trace
from sitegen.model.roles import CONTENT
from sitegen.store.record import loads
from sitegen.store.state import read_strand, state_path
from sitegen.urls import output_path, unit_url


def page_of_saved(root: Path, output: Path, saved: str) -> str:
    """Return the address of the page that shows a saved file, below the site's prefix.

    A unit's file without a page of its own leads to the home page of the unit if there is one, any
    other to "".
    """
    try:
        path = PurePosixPath(Path(saved).relative_to(root.resolve()).as_posix())
    except ValueError:
        return ""
    parts = path.parts
    if len(parts) < 4 or parts[0] != CONTENT:
        return ""
    key = f"{parts[1]}/{parts[2]}"
    try:
        text = read_strand(state_path(root, output), "traces", key).get(key, "[]")
        traces = {PurePosixPath(each.path): each for each in loads(tuple[Trace, ...], text)}
    except ValueError:
        traces = {}
    # The description of a table is shown on the page of the table.
    tables = (path.with_suffix(suffix) for suffix in (".csv", ".xlsx", ".xls"))
    names = (path, *tables) if path.suffix in {".yml", ".yaml"} else (path,)
    pages = [page for name in names if name in traces for page in traces[name].pages]
    if pages:
        return pages[0]
    home = unit_url(key)
    return home if (output / output_path(home)).is_file() else ""
