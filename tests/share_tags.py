"""What is wrong with the tags for shared links and the titles of a built site."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from PIL import Image

MOST_BYTES = 300 * 1024
SHOWN_TITLE = 70
WANTED = (
    "og:site_name",
    "og:title",
    "og:description",
    "og:type",
    "og:url",
    "og:locale",
    "og:image",
    "og:image:width",
    "og:image:height",
    "og:image:alt",
    "twitter:card",
)


class Head(HTMLParser):
    """The tags of a page for shared links, its title, description and address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.title = self.canonical = ""
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("property") or given.get("name") or ""
        if tag == "meta" and name:
            assert name not in self.found or name == "theme-color", name
            self.found[name] = given["content"] or ""
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given["href"] or ""
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    @property
    def tags(self) -> dict[str, str]:
        """The tags that programs read which show shared links."""
        starts = ("og:", "article:", "twitter:")
        return {name: text for name, text in self.found.items() if name.startswith(starts)}

    @property
    def indexed(self) -> bool:
        """Whether search engines may list the page."""
        return "noindex" not in self.found.get("robots", "")


def flaws(files: Mapping[str, bytes], base: str) -> Iterator[str]:
    """Yield what is wrong, a line each; `files` are those of a site whose address is `base`."""
    titles: dict[str, list[str]] = defaultdict(list)
    descriptions: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, tuple[int, int]] = {}
    for path in (path for path in files if path.endswith(".html")):
        head = Head(files[path].decode())
        yield from (f"{path}: {each}" for each in _of_page(head, files, base, sizes))
        if head.indexed:
            titles[head.title].append(path)
            descriptions[head.found.get("description", "")].append(path)
    for what, found in (("title", titles), ("description", descriptions)):
        for text, paths in found.items():
            if len(paths) > 1:
                yield f"{', '.join(paths[:4])}: one {what}: {text}"


def _of_page(
    head: Head, files: Mapping[str, bytes], base: str, sizes: dict[str, tuple[int, int]]
) -> Iterator[str]:
    found = head.found
    lacking = [name for name in WANTED if not found.get(name)]
    if lacking:
        yield f"no {', '.join(lacking)}"
        return
    if found["og:url"] != head.canonical:
        yield f"og:url {found['og:url']} is not {head.canonical}"
    whose = head.title.removeprefix(found["og:title"])
    if whose == head.title and not _same_start(head.title, found["og:title"]):
        yield f"title {head.title} is not {found['og:title']}"
    if len(head.title) > SHOWN_TITLE < len(head.title) - len(found["og:title"]):
        yield f"title of {len(head.title)} letters: {head.title}"
    file = found["og:image"].removeprefix(f"{base}/")
    if file not in files:
        yield f"no picture {file}"
        return
    if file not in sizes:
        with Image.open(io.BytesIO(files[file])) as image:
            sizes[file] = image.size
    if sizes[file] != (int(found["og:image:width"]), int(found["og:image:height"])):
        yield f"picture {file} has another size: {sizes[file]}"
    if len(files[file]) > MOST_BYTES:
        yield f"picture {file} has {len(files[file])} bytes"
    if file.endswith("kartu.png") and sizes[file] != (1200, 630):
        yield f"card {file} has {sizes[file]}"
    dated = "article:published_time" in found
    if (found["og:type"] == "article") is not dated and "refresh" not in found:
        yield f"{found['og:type']} with{'' if dated else 'out'} a time"


def _same_start(title: str, whole: str) -> bool:
    """Whether both say the same before the name of the unit, which a window shows in short."""
    return title.startswith(re.split(r" - | · ", whole)[0])
