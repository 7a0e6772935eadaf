"""`sitegen new workflow --publish`: the workflow that builds and publishes the protected branch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from sitegen.city.config import read_config
from sitegen.cli.host_scaffold import HOUR, MINUTE, PUBLISH, daily_utc, host_file, place_of
from sitegen.cli.scaffold import WORKFLOWS, workflow_text
from sitegen.cli.writing import write_new

Target = Literal["pages", "netlify", "rsync", "release"]
TARGETS: tuple[Target, ...] = ("pages", "netlify", "rsync", "release")
_TEMPLATES = Path(__file__).parent / "workflows" / "terbit"
# Programs that the image of the job lacks.
_PACKAGES = {"rsync": " rsync openssh-client"}


def make_publishing(root: Path, platform: str, target: Target, source: str) -> tuple[Path, ...]:
    """Make the workflow that publishes, and what it needs; the check of changes too if it lacks.

    On GitLab both are one file. Raises UsageError if the workflow exists, ConfigError without a
    usable `site.yml`.
    """
    place = place_of(read_config(root))
    text = publishing_text(root, platform, target, source)
    checks = workflow_text(platform, source)
    files: dict[str, str] = {}
    if platform == "gitlab":
        files[WORKFLOWS[platform]] = checks + text
    else:
        files[WORKFLOWS[platform].replace("sitegen.yml", "sitegen-terbit.yml")] = text
        if not (root / WORKFLOWS[platform]).exists():
            files[WORKFLOWS[platform]] = checks
    needed = [PUBLISH] if "host/terbitkan" in text else []
    needed += ["host/_headers"] if target == "netlify" else []
    files |= {path: host_file(path, place) for path in needed if not (root / path).exists()}
    made = write_new(root, files)
    for path in made:
        if path.name == "terbitkan":
            path.chmod(0o755)
    return made


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
