"""The files beside one page, collected while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sitegen.model import Output
from sitegen.urls import output_path, slugify


@dataclass(slots=True)
class PageFiles:
    """`url` is the address of the page; `sources` has the files made from each other source that
    it shows, `kept` the paths of published ones that stay. Lives only while one page is being made.
    """

    url: str
    outputs: dict[str, Output] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kept: dict[str, None] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)

    def stem(self, path: str, fallback: str) -> str:
        """Return the name of the source file `path` beside this page, unique among its sources."""
        wanted = slugify(PurePosixPath(path).stem) or fallback
        name, number = wanted, 1
        while self._stems.setdefault(name, path) != path:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def put(self, name: str, body: bytes, source: str = "") -> str:
        """Place a file beside the page and return its address from the site's root.

        `source` is the file that it is made from, if that is not the page's own.
        """
        path = self._folder + name
        self.outputs[path] = Output(path=path, body=body)
        if source:
            self.sources[source] = (*self.sources.get(source, ()), path)
        return self.url + name

    def keep(self, path: str, source: str) -> str:
        """Leave a published file beside this page as it is; return its address, "" if it is not."""
        name = path.removeprefix(self._folder)
        if name == path or "/" in name or path in self.outputs:
            return ""
        self.kept[path] = None
        self.sources[source] = (*self.sources.get(source, ()), path)
        return self.url + name

    @property
    def _folder(self) -> str:
        return output_path(self.url).removesuffix("index.html")

    def show(self, source: str) -> None:
        """Record that the page shows another source without a file made from it."""
        self.sources.setdefault(source, ())
