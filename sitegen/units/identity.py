"""What a unit looks like: its logo, the photo of its office, its own colour, as `unit.yml` names them."""

from __future__ import annotations

import posixpath

from msgspec import Struct
from msgspec.structs import replace

from sitegen.colour import hue_and_chroma, luminance, of_brightness
from sitegen.i18n import N_
from sitegen.images.emblem import EmblemMistake, clean_emblem
from sitegen.model import Output, Problem, Profile, StandingPage, Where
from sitegen.model.roles import beside_profile
from sitegen.pages import views
from sitegen.pages.unit_shared import UnitContext
from sitegen.units.datasets import UnitDatasets
from sitegen.units.files import open_file
from sitegen.units.meant import TargetNames
from sitegen.units.page_files import PageFiles
from sitegen.units.references import References, Resolution
from sitegen.urls import unit_url

SHEET = "warna.css"
# The brightness of the tiles of dark pages, and the ink on them: those of the style sheet.
_DARK_TILE, _DARK_INK, _LIGHT_INK = "#7fc7c1", "#161a1a", "#fffefb"
_MISSING = (
    N_("there is no such file beside `unit.yml`"),
    N_("put the file there, or correct the name (capitals count)"),
)


class Identity(Struct, frozen=True, kw_only=True):
    """The pictures of a unit, each None if it has none, and the address of the sheet with its colour.

    `outputs` are the files beside the unit's page, made from the files `used`.
    """

    logo: views.Logo | None = None
    office: views.Image | None = None
    sheet: str = ""
    outputs: tuple[Output, ...] = ()
    used: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    moved: bool = False

    def on(self, unit: UnitContext) -> UnitContext:
        """Return the unit with these in the head of its pages."""
        head = replace(unit.masthead, logo=self.logo, sheet=self.sheet, office=self.office)
        return replace(unit, masthead=head)


def identity(profile: Profile, path: str, published: UnitDatasets) -> Identity:
    """Return what the profile at `path` names, without what cannot be shown, which is a problem."""
    if not (profile.logo or profile.office or profile.colour):
        return Identity()
    files, address = published.files, published.context.site.address
    beside = PageFiles(unit_url(files.source.entry.key))
    found = Resolution(
        source=StandingPage(path=path, slug="", title=""),
        around=References(
            files=files,
            targets={},
            datasets=published,
            texts=frozenset(),
            context=published.context,
            names=TargetNames(()),
            gate=published.gate,
            known=published.known,
        ),
        files=beside,
    )
    problems: list[Problem] = []
    made = Identity()
    if profile.colour:
        url = beside.put(SHEET, colour_sheet(profile.colour).encode())
        made = replace(made, sheet=address.href(url))
    if profile.office:
        placed = found.photo(profile.office)
        if isinstance(placed, Problem):
            problems.append(replace(placed, where=replace(placed.where, field="foto_kantor")))
        else:
            made = replace(made, office=placed.image)
    if profile.logo:
        logo = _logo(profile, path, found, beside)
        if isinstance(logo, Problem):
            problems.append(logo)
        else:
            made = replace(made, logo=logo)
    return replace(
        made,
        outputs=tuple(beside.outputs.values()),
        used=frozenset(found.used),
        problems=(*problems, *found.beside),
        moved=found.moved,
    )


def _logo(
    profile: Profile, path: str, found: Resolution, beside: PageFiles
) -> views.Logo | Problem:
    files, where = found.around.files, Where(path=path, line=profile.logo_line, field="logo")
    file = files.stored(posixpath.normpath(posixpath.join(posixpath.dirname(path), profile.logo)))
    if file not in files.by_path or not beside_profile(file):
        reason, step = _MISSING
        return Problem.of("U055", where, file=profile.logo, reason=reason, step=step)
    found.used.add(file)
    opened = open_file(files, file)
    found.moved = found.moved or opened.moved
    try:
        emblem = clean_emblem(opened.data or b"")
    except EmblemMistake as mistake:
        told = {"file": profile.logo, "reason": mistake.reason, "step": mistake.step}
        return Problem.of("U055", where, **told)
    url = found.around.context.site.address.href(
        beside.put(f"logo.{emblem.ending}", emblem.body, file)
    )
    return views.Logo(src=url, dark=url, width=emblem.width, height=emblem.height)


def colour_sheet(colour: str) -> str:
    """Return the rules of a unit's colour; on dark pages it is as bright as the other tiles there."""
    hue, chroma = hue_and_chroma(colour)
    dark = of_brightness(luminance(_DARK_TILE), hue, chroma)
    light_rule = f".monogram {{ --kind-mark: {colour}; --on-kind-mark: {_LIGHT_INK}; }}"
    dark_rule = f".monogram {{ --kind-mark: {dark}; --on-kind-mark: {_DARK_INK}; }}"
    return f"{light_rule}\n@media (prefers-color-scheme: dark) {{ {dark_rule} }}\n"
