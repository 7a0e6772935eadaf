"""A fault of the program over one file, at every stage, costs that file and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sitegen.engine.build import Result
from sitegen.problems import is_error
from tests.conftest import CityFolder, for_themselves, told
from tests.test_unit import picture

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
NUMBER = "3273011501900001"
SIGN = "Jahat"
WHOLE = f"""\
-- {DAGO}/unit.yml --
tentang: Melayani warga.
-- {DAGO}/laporan/2026-11-03-a.md --
---
judul: Balai
alias: [/berita/balai/]
---
Isi.
-- {DAGO}/laporan/2026-11-04-b.md --
---
judul: Lain
---
## Atas

[Balai](2026-11-03-a.md) dan [angka](../data/angka.csv).
-- {DAGO}/halaman/layanan.md --
---
judul: Layanan
---
Isi.
-- {DAGO}/halaman/jam.md --
---
judul: Jam
---
Isi.
-- {DAGO}/data/angka.yml --
judul: Angka
grafik: [{{jenis: garis, x: tahun, y: jumlah}}]
-- {DAGO}/data/angka.csv --
tahun,jumlah,ket
2024,3,Biasa
2025,4,Baik
-- {DAGO}/data/lain.csv --
nama,jumlah
Mawar,3
Melati,4
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
"""
REPORT, PAGE = f"{DAGO}/laporan/2026-11-03-a.md", f"{DAGO}/halaman/layanan.md"
TABLE, PROFILE = f"{DAGO}/data/angka.csv", f"{DAGO}/unit.yml"
OTHERS = (
    "kelurahan/dago/laporan/2026/11/b/index.html",
    "kelurahan/dago/halaman/jam/index.html",
    "kelurahan/dago/data/lain/index.html",
    "kelurahan/dago/index.html",
    "kelurahan/sekeloa/laporan/2026/11/senam/index.html",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A file of each kind: how it becomes the one over which the program fails, and its page."""

    path: str
    edits: tuple[tuple[str, str, str], ...]
    page: str
    shown: str


KINDS = {
    "report": Kind(
        path=REPORT,
        edits=(
            (REPORT, "judul: Balai", f"judul: {SIGN}"),
            (REPORT, "Isi.", f"{SIGN} [di sini](2026-11-04-b.md#atas)."),
        ),
        page="kelurahan/dago/laporan/2026/11/a/",
        shown="Balai",
    ),
    "page": Kind(
        path=PAGE,
        edits=((PAGE, "judul: Layanan", f"judul: {SIGN}"),),
        page="kelurahan/dago/halaman/layanan/",
        shown="Layanan",
    ),
    "table": Kind(
        path=TABLE,
        edits=(
            (TABLE, "Biasa", SIGN),
            (f"{DAGO}/data/angka.yml", "judul: Angka", f"judul: {SIGN}"),
        ),
        page="kelurahan/dago/data/angka/",
        shown="Angka",
    ),
    "profile": Kind(
        path=PROFILE,
        edits=((PROFILE, "tentang: Melayani", f"tentang: {SIGN} melayani"),),
        page="kelurahan/dago/",
        shown="Melayani warga.",
    ),
}
# What fails, and for which kind of file. Each is called with something that has the file's words.
STAGES = (
    ("report", "sitegen.units.texts", "screen"),
    ("report", "sitegen.units.texts", "parse_report"),
    ("report", "sitegen.units.finish", "finish"),
    ("report", "sitegen.units.finish", "with_fragments"),
    ("report", "sitegen.units.parts", "report_item"),
    ("report", "sitegen.units.unit_pages", "report_page"),
    ("report", "sitegen.units.unit_pages", "unit_page"),
    ("report", "sitegen.units.unit_pages", "archive_pages"),
    ("report", "sitegen.units.unit_pages", "unit_feeds"),
    ("report", "sitegen.units.make", "redirects"),
    ("report", "sitegen.units.remarks", "late"),
    ("page", "sitegen.units.texts", "screen"),
    ("page", "sitegen.units.texts", "parse_page"),
    ("page", "sitegen.units.finish", "finish"),
    ("page", "sitegen.units.unit_pages", "standing_page"),
    ("page", "sitegen.units.unit_pages", "unit_page"),
    ("table", "sitegen.units.datasets", "parse_raw"),
    ("table", "sitegen.units.datasets", "screen_table"),
    ("table", "sitegen.units.datasets", "parse_dataset"),
    ("table", "sitegen.units.parts", "make_dataset"),
    ("table", "sitegen.datasets.downloads", "data_files"),
    ("table", "sitegen.units.made_datasets", "_summary"),
    ("table", "sitegen.units.unit_pages", "unit_page"),
    ("table", "sitegen.pages.dataset", "dataset_page"),
    ("profile", "sitegen.units.read", "screen"),
    ("profile", "sitegen.units.read", "parse_profile"),
    ("profile", "sitegen.units.read", "own_contacts"),
    ("profile", "sitegen.units.parts", "unit_context"),
    ("profile", "sitegen.units.unit_pages", "unit_page"),
)


