"""The files that lie beside one page, gathered while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sitegen.model import Output
from sitegen.urls import output_path, slugify


@dataclass(slots=True)
class PageFiles:
    """`url` is the address of the page; `sources` has the files made of each other source that it
    shows. Lives as long as one page is being made, and nothing keeps it.
    """

    url: str
    outputs: dict[str, Output] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)

    def stem(self, path: str, fallback: str) -> str:
        """Return the name of the source file `path` here, which no other source shares."""
        wanted = slugify(PurePosixPath(path).stem) or fallback
        name, number = wanted, 1
        while self._stems.setdefault(name, path) != path:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def put(self, name: str, body: bytes, source: str = "") -> str:
        """Place a file beside the page and return its address from the site's root.

        `source` is the file that it is made of, if that is not the page's own.
        """
        path = output_path(self.url).removesuffix("index.html") + name
        self.outputs[path] = Output(path=path, body=body)
        if source:
            self.sources[source] = (*self.sources.get(source, ()), path)
        return self.url + name

    def show(self, source: str) -> None:
        """Note that the page shows another source without a file made of it."""
        self.sources.setdefault(source, ())
