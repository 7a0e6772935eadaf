"""The files of units that files of the city are made from: as they wait to be published, or are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.digest import content_digest
from sitegen.pages.city import NotAtHand, PublishedFiles
from sitegen.store.marker import STAGE
from sitegen.urls import output_path

if TYPE_CHECKING:
    from sitegen.engine.parallel import Built

# Where the files of units are that others copy: downloads of datasets.
_DATA = "/data/"


def published_files(folder: Path, built: Iterable[Built]) -> PublishedFiles:
    """Return what opens the files of units: of those that were built now, else those in the output `folder`."""
    staged = {
        each.path: each.at
        for unit in built
        for each in unit.staged
        if each.at and _DATA in each.path
    }

    def read(url: str, digest: str) -> bytes:
        path = output_path(url)
        places = [folder / STAGE / staged[path]] if path in staged else []
        for place in (*places, folder / path):
            try:
                body = place.read_bytes()
            except OSError:
                continue
            if content_digest(body) == digest:
                return body
        raise NotAtHand(url)

    return PublishedFiles(read=read)
