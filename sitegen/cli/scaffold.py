"""`sitegen new workflow`: the check of a city's changes on a platform."""

from __future__ import annotations

import json
import re
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.changes import read_folder
from sitegen.city.owners import PATH as OWNERS
from sitegen.city.owners import is_account, parse_owners
from sitegen.cli.writing import write_new
from sitegen.errors import UsageError
from sitegen.urls import slugify

WORKFLOWS = {
    "github": ".github/workflows/sitegen.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/sitegen.yml",
}
# GitLab reads one file, which takes in those of all cities.
_INCLUDED = ".gitlab/sitegen.yml"
_INCLUDING = "include:\n  - local: /.gitlab/sitegen-*.yml\n"
# Of a folder's name in YAML, in a shell and in a pattern.
_PLAIN = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)


class Spot(Struct, frozen=True, kw_only=True):
    """Where a city lies: the top of its repository, and its folder below, "" if it is the top.

    `name` stands for the folder in names of files, jobs and caches.
    """

    top: Path
    folder: str
    name: str


def spot_of(root: Path) -> Spot:
    """Return where the city at `root` lies; raises UsageError for a folder that has to be quoted."""
    folder = read_folder(root).rstrip("/")
    if not folder:
        return Spot(top=root, folder="", name="")
    if not _PLAIN.fullmatch(folder):
        raise UsageError.of("S064", folder=folder, nearest=slugify(folder))
    top = root.resolve().parents[folder.count("/")]
    return Spot(top=top, folder=folder, name=slugify(folder))


def make_workflow(root: Path, platform: str, source: str) -> tuple[Path, ...]:
    """Make the workflow that checks every change on `github`, `gitlab` or `forgejo`.

    `source` is what pip installs to get sitegen. The file lies at the top of the repository; for a
    city in a folder below, it has a name of its own. Raises UsageError if the file exists.
    """
    spot = spot_of(root)
    return write_new(spot.top, checking_files(spot, platform, source))


def checking_files(spot: Spot, platform: str, source: str) -> dict[str, str]:
    """Return the files that check changes, by path from the top; the workflow is the first."""
    text = workflow_text(platform, source)
    if not spot.folder:
        return {WORKFLOWS[platform]: text}
    path = Path(_INCLUDED if platform == "gitlab" else WORKFLOWS[platform])
    files = {str(path.with_stem(f"{path.stem}-{spot.name}")): _of_folder(text, spot)}
    if platform == "gitlab" and not (spot.top / WORKFLOWS[platform]).exists():
        files[WORKFLOWS[platform]] = _INCLUDING
    return files


def workflow_text(platform: str, source: str) -> str:
    """Return the workflow that checks every change on a platform."""
    text = (Path(__file__).parent / "workflows" / f"{platform}.yml").read_text(encoding="utf-8")
    return text.replace("@SITEGEN@", json.dumps(source))


def _of_folder(text: str, spot: Spot) -> str:
    """A check for the city in a folder: with names, keys and paths of its own."""
    folder, name = spot.folder, spot.name
    for pattern, own in (
        (r"^name: sitegen$", rf"\g<0>-{name}"),
        (r"^( *)periksa:$", rf"\g<1>periksa-{name}:"),
        (r"\bsitegen-(?:periksa|pustaka)\b|\bgroup: sitegen\b", rf"\g<0>-{name}"),
        # No key may begin like that of another city, such as `bandung` and `bandung-barat`.
        (rf"\b(key|keys): (sitegen-periksa-{name})-", r"\g<1>: \g<2>_"),
        (r"(?<![\w/])\.sitegen\b", f"{folder}/.sitegen"),
        (r"\bbin/sitegen\"? check\b", rf"\g<0> --root {folder}"),
    ):
        text = re.sub(pattern, own, text, flags=re.MULTILINE)
    return text


def lets_somebody_in(root: Path) -> bool:
    """Whether an account of the platform may change the city: workflows know nobody by e-mail."""
    try:
        owners, _ = parse_owners((root / OWNERS).read_bytes(), OWNERS)
    except OSError:
        return False
    return owners is not None and any(map(is_account, owners.city))
