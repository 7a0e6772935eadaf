"""The made-up city: 200 units and any number of reports over a year, the same for the same seed."""
# ruff: noqa: S311 - the seed makes the city; nothing is secret

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from bench import prose

FIRST_DAY = date(2025, 11, 22)
LAST_DAY = date(2026, 11, 21)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
CLOCK = "2026-11-21T23:00"
NAME = "Kota Contoh"
BASE_URL = "https://contoh.example"
ADDED = 200
KINDS = ("skpd", "kecamatan", "kelurahan")
_SKPD, _KECAMATAN, _KELURAHAN = 30, 30, 140
_AFFAIRS = [
    "Kesehatan",
    "Pendidikan",
    "Perhubungan",
    "Sosial",
    "Kebudayaan",
    "Pariwisata",
    "Perdagangan",
    "Perindustrian",
    "Koperasi",
    "Pertanian",
    "Perikanan",
    "Kehutanan",
    "Kependudukan",
    "Ketenagakerjaan",
    "Kearsipan",
    "Perpustakaan",
    "Kebersihan",
    "Pertamanan",
    "Perumahan",
    "Permukiman",
    "Penerangan",
    "Pengairan",
    "Pertanahan",
    "Kepemudaan",
    "Keolahragaan",
    "Kebakaran",
    "Kebencanaan",
    "Perizinan",
    "Pendapatan",
    "Keuangan",
]
_FRONT = "Suka Ciba Ranca Sari Cipa Karang Bojong Babakan Pasir Tegal Kebon Muara Gunung Leuwi"
_BACK = "jaya maju mulya wangi asih rasa sirna luyu tani warna"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An agency, kecamatan or kelurahan."""

    kind: str
    id: str
    name: str
    code: str
    parent: str

    @property
    def key(self) -> str:
        """Its folder below `content/`, which is also its address."""
        return f"{self.kind}/{self.id}"

    @property
    def title(self) -> str:
        """Its name as pages show it."""
        return self.name if self.kind == "skpd" else f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report before it takes any generator's form; `body` is Markdown."""

    number: int
    unit: Unit
    day: date
    slug: str
    title: str
    kind: str
    topics: tuple[str, ...]
    summary: str
    place: str
    hours: str
    men: int
    women: int
    budget: int
    result: str
    follow_up: str
    status: str
    body: str

    @property
    def url(self) -> str:
        """Its address, the same for every generator."""
        return f"/{self.unit.key}/laporan/{self.day:%Y/%m}/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The size of a city; `photos` is the share of reports with a photo.

    Only sitegen draws charts: with `charts` it does more work than the others.
    """

    size: int
    seed: int = 1
    datasets: int = 20
    charts: bool = False
    photos: float = 0.0


@cache
def units() -> tuple[Unit, ...]:
    """Return the 200 units; each kelurahan belongs to a kecamatan."""
    front, back = _FRONT.split(), _BACK.split()
    names = [a + b if len(a) < 5 else f"{a} {b.capitalize()}" for a in front for b in back]
    agencies = (
        Unit(kind="skpd", id=f"dinas-{word.lower()}", name=f"Dinas {word}", code="", parent="")
        for word in _AFFAIRS[:_SKPD]
    )
    districts = [
        Unit(
            kind="kecamatan",
            id=_slug(f"{front[n % len(front)]} {_CARDINAL[n // len(front)]}"),
            name=f"{front[n % len(front)]} {_CARDINAL[n // len(front)]}",
            code=f"32.73.{n + 1:02}",
            parent="",
        )
        for n in range(_KECAMATAN)
    ]
    villages = (
        Unit(
            kind="kelurahan",
            id=_slug(name),
            name=name,
            code=f"{districts[n % _KECAMATAN].code}.{1001 + n // _KECAMATAN}",
            parent=districts[n % _KECAMATAN].id,
        )
        for n, name in enumerate(names[:_KELURAHAN])
    )
    return (*agencies, *districts, *villages)


_CARDINAL = ("Utara", "Selatan", "Timur")


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def reports(plan: Plan) -> Iterator[Report]:
    """Yield the reports in order of date."""
    return (report(plan, number) for number in range(plan.size))


def added(plan: Plan) -> Iterator[Report]:
    """Yield 200 more reports, one from each unit, all on the last day."""
    return (report(plan, plan.size + number) for number in range(ADDED))


def place(plan: Plan, number: int) -> tuple[Unit, date]:
    """Return the unit and the day of a report: units take turns, days are in order."""
    day = FIRST_DAY + timedelta(days=min(DAYS - 1, number * DAYS // max(1, plan.size)))
    return units()[number % len(units())], day


def report(plan: Plan, number: int) -> Report:
    """Return the report with this number; it depends only on the plan's seed and size."""
    rng = Random(f"{plan.seed}:{number}")
    unit, day = place(plan, number)
    near = units()[rng.randrange(len(units()))]
    activity, topic, kind, outcome = rng.choice(prose.ACTIVITIES)
    group, rw = rng.choice(prose.GROUPS), rng.randrange(1, 20)
    done = rng.randrange(20, 900)
    other = rng.choice(prose.ACTIVITIES)[1]
    links = ((near.title, f"/{near.key}/"), ("panduan layanan", "https://layanan.example/panduan"))
    return Report(
        number=number,
        unit=unit,
        day=day,
        slug=f"{_slug(activity)}-{group.lower()}-{number:06}",
        title=f"{activity} {group} RW {rw:02}: {done} {outcome}",
        kind=kind,
        topics=(topic,) if other == topic else (topic, other),
        summary=prose.sentence("Dari {n} sasaran, {small} belum terjangkau karena {cause}.", rng),
        place=f"{rng.choice(prose.PLACES)} {rw:02}",
        hours=f"0{rng.randrange(7, 10)}.00-{rng.randrange(10, 16)}.00 WIB",
        men=rng.randrange(5, 90),
        women=rng.randrange(5, 90),
        budget=rng.randrange(5, 200) * 50_000,
        result=f"{done} {outcome}",
        follow_up=prose.sentence("Pertemuan dengan {people} dalam {small} hari", rng),
        status=rng.choice(("selesai", "selesai", "selesai", "berjalan", "rencana")),
        body=prose.body(rng, links),
    )


