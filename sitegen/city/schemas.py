"""What the city prescribes for all tables: the areas of its register, and its shared schemas.

Reference codes and shared definitions are two of the four principles of Satu Data Indonesia
(Perpres 39/2019).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.keys.column import SCHEMA_FIELDS, SCHEMA_TYPES
from sitegen.keys.field import Reading, Value, parse_fields
from sitegen.keys.told import surely, words_of
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.model import Constraints, Problem, UnitEntry
from sitegen.privacy.city import in_text
from sitegen.problems import is_error
from sitegen.tables.rules.text_forms import FALSE, TRUE

if TYPE_CHECKING:
    from sitegen.city.register import Register

FOLDER = "data/skema"
# Those that the program brings along; a city's own of the same name takes precedence.
BUILT_IN = Path(__file__).parent / "skema"
MAX_SCHEMA = 256 * 1024
# The attributes of a `model.Column` that an author gave, in file order.
Declared = tuple[tuple[str, Any], ...]


class Schema(Struct, frozen=True, kw_only=True):
    """A shared schema; `columns` is None when its file has mistakes and nothing is known.

    A table may lack the columns of `spare`. `kinds` are those of the units that should each have a table
    with it, () if it does not say.
    """

    name: str
    columns: tuple[Declared, ...] | None
    key: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The file, relative to the city's root."""
        return f"{FOLDER}/{self.name}.yml"


class Standards(Struct, frozen=True, kw_only=True):
    """The areas in register order, those of kecamatan first and closed ones too, the shared schemas and
    the city's name.
    """

    areas: tuple[UnitEntry, ...] = ()
    schemas: tuple[Schema, ...] = ()
    city: str = ""

    def schema(self, name: str) -> Schema | None:
        """Return the schema with this name, or None."""
        return next((schema for schema in self.schemas if schema.name == name), None)


NO_STANDARDS = Standards()


def read_schemas(
    root: Path, register: Register, zone: str, city: str = "", kinds: tuple[str, ...] = ()
) -> tuple[Standards, tuple[Problem, ...]]:
    """Return the city's standards and all problems of its schemas; `kinds` are those of its units."""
    schemas: list[Schema] = []
    problems: tuple[Problem, ...] = ()
    for path in sorted((root / FOLDER).glob("*.yml")):
        where = f"{FOLDER}/{path.name}"
        try:
            data = path.read_bytes()
        except OSError as error:
            found: tuple[Problem, ...] = (
                Problem.of("U037", where, reason=error.strerror or type(error).__name__),
            )
            schema = None
        else:
            schema, found = parse_schema(data, where, zone, kinds)
        schemas.append(schema or Schema(name=path.stem, columns=None))
        problems += found
    named = {schema.name for schema in schemas}
    schemas += (schema for schema in built_in_schemas() if schema.name not in named)
    areas = tuple(
        entry
        for level in ("kecamatan", "kelurahan")
        for entry in register.entries
        if entry.level == level
    )
    return Standards(areas=areas, schemas=tuple(schemas), city=city), problems


@cache
def built_in_schemas() -> tuple[Schema, ...]:
    """Return the schemas of the program; a table may lack their columns that may be empty."""
    found = []
    for path in sorted(BUILT_IN.glob("*.yml")):
        schema, problems = parse_schema(path.read_bytes(), path.name, "UTC")
        if schema is None or schema.columns is None:
            raise ValueError(f"{path.name}: {problems}")
        columns = map(dict, schema.columns)
        needed = {each["name"] for each in columns if _required(each)}
        spare = (dict(each)["name"] for each in schema.columns)
        found.append(replace(schema, spare=tuple(name for name in spare if name not in needed)))
    return tuple(found)


def _required(column: dict[str, Any]) -> bool:
    rules: Constraints = column.get("constraints", Constraints())
    return rules.required


def parse_schema(
    data: bytes, path: str, zone: str, kinds: tuple[str, ...] = ()
) -> tuple[Schema | None, tuple[Problem, ...]]:
    """Return the schema in `data` (YAML) and all problems; None when one is an error.

    `kinds` are those that units of the city have.
    """
    file = parse_with_slips(data, path, MAX_SCHEMA, words_of(SCHEMA_FIELDS))
    if isinstance(file, Problem):
        return None, (file,)
    choices = {"jenis_unit": kinds}
    reading = Reading(path=path, zone=ZoneInfo(zone), lines=file.lines, choices=choices)
    values, found = parse_fields(file.mapping, SCHEMA_FIELDS, reading)
    found = (*file.mistakes, *surely(found, whole=file.whole))
    problems = (*in_text(file.text, path), *found)
    if any(is_error(problem) for problem in problems):
        return None, problems
    name = path.rpartition("/")[2].removesuffix(".yml")
    said = {
        each: values[each].value for each in ("title", "description", "kinds") if each in values
    }
    return Schema(name=name, columns=declared(values), key=key_of(values), **said), problems


def declared(values: dict[str, Value]) -> tuple[Declared, ...]:
    """Return the attributes of each described column; a top-level `missing` applies to all."""
    missing = {"missing": values["missing"].value} if "missing" in values else {}
    columns = values["columns"].value if "columns" in values else ()
    return tuple(tuple({**missing, **_column(column)}.items()) for column, _ in columns)


def key_of(values: dict[str, Value]) -> tuple[str, ...]:
    """Return the columns of the primary key, () if there is none."""
    return values["key"].value if "key" in values else ()


def _column(values: dict[str, Value]) -> dict[str, Any]:
    plain = {name: value.value for name, value in values.items()}
    if "constraints" in plain:
        given = {name: value.value for name, value in plain["constraints"].items()}
        plain["constraints"] = Constraints(**given)
    if plain.get("kind") in SCHEMA_TYPES:
        plain["kind"], form = SCHEMA_TYPES[plain["kind"]]
        plain["form"] = form or plain.get("form", "")
    return _chosen_values(plain)


def _chosen_values(plain: dict[str, Any]) -> dict[str, Any]:
    """Make categories, or the words for true and false, the only values allowed."""
    allowed = plain.pop("categories", ())
    true, false = plain.pop("true_values", TRUE), plain.pop("false_values", FALSE)
    if plain.get("form") == "boolean" and (true, false) != (TRUE, FALSE):
        plain["form"], allowed = "", (*true, *false)
    rules: Constraints = plain.get("constraints", Constraints())
    if allowed and not rules.choices:
        plain["constraints"] = replace(rules, choices=allowed)
    return plain
