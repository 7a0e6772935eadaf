"""`sitegen new city`: settings, and the register of its areas; nothing that nobody has said."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.city.config import parse_config
from sitegen.city.kemendagri import Area, areas_in, nearest_region, regions
from sitegen.city.owners import PATH as OWNERS
from sitegen.city.owners import identity
from sitegen.city.register import COLUMNS
from sitegen.city.register import PATH as REGISTER
from sitegen.city.site_fields import SITE_FIELDS
from sitegen.cli.unit_scaffold import commented
from sitegen.cli.writing import one_line, quoted, write_new
from sitegen.errors import UsageError
from sitegen.i18n import N_, Lang, Translator, translator
from sitegen.keys.placeholders import SITE_ADDRESS, SITE_NAME
from sitegen.urls import slugify

_KINDS = "unit_kinds"


class NewCity(Struct, frozen=True, kw_only=True):
    """A city to make; `zone` and `lang` are those of `site.yml`, `owners` those of `kota`.

    `region` is the kota or kabupaten whose areas its register gets.
    """

    name: str = SITE_NAME
    base_url: str = SITE_ADDRESS
    zone: str = "WIB"
    lang: Lang = "id"
    owners: tuple[str, ...] = ()
    region: Area | None = None


class Registered(Struct, frozen=True):
    """How many areas of each level a new register has."""

    kecamatan: int = 0
    kelurahan: int = 0
    desa: int = 0


def region_meant(text: str) -> Area:
    """Return the kota or kabupaten of a code or name; raises UsageError for none or several."""
    found = regions(text)
    if not found:
        near = nearest_region(text)
        raise UsageError.of("S054", found=text, area=near.code, name=near.name)
    if len(found) > 1:
        options = ", ".join(f"{area.code} ({area.name})" for area in found)
        raise UsageError.of("S063", found=text, options=options, first=found[0].code)
    return found[0]


def make_city(folder: Path, city: NewCity) -> tuple[tuple[Path, ...], Registered]:
    """Make a city in `folder`, and return its files and what is in its register.

    Raises UsageError unless the folder is new or empty and each owner is an account or address,
    ConfigError when the name, address or time zone cannot be used.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError.of("S019", folder=str(folder))
    t = translator(city.lang)
    register, registered = _register(city.region)
    settings = "\n".join(_settings(city, t, desa=bool(registered.desa))) + "\n"
    files: dict[str, str | bytes] = {
        "site.yml": settings,
        ".gitignore": "build/\n.sitegen/\n",
        REGISTER: register,
        "content/.gitkeep": b"",
        **({OWNERS: _owners(city.owners, t)} if city.owners else {}),
    }
    parse_config(settings.encode(), "site.yml")
    return write_new(folder, files), registered


def _settings(city: NewCity, t: Translator, *, desa: bool) -> Iterator[str]:
    """The lines of `site.yml`; a region with desa has them as a kind of unit."""
    given = {
        "name": quoted(one_line(city.name)),
        "base_url": city.base_url,
        "zone": quoted(city.zone),
        "lang": city.lang,
    }
    fields = {field.name: field for field in SITE_FIELDS}
    for name, value in given.items():
        yield f"# {t.gettext(fields[name].doc)}"
        yield f"{fields[name].key}: {value}"
    if desa:
        yield "# " + t.gettext(N_("Kinds of unit besides skpd, kecamatan and kelurahan."))
        yield f"{fields[_KINDS].key}: {{desa: {{}}}}"
    yield ""
    yield "# " + t.gettext(
        N_("What follows is not set. Remove the # before each key that you fill in.")
    )
    known = {*given, _KINDS} if desa else {*given}
    yield from commented((each for each in SITE_FIELDS if each.name not in known), t)


def _register(region: Area | None) -> tuple[str, Registered]:
    """The register with the areas of a region, and how many they are."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    areas = areas_in(region) if region else ()
    ids = unit_ids(areas)
    for area in areas:
        row = {
            "id": ids[area.code],
            "jenis": area.level,
            "nama": area.name,
            "kode_wilayah": area.code,
            "induk": ids.get(area.code.rpartition(".")[0], ""),
            "status": "aktif",
        }
        writer.writerow(row)
    counts = Counter(area.level for area in areas)
    return text.getvalue(), Registered(counts["kecamatan"], counts["kelurahan"], counts["desa"])


def unit_ids(areas: Iterable[Area]) -> dict[str, str]:
    """Return an id for each area by its code: its name as a slug, unique among those of its level.

    Areas of one name get that of their kecamatan as well, and if need be the end of their codes or
    the whole of them.
    """
    left = tuple(areas)
    names = {area.code: area.name for area in left}
    chosen: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for parts in (1, 2, 3, 4):
        slugs = {area.code: _slug(area, names, parts) for area in left}
        counts = Counter((area.level, slugs[area.code]) for area in left)
        # A name may be that of another area and of its kecamatan together.
        single = {
            area.code
            for area in left
            if counts[area.level, slugs[area.code]] == 1
            and (area.level, slugs[area.code]) not in taken
        }
        taken |= {(area.level, slugs[area.code]) for area in left if area.code in single}
        chosen |= {code: slugs[code] for code in single}
        left = tuple(area for area in left if area.code not in single)
    return chosen


def _slug(area: Area, names: dict[str, str], parts: int) -> str:
    above, _, end = area.code.rpartition(".")
    return slugify(" ".join((area.name, names.get(above, ""), end, area.code)[:parts]))


def _owners(owners: tuple[str, ...], t: Translator) -> str:
    for owner in owners:
        if not identity(owner):
            raise UsageError.of("U024", found=owner)
    names = ", ".join(f'"{identity(owner)}"' for owner in owners)
    notes = "".join(f"# {t.gettext(line)}\n" for line in _OWNER_NOTES)
    return f'{notes}kota: [{names}]\n# unit:\n#   kelurahan/ID: ["@AKUN"]\n'


_OWNER_NOTES = (
    N_("Who may change what: sitegen check --author WHO --base BRANCH goes by this list."),
    N_('An owner is an account ("@name"), an e-mail address, or all of one host ("*@host").'),
    N_("Checks on GitHub, GitLab and Forgejo know accounts only."),
    N_("Owners of `kota` may change everything, this file too."),
)
