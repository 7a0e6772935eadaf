"""What the registers of data and the statistical metadata need from a dataset."""

from __future__ import annotations

from sitegen.model.extra import Extra
from sitegen.model.stored import Stored
from sitegen.model.table import ColumnKind, Constraints


class Variable(Stored, frozen=True, kw_only=True):
    """A column that its author has described; its fields as those of `Column`."""

    name: str
    title: str
    kind: ColumnKind
    unit: str = ""
    description: str = ""
    concept: str = ""
    alias: str = ""
    reference_time: str = ""
    constraints: Constraints = Constraints()


class DataRecord(Stored, frozen=True, kw_only=True):
    """A dataset as Satu Data Indonesia registers it; "" is what nobody has said.

    `url` is the address of its page, `elements` counts those of the ten minimal elements that it has.
    One with an `interpretation` is an indicator. `extra` are the values of the city's own keys.
    """

    url: str
    title: str
    elements: int
    description: str = ""
    concept: str = ""
    method: str = ""
    responsible: str = ""
    presentation: str = ""
    interpretation: str = ""
    standard_code: str = ""
    metadata_code: str = ""
    central_code: str = ""
    unit: str = ""
    frequency: str = ""
    period: str = ""
    coverage: str = ""
    source: str = ""
    licence: str = ""
    contact: str = ""
    schema: str = ""
    variables: tuple[Variable, ...] = ()
    extra: tuple[Extra, ...] = ()
