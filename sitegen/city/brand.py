"""The city's brand, `merek` in `site.yml`: logo, main colour, icon."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.charts.palette import PAPER
from sitegen.city.beneath import read_file
from sitegen.colour import contrast, nearest_with_contrast
from sitegen.i18n import N_
from sitegen.images.emblem import Emblem, EmblemMistake, clean_emblem
from sitegen.keys.definition import Field, Value
from sitegen.model import Problem, Where

FOLDER = "merek/"
# What texts need at least (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
BRAND_FIELDS = (
    Field(
        key="warna",
        aliases=("colour", "color"),
        name="colour",
        type="colour",
        doc=N_(
            "Main colour, in quotation marks: the head of pages, and in its hue links, charts, the map "
            "and the icon."
        ),
        example='"#8a1538"',
    ),
    Field(
        key="logo",
        name="logo",
        type="text",
        doc=N_(
            "File of the logo, SVG or PNG, for the head of pages, whose ground has the main colour."
        ),
        example="merek/logo.svg",
    ),
    Field(
        key="logo_gelap",
        aliases=("dark_logo",),
        name="logo_dark",
        type="text",
        doc=N_("Another logo for dark pages. Default `logo`."),
        example="merek/logo-gelap.svg",
    ),
    Field(
        key="ikon",
        aliases=("icon",),
        name="icon",
        type="text",
        doc=N_("File of the icon in browser tabs, SVG or PNG. Default: ours in the main colour."),
        example="merek/ikon.svg",
    ),
)
# The attribute of `Emblems` for each key of a picture.
EMBLEMS = {"logo": "logo", "logo_gelap": "logo_dark", "ikon": "icon"}
_ELSEWHERE = (
    N_("pictures of the brand lie in the folder `merek`"),
    N_("move it there, and write `merek/` before its name"),
)
_UNSHOWN = (
    N_("the city's own template `base.html` does not show it"),
    N_("let that template extend `bawaan/base.html`, or show `site.logo` in it"),
)
_MISSING = (
    N_("there is no such file"),
    N_("put the file there, or correct the name (capitals count)"),
)
_PALE = N_("texts in it, and white texts on it, would be hard to read")


class NamedFile(Struct, frozen=True, kw_only=True):
    """A file that `site.yml` names, and where; `path` is relative to the city's folder."""

    key: str
    path: str
    where: Where


class Brand(Struct, frozen=True, kw_only=True):
    """`merek`, typed: the main colour as `#rrggbb`, or "", and the files that it names."""

    colour: str = ""
    files: tuple[NamedFile, ...] = ()


class Emblems(Struct, frozen=True, kw_only=True):
    """The pictures of a brand, cleaned; None for those that it has not."""

    logo: Emblem | None = None
    logo_dark: Emblem | None = None
    icon: Emblem | None = None


class PaleColour(Exception):  # noqa: N818 - becomes a Problem at once
    """Texts would be hard to read in this main colour; carries the params of T004."""

    def __init__(self, **params: str) -> None:
        super().__init__(params.get("reason", ""))
        self.params = params


def parse_brand(values: Mapping[str, Value], path: str) -> Brand:
    """Return the brand in the values of `merek`; raises PaleColour."""
    colour = values.get("colour")
    return Brand(
        colour=legible_colour(colour.value) if colour and colour.value else "",
        files=tuple(
            NamedFile(
                key=key,
                path=str(values[name].value),
                where=Where(
                    path=path, line=values[name].line, column=values[name].column, field=key
                ),
            )
            for key, name in EMBLEMS.items()
            if name in values
        ),
    )


def legible_colour(colour: str) -> str:
    """Return a main colour as it is; raises PaleColour for one that is too pale for texts."""
    ratio = contrast(colour, PAPER)
    if ratio < LEAST_CONTRAST:
        near = nearest_with_contrast(colour, PAPER, LEAST_CONTRAST)
        raise PaleColour(found=f"{colour} ({ratio:.1f}:1)", reason=_PALE, nearest=near)
    return colour


def read_emblems(root: Path, brand: Brand) -> tuple[Emblems, tuple[Problem, ...]]:
    """Return the pictures that `merek` names, and a problem for each that cannot be used (T005)."""
    found: dict[str, Emblem] = {}
    problems: list[Problem] = []
    for named in brand.files:
        if not named.path.startswith(FOLDER) or ".." in named.path.split("/"):
            problems.append(_unusable(named, _ELSEWHERE))
            continue
        try:
            found[EMBLEMS[named.key]] = clean_emblem(read_file(str(root), named.path))
        except EmblemMistake as mistake:
            problems.append(_unusable(named, (mistake.reason, mistake.step)))
        except (OSError, ValueError):
            problems.append(_unusable(named, _MISSING))
    return Emblems(**found), tuple(problems)


def unshown_logo(brand: Brand) -> tuple[Problem, ...]:
    """Return what is told of a logo where the city's own frame of all pages does not show it."""
    return tuple(_unusable(named, _UNSHOWN) for named in brand.files if named.key == "logo")


def _unusable(named: NamedFile, why: tuple[str, str]) -> Problem:
    return Problem.of("T005", named.where, file=named.path, reason=why[0], step=why[1])
