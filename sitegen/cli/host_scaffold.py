"""`sitegen new host`: the files with which a host serves the city, and publishes it again."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.city.config import Config, read_config
from sitegen.city.old_addresses import PATH as OLD
from sitegen.cli.writing import write_new
from sitegen.policy import ATTACHMENT, FOREVER, HEADERS, OPEN, SAVED, SHARED, rules
from sitegen.serve.headers import TYPES

# The files of each host, in the city's folder.
HOSTS = {
    "netlify": ("netlify.toml", "host/_headers"),
    "nginx": ("host/nginx.conf",),
    "caddy": ("host/Caddyfile",),
    "desk": (
        "host/meja.service",
        "host/meja.nginx.conf",
        "host/meja.Caddyfile",
        "host/meja.yml",
        "host/terbitkan",
    ),
    "systemd": ("host/sitegen.service", "host/sitegen.timer", "host/terbitkan"),
}
PUBLISH = "host/terbitkan"
# When a day's build begins in the city: not on the hour, when runners are busiest.
HOUR, MINUTE = 0, 10
_TEMPLATES = Path(__file__).parent / "hosts"


class Place(Struct, frozen=True, kw_only=True):
    """Where a city is served: its host, the folder of its address (`/terbuka` or ""), its zone."""

    host: str
    prefix: str
    zone: str

    @property
    def home(self) -> str:
        """The folder on a server that holds the clone and what is published."""
        return f"/srv/{self.host.partition(':')[0]}"


def place_of(config: Config) -> Place:
    """Return where a city is served, by its settings."""
    parts = urlsplit(config.base_url)
    return Place(host=parts.netloc, prefix=parts.path.rstrip("/"), zone=config.zone)


def daily_utc(zone: str) -> tuple[int, int]:
    """Return hour and minute in UTC of the day's build; in summer time it is an hour later there."""
    local = datetime(2026, 1, 15, HOUR, MINUTE, tzinfo=ZoneInfo(zone))
    there = local - (local.utcoffset() or timedelta())
    return there.hour, there.minute


def make_host(root: Path, hosts: tuple[str, ...], source: str) -> tuple[Path, ...]:
    """Make the files of these hosts for the city's address, folder and zone.

    The list of old addresses is made if there is none, since nginx and Caddy read what a build
    makes of it; a command for publishing that is there already stays, since several hosts share it.
    Raises UsageError if a file exists, ConfigError without a usable `site.yml`.
    """
    place = place_of(read_config(root))
    files = {path: host_file(path, place, source) for host in hosts for path in HOSTS[host]}
    if (root / PUBLISH).exists():
        files.pop(PUBLISH, None)
    if not (root / OLD).exists() and hosts != ("desk",):
        files[OLD] = "lama,baru\n"
    made = write_new(root, files)
    for path in made:
        if path.name == Path(PUBLISH).name:
            path.chmod(0o755)
    return made


def host_file(path: str, place: Place, source: str = "") -> str:
    """Return the text of one of the files of HOSTS."""
    name = path.rpartition("/")[2]
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    hour, minute = daily_utc(place.zone)
    values = {
        "HOST": place.host,
        "PREFIX": place.prefix,
        "ZONE": place.zone,
        "UTC": f"{hour:02d}.{minute:02d}",
        "HOME": place.home,
        "ROOT": f"{place.home}/kini",
        "SITE": f"{place.home}/kini{place.prefix}",
        "SITEGEN": json.dumps(source),
        "HEADERS": _headers(name, place),
        "TYPES": _types(name),
        "FOREVER": FOREVER[1],
        "OPEN": _endings(name, OPEN, place),
        "SHARED": " ".join(_quoted(SHARED)),
        "SAVED": _endings(name, SAVED, place),
        "ATTACHMENT": " ".join(_quoted(ATTACHMENT)),
    }
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _headers(name: str, place: Place) -> str:
    """The headers of all answers; the files of Netlify have those of some addresses too."""
    if name == "netlify.toml":
        return "\n\n".join(
            f'[[headers]]\nfor = "{pattern}"\n[headers.values]\n'
            + "\n".join(f'{key} = "{value}"' for key, value in pairs)
            for pattern, pairs in rules(place.prefix)
        )
    if name == "_headers":
        return "\n".join(
            "\n".join((pattern, *(f"  {key}: {value}" for key, value in pairs)))
            for pattern, pairs in rules(place.prefix)
        )
    line = {"nginx.conf": '    add_header {} "{}" always;', "Caddyfile": '\t\t{} "{}"'}.get(
        name, ""
    )
    return "\n".join(line.format(*pair) for pair in HEADERS) if line else ""


def _quoted(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0], f'"{pair[1]}"'


def _endings(name: str, endings: tuple[str, ...], place: Place) -> str:
    """Addresses that end so, as a regular expression; in Caddy's patterns `*` ends at a slash."""
    parts = "|".join(ending.replace(".", r"\.") for ending in endings)
    pattern = f"^{place.prefix}/.*(?:{parts})$"
    return f'"~{pattern}"' if name == "nginx.conf" else pattern


def _types(name: str) -> str:
    """The types of files, each without its encoding for nginx, which adds it by itself."""
    if name == "nginx.conf":
        return "\n".join(
            f"        {kind.partition(';')[0]} {ending[1:]};" for ending, kind in TYPES.items()
        )
    if name == "Caddyfile":
        # Which of two headers of one answer wins is not the order of the file: feeds are left out.
        return "\n".join(
            f"\t@{ending[1:]} {{\n\t\tpath *{ending}\n\t\tnot path */feed.xml\n\t}}\n"
            f'\theader @{ending[1:]} Content-Type "{kind}"'
            for ending, kind in TYPES.items()
            if ending != ".html"
        )
    return ""
