"""How the city stands: `sitegen status`, `build --status DIR` and `--fail-on-held`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sitegen.cli.main import run
from sitegen.engine import build as engine
from sitegen.engine.overdue import Overdue, overdue_datasets, overdue_reports
from sitegen.model import DatasetSummary
from sitegen.policy import directives
from tests.conftest import CityFolder
from tests.repository import make

Make = Callable[[str], CityFolder]
CLOCK = ["--clock", "2026-11-21T12:00"]
TODAY = date(2026, 11, 21)
NUMBER = "3273" + "014508900002"
BROKEN = "content/kelurahan/dago/laporan/2026-11-04-rusak.md"
CITY = f"""
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu melayani 84 balita
jenis: layanan
---
Penimbangan selesai sebelum tengah hari. Enam balita dirujuk ke puskesmas.
-- {BROKEN} --
---
judul: Laporan rusak
tanggal: 31-02-2026
---
Isi laporan.
-- content/kelurahan/sekeloa/laporan/2026-10-04-nik.md --
---
judul: Laporan dengan nomor
jenis: layanan
---
Penerima bernomor NIK {NUMBER} datang ke kelurahan pada hari itu juga.
-- content/kecamatan/coblong/laporan/2026-09-01-rencana.md --
---
judul: Kerja bakti di Cikapundung
status: rencana
tanggal_kegiatan: 2026-09-20
---
Warga diminta membawa alat.
"""


def build(folder: CityFolder, *arguments: str, lang: str = "en") -> int:
    where = ["--root", str(folder.root), "--output", str(folder.output), "--jobs", "1"]
    return run(["build", *where, "--lang", lang, *CLOCK, *arguments])


def asked(
    folder: CityFolder, capsys: pytest.CaptureFixture[str], *arguments: str, lang: str = "en"
) -> str:
    """What `sitegen status` prints; it succeeds."""
    capsys.readouterr()
    where = ["--root", str(folder.root), "--output", str(folder.output), "--lang", lang]
    assert run(["status", *where, *CLOCK, *arguments]) == 0
    return capsys.readouterr().out


def test_it_tells_what_is_held_back_and_overdue_since_when(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    make(folder.root).commit(1)
    build(folder)
    lines = asked(folder, capsys).splitlines()
    assert lines[0] == "Kota Contoh, as last built 2026-11-21 12:00"
    dago = lines.index("kelurahan/dago (Dago), last report: 2026-11-03")
    assert lines[dago + 1].startswith(f"  {BROKEN} (last changed ")
    assert lines[dago + 1].endswith("; not published: no earlier version is right)")
    coblong = lines.index("kecamatan/coblong (Coblong), last report: 2026-09-01")
    assert lines[coblong + 1] == (
        '  The result of "Kerja bakti di Cikapundung", planned for September 20, 2026, has not '
        "been reported yet."
    ).replace("September 20, 2026", "20 September 2026")


def test_nothing_is_built_or_scanned_for_it(
    city: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = city(CITY)
    build(folder)
    before = asked(folder, capsys)
    for path in (folder.root / "content").rglob("*.md"):
        path.unlink()
    monkeypatch.setattr(engine, "build", None)
    assert asked(folder, capsys) == before


def test_nothing_personal_is_in_it_in_any_form(
    city: Make, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = city(CITY)
    build(folder, "--status", str(tmp_path / "status"))
    texts = [asked(folder, capsys, "--format", form) for form in ("text", "json", "pesan")]
    texts += [path.read_text(encoding="utf-8") for path in (tmp_path / "status").iterdir()]
    assert len(texts) == 7
    for text in texts:
        assert NUMBER not in text
        assert "datang ke kelurahan" not in text


def test_the_message_to_a_unit_says_what_to_mend_and_what_is_waited_for(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    build(folder)
    coblong, dago, sekeloa = asked(folder, capsys, "--format", "pesan", lang="id").split("-" * 20)
    assert 'Yang kami tunggu:\n- Hasil "Kerja bakti di Cikapundung"' in coblong
    assert "1. laporan/2026-11-04-rusak.md, baris 3\n   Belum tampil: " in dago
    assert sekeloa.rstrip().endswith("Terima kasih.\nKota Contoh")


def test_without_a_build_it_says_what_to_do(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(CITY)
    code = run(["status", "--root", str(folder.root), "--lang", "en"])
    err = capsys.readouterr().err
    assert code == 2
    assert "error[S061]: nothing is known of a build into `" in err
    assert "= next step: run `sitegen build` first, with the same --output" in err


def test_chosen_units_alone(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(CITY)
    build(folder)
    answer = json.loads(asked(folder, capsys, "--unit", "dago", "--format", "json"))
    assert [unit["unit"] for unit in answer["units"]] == ["kelurahan/dago"]


def test_problems_of_the_city_are_apart_from_those_of_units(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(
        CITY + "-- content/kelurahan/dagoo/laporan/2026-11-01-a.md --\n---\njudul: A\n---\n"
    )
    build(folder)
    answer = json.loads(asked(folder, capsys, "--format", "json"))
    assert [each["code"] for each in answer["problems"]] == ["U013"]
    assert answer["history"] == ""  # a city outside of git is not news
    assert {each["unit"]: each["errors"] for each in answer["units"]} == {
        "skpd/dinkes": 0,
        "kecamatan/coblong": 0,
        "kelurahan/dago": 1,
        "kelurahan/sekeloa": 1,
    }


def test_fail_on_held_publishes_and_exits_with_a_code_of_its_own(city: Make) -> None:
    folder = city(CITY)
    assert build(folder) == 0
    assert build(folder, "--fail-on-held") == 4
    assert (folder.output / "kelurahan/dago/laporan/2026/11/posyandu/index.html").is_file()
    for path in ("kelurahan/dago/laporan/2026-11-04-rusak.md", "kelurahan/sekeloa"):
        target = folder.root / "content" / path
        for each in [target] if target.is_file() else target.rglob("*.md"):
            each.unlink()
    assert build(folder, "--fail-on-held") == 0


def test_a_folder_of_no_unit_counts_as_held(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(
        "-- content/kelurahan/dagoo/laporan/2026-11-01-a.md --\n---\njudul: A\n---\nIsi.\n"
    )
    assert build(folder, "--fail-on-held") == 4
    held = "content/kelurahan/dagoo (not published: the register has no such unit)"
    assert held in capsys.readouterr().out
    assert json.loads(asked(folder, capsys, "--format", "json"))["totals"]["held"] == 1


def test_the_page_is_for_kominfo_alone(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    status = tmp_path / "status"
    assert build(folder, "--status", str(status), lang="id") == 0
    assert {path.name for path in status.iterdir()} == {
        "index.html",
        "feed.xml",
        "status.css",
        "status.json",
    }
    page = (status / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert directives(policy)["default-src"] == ["'none'"]
    assert "<h2>Dago</h2>" in page
    assert f"<code>{BROKEN}</code>" in page
    assert "<pre>*Dago*\nYth. Bapak/Ibu pengelola situs Dago," in page
    assert json.loads((status / "status.json").read_text(encoding="utf-8")) == json.loads(
        asked(folder, capsys, "--format", "json", lang="id")
    )
    online = "".join(
        text.decode() for path, text in folder.files().items() if path.endswith((".html", ".xml"))
    )
    assert "2026-11-04-rusak" not in online


def entries(status: Path) -> list[tuple[str, str]]:
    """Title and id of each entry of the feed."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring((status / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    return [
        (each.findtext(f"{atom}title", ""), each.findtext(f"{atom}id", ""))
        for each in root.iter(f"{atom}entry")
    ]