def failing(real: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """Call the real function, except with something that has the sign in it."""
    given = tuple(
        [*each] if isinstance(each, Iterable) and iter(each) is each else each for each in given
    )
    if SIGN in repr(given) or SIGN.encode() in b"".join(g for g in given if isinstance(g, bytes)):
        raise RuntimeError(f"no way with {NUMBER}")
    return real(*given, **more)


def broken(patch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Let a function of the program fail over the file with the sign."""
    found = import_module(module)
    patch.setattr(found, name, partial(failing, getattr(found, name)))


def edited(made: CityFolder, kind: Kind) -> None:
    for file, old, new in kind.edits:
        text = (made.root / file).read_text()
        assert old in text
        made.write(file, text.replace(old, new))


def clean(made: CityFolder, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same city, without the last one's state, makes of it."""
    other = CityFolder(made.root, folder)
    other.build()
    return other.files()


def errors(result: Result) -> list[str]:
    return [told(problem) for problem in result.problems if is_error(problem)]


def is_told(lines: list[str], path: str) -> bool:
    (line,) = lines
    return bool(
        re.fullmatch(
            re.escape(path) + r": \[S044\] the program failed over this file: "
            r"RuntimeError in [\w<>]+, \w+/\w+\.py line \d+ = this is a fault of the program: report "
            "it with this message; everything else is published",
            line,
        )
    )


@pytest.mark.parametrize(
    ("name", "module", "function"), STAGES, ids=[f"{n}-{f}" for n, _, f in STAGES]
)
def test_a_fault_over_a_file_keeps_its_last_good_version_and_passes(
    city: City,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    module: str,
    function: str,
) -> None:
    made, kind = city(WHOLE), KINDS[name]
    made.build()
    before = made.read(kind.page)
    edited(made, kind)
    with monkeypatch.context() as patch:
        broken(patch, module, function)
        result = made.build()
        faulty = made.files()
        assert is_told(errors(result), kind.path), errors(result)
    assert result.held_back == (kind.path,)
    assert [stand_in.path for stand_in in result.stand_ins] == [kind.path]
    assert kind.shown in made.read(kind.page)
    assert SIGN not in "".join(made.read(path) for path in faulty if path.endswith(".html"))
    assert set(OTHERS) <= faulty.keys()
    assert NUMBER.encode() not in b"".join(
        path.read_bytes() for path in made.root.rglob(".sitegen/state*")
    )
    # The next build tries again, although nothing has changed.
    again = made.build()
    assert for_themselves(again) == [("kelurahan/dago", "again")]
    assert errors(again) == []
    assert made.read(kind.page) != before
    assert made.files() == clean(made, tmp_path / "bersih")


@pytest.mark.parametrize("name", KINDS)
def test_a_new_file_over_which_the_program_fails_is_absent(
    city: City, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made, kind = city(WHOLE), KINDS[name]
    edited(made, kind)
    module, function = next((m, f) for n, m, f in reversed(STAGES) if n == name)
    broken(monkeypatch, module, function)
    result = made.build()
    assert is_told(errors(result), kind.path), errors(result)
    assert (result.held_back, result.stand_ins) == ((kind.path,), ())
    assert set(OTHERS) <= made.files().keys()
    if name != "profile":
        assert not (made.output / kind.page / "index.html").exists()


def test_a_fault_over_many_files_costs_each_of_them_in_one_go(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "".join(
        f"-- {DAGO}/laporan/2026-10-{day:02}-x.md --\n---\njudul: {SIGN} {day}\n---\nIsi.\n"
        for day in range(1, 31)
    )
    made = city(WHOLE + many)
    rounds: list[int] = []
    module = import_module("sitegen.units.make")
    real = module._made

    def counted(*given: Any) -> Any:
        rounds.append(1)
        return real(*given)

    monkeypatch.setattr(module, "_made", counted)
    broken(monkeypatch, "sitegen.units.unit_pages", "report_page")
    result = made.build()
    assert len(result.held_back) == 30
    assert len(rounds) == 5  # once for each of four units, and once more for this one
    assert set(OTHERS) <= made.files().keys()


def test_a_fault_that_no_file_has_alone_is_one_of_the_unit(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    real = import_module("sitegen.units.unit_pages").archive_pages

    def two(unit: Any, reports: tuple[Any, ...], *rest: Any) -> Any:
        if len(reports) > 1:
            raise RuntimeError(NUMBER)
        return real(unit, reports, *rest)

    monkeypatch.setattr("sitegen.units.unit_pages.archive_pages", two)
    assert [problem.code for problem in made.build().problems if is_error(problem)] == ["S012"]


@pytest.mark.parametrize(
    ("module", "name"),
    [("sitegen.charts.prepare", "prepare"), ("sitegen.pages.drawn_chart", "sentence")],
)
def test_a_fault_over_a_chart_costs_that_chart(
    city: City, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    block = "```grafik\njenis: garis\ndata: angka\nx: tahun\ny: jumlah\njudul: {}\n```\n"
    made = city(
        WHOLE.replace("Isi.\n", block.format(SIGN) + block.format("Baik"), 1).replace(
            "{jenis: garis, x: tahun, y: jumlah}",
            f"{{jenis: garis, x: tahun, y: jumlah, judul: {SIGN}}}, "
            "{jenis: garis, x: tahun, y: jumlah}",
        )
    )
    with monkeypatch.context() as patch:
        broken(patch, module, name)
        result = made.build()
    assert result.held_back == ()
    found = [told(problem) for problem in result.problems if problem.code == "C011"]
    assert len(found) == 2
    for path, line in zip((f"{DAGO}/data/angka.yml", REPORT), found, strict=True):
        assert re.match(
            re.escape(path)
            + r":\d+(:\d+)?: \[C011\] the chart could not be drawn and is left out: "
            r"RuntimeError in \w+, (?:units/charts|pages/drawn_chart)\.py line \d+ = build again",
            line,
        )
    text, data = made.read(KINDS["report"].page), made.read(KINDS["table"].page)
    assert (
        f"<p>Grafik “{SIGN}” tidak dapat digambar. Angkanya ada di sini: "
        '<a href="/kelurahan/dago/data/angka/">Angka</a>.</p>'
    ) in text
    assert f"<p>Grafik “{SIGN}” tidak dapat digambar. Angkanya ada di tabel.</p>" in data
    # A chart is drawn for narrow and for wide pages.
    assert (text.count("<svg xmlns"), data.count("<svg xmlns")) == (2, 2)
    assert for_themselves(made.build()) == [("kelurahan/dago", "again")]
    assert made.read(KINDS["report"].page).count("<svg xmlns") == 4
    assert made.build().rebuilt == ()


@pytest.mark.parametrize("alt", ["Meja timbang", ""])
def test_a_picture_that_cannot_be_made_now_costs_itself_alone(
    city: City, monkeypatch: pytest.MonkeyPatch, alt: str
) -> None:
    front = f"foto:\n  - berkas: meja.png\n    alt: {alt}\n" if alt else "foto: meja.png\n"
    made = city(
        f"-- {REPORT} --\n---\njudul: Balai\n{front}---\nSatu\n\n![{alt}](meja.png)\n\n"
        f"Dua ![{alt}](meja.png) tiga.\n"
    )
    made.write(f"{DAGO}/laporan/meja.png", picture())

    def starved(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("PIL.Image.Image.convert", starved)
        result = made.build()
    assert result.held_back == ()
    found = [told(problem) for problem in result.problems if problem.code == "G012"]
    assert len(found) == 3
    assert re.fullmatch(
        re.escape(REPORT)
        + r":\d+:\d+: \[G012\] the picture `meja\.png` could not be made ready and "
        r"is left out: MemoryError in _flat, images/variants\.py line \d+ = build again: it may have "
        "been a passing fault; if it happens again, save the picture anew as JPEG, and report it to "
        "Kominfo",
        found[0],
    )
    line = f"Gambar “{alt}” belum dapat ditampilkan." if alt else "Gambar belum dapat ditampilkan."
    page = made.read(KINDS["report"].page)
    assert page.count(f"<p>{line}</p>") == 2
    assert f"<p>Dua {line} tiga.</p>" in page
    assert for_themselves(made.build()) == [("kelurahan/dago", "again")]
    page = made.read(KINDS["report"].page)
    assert line not in page
    assert page.count("meja-") > 2
    assert made.build().rebuilt == ()


class Panic(BaseException):
    """As libraries written in Rust raise it: no Exception."""

    __module__ = "pyo3_runtime"


def test_a_panic_in_a_library_costs_its_file_too(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clean(html: str) -> str:
        if SIGN in html:
            raise Panic(NUMBER)
        return html

    made = city(WHOLE)
    edited(made, KINDS["report"])
    monkeypatch.setattr("sitegen.reports.markdown.rendering.clean", clean)
    result = made.build()
    (line,) = errors(result)
    assert line.startswith(
        f"{REPORT}: [S044] the program failed over this file: Panic in _by_cmark, "
        "reports/markdown/rendering.py line "
    )
    assert set(OTHERS) <= made.files().keys()


def test_an_interrupt_is_no_fault_of_a_file(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    made = city(WHOLE)
    monkeypatch.setattr("sitegen.units.finish.render_body", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made.build()
    assert not (made.output / "index.html").exists()
