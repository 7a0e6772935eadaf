"""What a key is, and what reading its values takes: the types that `field` works on."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Any

from msgspec import Struct

from sitegen.keys.yamltext import Node
from sitegen.model import Problem, Where


class Field(Struct, frozen=True, kw_only=True):
    """A key that authors write.

    `key` is shown in docs and scaffolds, `aliases` are also accepted, `name` is the value's
    attribute in the model. `type` names a converter below. `doc` is a message id. `fields` are the
    keys of a nested mapping (types `mapping` and `mappings`); `choices` are the allowed values
    (types `choice` and `choices`), taken from the city's vocabulary if empty here, `taken` other
    words, with hyphens, that surely mean one of them. `decides` says
    that the file cannot be published right while this value is unknown: its title, its date,
    whether and until when it is shown. `whole` says that nothing remains of a group in a list of
    which any value cannot be read.
    """

    key: str
    name: str
    type: str
    doc: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    decides: bool = False
    whole: bool = False


class Value(Struct, frozen=True, kw_only=True):
    """A converted value and the position of its text in the file."""

    value: Any
    line: int
    column: int


class Reading(Struct, frozen=True, kw_only=True):
    """The context of one file's fields: its path, lines, time zone and vocabularies.

    `title` and `day` are those that the file's name suggests, "" and None for none. `spares` says that what cannot be read is left
    out (`Problem.left_out`), unless its key decides. `withheld` is the code of the problem with a key
    that says not to publish; "" if such keys have no meaning here.
    """

    path: str
    zone: tzinfo
    lines: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = {}
    title: str = ""
    day: date | None = None
    spares: bool = False
    withheld: str = ""

    def problem(self, code: str, node: Node, key: str, **params: str) -> Problem:
        """Return a problem at `node`, with its source line."""
        excerpt = self.line(node.line)
        return Problem(
            code=code,
            where=Where(path=self.path, line=node.line, column=node.column, field=key),
            params=(("key", key), *params.items()),
            excerpt=excerpt[:160],
        )

    def line(self, number: int) -> str:
        """Return a line of the file as it was written, "" if it has none with this number."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def mended(self, node: Node, found: str, right: str) -> dict[str, str]:
        """Return the line of `node` with `right` in place of its text `found`, as `line`.

        Nothing is returned where the text does not stand on one line as it is.
        """
        line = self.line(node.line)
        at = line.find(found, node.column - 1) if found else -1
        if not 0 <= at - (node.column - 1) <= 1:  # one sign further behind a quotation mark
            return {}
        return {"line": line[:at] + right + line[at + len(found) :]}


class Mistake(Exception):  # noqa: N818 - becomes a Problem at once
    """Raised by a converter: the code and params of the problem, and the node it is at.

    `also` are further mistakes in the same value, such as other items of a list, `kept` what of the
    value can be used all the same.
    """

    def __init__(self, code: str = "", node: Node | None = None, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.node = node
        self.params = params
        self.also: tuple[Mistake, ...] = ()
        self.kept: object = None
