"""The theme: built-in templates and assets, overridden file by file by the city's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sitegen.city.brand import Brand, read_emblems, unshown_logo
from sitegen.digest import digest
from sitegen.errors import ThemeError
from sitegen.i18n import N_, Lang, Rewording, translator
from sitegen.keys.likeness import nearest
from sitegen.model import Output, Problem, Where
from sitegen.pages.branding import (
    ICON,
    STYLE,
    board_colours,
    branded,
    emblem_assets,
    emblem_names,
)
from sitegen.pages.stylesheets import with_addresses
from sitegen.pages.theme_files import (
    ASSETS,
    BUILT_IN_PREFIX,
    TEMPLATES,
    assets_of,
    frame_lacks,
    own_sheets,
    read_files,
    templates_of,
    useless,
)

if TYPE_CHECKING:
    from jinja2 import Environment

BUILT_IN = "kota"
NO_BRAND = Brand()
# Gets a template's name, its view and the function that fills it; returns that function's result.
Watch = Callable[[str, object, Callable[[], str]], str]
_ITSELF = N_("it extends or includes itself; the built-in one is called `bawaan/` and its name")
# An id without any inserted value.
_LITERAL_ID = re.compile(rb'\bid="([A-Za-z][A-Za-z0-9_-]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme as a value, so that workers on any machine make their own engine from it.

    `templates` are (name, bytes); `assets` are (name, address) with a digest in the address;
    `sheets` names those that pages load after the built-in style sheet. `colour` is the city's main
    colour, or ""; `boards` is the ground of the head of light and of dark pages. `emblems` are the
    pictures of the brand: (what for, name of the asset, width, height). `prefix` is put before the
    addresses that templates ask for: the path of the site on its host, or "". `words` are what its
    texts say in place of built-in words. `version` changes whenever a byte of the theme does, and
    stands for the templates. `watch`, if any, is called for each template that is filled, and does
    not change the output. `problems` are told of files of the city's theme; they stop nothing.
    """

    templates: tuple[tuple[str, bytes], ...] = field(repr=False, compare=False)
    lang: Lang
    assets: tuple[tuple[str, str], ...]
    version: str
    words: Rewording = ()
    sheets: tuple[str, ...] = ()
    colour: str = ""
    boards: tuple[str, str] = ("", "")
    emblems: tuple[tuple[str, str, int, int], ...] = ()
    prefix: str = ""
    watch: Watch | None = field(default=None, repr=False, compare=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False, compare=False)

    def asset(self, name: str) -> str:
        """Return the address of an asset; raises ThemeError (T002) when the theme lacks it."""
        for known, url in self.assets:
            if known == name:
                return url
        where = Where(path=f"assets/{name}")
        raise ThemeError.of("T002", where, name=name)


@lru_cache(maxsize=4)
def text_parts(theme: Theme) -> frozenset[str]:
    """Return the ids that the theme gives to its own parts of reports and standing pages."""
    bodies = dict(theme.templates)
    own = ("base.html", "page.html", "report.html")
    names = (*own, *(f"{BUILT_IN_PREFIX}{name}" for name in own))
    pages = (bodies.get(name, b"") for name in names)
    return frozenset(name.decode() for page in pages for name in _LITERAL_ID.findall(page))


