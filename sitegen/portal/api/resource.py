"""What all files of the API have in common, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, json
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.city import City, ReadingName
from sitegen.pages.product import Planned, Product
from sitegen.urls import output_path

OwnLink = Annotated[str, Meta(description=N_("Where this file is."))]
OfUnit = Annotated[
    str, Meta(description=N_("The unit, as `units.json` names it, such as `kelurahan/dago`."))
]
ItsPage = Annotated[str, Meta(description=N_("The page for people."))]
Topics = Annotated[tuple[str, ...], Meta(description=N_("Topics of the city."))]
_ENCODER = json.Encoder()


class FileFacts(Struct, frozen=True, kw_only=True):
    """What the index says of a file: its name below the API, how many entries it has, the newest day in it."""

    name: str
    count: int
    newest: date | None = None


class ApiResource(Struct, frozen=True, kw_only=True):
    """A kind of file: what it has and is about, the type of its contents, and how it comes about.

    `path` is its address with `<name>` for what varies. The last field of `file` has its entries, of
    the type `entry`. `facts` has a value for each of its files, which `make` plans in the same order.
    """

    name: str
    path: str
    title: str
    about: str
    file: type[Struct]
    entry: type[Struct]
    reads: tuple[ReadingName, ...]
    facts: Callable[[City], Iterable[FileFacts]]
    make: Callable[[City], Iterable[Planned]]

    @property
    def product(self) -> Product:
        """The product of the city that makes the files."""
        return Product(
            name=f"api {self.name}",
            paths=((self.path, f"for programs: {self.about[0].lower()}{self.about[1:-1]}"),),
            reads=self.reads,
            make=self.make,
            listed="digests",
        )


def api_output(url: str, file: Struct) -> Output:
    """Return a file as JSON, an entry on each line: those of the last field."""
    name = file.__struct_fields__[-1]
    entries = getattr(file, name)
    head = _ENCODER.encode(replace(file, **{name: ()})).removesuffix(b"]}")
    rows = b",\n".join(map(_ENCODER.encode, entries))
    body = b"%b\n%b\n]}\n" % (head, rows) if entries else b"%b]}\n" % head
    return Output(path=output_path(url), body=encoded(body.decode()))
