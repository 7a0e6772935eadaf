"""Golden sites: each folder of `tests/sites` is a small city and what its site must be.

A case has `city/`, or `steps/<day>/` where git's history matters, and `case.toml`. Beside it stand
`expected/` with whole files of the site, `files.txt` with every address of it, and `problems.txt`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath
from platform import machine
from typing import TypeAlias

from PIL import Image, ImageStat

from sitegen.digest import content_digest, digest
from sitegen.engine.build import build
from sitegen.engine.options import Options
from sitegen.store.marker import MARKER
from tests.conftest import told
from tests.repository import git_in

SITES = Path(__file__).resolve().parent / "sites"
Texts: TypeAlias = Mapping[str, str]
FILES = "files.txt"
PROBLEMS = "problems.txt"
EXPECTED = "expected"
# What draws and encodes: where these are the same, pictures are the same byte for byte.
PAINTERS = ("altair", "pillow", "vl-convert-python")
_PICTURES = frozenset({".png", ".jpg", ".webp"})
# What a browser or a program reads as text; all else is described by a line.
_TEXTS = frozenset(
    [
        ".html",
        ".xml",
        ".json",
        ".jsonld",
        ".ttl",
        ".geojson",
        ".csv",
        ".tsv",
        ".svg",
        ".css",
        ".js",
        ".txt",
        ".md",
        ".ics",
    ]
)
# Of 255: another version of an encoder rounds, another picture differs by more.
_COLOUR_TOLERANCE = 6
_HASHED = re.compile(r"(.+\.)([0-9a-f]{8,32})(\.[a-z0-9]+)")
# A chart is one line; broken at its elements, a change of it can be read.
_LONG_LINE = 160
_DIFF_LINES = 40
_DIFF_FILES = 12
_DIFF_WIDTH = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A golden site: the time of its build, the files that are compared whole, and what none has.

    `compared` has patterns of paths; those after a `!` are left out.
    """

    folder: Path
    clock: datetime
    compared: tuple[str, ...]
    absent: tuple[str, ...]


def read_case(folder: Path) -> Case:
    """Return the case in `folder`; raises ValueError on a key that `case.toml` cannot have."""
    given = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    unknown = given.keys() - {"about", "clock", "compared", "absent"}
    if unknown:
        raise ValueError(f"{folder.name}/case.toml: unknown keys {sorted(unknown)}")
    return Case(
        folder=folder,
        clock=given["clock"],
        compared=tuple(given["compared"]),
        absent=tuple(given.get("absent", ())),
    )


def cases() -> tuple[Path, ...]:
    """Return the folders of all golden sites, sorted."""
    return tuple(path.parent for path in sorted(SITES.glob("*/case.toml")))


def expected_texts(case: Case) -> dict[str, str]:
    """Return what must come out, as `golden_texts` names it."""
    found = {
        path.relative_to(case.folder).as_posix(): text_of(path.read_bytes())
        for path in sorted((case.folder / EXPECTED).rglob("*"))
        if path.is_file()
    }
    for name in (FILES, PROBLEMS):
        path = case.folder / name
        if path.is_file():
            found[name] = text_of(path.read_bytes())
    return found


def built_texts(case: Case, folder: Path) -> dict[str, str]:
    """Build the case below `folder` and return what came out, as `golden_texts` names it."""
    root, output = folder / "kota", folder / "keluaran"
    _copy_city(case, root)
    result = build(Options(root=root, output=output, clock=case.clock, jobs=1))
    site = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path != output / MARKER
    }
    refuse_present(site, case.absent)
    return golden_texts(site, case.compared, tuple(told(problem) for problem in result.problems))


def refuse_present(site: Mapping[str, bytes], absent: tuple[str, ...]) -> None:
    """Raise ValueError when a file of the site has one of the texts that must be in none."""
    for path, data in site.items():
        for text in absent:
            if text.encode() in data:
                raise ValueError(f"{path} has {text!r}, which no file of this site may have")


