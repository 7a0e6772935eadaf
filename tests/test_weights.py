"""What pages weigh, and `sitegen audit`, which names those that exceed their budget."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sitegen.cli.main import run
from sitegen.engine.weights import over_budget, weigh
from sitegen.errors import UsageError
from sitegen.pages.budgets import MAX_DATASET, MAX_PAGE, page_type, sent_size
from sitegen.store.marker import PublishedSite, mark_first
from tests.conftest import NOW, CityFolder, told

REPORT = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
Make = Callable[[str], CityFolder]


def words(size: int) -> str:
    """Text that is sent in about so many bytes, however it is compressed."""
    chance = Random(size)  # noqa: S311 - the same text each time
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz012345", k=size * 8 // 5))


def site(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    mark_first(folder, PublishedSite("x", tuple(files)))
    return folder


@pytest.mark.parametrize(
    ("path", "name", "most"),
    [
        ("index.html", "home page", MAX_PAGE),
        (REPORT, "report page", MAX_PAGE),
        ("kelurahan/dago/data/a/index.html", "dataset page", MAX_DATASET),
        ("kelurahan/dago/index.html", "unit home page", MAX_PAGE),
        ("kelurahan/dago/laporan/index.html", "unit list", MAX_PAGE),
        ("desa/cibodas/halaman/a/index.html", "standing page", MAX_PAGE),
        ("topik/kesehatan/index.html", "topic", MAX_PAGE),
        ("data/topik/kesehatan/index.html", "list of data", MAX_PAGE),
        ("data/unit/index.html", "list of data", MAX_PAGE),
        ("peta/skpd/dlh/sampah/index.html", "map", MAX_PAGE),
        ("keaktifan/belum-terbit/index.html", "monitor", MAX_PAGE),
        ("dip/skpd/index.html", "register of public information", MAX_PAGE),
        ("ppid/permohonan/index.html", "how to ask for information", MAX_PAGE),
        ("404.html", "other page of the city", MAX_PAGE),
        ("berita/lama/index.html", "unit home page", MAX_PAGE),
    ],
)
def test_each_page_has_a_type_by_its_address(path: str, name: str, most: int) -> None:
    assert (page_type(path).name, page_type(path).most) == (name, most)


@pytest.mark.parametrize("prefix", ["", "terbuka/"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_a_page_weighs_itself_and_what_it_loads_but_no_photo(
    tmp_path: Path, prefix: str, quote: str
) -> None:
    def q(value: str) -> str:
        return f"{quote}{value}{quote}"

    page = (
        f"<link rel={q('stylesheet')} href={q(f'/{prefix}aset/a.css')}>"
        f"<link rel={q('icon')} href={q(f'/{prefix}aset/i.svg')}>"
        f"<link rel={q('alternate')} href={q(f'/{prefix}feed.xml')}>"
        f"<script src={q(f'/{prefix}aset/b.js')}></script>"
        '<script type="application/ld+json">{}</script>'
        f"<img src={q('foto.jpg')} alt={q('x')}><img alt={q('x')} src={q('grafik.svg?1')}>"
    )
    files = {
        "skpd/dlh/index.html": page,
        "aset/a.css": words(500),
        "aset/b.js": words(300),
        "aset/i.svg": words(200),
        "feed.xml": words(900),
        "skpd/dlh/foto.jpg": words(5000),
        "skpd/dlh/grafik.svg": words(400),
    }
    (found,) = weigh(site(tmp_path, files))
    sizes = {path: sent_size(text.encode()) for path, text in files.items()}
    assert found.html == sizes["skpd/dlh/index.html"]
    assert found.sheets == {"aset/a.css": sizes["aset/a.css"]}
    assert found.scripts == {"aset/b.js": sizes["aset/b.js"]}
    assert found.drawings.keys() == {"aset/i.svg", "skpd/dlh/grafik.svg"}
    assert found.whole == sum(sizes[path] for path in files if not path.endswith((".xml", ".jpg")))


def test_each_part_over_its_budget_is_named_with_its_page(tmp_path: Path) -> None:
    sheet = '<link rel="stylesheet" href="/aset/a.css">'
    files = {
        "index.html": f"{sheet}<p>{words(3000)}</p>",
        REPORT: f"{sheet}<p>{words(20_000)}</p>",
        "skpd/dlh/index.html": '<img src="/a.svg">',
        "aset/a.css": words(11_000),
        "a.svg": words(41_000),
    }
    folder = site(tmp_path, files)
    expected = (
        f"{REPORT}: [R013] /kelurahan/dago/laporan/2026/11/posyandu/ is sent in 21 KB, mostly words; its budget "
        "is 14 KB = run `sitegen explain /kelurahan/dago/laporan/2026/11/posyandu/` and shorten or divide what the page "
        "is made of\n"
        "skpd/dlh/index.html: [R015] /skpd/dlh/ loads 43 KB the first time without photos, mostly drawings; the "
        "budget is 40 KB = run `sitegen explain /skpd/dlh/` and take out of its sources what it can do without\n"
        "index.html: [R014] the style sheets of / (pages with them: 2) weigh 12 KB, most of it aset/a.css; their budget is "
        "10 KB = take out of the files in `themes/` what the city's pages do not need"
    )
    found = over_budget(folder, weigh(folder))
    assert "\n".join(map(told, found)) == expected


def test_the_audit_passes_a_site_and_says_what_each_type_weighs(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    made = city(
        "-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --\n---\njudul: A\n---\nIsi."
    )
    made.build(clock=NOW, base_url="https://kota.example/terbuka")
    where = ["--root", str(made.root), "--output", str(made.output)]
    assert run(["audit", *where, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if line.startswith("report page (")]
    size = sent_size((made.output / REPORT).read_bytes())
    assert line.startswith(
        f"report page (1): {size / 1024:.1f} KB in the middle, {size / 1024:.1f} of 14 KB at most (/{REPORT[:-10]}), "
    )
    (found,) = [each for each in weigh(made.output) if each.path == REPORT]
    assert found.sheets
    assert found.whole > found.html + sum(found.sheets.values())


def test_the_audit_fails_on_a_page_that_is_too_heavy(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    text = words(24_000)
    made = city(
        f"-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --\n---\njudul: A\n---\n{text}"
    )
    made.build(clock=NOW)
    where = ["--root", str(made.root), "--output", str(made.output)]
    assert run(["audit", *where, "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["path"]) == ("R013", REPORT)


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        tuple(weigh(tmp_path))
    assert refused.value.problems[0].code == "S061"
