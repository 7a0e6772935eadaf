"""The settings of the desk: `meja.yml` in its folder, outside the repository.

Secrets stand in the environment or in files of their own; here are only their names.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.city.register import Register
from sitegen.desk.access.settings import ACCESS_FIELDS, AccessSettings, parse_access
from sitegen.desk.reviewing import ANSWERS, ReviewRules, review_problems, review_rules
from sitegen.errors import ConfigError
from sitegen.i18n import N_
from sitegen.keys.field import Field, Reading, Value, parse_fields
from sitegen.keys.told import surely, words_of
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.model import Problem

NAME = "meja.yml"
MAX_BYTES = 64 * 1024
_MB = 1_000_000
DESK_FIELDS: tuple[Field, ...] = (
    Field(
        key="dengar",
        name="listen",
        type="text",
        doc=N_("Address and port that the desk listens on, behind the proxy."),
        example="127.0.0.1:8400",
    ),
    Field(
        key="dorong",
        name="push",
        type="text",
        doc=N_(
            "Where accepted content is pushed: the name of a remote, or `tidak`. Default: what the "
            "branch follows."
        ),
        example="origin",
    ),
    Field(
        key="tinjau",
        name="review",
        type="choice-by-name",
        choices=ANSWERS,
        doc=N_(
            "Whether somebody looks at what offices send before it is published: one answer, or answers "
            "by kind of unit and by unit. `induk`: the unit above may review too."
        ),
        example="{skpd: tidak, kelurahan: induk, kelurahan/dago: tidak}",
    ),
    Field(
        key="setelah",
        name="then",
        type="text",
        doc=N_(
            "Command that follows each acceptance, by /bin/sh in the city's folder, once the site is "
            "built; `true` where building is enough. Without it, nothing is built here."
        ),
        example="bash host/terbitkan --sebar",
    ),
    Field(
        key="ukuran_mb",
        name="size",
        type="count",
        doc=N_("How large a package may be, in MB, at most 64."),
        example="32",
    ),
    Field(
        key="sisa_disk_mb",
        name="reserve",
        type="count",
        doc=N_("How much room must be left on the disk for the desk to take anything, in MB."),
        example="500",
    ),
    Field(
        key="simpan_hari",
        name="kept",
        type="count",
        doc=N_("For how many days the desk keeps what was published or returned."),
        example="30",
    ),
    Field(
        key="masuk",
        name="access",
        type="mapping",
        fields=ACCESS_FIELDS,
        doc=N_("How people sign in. Without it the desk does not start."),
        example="{alamat: https://meja.bandung.example, tautan: {berlaku_hari: 180}}",
    ),
)


class DeskSettings(Struct, frozen=True, kw_only=True):
    """What `meja.yml` says. `push` is a remote, "" for what the branch follows, None for nowhere; `then` is a command, "" for none.

    `review` says of which units content waits for somebody who looks at it. `size` and `reserve` are bytes, `kept` days. `access` is None where nobody may sign in.
    """

    listen: str = "127.0.0.1:8400"
    push: str | None = ""
    review: ReviewRules = ReviewRules()
    then: str = ""
    size: int = 32 * _MB
    reserve: int = 500 * _MB
    kept: int = 30
    access: AccessSettings | None = None


_CONVERTED: dict[str, Callable[[Value], object]] = {
    "push": lambda value: None if value.value.casefold() in {"tidak", "no"} else value.value,
    "review": lambda value: review_rules(value.value),
    "size": lambda value: min(value.value, 64) * _MB,
    "reserve": lambda value: value.value * _MB,
}


def read_settings(folder: Path, register: Register | None = None) -> DeskSettings:
    """Return the settings of the desk in `folder`; raises ConfigError with all problems.

    What they say of units is held against the register, if given.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError.of("K020", str(path), reason=reason) from None
    return parse_settings(data, str(path), register)


def parse_settings(data: bytes, path: str, register: Register | None = None) -> DeskSettings:
    """Return the settings in `data`, as `read_settings` does; raises ConfigError with all problems."""
    file = parse_with_slips(data, path, MAX_BYTES, words_of(DESK_FIELDS))
    if isinstance(file, Problem):
        raise ConfigError(problems=(file,))
    reading = Reading(path=path, zone=ZoneInfo("Asia/Jakarta"), lines=file.lines)
    values, found = parse_fields(file.mapping, DESK_FIELDS, reading)
    problems = (*file.mistakes, *surely(found, whole=file.whole))
    if register and "review" in values:
        problems += tuple(review_problems(values["review"].value, register, path))
    if problems:
        raise ConfigError(problems=problems)
    access = values.pop("access", None)
    given: dict[str, Any] = {
        name: _CONVERTED[name](value) if name in _CONVERTED else value.value
        for name, value in values.items()
    }
    if access:
        given["access"] = parse_access(access.value, path)
    return DeskSettings(**given)