def golden_texts(
    site: Mapping[str, bytes], compared: tuple[str, ...], problems: tuple[str, ...]
) -> dict[str, str]:
    """Return a site as texts: `expected/...` the compared files, `files.txt`, `problems.txt`.

    Files that are no text are a line in `files.txt`. Raises ValueError when a pattern of
    `compared` names no text of the site.
    """
    names = hashed_names(site)
    found: dict[str, str] = {}
    lines: list[str] = []
    for path, data in sorted(site.items(), key=lambda item: names.get(item[0], item[0])):
        name = names.get(path, path)
        text = _text(path, data)
        lines.append(name if text is not None else f"{name}  {described(path, data)}")
        if text is not None and _compared(compared, name):
            found[f"{EXPECTED}/{name}"] = _unhashed(text, names)
    for pattern in compared:
        if not any(_named(pattern.removeprefix("!"), line) for line in lines):
            raise ValueError(f"`compared` has {pattern}, and no text of the site has that name")
    found[FILES] = "\n".join((f"# {painters()}", *lines, ""))
    found[PROBLEMS] = "".join(f"{problem}\n" for problem in problems)
    return found


def _compared(patterns: tuple[str, ...], path: str) -> bool:
    """Whether one of the patterns names a path, and none after a `!` does."""
    left_out = (pattern.removeprefix("!") for pattern in patterns if pattern.startswith("!"))
    return any(_named(each, path) for each in patterns) and not any(
        _named(each, path) for each in left_out
    )


def _named(pattern: str, path: str) -> bool:
    """Whether a pattern names a path: `*` is any name within a folder, `**` also folders of it."""
    parts = (re.escape(part).replace(r"\*", "[^/]*") for part in pattern.split("**"))
    return re.fullmatch(".*".join(parts), path) is not None


