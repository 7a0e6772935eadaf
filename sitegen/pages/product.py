"""The city's pages as products: what each is made from, and when a page must be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from types import FunctionType
from typing import Concatenate, Literal, ParamSpec

from msgspec import Struct

from sitegen.digest import digest
from sitegen.model import Output
from sitegen.pages.city import City, Drawings, Listed, PublishedFiles, ReadingName
from sitegen.pages.site import SiteContext
from sitegen.urls import output_path

Values = ParamSpec("Values")

# What stands for each kind of unit in an address of a product.
KIND = "<jenis>"


class Planned(Struct, frozen=True, kw_only=True):
    """A file that may have to be made.

    `key` stands for everything that it is made from, for a file of the city besides the site's own
    settings. "" if that is everything that its product reads, or if a unit always makes it. `make` raises
    NotAtHand or NothingToMake.
    """

    path: str
    key: str
    make: Callable[[], Output]


class Product(Struct, frozen=True, kw_only=True):
    """A page of the city or an export, or several of one kind.

    `name` is for people. `paths` has its addresses, with `<name>` for what varies, and what is
    there; the first part of each is reserved for the city. `make` gets a city with only what
    `reads` names. One that `yields` takes only addresses that nothing else has: what is in their way
    is no mistake. One that takes long may be made `apart`, in a process of its own. The files of one
    that is `listed` are named with their digests by another, which stands after it and reads them by that name.
    """

    name: str
    paths: tuple[tuple[str, str], ...]
    reads: tuple[ReadingName, ...]
    make: Callable[[City], Iterable[Planned]]
    yields: bool = False
    apart: bool = False
    listed: Literal["", "digests", "table_digests"] = ""


def planned(
    site: SiteContext,
    url: str,
    make: Callable[Concatenate[SiteContext, Values], Output],
    *values: Values.args,
    **named: Values.kwargs,
) -> Planned:
    """Return the plan of the file at `url`, made by `make` only from the site and these values.

    Its key comes from the same values, so that none of them can be forgotten. Raises TypeError for
    a function that depends on more than its arguments, and for a value without a complete text.
    """
    _check(make)
    parts = (*map(value_text, values), *(f"{key}={value_text(named[key])}" for key in named))
    return Planned(
        path=output_path(url), key=digest(*parts), make=partial(make, site, *values, **named)
    )


def planned_of_many(
    site: SiteContext,
    url: str,
    make: Callable[Concatenate[SiteContext, Values], Output],
    *values: Values.args,
    **named: Values.kwargs,
) -> Planned:
    """Return a plan as `planned` does, of very many values: their key is what Python writes for them.

    That is several times faster, and right for structs, tuples, texts and numbers alone.
    """
    _check(make)
    return Planned(
        path=output_path(url),
        key=digest(repr(values), repr(named)),
        make=partial(make, site, *values, **named),
    )


def _check(make: object) -> None:
    """Raise TypeError for a function that depends on more than its arguments."""
    if not isinstance(make, FunctionType) or make.__closure__:
        raise TypeError(f"{make} is no function of its arguments alone")


def planned_of_all(city: City, url: str, make: Callable[[City], Output]) -> Planned:
    """Return the plan of a page made from everything that its product reads."""
    return Planned(path=output_path(url), key="", make=partial(make, city))


def value_text(value: object) -> str:
    """Return a text that differs whenever the value does; raises TypeError if there is none.

    A report is represented by its mark, which saves going through all of it.
    """
    if isinstance(value, Listed) and value.mark:
        return value.mark
    if isinstance(value, tuple):
        texts = [
            each.mark if type(each) is Listed and each.mark else value_text(each) for each in value
        ]
        return f"({','.join(texts)})"
    if value is None or isinstance(value, (str, int, float, date)):
        return repr(value)
    if isinstance(value, PublishedFiles):
        return "files"  # other values have the digests of those that are read
    if isinstance(value, Drawings):
        return "drawings"  # how they look is a matter of the program, which every page depends on
    if isinstance(value, Struct):
        kind = type(value)
        parts = [value_text(getattr(value, name)) for name in kind.__struct_fields__]
        return f"{kind.__name__}({','.join(parts)})"
    raise TypeError(f"{type(value).__name__} has no text of its own")
