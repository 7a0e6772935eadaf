"""`python -m bench.search`: the index of the search for many reports, and what first searches cost.

The index is made from the reports of the benchmark's city by the functions of a build, without their
pages, and written to a folder; a Node process asks it as the page of the search does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.corpus import LAST_DAY, Plan, Unit, reports, units
from sitegen.model import SearchTexts, UnitEntry
from sitegen.search.index import FOLDER, index_files
from sitegen.search.parts import SearchDoc, packed, search_doc
from sitegen.search.stems import families
from sitegen.search.words import GRAMMAR

HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parent / "themes/kota/assets/cari.js"
# Words of titles, of texts and of services, common and rare, one to three of them.
QUERIES = (
    "sampah",
    "pelatihan usaha",
    "santunan lansia",
    "warga",
    "kader",
    "kerja bakti",
    "layanan keliling kelurahan",
    "puskesmas",
    "petugas kelurahan warga",
    "imunisasi",
    "jalan rusak",
    "bougenvil",
    "pentas seni bougenvil",
    "klinik izin",
    "surat keterangan domisili",
)


def _say(*words: object, end: str = "\n") -> None:
    sys.stdout.write(" ".join(map(str, words)) + end)
    sys.stdout.flush()


def entries() -> dict[str, UnitEntry]:
    """Return the register of the benchmark's city by the keys of its units."""
    return {
        unit.key: UnitEntry(
            id=unit.id,
            kind=unit.kind,
            name=unit.name,
            level="dinas" if unit.kind == "skpd" else "kelurahan",
        )
        for unit in units()
    }


# Services of a unit, a fifth of them each.
SERVICES = (
    "Kartu keluarga baru",
    "Perekaman KTP-el",
    "Surat keterangan domisili",
    "Surat keterangan tidak mampu",
    "Surat pengantar nikah",
    "Akta kelahiran",
    "Akta kematian",
    "Surat pindah datang",
    "Rekomendasi izin usaha mikro",
    "Pengaduan warga",
    "Imunisasi dasar",
    "Pemeriksaan lansia",
    "Pendaftaran bank sampah",
    "Peminjaman aula",
    "Legalisir dokumen",
    "Bantuan sosial",
    "Pendaftaran posyandu",
    "Izin keramaian",
    "Pemangkasan pohon",
    "Pelatihan kerja",
    "Pengujian kendaraan",
    "Konsultasi perizinan",
    "Penjemputan sampah besar",
    "Perpustakaan keliling",
    "Kartu pencari kerja",
)


def standing(unit: Unit) -> Iterator[SearchDoc]:
    """Yield what a unit has without a date: itself, five services, a page."""
    at = f"/{unit.key}/"
    about = f"{unit.title} melayani warga pada hari kerja, pukul 08.00 sampai 15.00."
    yield search_doc(at, "unit", unit.title, about, " ".join(SERVICES[:5]))
    for number in range(5):
        name = SERVICES[(units().index(unit) + 5 * number) % len(SERVICES)]
        text = f"Bawa kartu keluarga dan surat pengantar RT. {name} selesai dalam dua hari kerja, gratis."
        yield search_doc(f"{at}#layanan", "layanan", name, text, text)
    text = f"Kantor {unit.title} berada di tengah permukiman, dengan {len(unit.name)} RW dan pasar."
    yield search_doc(f"{at}halaman/profil/", "halaman", f"Profil {unit.title}", text, text)


def documents(plan: Plan) -> tuple[dict[str, list[SearchDoc]], float]:
    """Return the documents of each unit, and the CPU seconds that their words took."""
    found = {unit.key: list(standing(unit)) for unit in units()}
    spent = 0.0
    for item in reports(plan):
        started = time.process_time()
        doc = search_doc(
            item.url,
            "laporan",
            item.title,
            item.summary,
            item.body,
            day=item.day,
            kind=item.kind,
            topics=item.topics,
        )
        spent += time.process_time() - started
        found[item.unit.key].append(doc)
    return found, spent