def hashed_names(site: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names that end in a digest of their own bytes, each with the digest left open.

    So a change of the style sheet changes no golden page, while a page that names another version
    of it than the site has, or a name whose digest is wrong, still does. Names that would
    become one are left as they are.
    """
    found = {}
    for path, data in site.items():
        match = _HASHED.fullmatch(path)
        if match and digest(data).startswith(match[2]):
            found[path] = f"{match[1]}<digest>{match[3]}"
    counts = list(found.values())
    return {path: name for path, name in found.items() if counts.count(name) == 1}


def _unhashed(text: str, names: Mapping[str, str]) -> str:
    for path, name in names.items():
        old, new = PurePosixPath(path).name, PurePosixPath(name).name
        text = text.replace(f"/{old}", f"/{new}")
    return text


def text_of(data: bytes) -> str:
    """Return the text of a file with every byte of it: line ends and byte order marks too."""
    return data.decode("utf-8")


def _text(path: str, data: bytes) -> str | None:
    if PurePosixPath(path).suffix not in _TEXTS:
        return None
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return None


def described(path: str, data: bytes) -> str:
    """Return what `files.txt` says of a file that is no text.

    A picture: format, size, the mean colour of its four quarters, and the start of its SHA-256.
    Any other file is a copy of a source: its SHA-256 alone.
    """
    sha = f"sha256:{content_digest(data)[:16]}"
    if PurePosixPath(path).suffix not in _PICTURES:
        return sha
    with Image.open(BytesIO(data)) as opened:
        kind, picture = str(opened.format), opened.convert("RGB")
    width, height = picture.size
    half = (max(1, width // 2), max(1, height // 2))
    corners = [(x, y) for y in (0, height - half[1]) for x in (0, width - half[0])]
    quarters = [picture.crop((x, y, x + half[0], y + half[1])) for x, y in corners]
    colours = ["".join(f"{round(mean):02x}" for mean in ImageStat.Stat(q).mean) for q in quarters]
    return f"{kind} {width}x{height} {'-'.join(colours)} {sha}"


def painters() -> str:
    """Return the machine and the versions of all that draws or encodes a picture."""
    return ", ".join((machine(), *(f"{name} {version(name)}" for name in PAINTERS)))


def differences(expected: Texts, found: Texts) -> str:
    """Return what is missing, unexpected and changed, then a diff of each changed text; "" if equal.

    Pictures that other versions than the expected ones drew may differ in their bytes and, by a
    little, in their colours.
    """
    wanted = dict(expected)
    if FILES in wanted and FILES in found:
        wanted[FILES] = _tolerant(wanted[FILES], found[FILES])
    lines = [f"missing: {name}" for name in sorted(wanted.keys() - found.keys())]
    lines += [f"unexpected: {name}" for name in sorted(found.keys() - wanted.keys())]
    changed = sorted(n for n in wanted.keys() & found.keys() if wanted[n] != found[n])
    lines += [f"changed: {name}" for name in changed]
    for name in changed[:_DIFF_FILES]:
        lines += _diff(name, wanted[name], found[name])
    if len(changed) > _DIFF_FILES:
        lines.append(f"... and {len(changed) - _DIFF_FILES} more changed files")
    made = expected.get(FILES, "").partition("\n")[0].removeprefix("# ")
    if lines and made and made != painters():
        lines.append(f"The expected files were made with {made}; here is {painters()}.")
    return "\n".join(lines)


def _diff(name: str, expected: str, found: str) -> list[str]:
    lines = [
        line[:_DIFF_WIDTH] + "..." if len(line) > _DIFF_WIDTH else line
        for line in unified_diff(
            _lines(expected),
            _lines(found),
            f"{name} (expected)",
            f"{name} (found)",
            lineterm="",
            n=1,
        )
    ]
    if not lines:
        return [f"--- {name}: only breaks of long lines differ"]
    more = len(lines) - _DIFF_LINES
    return lines[:_DIFF_LINES] + ([f"... and {more} more lines of the diff"] if more > 0 else [])


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends visible, long ones broken after each tag."""
    lines: list[str] = []
    for line in text.split("\n"):
        shown = line.replace("\r", "\\r").replace("\ufeff", "\\ufeff")
        lines += shown.replace(">", ">\n").split("\n") if len(shown) > _LONG_LINE else [shown]
    return lines


def _tolerant(expected: str, found: str) -> str:
    """The expected list of files as it may be here: each picture that is near enough is as found."""
    wanted, lines = expected.split("\n"), found.split("\n")
    if wanted[0] == lines[0]:
        return expected
    here = {line.partition("  ")[0]: line for line in lines}
    same = [
        here[name] if near(line, here.get(name, "")) else line
        for line in wanted[1:]
        for name in [line.partition("  ")[0]]
    ]
    return "\n".join((lines[0], *same))


def near(expected: str, found: str) -> bool:
    """Return whether two lines of `files.txt` may be one picture that two encoders wrote."""
    before, after = expected.split(), found.split()
    if len(before) != 5 or len(after) != 5 or before[:3] != after[:3]:
        return False
    old, new = (bytes.fromhex(parts[3].replace("-", "")) for parts in (before, after))
    return all(abs(a - b) <= _COLOUR_TOLERANCE for a, b in zip(old, new, strict=True))


def write_expected(case: Case, found: Texts) -> None:
    """Put what came out in the place of what was expected, once all of it is written."""
    with tempfile.TemporaryDirectory(dir=case.folder) as made:
        folder = Path(made)
        (folder / EXPECTED).mkdir()
        for name, text in found.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        old = case.folder / EXPECTED
        if old.exists():
            old.replace(folder / "old")
        (folder / EXPECTED).replace(old)
        for name in (FILES, PROBLEMS):
            (folder / name).replace(case.folder / name)


def _copy_city(case: Case, root: Path) -> None:
    """Copy the sources; steps are committed one after another, each at nine on its day."""
    steps = sorted((case.folder / "steps").glob("*"))
    if not steps:
        shutil.copytree(case.folder / "city", root)
        return
    root.mkdir()
    git_in(root, "init", "-q", "-b", "main", date="")
    for step in steps:
        shutil.copytree(step, root, dirs_exist_ok=True)
        git_in(root, "add", "-A", date="")
        git_in(root, "commit", "-q", "-m", "perubahan", date=f"{step.name}T09:00:00+0700")
