"""A unit that changed makes again only what the change touches, and reads nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from sitegen.engine.stage import Stage, Staged
from sitegen.model import Output
from sitegen.store.state import state_path
from sitegen.units import references, versions
from sitegen.units.files import Opened, UnitFiles, open_file
from tests.conftest import CityFolder
from tests.life.changes import picture
from tests.pdf import pdf
from tests.repository import Repo

UNIT = "content/kelurahan/dago"
REPORTS = f"{UNIT}/laporan"
LISTS = {
    "kelurahan/dago/feed.json",
    "kelurahan/dago/feed.xml",
    "kelurahan/dago/index.html",
    "kelurahan/dago/layar/index.html",
    "kelurahan/dago/profil.json",
    "kelurahan/dago/sitemap.xml",
}
ALL_REPORTS = "kelurahan/dago/laporan/index.html"
# The kecamatan shows the newest reports of its kelurahan; its card has words of its own alone.
ABOVE = {
    f"kecamatan/coblong/{name}" for name in ("feed.json", "feed.xml", "index.html", "sitemap.xml")
} | {"kecamatan/coblong/layar/index.html", "kecamatan/coblong/profil.json"}
TABLE = "bulan,kunjungan\n2026-08,90\n2026-09,120\n2026-10,150\n"
DESCRIPTION = "judul: Kunjungan puskesmas\ngrafik:\n- {jenis: garis, x: bulan, y: kunjungan}\n"


@dataclass(slots=True)
class Work:
    """What a build read, by the source's name, and the files of the unit that it made."""

    read: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    done = Work()
    put = Stage.put

    def noted(files: UnitFiles, path: str) -> Opened:
        done.read.append(path.rpartition("/")[2])
        return open_file(files, path)

    def staged(stage: Stage, outputs: Iterable[Output], key: str = "") -> tuple[Staged, ...]:
        found = tuple(outputs)
        done.made.update(output.path for output in found if stage.owner)
        return put(stage, found, key)

    for module in (versions, references):
        monkeypatch.setattr(module, "open_file", noted)
    monkeypatch.setattr(Stage, "put", staged)
    return done


def report(title: str, *front: str, body: str = "Isi laporan.") -> str:
    return "\n".join(("---", f"judul: {title}", *front, "---", body, ""))


def page(month: str, slug: str) -> str:
    return f"kelurahan/dago/laporan/{month}/{slug}/index.html"


@pytest.fixture
def dago(city: Callable[[str], CityFolder]) -> CityFolder:
    """Eight reports in four months, none related to another, and a standing page."""
    made = city("")
    for month in ("06", "07", "08", "09"):
        for day in ("03", "17"):
            made.write(
                f"{REPORTS}/2026-{month}-{day}-lapor-{day}.md", report(f"Lapor {month} {day}")
            )
    made.write(f"{UNIT}/halaman/layanan.md", report("Layanan"))
    made.write(f"{UNIT}/unit.yml", "tentang: Kelurahan Dago.\n")
    made.build()
    return made


def again(made: CityFolder, work: Work) -> Work:
    """Build once more, and return what that took; the site must equal a clean one."""
    work.read.clear()
    work.made.clear()
    made.build()
    done = Work(list(work.read), set(work.made))
    found = made.files()
    clean = CityFolder(made.root, made.output.with_name("bersih"))
    clean.build()
    assert found == clean.files()
    return done


def test_a_new_report_makes_its_page_its_neighbours_and_the_lists_that_show_it(
    dago: CityFolder, work: Work
) -> None:
    dago.write(f"{REPORTS}/2026-08-10-baru.md", report("Baru"))
    done = again(dago, work)
    assert sorted(done.read) == [
        "2026-08-03-lapor-03.md",
        "2026-08-10-baru.md",
        "2026-08-17-lapor-17.md",
        "unit.yml",
    ]
    assert done.made == LISTS | {
        page("2026/08", "baru"),
        page("2026/08", "lapor-03"),
        page("2026/08", "lapor-17"),
        ALL_REPORTS,
        "kelurahan/dago/laporan/2026/index.html",
        "kelurahan/dago/laporan/2026/08/index.html",
        *ABOVE,
    }