def made(texts: dict[str, SearchTexts], today: date) -> dict[str, bytes]:
    """Return the files of the index by their paths in its folder."""
    known = entries()
    of_units = tuple((known[key], texts[key]) for key in texts)
    return {file.url.removeprefix(FOLDER): file.make() for file in index_files(of_units, today)}


def main(arguments: list[str] | None = None) -> int:
    """Make the index, ask it, and print what both cost."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="reports of a year")
    parser.add_argument("--work", type=Path, default=Path(".sitegen/bench-search"))
    given = parser.parse_args(arguments)
    shutil.rmtree(given.work, ignore_errors=True)
    docs, words = documents(Plan(size=given.size))
    started = time.process_time()
    texts = {key: packed(own, {}) for key, own in docs.items()}
    packing = time.process_time() - started
    started = time.process_time()
    # The last day of the corpus is a Saturday: late in the week and in the month.
    files = made(texts, LAST_DAY)
    city = time.process_time() - started
    for name, body in files.items():
        path = given.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    total = 1000 * (words + packing + city) / given.size
    _say(f"{given.size} reports, {len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB")
    _say(f"CPU ms a report: words {1000 * words / given.size:.3f}, packing", end=" ")
    _say(
        f"{1000 * packing / given.size:.3f}, index {1000 * city / given.size:.3f}, all {total:.3f}"
    )
    _say(
        "largest folder:", max(Counter(name.rpartition("/")[0] for name in files).values()), "files"
    )
    _one_more(docs, texts, files)
    _searches(given.work)
    return 0


def _one_more(
    docs: dict[str, list[SearchDoc]],
    texts: dict[str, SearchTexts],
    files: dict[str, bytes],
) -> None:
    """Print how many files one new report changes: of today, and of three days ago."""
    for back in (0, 3):
        day = LAST_DAY - timedelta(days=back)
        key = next(iter(texts))
        body = "Kerja bakti membersihkan saluran air bersama warga dan kader posyandu. " * 6
        new = search_doc(
            f"/{key}/laporan/baru/",
            "laporan",
            "Kerja bakti warga",
            "",
            body + docs[key][0].words,
            day=day,
        )
        before = {each.name: each for each in texts[key].parts}
        more = texts | {key: packed([*docs[key], new], before)}
        started = time.process_time()
        after = made(more, LAST_DAY)
        changed = [name for name in after if files.get(name) != after[name]]
        kinds = Counter(name.split("/")[0] for name in changed)
        _say(f"a new report of {day}: {len(changed)} files change: {dict(kinds)}", end="; ")
        _say(f"{time.process_time() - started:.2f} CPU s with every file made anew")


def _searches(work: Path) -> None:
    script = work / "cari.mjs"
    shutil.copy(SCRIPT, script)
    ignored = " ".join(sorted(GRAMMAR))
    for title, within in (("the newest month", 2), ("a year", 99)):
        asked = [{"q": query, "within": within} for query in QUERIES]
        answers = json.loads(
            subprocess.run(  # noqa: S603 - our own script
                ["node", str(HERE / "search_client.mjs"), str(script.resolve()), str(work)],  # noqa: S607
                input=json.dumps({"ignored": ignored, "families": families(), "queries": asked}),
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        _say(f"\nfirst search in {title}, compressed:")
        for each in answers:
            _say(f"  {each['q']}: {each['hits']} results, {len(each['files'])} requests", end=", ")
            _say(f"{each['bytes'] / 1000:.1f} KB: {_by_kind(each['files'], work)}")
        _say(
            "  median", statistics.median(len(each["files"]) for each in answers), end=" requests, "
        )
        _say(f"{statistics.median(each['bytes'] for each in answers) / 1000:.1f} KB")


def _by_kind(names: list[str], work: Path) -> str:
    sizes: Counter[str] = Counter()
    for name in names:
        kind = "words" if "kata" in name else "postings" if "/p" in name else "records"
        sizes["list" if name == "segmen.json" else kind] += len(
            gzip.compress((work / name).read_bytes())
        )
    return ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sizes.items())


if __name__ == "__main__":
    sys.exit(main())
