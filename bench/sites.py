"""Writes a tool's site to disk, changes it, and puts it back as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from bench import corpus
from bench.corpus import Plan, Report
from bench.tool import HERE, PROJECT, Tool

STAMP = "lengkap"


def ensure_site(tool: Tool, plan: Plan, folder: Path) -> None:
    """Make the tool's site unless the same one is there, complete and unchanged."""
    stamp = folder.parent / STAMP
    wanted = f"{plan} {_sources_digest()}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    write_site(tool, plan, folder)
    stamp.write_text(wanted, encoding="utf-8")


def write_site(tool: Tool, plan: Plan, folder: Path) -> int:
    """Write a whole site and return how many files it has."""
    known: set[str] = set()
    count = 0
    for name, data in tool.frame(plan):
        _put(f"{folder}/{name}", data, known)
        count += 1
    for item in corpus.reports(plan):
        path = f"{folder}/{tool.report_path(item, plan)}"
        _put(path, tool.report_text(item, item.body, plan).encode(), known)
        count += 1
        if corpus.photo(plan, item.number):
            _put(f"{path.rpartition('/')[0]}/{item.slug}.jpg", corpus.picture(), known)
            count += 1
    return count


def _put(path: str, data: bytes, known: set[str]) -> None:
    """Write a file; plain strings and calls, for tens of thousands of them."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - Path is slow
        known.add(folder)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def _sources_digest() -> str:
    """Return a digest of everything that sites are made from, so that no outdated one is used."""
    digest = hashlib.sha256()
    own = sorted(p for p in HERE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for path in (*own, *sorted((PROJECT / "themes").rglob("*.*"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(slots=True)
class Changes:
    """The changes of one run, to be undone after it. `spare` is a folder for what was removed."""

    site: Path
    spare: Path
    _before: dict[Path, bytes | None] = field(default_factory=dict)
    _moved: list[tuple[Path, Path]] = field(default_factory=list)

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the site."""
        path = self.site / name
        # What is put into the place of a removed folder goes when the folder comes back.
        if not any(path.is_relative_to(removed) for removed, _ in self._moved):
            self._before.setdefault(path, path.read_bytes() if path.is_file() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def remove(self, name: str) -> None:
        """Take a folder out of the site, if it is there."""
        path = self.site / name
        if path.exists():
            self.spare.mkdir(parents=True, exist_ok=True)
            place = self.spare / str(len(self._moved))
            path.rename(place)
            self._moved.append((path, place))

    def undo(self) -> None:
        """Put everything back."""
        for path, place in reversed(self._moved):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(path, ignore_errors=True)
            place.rename(path)
        for path, data in self._before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        self._moved.clear()
        self._before.clear()


def clone(tool: Tool, old: tuple[Path, Path], new: tuple[Path, Path]) -> None:
    """Copy a site and its output to another place, as a build server with a cache finds them.

    Sources have other inodes and times, as in a fresh clone; what the tool keeps between builds, and
    the output, has its times, as from an archive.
    """
    (site, out), (site_there, out_there) = old, new
    for folder in (site_there, out_there):
        shutil.rmtree(folder, ignore_errors=True)

    def kept(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(folder) == site and name in tool.state}

    shutil.copytree(site, site_there, ignore=kept, copy_function=shutil.copyfile)
    for name in tool.state:
        if (site / name).is_dir():
            shutil.copytree(site / name, site_there / name)
        elif (site / name).is_file():
            shutil.copy2(site / name, site_there / name)
    shutil.copytree(out, out_there)


def edit_report(changes: Changes, tool: Tool, plan: Plan, run: int) -> Report:
    """Correct a report from the middle of the year."""
    item = corpus.report(plan, plan.size // 2)
    text = tool.report_text(item, corpus.edited(item, run), plan)
    changes.write(tool.report_path(item, plan), text.encode())
    return item


def add_reports(changes: Changes, tool: Tool, plan: Plan) -> None:
    """Add the reports of one more busy day."""
    for item in corpus.added(plan):
        changes.write(
            tool.report_path(item, plan), tool.report_text(item, item.body, plan).encode()
        )
        if corpus.photo(plan, item.number):
            folder = tool.report_path(item, plan).rpartition("/")[0]
            changes.write(f"{folder}/{item.slug}.jpg", corpus.picture())


def edit_dataset(changes: Changes, tool: Tool, plan: Plan, run: int) -> None:
    """Change one figure in one table."""
    unit = corpus.publishers(plan)[0]
    changes.write(tool.dataset(unit), corpus.dataset_csv(plan, unit, run=run + 1).encode())


def edit_theme(changes: Changes, tool: Tool, run: int) -> None:
    """Change the footer of every page."""
    text = (changes.site / tool.theme).read_text(encoding="utf-8")
    note = f"<p>Tema diubah {run + 1} kali.</p></footer>"
    changes.write(tool.theme, text.replace("</footer>", note).encode())


def delete_unit(changes: Changes, tool: Tool) -> None:
    """Remove the folder of the last kelurahan; the register keeps its line."""
    unit = corpus.units()[-1]
    for folder in tool.unit_folders(unit):
        changes.remove(folder)
    for name, data in tool.left_behind(unit):
        changes.write(name, data)