def built_in_folder() -> Path:
    """Return the folder of the built-in theme: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "themes" / BUILT_IN
    return packed if packed.is_dir() else package.parent / "themes" / BUILT_IN


def read_theme(
    root: Path, name: str, lang: Lang, brand: Brand = NO_BRAND
) -> tuple[Theme, tuple[Output, ...]]:
    """Return the theme of the city at `root` in its brand, and its assets as outputs.

    Raises ThemeError when neither the city nor the package has a theme of that name.
    """
    own = root / "themes" / name
    if name != BUILT_IN and not own.is_dir():
        where = Where(path=f"themes/{name}")
        raise ThemeError.of("T001", where, name=name)
    built_in, mine = read_files(built_in_folder()), read_files(own)
    folder = f"themes/{name}"
    templates = templates_of(mine, built_in)
    emblems, brand_problems = read_emblems(root, brand)
    plain = {**assets_of({**built_in, **mine}), **emblem_assets(emblems)}
    icon = built_in.get(f"{ASSETS}/{ICON}", b"")
    assets = with_addresses(branded(plain, brand.colour, icon), f"{folder}/{ASSETS}")
    parts = [part for item in (*sorted(templates.items()), *assets.bodies) for part in item]
    theme = Theme(
        templates=tuple(sorted(templates.items())),
        lang=lang,
        assets=assets.addresses,
        version=digest(*parts),
        sheets=own_sheets(dict(assets.bodies)),
        colour=brand.colour,
        boards=board_colours(dict(assets.bodies).get(STYLE, b"")),
        emblems=emblem_names(emblems),
        problems=(
            *useless(mine, built_in, assets.named, folder),
            *assets.problems,
            *brand_problems,
            *(unshown_logo(brand) if frame_lacks(mine, b"site.logo") else ()),
        ),
    )
    addresses = dict(assets.addresses)
    return theme, tuple(
        Output(path=addresses[each].lstrip("/"), body=body) for each, body in assets.bodies
    )


def render(theme: Theme, template: str, view: object) -> str:
    """Return `template` filled with the fields of `view`; raises ThemeError (T003) with a line."""
    if theme.watch is None:
        return _filled(theme, template, view)
    return theme.watch(template, view, lambda: _filled(theme, template, view))


def compile_templates(theme: Theme) -> None:
    """Compile the theme's templates, which `render` otherwise does when it first needs each.

    Those with mistakes are skipped.
    """
    import jinja2

    for name, _ in theme.templates:
        with suppress(jinja2.TemplateError, SyntaxError, UnicodeDecodeError):
            _quick_engine(theme).get_template(name)


def _filled(theme: Theme, template: str, view: object) -> str:
    failed = _failed(theme)
    if template not in failed:
        # Whatever goes wrong in the quick code, Jinja2's own code says what it is, or if it is.
        with suppress(Exception):
            return _quick_engine(theme).get_template(template).render(_fields(view))
        failed.add(template)
    return _filled_by_jinja(theme, template, view)


@lru_cache(maxsize=4)
def _failed(theme: Theme) -> set[str]:
    """The templates for which the quick code is not tried again; it does not change the output."""
    del theme
    return set()


def _filled_by_jinja(theme: Theme, template: str, view: object) -> str:
    import jinja2

    try:
        return _engine(theme).get_template(template).render(_fields(view))
    except jinja2.TemplateNotFound as error:
        where = Where(path=f"{TEMPLATES}/{error.name}")
        raise ThemeError.of("T002", where, name=str(error.name)) from None
    except jinja2.TemplateSyntaxError as error:
        where = Where(path=f"{TEMPLATES}/{error.name or template}", line=error.lineno)
        raise ThemeError.of("T003", where, reason=str(error.message)) from None
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        AttributeError,
        LookupError,
        ArithmeticError,
        RecursionError,
    ) as error:
        where = _place_in_templates(error, template)
        reason = _ITSELF if isinstance(error, RecursionError) else str(error)
        raise ThemeError.of("T003", where, reason=reason) from error


def _place_in_templates(error: BaseException, template: str) -> Where:
    """The place of the innermost template frame, which may be in a part or in the base template.

    Jinja2 rewrites tracebacks to template files and lines.
    """
    name, line = template, 0
    frame = error.__traceback__
    while frame is not None:
        file = PurePosixPath(frame.tb_frame.f_code.co_filename)
        if file.is_relative_to(TEMPLATES):
            name, line = str(file.relative_to(TEMPLATES)), frame.tb_lineno
        frame = frame.tb_next
    return Where(path=f"{TEMPLATES}/{name}", line=line)


@lru_cache(maxsize=4)
def _engine(theme: Theme) -> Environment:
    from jinja2 import Environment

    return _environment(theme, Environment)


@lru_cache(maxsize=4)
def _quick_engine(theme: Theme) -> Environment:
    from sitegen.pages.bytecode import BuiltInTemplates
    from sitegen.pages.compiled import QuickEnvironment

    engine = _environment(theme, QuickEnvironment)
    built_in = templates_of({}, read_files(built_in_folder()))
    engine.bytecode_cache = BuiltInTemplates(body.decode() for body in built_in.values())
    return engine


def _environment(theme: Theme, kind: type[Environment]) -> Environment:
    import jinja2

    bodies = dict(theme.templates)

    def load(name: str) -> tuple[str, str, None] | None:
        found = name if name in bodies else name.removeprefix(BUILT_IN_PREFIX)
        return (bodies[found].decode(), f"{TEMPLATES}/{name}", None) if found in bodies else None

    known = {name: theme.prefix + quote(url) for name, url in theme.assets}

    def asset(name: str) -> str:
        if name not in known:
            near = nearest(name, known, 0.0) or "style.css"
            raise LookupError(f"the theme has no asset {name!r}; the nearest is {near!r}")
        return known[name]

    engine = kind(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    engine.globals["asset"] = asset
    t = translator(theme.lang, theme.words)
    engine.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        t.gettext, t.ngettext, newstyle=True
    )
    return engine


def _fields(view: Any) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.__struct_fields__}
