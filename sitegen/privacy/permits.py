"""Reviewed exceptions, `data/izin-data-pribadi.yml`: one value in one file may be published.

A value is named by its seal, a keyed hash (HMAC-SHA-256): the file is public, and a plain hash of
16 digits can be undone by trying them all.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.keys.field import Field, Reading, parse_fields
from sitegen.keys.told import surely, words_of
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.keys.yamltext import Mapping, Node, Sequence
from sitegen.model import PermitKey, Problem, Where
from sitegen.privacy.finding import CODES
from sitegen.problems import NO_SEAL

PATH = "data/izin-data-pribadi.yml"
VARIABLE = "SITEGEN_KUNCI_IZIN"
# 128 bits in hexadecimal.
MIN_KEY = 32
MAX_BYTES = 256 * 1024
# Letters only, so that a seal never looks like a number.
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")
_LENGTH = 24
_SEAL = re.compile(rf"[bcdfghjkmnpqrstv]{{{_LENGTH}}}")

PERMIT_FIELDS: tuple[Field, ...] = (
    Field(
        key="berkas",
        name="path",
        type="text",
        required=True,
        doc=N_("The file, as the message names it."),
        example="content/kelurahan/dago/laporan/2026/2026-11-03-donasi.md",
    ),
    Field(
        key="jenis",
        name="kind",
        type="choice",
        choices=tuple(CODES),
        required=True,
        doc=N_("What kind of personal data it is."),
        example="rekening",
    ),
    Field(
        key="alasan",
        name="reason",
        type="text",
        required=True,
        doc=N_("Why it may be published, with the rule or the consent."),
        example="Rekening donasi resmi, SK Wali Kota",
    ),
    Field(
        key="peninjau",
        name="reviewer",
        type="text",
        required=True,
        doc=N_("The office of the reviewer, not the name."),
        example="Sekretaris Diskominfo",
    ),
    Field(
        key="sidik",
        name="seal",
        type="text",
        required=True,
        doc=N_("The seal that the message shows."),
        example="bcdfghjkmnpqrstvbcdfghjk",
    ),
)


class Permit(Struct, frozen=True, kw_only=True):
    """One reviewed exception; `line` is its line in the file."""

    path: str
    kind: str
    seal: str
    line: int

    @property
    def key(self) -> PermitKey:
        """What it permits."""
        return (self.path, self.kind, self.seal)


def seal(key: bytes, path: str, kind: str, value: str) -> str:
    """Return the seal of a value in a file, 24 letters; NO_SEAL without a key."""
    if len(key) < MIN_KEY:
        return NO_SEAL
    text = f"{path}\x00{kind}\x00{value}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, text, "sha256").hex()[:_LENGTH].translate(_LETTERS)


def read_permits(
    root: Path, key: bytes, *, trusted: bool = False
) -> tuple[tuple[Permit, ...], tuple[Problem, ...]]:
    """Return the exceptions of the city at `root` and all problems of their file.

    Without a key there are none, or if they are `trusted`, each stands for all of its kind in its
    file.
    """
    try:
        data = (root / PATH).read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (Problem.of("U037", PATH, reason=error.strerror or type(error).__name__),)
    permits, problems = parse_permits(data)
    if permits and trusted and len(key) < MIN_KEY:
        told = Problem.of("S057", PATH, variable=VARIABLE, count=str(len(permits)))
        return tuple(replace(each, seal=NO_SEAL) for each in permits), (*problems, told)
    if permits and len(key) < MIN_KEY:
        return (), (*problems, Problem.of("P016", PATH, variable=VARIABLE, limit=str(MIN_KEY)))
    return permits, problems


def parse_permits(data: bytes) -> tuple[tuple[Permit, ...], tuple[Problem, ...]]:
    """Return the exceptions in `data` (a YAML list) and all problems.

    Faulty ones are left out: all of them if the file is not YAML as a whole.
    """
    file = parse_with_slips(data, PATH, MAX_BYTES, words_of(PERMIT_FIELDS))
    if isinstance(file, Problem):
        return (), (file,)
    node = file.root
    if node is None:
        return (), file.mistakes
    if not isinstance(node, Sequence):
        where = Where(path=PATH, line=node.line, column=node.column)
        return (), (*file.mistakes, Problem.of("P015", where))
    reading = Reading(path=PATH, zone=ZoneInfo("UTC"))
    permits: list[Permit] = []
    problems: list[Problem] = []
    for item in node.items:
        permit, found = _permit(item, reading)
        problems += found
        permits += [permit] if permit else []
    if file.mistakes:
        return (), (*file.mistakes, *surely(tuple(problems), whole=file.whole))
    return tuple(permits), tuple(problems)


def _permit(node: Node, reading: Reading) -> tuple[Permit | None, tuple[Problem, ...]]:
    if not isinstance(node, Mapping):
        return None, (Problem.of("P015", Where(path=PATH, line=node.line, column=node.column)),)
    values, problems = parse_fields(node, PERMIT_FIELDS, reading)
    given = values.get("seal")
    if given and not _SEAL.fullmatch(given.value):
        where = Where(path=PATH, line=given.line, column=given.column, field="sidik")
        return None, (*problems, Problem.of("P019", where, count=str(_LENGTH)))
    if len(values) < len(PERMIT_FIELDS):
        return None, problems
    return Permit(
        path=values["path"].value,
        kind=values["kind"].value,
        seal=values["seal"].value,
        line=node.line,
    ), problems


def idle_permits(
    permits: Iterable[Permit], used: Collection[PermitKey], paths: Collection[str]
) -> tuple[Problem, ...]:
    """Return a problem for each exception that lets nothing through, or whose file is missing."""
    return tuple(
        Problem.of(
            "P017" if permit.path in paths else "P018",
            Where(path=PATH, line=permit.line),
            path=permit.path,
            kind=permit.kind,
        )
        for permit in permits
        if permit.key not in used
    )
