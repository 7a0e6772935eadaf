"""What a build leaves for whoever asks later how the city stands (`sitegen.engine.status`)."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.city.git.history import NO_REPOSITORY
from sitegen.engine.kept import held_of_city
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.keys.vocabulary import RHYTHM_DAYS
from sitegen.model import Problem
from sitegen.privacy.gate import redacted
from sitegen.store.told import Told


def told_of(
    city: CityScan,
    units: Units,
    of_city: tuple[Problem, ...],
    broken: Mapping[str, tuple[Problem, ...]],
) -> Told:
    """Return what the state is to keep: `of_city` are the problems of no unit's record, `broken`
    those of links.
    """
    paths = {problem.where.path for problem in of_city}
    paths |= {problem.where.path for own in broken.values() for problem in own}
    for record in units.records.values():
        paths |= {*record.held_back, *(problem.where.path for problem in record.problems)}
    return Told(
        city=city.rules.config.name,
        zone=city.rules.config.zone,
        at=city.context.now,
        problems=tuple(map(redacted, of_city)),
        held_back=held_of_city(city),
        since=tuple(
            (file.path, file.last)
            for unit in city.sources.units
            for file in unit.files
            if file.path in paths and file.last
        ),
        rhythms=tuple(
            (kind.name, RHYTHM_DAYS[kind.rhythm])
            for kind in city.rules.config.unit_kinds
            if kind.rhythm
        ),
        # A city outside any repository is not news; an unusable repository is.
        history="" if city.history.reason == NO_REPOSITORY else city.history.reason,
    )
