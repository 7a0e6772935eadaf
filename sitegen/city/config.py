"""The city's configuration, `site.yml`: every key is documented, unknown keys are errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.address import site_address, without_user
from sitegen.city.additions import Words, own_keys, own_words, register_columns
from sitegen.city.brand import Brand, PaleColour, parse_brand
from sitegen.city.chosen_figures import chosen_figures
from sitegen.city.site_fields import SITE_FIELDS
from sitegen.city.unit_kinds import BUILT_IN, KindMistake, kind_names, kinds_of
from sitegen.errors import ConfigError
from sitegen.i18n import Lang
from sitegen.keys.contacts import web_address
from sitegen.keys.field import Reading, Value, nearest, parse_fields
from sitegen.keys.own import OwnKey
from sitegen.keys.placeholders import left_values
from sitegen.keys.told import surely, words_of
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.model import Ppid, Problem, Receiver, SiteLink, UnitKind, WantedFigure, Where
from sitegen.privacy.city import in_text

MAX_BYTES = 64 * 1024
MarkdownEngine = Literal["cmark", "python-markdown"]
Compression = Literal["br", "gz"]
ZONES = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
}


class Config(Struct, frozen=True, kw_only=True):
    """`site.yml`, typed. `kinds` and `topics` are (stable name, label).

    A label that is a message id of the catalogue is translated; a city's own label is not. `words`
    are (stable name, own forms), `kept` (form of information, how long it is kept), `own` the keys that the city adds,
    `data_register` the columns of its register of data: (heading, what they are filled from), `figures` those that the city
    shows. `links` are the addresses of this
    site in `pengaduan`, `panduan`, `tautan_kaki` and `ppid`, with their places, `remarks` what stops nothing.
    """

    name: str
    base_url: str
    tagline: str = ""
    zone: str = "Asia/Jakarta"
    lang: Lang = "id"
    complaint: tuple[str, str] = ("SP4N-LAPOR!", "https://www.lapor.go.id")
    guide: tuple[str, str] | None = None
    form: bool = True
    receiver: Receiver = Receiver()
    footer: tuple[tuple[str, str], ...] = ()
    ppid: Ppid = Ppid()
    kept: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    licence: str = ""
    theme: str = "kota"
    brand: Brand = Brand()
    markdown: MarkdownEngine = "cmark"
    text: Literal["biasa", "markdown"] = "biasa"
    kinds: tuple[tuple[str, str], ...] = REPORT_KINDS
    topics: tuple[tuple[str, str], ...] = TOPICS
    unit_kinds: tuple[UnitKind, ...] = BUILT_IN
    words: Words = ()
    own: tuple[OwnKey, ...] = ()
    data_register: tuple[tuple[str, str], ...] = ()
    figures: tuple[WantedFigure, ...] = ()
    home_notices: tuple[str, ...] = ("skpd", "kecamatan")
    minify: bool = False
    compression: tuple[Compression, ...] = ()
    hold_limit: int = 10
    demo: bool = False
    cards: Literal["terbaru", "semua"] = "terbaru"
    links: tuple[SiteLink, ...] = ()
    remarks: tuple[Problem, ...] = ()


def read_config(root: Path) -> Config:
    """Return the configuration of the city at `root`; raises ConfigError with all problems."""
    path = root / "site.yml"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError.of("S001", "site.yml") from None
    except OSError as error:
        raise ConfigError(
            problems=(Problem.of("S002", "site.yml", reason=error.strerror or str(error)),)
        ) from None
    return parse_config(data, "site.yml")


def parse_config(data: bytes, path: str) -> Config:
    """Return the configuration in `data`; raises ConfigError with all problems."""
    file = parse_with_slips(data, path, MAX_BYTES, words_of(SITE_FIELDS))
    if isinstance(file, Problem):
        raise ConfigError(problems=(file,))
    choices = {"pengumuman_beranda": kind_names(file.mapping)}
    reading = Reading(path=path, zone=ZoneInfo("Asia/Jakarta"), lines=file.lines, choices=choices)
    values, found = parse_fields(file.mapping, SITE_FIELDS, reading)
    found = (*file.mistakes, *surely(found, whole=file.whole))
    problems = [*in_text(file.text, path), *map(_as_error, found)]
    settings: dict[str, object] = {}
    if given := values.pop("unit_kinds", None):
        settings["unit_kinds"], mistakes = kinds_of(given.value)
        problems += [_problem(reading, each, each.code, **dict(each.params)) for each in mistakes]
    for name, value in values.items():
        convert = _SETTINGS.get(name)
        try:
            settings[name] = convert(value) if convert else value.value
        except _Refused as refused:
            problems.append(_problem(reading, refused.at or value, refused.code, **refused.params))
    lang = cast("Lang", settings.get("lang", "id"))
    problems += own_words(dict(values["words"].value) if "words" in values else {}, lang, reading)
    own, wrong = own_keys(values["own"].value if "own" in values else (), reading)
    problems += wrong
    listed = values["data_register"].value if "data_register" in values else ()
    columns, wrong = register_columns(listed, own, reading)
    problems += wrong
    shown = values["figures"].value if "figures" in values else ()
    figures, left_out = chosen_figures(shown, reading)
    settings |= {"own": own, "data_register": columns, "figures": figures}
    if problems:
        raise ConfigError(problems=tuple(problems))
    settings["links"] = tuple(_own_links(values, path))
    settings["remarks"] = (*left_values(file.root, reading), *left_out)
    return Config(**cast("dict[str, str]", settings))  # type: ignore[arg-type]  # typed by SITE_FIELDS


def _own_links(values: dict[str, Value], path: str) -> Iterator[SiteLink]:
    given = [values[name].value for name in ("complaint", "guide") if name in values]
    given += [link for link, _ in values["footer"].value] if "footer" in values else []
    found = [("tautan", link["href"]) for link in given]
    if "ppid" in values and "pledge" in values["ppid"].value:
        found.append(("maklumat", values["ppid"].value["pledge"]))
    for key, href in found:
        if href.value.startswith("/"):
            where = Where(path=path, line=href.line, column=href.column, field=key)
            yield SiteLink(where=where, url=href.value)


class _Refused(Exception):  # noqa: N818 - becomes a Problem at once
    def __init__(self, code: str = "", at: Value | None = None, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.params = params


def _problem(reading: Reading, at: Value | KindMistake, code: str, **params: str) -> Problem:
    where = Where(path=reading.path, line=at.line, column=at.column)
    return Problem.of(code, where, excerpt=reading.line(at.line), **params)


def _as_error(problem: Problem) -> Problem:
    """An unknown key is a warning in content and an error here (S003)."""
    if problem.code != "F007":
        return problem
    return Problem(code="S003", where=problem.where, params=problem.params, excerpt=problem.excerpt)


def _base_url(value: Value) -> str:
    base_url = site_address(value.value)
    if not base_url:
        raise _Refused("S004", found=without_user(value.value))
    return base_url


def _zone(value: Value) -> str:
    word = str(value.value)
    name = ZONES.get(word.casefold(), word)
    try:
        return ZoneInfo(name).key
    except (
        ValueError,
        OSError,
    ):  # ZoneInfoNotFoundError is a KeyError of tzdata on some systems
        raise _Refused("S005", found=word) from None
    except KeyError:
        raise _Refused("S005", found=word) from None


def _link(values: dict[str, Value]) -> tuple[str, str]:
    if "href" not in values:  # already reported (F004)
        return "", ""
    href = str(values["href"].value)
    if not href.startswith(("https://", "http://", "/", "mailto:", "tel:")):
        raise _Refused("S006", at=values["href"], found=href)
    return (str(values["label"].value) if "label" in values else href, href)


def _ppid(value: Value) -> Ppid:
    given = {name: str(own.value) for name, own in value.value.items()}
    pledge = given.get("pledge", "")
    if pledge and not pledge.startswith("/"):
        given["pledge"] = web_address(pledge)
        if not given["pledge"]:
            raise _Refused("S006", at=value.value["pledge"], found=without_user(pledge))
    return Ppid(**given)


def _receiver(value: Value) -> Receiver:
    return Receiver(**{name: str(own.value) for name, own in value.value.items()})


def _vocabulary(
    defaults: tuple[tuple[str, str], ...],
) -> Callable[[Value], tuple[tuple[str, str], ...]]:
    def extend(value: Value) -> tuple[tuple[str, str], ...]:
        merged = dict(defaults)
        for key, label in value.value:
            if not key or key != "-".join(_words(key)):
                raise _Refused("S007", found=key, nearest="-".join(_words(key)) or "nama-topik")
            merged[key] = label
        return tuple(merged.items())

    return extend


def _words(key: str) -> list[str]:
    return "".join(c if c.isascii() and c.isalnum() else " " for c in key.casefold()).split()


def _theme(value: Value) -> str:
    name = str(value.value)
    if not name.replace("-", "").replace("_", "").isalnum():
        raise _Refused("S008", found=name, nearest=nearest(name, ("kota",)) or "kota")
    return name


def _brand(value: Value) -> Brand:
    try:
        return parse_brand(value.value, "site.yml")
    except PaleColour as pale:
        raise _Refused("T004", at=value.value["colour"], **pale.params) from None


def _percentage(value: Value) -> int:
    if not 0 <= value.value <= 100:
        raise _Refused("S009", found=str(value.value))
    return int(value.value)


_SETTINGS: dict[str, Callable[[Value], object]] = {
    "base_url": _base_url,
    "zone": _zone,
    "complaint": lambda value: _link(value.value),
    "guide": lambda value: _link(value.value),
    "receiver": _receiver,
    "footer": lambda value: tuple(_link(values) for values, _ in value.value),
    "ppid": _ppid,
    "kept": lambda value: tuple((name, str(own.value)) for name, own in value.value.items()),
    "kinds": _vocabulary(REPORT_KINDS),
    "topics": _vocabulary(TOPICS),
    "words": lambda value: tuple((name, own.value) for name, own in value.value.items()),
    "theme": _theme,
    "brand": _brand,
    "hold_limit": _percentage,
}
