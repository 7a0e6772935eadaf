"""A build of chosen units: what of the others is online, and what is not there yet."""

from __future__ import annotations

from sitegen.engine.scan import CityScan
from sitegen.errors import UsageError


def check_known(city: CityScan) -> None:
    """Raise UsageError (S046) when units are chosen, and nothing is known of the others' pages.

    These are online, but without the last build's state nobody can say what they show.
    """
    if city.options.units and city.options.write and city.anew and city.state.outputs:
        raise UsageError.of("S046", folder=str(city.options.output))


def previewed(city: CityScan) -> tuple[str, ...]:
    """Return the chosen units if nothing else is in the output, so that it is a preview of them."""
    shown = {entry.key for entry in city.entries()}
    return city.options.units if city.unbuilt and shown <= {*city.options.units} else ()
