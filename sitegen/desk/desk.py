"""The desk as one value: what its parts work with."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from msgspec import Struct

from sitegen.desk.access.gate import DeskGate
from sitegen.desk.queue import Queue
from sitegen.desk.settings import DeskSettings
from sitegen.desk.store import Store
from sitegen.desk.then import AfterAcceptance
from sitegen.engine.options import Options
from sitegen.i18n import Translator
from sitegen.serve.site import ServedSite


class Desk(Struct, frozen=True, kw_only=True):
    """An open desk: `folder` is its own (`--state`), `site` the city's as it was built last.

    `options` are those of checks, `t` speaks the city's language;
    `after` builds and publishes what was accepted, None where nothing follows.
    """

    options: Options
    folder: Path
    settings: DeskSettings
    store: Store
    queue: Queue
    gate: DeskGate
    site: ServedSite
    t: Translator
    zone: tzinfo
    city: str = ""
    after: AfterAcceptance | None = None
