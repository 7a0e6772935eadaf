"""`sitegen new workflow --publish`: the workflow that builds and publishes the protected branch."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

from sitegen.city.config import read_config
from sitegen.cli.host_scaffold import HOUR, MINUTE, PUBLISH, daily_utc, host_file, place_of
from sitegen.cli.scaffold import Spot, checking_files, spot_of
from sitegen.cli.writing import write_new

Target = Literal["pages", "netlify", "rsync", "release"]
TARGETS: tuple[Target, ...] = ("pages", "netlify", "rsync", "release")
_TEMPLATES = Path(__file__).parent / "workflows" / "terbit"
# Programs that the image of the job lacks.
_PACKAGES = {"rsync": " rsync openssh-client"}


def make_publishing(root: Path, platform: str, target: Target, source: str) -> tuple[Path, ...]:
    """Make the workflow that publishes, and what it needs; the check of changes too if it lacks.

    On GitLab both are one file. They lie at the top of the repository. Raises UsageError if the
    workflow exists, ConfigError without a usable `site.yml`.
    """
    spot, place = spot_of(root), place_of(read_config(root))
    text = publishing_text(root, platform, target, source)
    if spot.folder:
        text = _of_folder(text, spot, platform)
    files = checking_files(spot, platform, source)
    path = next(iter(files))
    if platform == "gitlab":
        files[path] += text
    else:
        files = {known: body for known, body in files.items() if not (spot.top / known).exists()}
        files[path.replace("sitegen", "sitegen-terbit", 1)] = text
    needed = [PUBLISH] if "host/terbitkan" in text else []
    needed += ["host/_headers"] if target == "netlify" else []
    prefix = f"{spot.folder}/" if spot.folder else ""
    files |= {
        f"{prefix}{name}": host_file(name, place) for name in needed if not (root / name).exists()
    }
    made = write_new(spot.top, files)
    for each in made:
        if each.name == Path(PUBLISH).name:
            each.chmod(0o755)
    return made


def _of_folder(text: str, spot: Spot, platform: str) -> str:
    """Publishing for the city in a folder: with names, keys and paths of its own, in that folder."""
    folder, name = spot.folder, spot.name
    edits = [
        (r"\bsitegen-(terbit|lingkungan)\b", rf"\g<0>-{name}"),
        # No key may begin like that of another city, such as `bandung` and `bandung-barat`.
        (rf"\b(key|keys): (sitegen-terbit-{name})-", r"\g<1>: \g<2>_"),
        (r"\bsitegen\.yml\b", f"sitegen-{name}.yml"),
        (r"^( +(?:- |path: )?)(\.sitegen[\w-]*/?|build/?)$", rf"\g<1>{folder}/\g<2>"),
    ]
    if platform == "gitlab":
        edits += [
            (r"^terbit:$", f"terbit-{name}:"),
            (r"^( +)- if: \$CI_COMMIT_BRANCH.*$", rf"\g<0>\n\g<1>  changes: [{folder}/**/*]"),
            (r"^( +)script:$", rf"\g<0>\n\g<1>  - cd {folder}"),
        ]
    else:
        edits += [
            (r"^( +)branches: \[main\]$", rf'\g<0>\n\g<1>paths: ["{folder}/**"]'),
            (
                r"^permissions:\n  contents: read$",
                rf"\g<0>\ndefaults:\n  run:\n    working-directory: {folder}",
            ),
        ]
    for pattern, own in edits:
        text = re.sub(pattern, own, text, flags=re.MULTILINE)
    return text


def publishing_text(root: Path, platform: str, target: Target, source: str) -> str:
    """Return the workflow that publishes the city at `root` to `target`."""
    place = place_of(read_config(root))
    hour, minute = daily_utc(place.zone)
    text = _template(f"{platform}.yml") + _deploying(platform, target)
    runs = "self-hosted" if target == "release" else "ubuntu-24.04"
    container = ""
    install = ""
    if platform == "forgejo":
        runs = "self-hosted" if target == "release" else "docker"
        if target != "release":
            container = (
                "    container:\n      image: node:22-bookworm # checkout perlu Node dan git\n"
            )
            packages = f"python3-venv{_PACKAGES.get(target, '')}"
            install = (
                "          apt-get update -qq\n"
                f"          apt-get install -qq --yes --no-install-recommends {packages}\n"
            )
    values = {
        "SITEGEN": json.dumps(source),
        "ZONE": place.zone,
        "HOUR": str(hour),
        "MINUTE": str(minute),
        "LOCAL": f"{MINUTE} {HOUR} * * *",
        "RUNS": runs,
        "CONTAINER": container,
        "APT": install,
        "HOME": place.home,
        "JOB": "pages" if target == "pages" else "terbit",
    }
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _deploying(platform: str, target: Target) -> str:
    own = f"{platform}-{target}.yml"
    return _template(own if (_TEMPLATES / own).exists() else f"actions-{target}.yml")


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
