"""`sitegen new editor`: the page and the settings of an editor for one unit's own repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sitegen.city.unit_kinds import kind_of
from sitegen.cli.writing import write_new
from sitegen.editors.page import SETTINGS, page
from sitegen.editors.programs import PROGRAMS, EditorName
from sitegen.editors.settings import EditedUnit, UnitRepository, settings
from sitegen.editors.widgets import Asking
from sitegen.i18n import N_
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.urls import unit_url

if TYPE_CHECKING:
    from sitegen.city.config import Config
    from sitegen.i18n import Translator
    from sitegen.model import UnitEntry

FOLDER = "admin"
_HEAD = N_(
    "Made by `sitegen new editor` of the keys of {city}. After a change of those, remove this folder"
    " and make it again."
)


def make_editor(
    folder: Path,
    editor: EditorName,
    unit: EditedUnit,
    repository: UnitRepository,
    said: tuple[Config, Translator, bool],
) -> tuple[Path, ...]:
    """Make the folder of an editor in the repository of a unit; raises UsageError if it is there.

    `said` are the city, its language, and whether the editor is loaded from a host of others.
    """
    config, t, cdn = said
    asking = Asking(editor=editor, t=t, choices=vocabularies(config, t))
    title = t.gettext(N_("Write: {name}")).format(name=unit.name)
    head = f"# {t.gettext(_HEAD).format(city=config.name)}\n"
    files = {
        f"{FOLDER}/index.html": page(
            PROGRAMS[editor], repository, title, (config.lang, t), cdn=cdn
        ),
        f"{FOLDER}/{SETTINGS}": head + as_yaml(settings(unit, repository, asking)),
    }
    return write_new(folder, files)


def edited_unit(entry: UnitEntry | None, config: Config, key: str) -> EditedUnit:
    """Return the unit of this key as an editor knows it, by its entry in the register."""
    address = config.base_url.rstrip("/") + unit_url(key)
    kind = kind_of(config.unit_kinds, key.partition("/")[0])
    name = entry.full_name(kind.label if kind else "") if entry else key
    return EditedUnit(key=key, name=name, address=address, own=config.own)


def vocabularies(config: Config, t: Translator) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the words that the city lets a report choose from, by key, with labels to show.

    Labels of the city's own are not translated.
    """
    known = {**dict(REPORT_KINDS), **dict(TOPICS)}
    listed = {"jenis": config.kinds, "topik": config.topics}
    return {
        key: tuple((w, t.gettext(label) if known.get(w) == label else label) for w, label in words)
        for key, words in listed.items()
    }


def as_yaml(settings: object) -> str:
    """Return settings as YAML, in the order that they have."""
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=100)