def test_an_edited_text_makes_its_own_page_and_what_always_follows(
    dago: CityFolder, work: Work
) -> None:
    path = f"{REPORTS}/2026-07-03-lapor-03.md"
    dago.write(path, report("Lapor 07 03", "ringkasan: Tetap.", body="Isi lain."))
    again(dago, work)
    dago.write(path, report("Lapor 07 03", "ringkasan: Tetap.", body="Isi lain lagi."))
    done = again(dago, work)
    assert sorted(done.read) == ["2026-07-03-lapor-03.md", "unit.yml"]
    assert done.made == LISTS | {page("2026/07", "lapor-03")}


def test_another_title_is_shown_by_neighbours_and_archives(dago: CityFolder, work: Work) -> None:
    dago.write(f"{REPORTS}/2026-07-03-lapor-03.md", report("Judul lain"))
    assert again(dago, work).made == LISTS | {
        page("2026/06", "lapor-17"),
        page("2026/07", "lapor-03"),
        page("2026/07", "lapor-17"),
        ALL_REPORTS,
        "kelurahan/dago/laporan/2026/index.html",
        "kelurahan/dago/laporan/2026/07/index.html",
        *ABOVE,
    }


def test_a_report_with_a_topic_in_common_shows_the_card_of_an_older_one(
    dago: CityFolder, work: Work
) -> None:
    topic = "topik: [kesehatan]"
    dago.write(f"{REPORTS}/2026-06-03-lapor-03.md", report("Lama", topic))
    dago.write(f"{REPORTS}/2026-09-17-lapor-17.md", report("Baru", topic))
    again(dago, work)
    dago.write(f"{REPORTS}/2026-06-03-lapor-03.md", report("Lama", topic, "ringkasan: Lain."))
    assert page("2026/09", "lapor-17") in again(dago, work).made


def test_a_new_standing_page_is_listed_by_the_others_and_by_no_report(
    dago: CityFolder, work: Work
) -> None:
    dago.write(f"{UNIT}/halaman/profil.md", report("Profil"))
    assert again(dago, work).made == LISTS | {
        "kelurahan/dago/halaman/layanan/index.html",
        "kelurahan/dago/halaman/profil/index.html",
    }


def test_the_profile_is_on_every_page(dago: CityFolder, work: Work) -> None:
    dago.write(f"{UNIT}/unit.yml", "tentang: Lain.\nnama_pendek: Dago Raya\n")
    done = again(dago, work)
    assert page("2026/06", "lapor-03") in done.made
    assert "2026-06-03-lapor-03.md" in done.read


@pytest.mark.parametrize(
    ("reference", "change"),
    [
        pytest.param("![Warga](foto.jpg)", "foto.jpg", id="a picture with other bytes"),
        pytest.param("[Surat](baru.pdf)", "baru.pdf", id="a document that was not there"),
        pytest.param("[Surat](surat.pdf)", "surat.pdf", id="a document with other bytes"),
        pytest.param("[Itu](2026-09-03-lapor-03.md)", "slug", id="a text with another address"),
        pytest.param("[Itu](2026-09-03-lapor-03.md#hasil)", "heading", id="a heading that came"),
        pytest.param("[Itu](2026-09-03-lapor-03.md#isi)", "heading", id="a heading that went"),
        pytest.param("[Itu](2026-12-01-belum.md)", "belum", id="a text that came"),
        pytest.param(
            "[Itu](/kelurahan/dago/halaman/layanan/#jam)", "hours", id="a place by address"
        ),
    ],
)
def test_a_text_is_made_again_when_what_it_refers_to_changes(
    dago: CityFolder, work: Work, reference: str, change: str
) -> None:
    dago.write(f"{REPORTS}/foto.jpg", picture(10))
    dago.write(f"{REPORTS}/surat.pdf", pdf())
    dago.write(f"{REPORTS}/2026-09-03-lapor-03.md", report("Tujuan", body="## Isi\n\nBaik."))
    dago.write(f"{REPORTS}/2026-06-03-lapor-03.md", report("Perujuk", body=f"Lihat {reference}."))
    again(dago, work)
    if change.endswith(".jpg"):
        dago.write(f"{REPORTS}/{change}", picture(200))
    elif change.endswith(".pdf"):
        dago.write(f"{REPORTS}/{change}", pdf("lain"))
    elif change == "slug":
        dago.write(f"{REPORTS}/2026-09-03-lapor-03.md", report("Tujuan", "slug: lain"))
    elif change == "heading":
        dago.write(f"{REPORTS}/2026-09-03-lapor-03.md", report("Tujuan", body="## Hasil\n\nBaik."))
    elif change == "hours":
        dago.write(f"{UNIT}/halaman/layanan.md", report("Layanan", body="## Jam\n\n08.00."))
    else:
        dago.write(f"{REPORTS}/2026-12-01-belum.md", report("Belum", "tanggal: 2026-11-01"))
    done = again(dago, work)
    assert "2026-06-03-lapor-03.md" in done.read
    assert page("2026/07", "lapor-03") not in done.made


