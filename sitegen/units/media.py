"""Pictures and charts of a unit: made once, kept in the cache, placed beside their page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache as remember
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.charts.data import ChartData
from sitegen.digest import digest
from sitegen.i18n import Lang, Translator, catalogue_bytes, translator
from sitegen.images.variants import (
    JPEG_QUALITY,
    WEBP_QUALITY,
    WIDTHS,
    ImageMistake,
    Variant,
    make_variants,
)
from sitegen.model import ChartSpec, Output, Problem, Table, Where
from sitegen.pages import views
from sitegen.problems import is_error
from sitegen.processes.worker import Worker, WorkerError
from sitegen.urls import Address, output_path, slugify

if TYPE_CHECKING:
    from sitegen.store.cache import Cache

# The first drawing of a process imports Altair, which took 5 s on a busy machine.
DRAWING_SECONDS = 60.0
_VARIANT_RULES = f"{WIDTHS}{JPEG_QUALITY}{WEBP_QUALITY}"


@dataclass(slots=True)
class Shelf:
    """The files that lie beside one page, collected while it is made; `url` is the page's.

    `sources` has the files made of each other source that the page shows.
    """

    url: str
    outputs: dict[str, Output] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    sources: dict[str, set[str]] = field(default_factory=dict)

    def stem(self, path: str, fallback: str) -> str:
        """Return the name of the source file `path` here, which no other source shares."""
        wanted = slugify(PurePosixPath(path).stem) or fallback
        name, number = wanted, 1
        while self.stems.setdefault(name, path) != path:
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
            self.show(source).add(path)
        return self.url + name

    def show(self, source: str) -> set[str]:
        """Note that the page shows another source; return the files made of it so far."""
        return self.sources.setdefault(source, set())


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture beside a page: its view, and the address of its smallest size from the site's root."""

    image: views.Image
    small: str
    small_size: tuple[int, int]


def place_image(data: bytes, path: str, shelf: Shelf, cache: Cache, address: Address) -> Placed:
    """Return the picture in its sizes beside the page; raises ImageMistake."""
    variants = _variants(data, cache)
    stem = shelf.stem(path, "gambar")
    urls = [shelf.put(stem + variant.suffix, variant.body, path) for variant in variants]
    webp = [(v, u) for v, u in zip(variants, urls, strict=True) if v.suffix.endswith(".webp")]
    jpeg, jpeg_url = next(
        (v, u) for v, u in zip(variants, urls, strict=True) if v.suffix.endswith(".jpg")
    )
    image = views.Image(
        src=address.href(jpeg_url),
        srcset=", ".join(f"{address.href(url)} {variant.width}w" for variant, url in webp),
        width=jpeg.width,
        height=jpeg.height,
        alt="",
        caption="",
        credit="",
    )
    small, small_url = webp[0]
    return Placed(image, small_url, (small.width, small.height))


@remember
def _pillow() -> str:
    """Looking a version up takes 5 ms, which is more than taking a picture from the cache."""
    return version("pillow")


def _variants(data: bytes, cache: Cache) -> tuple[Variant, ...]:
    key = digest(data, _pillow(), _VARIANT_RULES)

    def make() -> tuple[bytes, ...]:
        variants = make_variants(data)
        head = json.dumps([(v.suffix, v.width, v.height) for v in variants]).encode()
        return (head, *(v.body for v in variants))

    head, *bodies = cache.get("images", key, make)
    return tuple(
        Variant(suffix, body, width, height)
        for (suffix, width, height), body in zip(json.loads(head), bodies, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """Where a chart goes: its page, its number on it, and a link to its data if elsewhere."""

    shelf: Shelf
    number: int
    source: views.Link | None = None
    fallback_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What making charts needs: the cache, the language and the site's addresses."""

    cache: Cache
    t: Translator
    address: Address


def place_chart(
    spec: ChartSpec, table: Table, place: ChartPlace, studio: Studio
) -> tuple[views.Chart | None, tuple[Problem, ...]]:
    """Return the chart with its files beside the page, and its problems; None after an error."""
    from sitegen.charts.prepare import prepare
    from sitegen.charts.text import data_table as chart_table
    from sitegen.charts.text import notes, sentence
    from sitegen.pages.dataset import data_table

    data, problems = prepare(spec, table, spec.where)
    if data is None or any(is_error(problem.code) for problem in problems):
        return None, problems
    title = spec.title or place.fallback_title
    source = place.source.label if place.source else ""
    try:
        svg, png, head = _drawn(data, studio, source)
    except WorkerError as error:
        params = (("reason", str(error)),)
        return None, (*problems, Problem(code="C011", where=spec.where, params=params))
    from sitegen.charts.drawing import standalone

    name = f"grafik-{place.number}"
    text = svg.decode()
    svg_url = place.shelf.put(f"{name}.svg", standalone(text).encode())
    png_url = place.shelf.put(f"{name}.png", png)
    width, height = json.loads(head)
    headers, rows = chart_table(data, studio.t)
    view = views.Chart(
        id=name,
        title=title,
        unit=data.unit,
        sentence=sentence(data, studio.t),
        svg=Markup(text),  # noqa: S704 - made here and checked by check_svg
        svg_href=studio.address.href(svg_url),
        png_href=studio.address.href(png_url),
        width=width,
        height=height,
        note=" ".join(notes(data, studio.t)),
        table=data_table(headers, rows, title),
        source=place.source,
    )
    return view, problems


def _drawn(data: ChartData, studio: Studio, source: str) -> tuple[bytes, ...]:
    """Return the chart as (SVG, PNG, size); raises WorkerError."""
    key = digest(repr(data), studio.t.lang, source, *_drawing_versions())
    return studio.cache.get("charts", key, lambda: _drafter().run((data, studio.t.lang, source)))


@remember
def _drafter() -> Worker[tuple[ChartData, Lang, str], tuple[bytes, ...]]:
    return Worker(_draw, DRAWING_SECONDS)


def _draw(given: tuple[ChartData, Lang, str]) -> tuple[bytes, ...]:
    from sitegen.charts.drawing import draw

    data, lang, source = given
    drawing = draw(data, translator(lang), source=source)
    size = json.dumps([drawing.width, drawing.height]).encode()
    return (drawing.svg.encode(), drawing.png, size)


@remember
def _drawing_versions() -> tuple[str, ...]:
    """What besides the data decides how a chart looks: libraries, our modules, fonts, words."""
    from pathlib import Path

    from sitegen.charts import drawing

    folder = Path(drawing.__file__).parent
    sources = [path.read_bytes() for path in sorted(folder.glob("*.py"))]
    fonts = [path.read_bytes() for path in sorted((folder / "fonts").glob("*.ttf"))]
    words = catalogue_bytes()
    libraries = ("altair", "vl-convert-python", "pillow")
    return (*map(version, libraries), digest(*sources, *fonts, *words))


def image_problem(mistake: ImageMistake, where: Where, file: str) -> Problem:
    """Return the problem of a picture at the place that names it."""
    params = (("file", file), *mistake.params.items())
    return Problem(code=mistake.code, where=where, params=params)
