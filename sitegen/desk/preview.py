"""An item as it will look: its unit with it, built as the site is, in a folder of the desk.

Nothing of it reaches the site: the city is taken from a commit into a folder of its own, and what is
built there has an address of the desk in it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.desk.kept_previews import BASE, Preview
from sitegen.engine.arriving import CityBeside, beside, needed
from sitegen.engine.build import build
from sitegen.engine.change import CITY
from sitegen.engine.options import Options
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.model import Trace
from sitegen.model.roles import beside_profile, role
from sitegen.store import files
from sitegen.store.record import loads
from sitegen.store.state import State, intact_strand, read_state, state_path

# No host: what leads out of a preview leads nowhere.
_HOST = "https://pratinjau.invalid"
# Of one preview.
MAX_FILES = 30_000
MAX_BYTES = 300_000_000
# Of so many reports, the newest, the photos are shown; those of older ones are not in question.
_RECENT = 30


def make_preview(
    options: Options,
    place: tuple[str, str],
    unit: str,
    contents: Mapping[str, bytes | None],
    target: Path,
) -> Preview:
    """Build a unit with these files in it, None for one that goes, below the folder `target`.

    `place` is the commit and the city's folder in the repository; the folder's name is the number of the
    item. Raises SitegenError as a build does, and UsageError (K013) where it is larger than it may be.
    """
    commit, folder = place
    new = {path: data for path, data in contents.items() if data is not None}
    with (
        beside(options.root, commit, folder) as city,
        tempfile.TemporaryDirectory(prefix="baru-", dir=_made(target.parent)) as name,
    ):
        _bring(city, unit, new)
        _share(options.root, city.root)
        for path, data in contents.items():
            file = city.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if data is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(data)
        output = Path(name) / "situs"
        build(
            replace(
                options,
                root=city.root,
                output=output,
                base_url=f"{_HOST}{BASE}/{target.name}",
                units=(unit,),
                future=True,
                strict=False,
                force=False,
                write=True,
                verify="",
                compressed=False,
            )
        )
        _bounded(output)
        pages = dict(_pages(read_state(state_path(city.root, output), output), unit, contents))
        files.remove_tree(target)
        output.rename(target)
    return Preview(pages=pages)


def _pages(
    state: State, unit: str, contents: Mapping[str, bytes | None]
) -> Iterator[tuple[str, str]]:
    """Yield each of these files with the first page that shows it."""
    for trace in loads(tuple[Trace, ...], intact_strand(state, "traces", unit) or "[]"):
        if trace.path in contents and trace.pages:
            yield trace.path, trace.pages[0]


def _made(folder: Path) -> Path:
    files.make_folder(folder)
    return folder


def _bring(city: CityBeside, unit: str, new: Mapping[str, bytes]) -> None:
    """Bring the city's own files, the unit's texts and tables, and the photos of its newest reports."""
    paths = city.paths(unit)
    wanted = [path for path in paths if needed(path, new) or beside_profile(path)]
    city.bring((*sorted(CITY), *wanted))
    reports = sorted((p for p in wanted if role(p) == "report"), key=lambda p: p.rpartition("/")[2])
    texts = [(city.root / path).read_bytes() for path in reports[-_RECENT:]]
    shown = [
        path
        for path in paths
        if role(path) in {"image", "document"} and _named(path.rpartition("/")[2].encode(), texts)
    ]
    city.bring(shown)


def _named(name: bytes, texts: list[bytes]) -> bool:
    return any(name in text for text in texts)


def _share(root: Path, here: Path) -> None:
    """Let pictures and charts that the city has drawn be found here, and what git told of it."""
    own = here / ".sitegen"
    own.mkdir(exist_ok=True)
    cache, history = root / ".sitegen" / "cache", root / ".sitegen" / "git.json"
    if cache.is_dir():
        (own / "cache").symlink_to(cache.absolute())
    if history.is_file():
        shutil.copyfile(history, own / "git.json")


def _bounded(output: Path) -> None:
    """Refuse a preview that is larger than it may be."""
    count = size = 0
    for path in output.rglob("*"):
        if path.is_file():
            count, size = count + 1, size + path.stat().st_size
    if count > MAX_FILES or size > MAX_BYTES:
        reason = N_("the preview is larger than the desk keeps")
        found = f"{count}, {size >> 20} MB"
        raise UsageError.of("K013", reason=reason, detail=found)