def edited(item: Report, run: int) -> str:
    """Return the report's body after a correction, a different one in each run."""
    return f"{item.body}\nKoreksi ke-{run}: jumlah peserta telah diperiksa kembali.\n"


def publishers(plan: Plan) -> tuple[Unit, ...]:
    """Return the units with a dataset, spread over all kinds."""
    count = min(plan.datasets, len(units()))
    return tuple(units()[n * len(units()) // count] for n in range(count))


def dataset_csv(plan: Plan, unit: Unit, *, run: int = 0) -> str:
    """Return a table of 24 months; each `run` changes its last figure."""
    rng = Random(f"{plan.seed}:{unit.key}")
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("bulan", "kelompok", "jumlah"))
    for month in range(24):
        period = f"{2024 + (month + 10) // 12}-{(month + 10) % 12 + 1:02}"
        for group in ("Laki-laki", "Perempuan"):
            last = run if month == 23 and group == "Perempuan" else 0
            table.writerow((period, group, rng.randrange(50, 900) + last))
    return out.getvalue()


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar (JSON's strings are YAML's)."""
    return json.dumps(text, ensure_ascii=False)


def photo(plan: Plan, number: int) -> bool:
    """Return whether the report with this number has a photo."""
    return plan.photos > 0 and Random(f"{plan.seed}:foto:{number}").random() < plan.photos


@cache
def picture() -> bytes:
    """Return a JPEG of 1600 by 1200 pixels, like a shrunk telephone photo."""
    from PIL import Image

    width, height = 1600, 1200
    small = Image.effect_noise((width // 8, height // 8), 60).resize((width, height))
    rows = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (rows, small, rows.transpose(Image.Transpose.ROTATE_180)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
