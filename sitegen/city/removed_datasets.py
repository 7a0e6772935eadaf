"""Datasets that are published no more, `data/dataset-lama.csv`: where each was, since when it is gone, and why.

The list is the memory of the city: a build without the last one's state shows the same.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from sitegen.address import Address
from sitegen.city.csv_rows import CityFile
from sitegen.city.register import Register
from sitegen.city.removed_rows import MAY, NEEDS, RemovedList
from sitegen.i18n import N_
from sitegen.model import Problem

PATH = "data/dataset-lama.csv"
NO_PLACE = N_("it is not of the form /jenis/unit/data/nama/")
LIST = RemovedList(
    file=CityFile(path=PATH, needs=NEEDS, may=MAY),
    address=re.compile(r"/([a-z0-9-]+/[a-z0-9-]+)/(data/[a-z0-9-]+)/"),
    no_address=NO_PLACE,
    example="/skpd/dinkes/data/posyandu/,Posyandu,2026-11-30,Digabung,",
)
# So long a catalogue still tells that a dataset is gone; its page stays as long as its row does.
TOLD = timedelta(days=365)


class RemovedDataset(Struct, frozen=True, kw_only=True):
    """A dataset that is gone since `day`: the key of its unit, its name in addresses, its title, why it is
    gone, and the page that takes its place, a path of the site or a whole address, "" if none does.

    `told` says that catalogues still tell of it. `row` is its row in the list.
    """

    unit: str
    name: str
    title: str
    day: date
    reason: str
    successor: str
    row: int
    told: bool = True

    @property
    def url(self) -> str:
        """The address of the page that it had."""
        return f"/{self.unit}/data/{self.name}/"


Removed = tuple[RemovedDataset, ...]


def read_removed_datasets(
    root: Path, register: Register, address: Address, today: date
) -> tuple[Removed, tuple[Problem, ...]]:
    """Return the datasets of the list by address, none without it, and what is wrong with other rows."""
    rows, problems = LIST.read(root, register, address)
    found = tuple(
        RemovedDataset(
            unit=row.unit,
            name=row.place.removeprefix("data/"),
            title=row.title,
            day=row.day,
            reason=row.reason,
            successor=row.successor,
            row=row.row,
            told=today - row.day <= TOLD,
        )
        for row in rows
    )
    return found, problems
