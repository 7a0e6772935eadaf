"""The address that a text had by its generator's own rule, where no text says it: Jekyll, Hugo, Grav."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePosixPath

from sitegen.migration.front import FrontError, parse_front

_ORDER = re.compile(r"\A\d+\.")
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title:output_ext",
}
_PLACE = re.compile(r":(categories|year|month|day|i_month|i_day|short_year|title|slug|output_ext)")
_MAX_SETTINGS = 256 * 1024


class OldPaths:
    """The rules of a folder: `pattern` of Jekyll, and whether Hugo's are its usual ones."""

    def __init__(self, root: Path) -> None:
        jekyll = _settings(root, ("_config.yml", "_config.yaml"))
        said = _key(jekyll, "permalink")
        self.pattern = _JEKYLL.get(said or "date", said)
        names = [
            f"{name}.{ending}"
            for name in ("hugo", "config")
            for ending in ("toml", "yaml", "yml", "json")
        ]
        hugo = _settings(root, names)
        self.hugo = bool(hugo) and not re.search(r"permalinks|uglyurls", hugo, re.IGNORECASE)

    def path(
        self, where: PurePosixPath, name: str, day: date | None, words: list[str], own: str
    ) -> str:
        """Return the old address of the text at `where`, "" if no rule is known; `own` is a pattern of its own."""
        parts = list(where.parent.parts)
        if "_posts" in parts:
            above = parts[: parts.index("_posts")]
            return self._jekyll(own or self.pattern, name, day, [*above, *words])
        if "content" in parts[:1] and self.hugo:
            return _joined([*parts[1:], name] if parts[-1] != name else parts[1:])
        if "pages" in parts and "user" in parts[: parts.index("pages")]:
            inner = [_ORDER.sub("", part) for part in parts[parts.index("pages") + 1 :]]
            return _joined(inner)
        return ""

    def _jekyll(self, pattern: str, name: str, day: date | None, words: list[str]) -> str:
        values = {
            "categories": "/".join(word.lower().replace(" ", "%20") for word in words),
            "title": name,
            "slug": name.lower(),
            "output_ext": ".html",
        }
        if day:
            values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
            values |= {"i_month": str(day.month), "i_day": str(day.day), "short_year": f"{day:%y}"}
        if any(found not in values for found in _PLACE.findall(pattern)):
            return ""
        path = _PLACE.sub(lambda found: values[found[1]], pattern)
        return "" if ":" in path else re.sub(r"/{2,}", "/", f"/{path}")


def _joined(parts: list[str]) -> str:
    return "/" + "".join(f"{part.lower().replace(' ', '-')}/" for part in parts) if parts else ""


def _settings(root: Path, names: list[str] | tuple[str, ...]) -> str:
    """The text of the first of these files, "" for none that can be read."""
    for name in names:
        path = root / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size < _MAX_SETTINGS:
            return path.read_bytes().decode("utf-8", "replace") or " "
    return ""


def _key(settings: str, name: str) -> str:
    try:
        value = parse_front(f"---\n{settings}\n---\n")[0].get(name, "")
    except FrontError:
        return ""
    return value if isinstance(value, str) else ""