def test_the_feed_has_an_entry_for_each_unit_that_is_new_when_something_changes(
    city: Make, tmp_path: Path
) -> None:
    folder = city(CITY)
    status = tmp_path / "status"
    build(folder, "--status", str(status))
    first = entries(status)
    assert [title for title, _ in first] == [
        "Coblong: held back 0, overdue 1",
        "Dago: held back 1, overdue 0",
        "Sekeloa: held back 1, overdue 0",
    ]
    build(folder, "--status", str(status))
    assert entries(status) == first
    folder.write(BROKEN, "---\njudul: Baru\n---\nIsi.\n")
    build(folder, "--status", str(status))
    assert entries(status) == [first[0], first[2]]


def test_a_build_that_publishes_nothing_is_told_too(city: Make, tmp_path: Path) -> None:
    folder = city(CITY)
    status = tmp_path / "status"
    build(folder, "--status", str(status))
    folder.write("site.yml", "nama: Kota Contoh\n")
    assert build(folder, "--status", str(status)) == 2
    answer = json.loads((status / "status.json").read_text(encoding="utf-8"))
    assert [each["path"] for each in answer["refused"]] == ["site.yml"]
    assert entries(status)[0][0] == "A later build published nothing"
    assert len(answer["units"]) == 4


@pytest.mark.parametrize("place", ["keluaran", "keluaran/status", "kota", "kota/content/x", "."])
def test_the_folder_is_no_part_of_the_site_or_of_its_sources(
    city: Make, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    assert build(folder, "--status", str(tmp_path / place)) == 2
    assert "error[S060]: the status cannot be written into `" in capsys.readouterr().err
    assert not folder.output.exists()


def days(*ago: int) -> Iterable[date]:
    return [TODAY - timedelta(days=each) for each in ago]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param(days(40, 47, 54, 61, 68), [(TODAY - timedelta(days=19), 7)], id="weekly"),
        pytest.param(days(10, 17, 24, 31, 38), [], id="weekly and not long ago"),
        pytest.param(days(80, 110, 140, 170, 200), [], id="monthly"),
        pytest.param(days(400, 407), [], id="too few to tell"),
        pytest.param(days(-3, 40, 47, 54, 61, 68), [(TODAY - timedelta(days=19), 7)], id="future"),
        pytest.param(days(15, 16, 17, 18, 19), [(TODAY - timedelta(days=1), 1)], id="daily"),
    ],
)
def test_a_unit_is_overdue_by_its_own_rhythm(
    reports: Iterable[date], expected: list[tuple[date, int]]
) -> None:
    found = [(each.due, each.days) for each in overdue_reports(reports, TODAY)]
    assert found == expected


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param(days(40), [(TODAY - timedelta(days=9), 31)], id="late"),
        pytest.param(days(31, 400), [], id="in time"),
        pytest.param(days(), [], id="none yet"),
        pytest.param(
            days(20, 21, 22, 23, 24), [], id="a stated rhythm takes the place of the habit"
        ),
    ],
)
def test_a_unit_whose_kind_states_a_rhythm_is_overdue_by_that(
    reports: Iterable[date], expected: list[tuple[date, int]]
) -> None:
    found = [(each.due, each.days) for each in overdue_reports(reports, TODAY, 31)]
    assert found == expected


def dataset(frequency: str, updated: date | None) -> DatasetSummary:
    return DatasetSummary(
        url="/kelurahan/dago/data/x/",
        name="x",
        title="Kunjungan",
        topics=(),
        period="",
        updated=updated,
        rows=1,
        sentence="",
        chart_url="",
        chart_size=(0, 0),
        described=True,
        frequency=frequency,
    )


@pytest.mark.parametrize(
    ("frequency", "ago", "late"),
    [
        ("bulanan", 47, True),
        ("bulanan", 46, False),
        ("harian", 5, True),
        ("harian", 4, False),
        ("sekali", 4000, False),
        ("", 4000, False),
    ],
)
def test_a_dataset_is_overdue_by_the_rhythm_that_it_states(
    frequency: str, ago: int, late: bool
) -> None:
    found: list[Overdue] = list(
        overdue_datasets([dataset(frequency, TODAY - timedelta(days=ago))], TODAY)
    )
    assert bool(found) == late


def test_a_dataset_without_a_known_day_is_not_overdue() -> None:
    assert list(overdue_datasets([dataset("harian", None)], TODAY)) == []
