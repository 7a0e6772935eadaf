"""The city's configuration, `site.yml`: every key is documented, unknown keys are errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.city.additions import Words, own_keys, own_words, register_columns
from sitegen.city.brand import BRAND_FIELDS, Brand, PaleColour, parse_brand
from sitegen.city.chosen_figures import FIGURE_FIELDS, chosen_figures
from sitegen.city.unit_kinds import BUILT_IN, KIND_FIELDS, KindMistake, kind_names, kinds_of
from sitegen.errors import ConfigError
from sitegen.i18n import N_, Lang
from sitegen.keys.contacts import web_address
from sitegen.keys.data_register import REGISTER_FIELDS
from sitegen.keys.field import Field, Reading, Value, nearest, parse_fields
from sitegen.keys.own import OWN_FIELDS, OwnKey
from sitegen.keys.placeholders import left_values
from sitegen.keys.told import surely, words_of
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.keys.words import WORD_FIELDS
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.model import Ppid, Problem, Receiver, SiteLink, UnitKind, WantedFigure, Where
from sitegen.privacy.city import in_text
from sitegen.urls import site_address, without_user

MAX_BYTES = 64 * 1024
MarkdownEngine = Literal["cmark", "python-markdown"]
Compression = Literal["br", "gz"]
ZONES = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
}
_LINK_FIELDS = (
    Field(
        key="nama",
        name="label",
        type="text",
        required=True,
        doc=N_("Visible text."),
        example="SP4N-LAPOR!",
    ),
    Field(
        key="tautan",
        aliases=("url",),
        name="href",
        type="text",
        required=True,
        doc=N_("Address."),
        example="https://www.lapor.go.id",
    ),
)
_PPID_FIELDS = (
    Field(
        key="unit",
        name="unit",
        type="text",
        doc=N_("The unit whose officer is the city's (PPID Utama), with its kind."),
        example="skpd/diskominfo",
    ),
    Field(
        key="biaya",
        name="fees",
        type="text",
        doc=N_("What asking costs, if not as the law has it."),
        example="Gratis; fotokopi Rp500 selembar.",
    ),
    Field(
        key="maklumat",
        name="pledge",
        type="text",
        doc=N_("The pledge of service: its address, or its path on this site."),
        example="https://ppid.kota.example/maklumat",
    ),
)
_KEPT_FIELDS = (
    Field(
        key="laporan",
        name="report",
        type="text",
        doc=N_("Reports."),
        example="2 tahun",
    ),
    Field(
        key="halaman",
        name="page",
        type="text",
        doc=N_("Standing pages."),
        example="Selama berlaku",
    ),
    Field(
        key="data",
        name="dataset",
        type="text",
        doc=N_("Datasets."),
        example="5 tahun",
    ),
)
SITE_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        aliases=("name",),
        name="name",
        type="text",
        required=True,
        doc=N_("The city's name."),
        example="Kota Bandung",
    ),
    Field(
        key="slogan",
        aliases=("tagline",),
        name="tagline",
        type="text",
        doc=N_("One line under the name on the home page."),
        example="Kegiatan, layanan, dan data setiap unit",
    ),
    Field(
        key="alamat_situs",
        aliases=("base_url", "baseURL"),
        name="base_url",
        type="text",
        required=True,
        doc=N_("Absolute address of the site; a path after the host is allowed."),
        example="https://terbuka.bandung.go.id",
    ),
    Field(
        key="zona_waktu",
        aliases=("time_zone", "timezone"),
        name="zone",
        type="text",
        doc=N_("Time zone: WIB, WITA, WIT or an IANA name. Default WIB."),
        example="WIB",
    ),
    Field(
        key="bahasa",
        aliases=("language", "lang"),
        name="lang",
        type="choice",
        choices=("id", "en"),
        doc=N_("Language of the pages and of messages. Default `id`."),
        example="id",
    ),
    Field(
        key="pengaduan",
        aliases=("complaint",),
        name="complaint",
        type="mapping",
        fields=_LINK_FIELDS,
        doc=N_("The complaint channel. Default SP4N-LAPOR!."),
        example="{nama: SP4N-LAPOR!, tautan: https://www.lapor.go.id}",
    ),
    Field(
        key="panduan",
        aliases=("guide",),
        name="guide",
        type="mapping",
        fields=_LINK_FIELDS,
        doc=N_(
            "Where an office reads how to begin, such as the city's guide for its agencies: the page of "
            "a unit without reports leads there."
        ),
        example="{nama: Cara mulai menulis, tautan: /skpd/diskominfo/halaman/panduan/}",
    ),
    Field(
        key="tulis",
        aliases=("form",),
        name="form",
        type="yes-no",
        doc=N_("Whether there is a form for offices at `/tulis/`. Default `ya`."),
        example="ya",
    ),
    Field(
        key="kiriman",
        aliases=("receiver",),
        name="receiver",
        type="mapping",
        fields=(
            Field(
                key="nama",
                aliases=("name",),
                name="name",
                type="text",
                doc=N_("Who takes in what offices write with the form."),
                example="Diskominfo Kota Contoh",
            ),
            Field(
                key="wa",
                aliases=("whatsapp",),
                name="chat",
                type="chats",
                doc=N_("Their WhatsApp number."),
                example="0811-0000-0000",
            ),
            Field(
                key="surel",
                aliases=("email",),
                name="mail",
                type="mails",
                doc=N_("Their e-mail address."),
                example="kiriman@kota.example",
            ),
        ),
        doc=N_(
            "Who takes in what offices write with the form at `/tulis/`, and how it reaches them."
        ),
        example="{nama: Diskominfo Kota Contoh, surel: kiriman@kota.example}",
    ),
    Field(
        key="tautan_kaki",
        aliases=("footer_links",),
        name="footer",
        type="mappings",
        fields=_LINK_FIELDS,
        doc=N_("Further links in the footer, such as the city's PPID."),
        example="- {nama: PPID, tautan: https://ppid.bandung.go.id}",
    ),
    Field(
        key="ppid",
        name="ppid",
        type="mapping",
        fields=_PPID_FIELDS,
        doc=N_(
            "How to ask the city for information: the unit whose officer is the city's, and more."
        ),
        example="{unit: skpd/diskominfo, maklumat: /skpd/diskominfo/halaman/maklumat/}",
    ),
    Field(
        key="masa_simpan",
        aliases=("kept",),
        name="kept",
        type="mapping",
        fields=_KEPT_FIELDS,
        doc=N_(
            "How long information is kept, for the register of public information; without it the "
            "register leaves that open."
        ),
        example="{laporan: 2 tahun, data: 5 tahun}",
    ),
    Field(
        key="pemberitahuan",
        aliases=("notice",),
        name="notice",
        type="text",
        doc=N_("A notice shown on every page."),
        example="Laporan di situs ini adalah contoh.",
    ),
    Field(
        key="lisensi",
        aliases=("license",),
        name="licence",
        type="text",
        doc=N_("Licence of the texts."),
        example="CC BY 4.0",
    ),
    Field(
        key="tema",
        aliases=("theme",),
        name="theme",
        type="text",
        doc=N_("Folder below `themes/` whose files override the built-in theme. Default `kota`."),
        example="kota",
    ),
    Field(
        key="merek",
        aliases=("brand",),
        name="brand",
        type="mapping",
        fields=BRAND_FIELDS,
        doc=N_("The city's brand: main colour, logo and icon (docs/theming.md)."),
        example='{warna: "#8a1538", logo: merek/logo.svg, ikon: merek/ikon.svg}',
    ),
    Field(
        key="markdown",
        name="markdown",
        type="choice",
        choices=("cmark", "python-markdown"),
        doc=N_("Markdown engine. Default `cmark` (CommonMark and GitHub tables)."),
        example="cmark",
    ),
    Field(
        key="teks",
        name="text",
        type="choice",
        choices=("biasa", "markdown"),
        doc=N_(
            "How texts are read. `biasa` (default): as people type and paste them, with line breaks, "
            "bullets and rows as they stand. `markdown`: as CommonMark has it."
        ),
        example="biasa",
    ),
    Field(
        key="jenis_laporan",
        aliases=("report_kinds",),
        name="kinds",
        type="pairs",
        doc=N_("Further kinds of report: stable name and label."),
        example="{kegiatan-warga: Kegiatan warga}",
    ),
    Field(
        key="topik",
        aliases=("topics",),
        name="topics",
        type="pairs",
        doc=N_("Further topics: stable name and label."),
        example="{air-bersih: Air bersih}",
    ),
    Field(
        key="jenis_unit",
        aliases=("unit_kinds",),
        name="unit_kinds",
        type="named",
        fields=KIND_FIELDS,
        doc=N_(
            "Kinds of unit beside `skpd`, `kecamatan` and `kelurahan`, and other words for these. The "
            "name of a kind is its folder in `content/` and the first part of its addresses; it "
            "never changes. `desa`, `puskesmas`, `sekolah`, `uptd`, `rsud` and `bumd` need no more "
            "than their name."
        ),
        example="{skpd: {nama: Perangkat Daerah, singkat: OPD}, desa: {}}",
    ),
    Field(
        key="kata",
        aliases=("words",),
        name="words",
        type="mapping",
        fields=WORD_FIELDS,
        doc=N_(
            "Words that pages say in place of the built-in ones ([how](words-and-keys.md#own-words))."
        ),
        example="{laporan: kabar, surel: email}",
    ),
    Field(
        key="kunci_tambahan",
        aliases=("extra_keys",),
        name="own",
        type="mappings",
        fields=OWN_FIELDS,
        doc=N_("Further keys of the city's files ([how](words-and-keys.md#own-keys))."),
        example="- {nama: jumlah_rt, untuk: [profil], tipe: angka, label: Jumlah RT}",
    ),
    Field(
        key="daftar_data",
        aliases=("data_register",),
        name="data_register",
        type="mappings",
        fields=REGISTER_FIELDS,
        doc=N_(
            "The columns of the register of data for Satu Data Indonesia, in order ([how](data-register.md)). "
            "Default: the 19 of the form of the ministry."
        ),
        example="- {judul: Nama Data, isi: judul}",
    ),
    Field(
        key="angka",
        aliases=("figures",),
        name="figures",
        type="mappings",
        fields=FIGURE_FIELDS,
        doc=N_(
            "The figures of the page `/angka/`, in order: each from a dataset of the site ([how](figures.md))."
        ),
        example="- {data: skpd/disdukcapil/penduduk, kolom: jumlah_penduduk, beranda: ya}",
    ),
    Field(
        key="pengumuman_beranda",
        aliases=("home_notices",),
        name="home_notices",
        type="choices",
        doc=N_(
            "Kinds of unit whose urgent notices the city's home page shows. Default "
            "`[skpd, kecamatan]`; `[]` shows none. Every notice is on its unit's page, its "
            "kecamatan's and `/pengumuman/` in any case."
        ),
        example="[skpd]",
    ),
    Field(
        key="contoh",
        aliases=("demo",),
        name="demo",
        type="yes-no",
        doc=N_(
            "`ya` for a city that shows what a site looks like: “today” is the day of its newest report, "
            "by the names of the files, and every page says so. Plans, notices, the last days and late "
            "data follow that day. `--clock` comes first."
        ),
        example="ya",
    ),
    Field(
        key="ringkas",
        aliases=("minify",),
        name="minify",
        type="yes-no",
        doc=N_(
            "`ya` leaves out of each page what no browser needs, which spares 4 % of what is sent and makes "
            "its source hard to read. Default `tidak`."
        ),
        example="ya",
    ),
    Field(
        key="kompresi",
        aliases=("compression",),
        name="compression",
        type="choices",
        choices=("br", "gz"),
        doc=N_(
            "Compressed forms that are written beside pages, sheets, scripts, data and drawings, for a "
            "host that sends such files as they are ([how](hosting.md#compressed-beforehand)). "
            "Default `[]`: the host compresses by itself."
        ),
        example="[br, gz]",
    ),
    Field(
        key="kartu",
        aliases=("share_cards",),
        name="cards",
        type="choice",
        choices=("terbaru", "semua"),
        doc=N_(
            "Which reports without photo and chart get a picture of their own, which shared links show. "
            "`terbaru` (default): those of this month and the one before; links to older ones show the "
            "unit's picture. `semua`: all, which takes a few milliseconds and 20 KB for each."
        ),
        example="semua",
    ),
    Field(
        key="batas_tahan",
        aliases=("hold_limit",),
        name="hold_limit",
        type="count",
        doc=N_(
            "Percentage of units with held-back files, and of units and pages that would vanish, above "
            "which nothing is published."
        ),
        example="10",
    ),
)


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
        raise ConfigError(problems=(Problem.of("S001", "site.yml"),)) from None
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
