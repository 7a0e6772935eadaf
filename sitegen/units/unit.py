"""One unit from its files to its pages: the step that is mapped over all units.

A unit's result never depends on another unit's, nor on the order or process in which
units are built.
"""

from __future__ import annotations

from sitegen.model import Relatives, UnitResult, UnitSource
from sitegen.units.context import BuildContext
from sitegen.units.known import NOTHING, Before
from sitegen.units.make import make_unit
from sitegen.units.read import read_unit


def build_unit(
    source: UnitSource, relatives: Relatives, context: BuildContext, before: Before = NOTHING
) -> UnitResult:
    """Return the pages, files, summary and problems of one unit; reads what `read_unit` reads.

    What the last build made (`before`) and still holds is not made again. Raises ThemeError when the theme is broken; any mistake in the unit's files becomes a problem.
    """
    return make_unit(read_unit(source, context, before), relatives, context)