def test_an_unchanged_table_is_not_read_though_the_home_page_shows_its_chart(
    dago: CityFolder, work: Work
) -> None:
    dago.write(f"{UNIT}/data/kunjungan.csv", TABLE)
    dago.write(f"{UNIT}/data/kunjungan.yml", DESCRIPTION)
    dago.build()
    dago.write(f"{REPORTS}/2026-09-21-baru.md", report("Lebih baru"))
    done = again(dago, work)
    assert "kunjungan.csv" not in done.read
    assert not any("/data/kunjungan/" in path for path in done.made)
    assert 'id="kunjungan-grafik-1"' in dago.read("/kelurahan/dago/")


def test_a_chart_in_a_text_follows_its_table(dago: CityFolder, work: Work) -> None:
    chart = "```grafik\njenis: garis\ndata: kunjungan\nx: bulan\ny: kunjungan\n```"
    dago.write(f"{UNIT}/data/kunjungan.csv", TABLE)
    dago.write(f"{REPORTS}/2026-09-20-grafik.md", report("Grafik", body=f"Naik.\n\n{chart}"))
    again(dago, work)
    dago.write(f"{REPORTS}/2026-06-20-baru.md", report("Baru"))
    assert "2026-09-20-grafik.md" not in again(dago, work).read
    dago.write(f"{UNIT}/data/kunjungan.csv", TABLE.replace("150", "151"))
    assert page("2026/09", "grafik") in again(dago, work).made


def test_a_lost_file_of_a_text_is_made_again_and_nothing_else(dago: CityFolder, work: Work) -> None:
    dago.write(f"{REPORTS}/foto.jpg", picture(10))
    dago.write(f"{REPORTS}/2026-09-03-lapor-03.md", report("Foto", body="![Warga](foto.jpg)"))
    again(dago, work)
    folder = dago.output / "kelurahan/dago/laporan/2026/09/lapor-03"
    next(folder.glob("*.jpg")).unlink()
    done = again(dago, work)
    assert "2026-09-03-lapor-03.md" in done.read
    assert page("2026/06", "lapor-03") not in done.made


def test_a_clock_that_moves_makes_only_what_becomes_due(dago: CityFolder, work: Work) -> None:
    dago.write(f"{REPORTS}/2026-11-23-nanti.md", report("Nanti"))
    dago.build()
    work.made.clear()
    dago.build(clock=datetime.fromisoformat("2026-11-24T12:00"))
    assert page("2026/11", "nanti") in work.made
    assert page("2026/06", "lapor-03") not in work.made


def test_a_commit_makes_again_the_pages_that_show_its_date(dago: CityFolder, work: Work) -> None:
    repo = Repo(dago.root)
    repo.git("init", "-q", "-b", "main")
    dago.write(".gitignore", ".sitegen/\n")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "semua", day=310)
    again(dago, work)
    dago.write(f"{REPORTS}/2026-07-03-lapor-03.md", report("Lapor 07 03", body="Lain."))
    repo.git("commit", "-qam", "satu", day=320)
    done = again(dago, work)
    assert sorted(done.read) == ["2026-07-03-lapor-03.md", "unit.yml"]
    assert page("2026/07", "lapor-03") in done.made


@pytest.mark.parametrize("table", ["made", "strand"])
def test_what_the_state_has_of_a_source_is_believed_only_when_it_is_whole(
    dago: CityFolder, work: Work, table: str
) -> None:
    path = state_path(dago.root, dago.output)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"UPDATE {table} SET body = replace(body, 'Lapor', 'Palsu')")  # noqa: S608
    dago.write(f"{REPORTS}/2026-08-10-baru.md", report("Baru"))
    again(dago, work)


def test_force_makes_everything_again(dago: CityFolder, work: Work) -> None:
    dago.build(force=True)
    assert page("2026/06", "lapor-03") in work.made
