"""`sitegen new editor`: the page and the settings of an editor for one unit's own repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import yaml

from sitegen.city.unit_kinds import kind_of
from sitegen.cli.writing import write_new
from sitegen.editors.full_form import FullForm, in_full
from sitegen.editors.page import SETTINGS, page
from sitegen.editors.programs import PROGRAMS, EditorName
from sitegen.editors.settings import EditedUnit, UnitRepository, settings
from sitegen.editors.widgets import Asking
from sitegen.i18n import N_
from sitegen.keys.definition import Reading
from sitegen.keys.frontmatter import decode
from sitegen.keys.own import FileKind, fields_of
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, role
from sitegen.units.context import choices
from sitegen.urls import unit_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.city.config import Config
    from sitegen.i18n import Translator
    from sitegen.model import UnitEntry

FOLDER = "admin"
_KINDS: dict[str, FileKind] = {
    "report": "laporan",
    "page": "halaman",
    "metadata": "dataset",
    "profile": "profil",
}
_HEAD = N_(
    "Made by `sitegen new editor` of the keys of {city}. After a change of those, remove this folder"
    " and make it again."
)


def make_editor(
    folder: Path,
    editor: EditorName,
    unit: EditedUnit,
    repository: UnitRepository,
    given: tuple[tuple[Config, Translator, bool], Mapping[str, bytes]],
) -> tuple[Path, ...]:
    """Make the folder of an editor in the repository of a unit; raises UsageError if it is there.

    `given` are the city, its language and whether the editor is loaded from a host of others, and
    files to put there too.
    """
    (config, t, cdn), content = given
    asking = Asking(editor=editor, t=t, choices=vocabularies(config, t))
    title = t.gettext(N_("Write: {name}")).format(name=unit.name)
    head = f"# {t.gettext(_HEAD).format(city=config.name)}\n"
    files = {
        f"{FOLDER}/index.html": page(
            PROGRAMS[editor], repository, title, (config.lang, t), cdn=cdn
        ),
        f"{FOLDER}/{SETTINGS}": head + as_yaml(settings(unit, repository, asking)),
    }
    return write_new(folder, {**files, **content})


def full_content(
    root: Path, folder: Path, unit: EditedUnit, config: Config
) -> tuple[dict[str, bytes], dict[str, FullForm]]:
    """Return the files of a unit as an editor keeps them, by path, and what became of each text.

    Those in `folder` are looked at if there are any, else those of the city at `root`.
    """
    place = f"{CONTENT}/{unit.key}"
    top = folder if (folder / place).is_dir() else root
    found: dict[str, bytes] = {}
    forms: dict[str, FullForm] = {}
    for below, folders, names in os.walk(top / place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = (Path(below) / name).relative_to(top).as_posix()
            kind = _KINDS.get(role(path) or "")
            if (Path(below) / name).is_symlink() or role(path) is None:
                continue
            found[path] = (Path(below) / name).read_bytes()
            if kind is None or isinstance(text := decode(found[path], path), Problem):
                continue
            reading = Reading(path=path, zone=ZoneInfo(config.zone), choices=choices(config))
            forms[path] = in_full(text, fields_of(kind, unit.own), reading)
            found[path] = forms[path].text.encode()
    return (found if top is root else {}), forms


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
