"""What the runner has to know about a generator: its files, its commands, its paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.corpus import Plan, Report, Unit

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
PROJECT = HERE.parent


class NotInstalledError(Exception):
    """A tool cannot be installed on this machine; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """An installed tool: the beginning of its command line, and its version."""

    command: tuple[str, ...]
    version: str


class Command(Protocol):
    """Makes a command line; `port` is 0 if nothing is served."""

    def __call__(self, program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
        """Return the arguments, starting with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A generator in the comparison. Paths are relative to its site's folder.

    `state` lists what a clean build must not find; `theme` is the template of every page's frame;
    `frame` yields all files except the reports; `dataset` is the path of a unit's table.
    `left_behind` yields what remains of a unit whose folder is removed, where a tool needs that;
    `help` is what it is started with to say how it is used.
    """

    name: str
    install: Callable[[Path], Program]
    frame: Callable[[Plan], Iterable[tuple[str, bytes]]]
    report_path: Callable[[Report, Plan], str]
    report_text: Callable[[Report, str, Plan], str]
    dataset: Callable[[Unit], str]
    unit_folders: Callable[[Unit], tuple[str, ...]]
    theme: str
    state: tuple[str, ...]
    build: Command
    serve: Command | None
    left_behind: Callable[[Unit], Iterable[tuple[str, bytes]]] = lambda unit: ()  # noqa: ARG005
    help: tuple[str, ...] = ("--help",)


def template_files(tool: str) -> Iterable[tuple[str, bytes]]:
    """Yield the files that a tool's site has for any city: templates and configuration."""
    folder = TEMPLATES / tool
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def style_sheet() -> bytes:
    """Return the project's own style sheet, so that all sites have the same weight."""
    return (PROJECT / "themes" / "kota" / "assets" / "style.css").read_bytes()
