"""Units that are merged, split, renamed or closed: every address that they had is answered."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.main import run
from sitegen.engine import former as engine_former
from sitegen.engine.build import Result
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.portal import former as portal_former
from tests.conftest import NOW, SITE, CityFolder, told, write_blocks
from tests.repository import Repo, make

REPOSITORY = Path(__file__).resolve().parent.parent
HEADER = (
    "id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,kode_lama,penerus,sejak,sampai\n"
)
DAGANG = "disperdagin,skpd,Dinas Perdagangan,,,,aktif,,,,,\n"
KOPERASI = "diskop,skpd,Dinas Koperasi,,,,aktif,,,,,\n"
BARAT = "barat,kecamatan,Barat,63.71.01,,,aktif,,,,,\n"
TIMUR = "timur,kecamatan,Timur,63.71.02,,,aktif,,,,,\n"
MASJID = "seberang-mesjid,kelurahan,Seberang Mesjid,63.71.01.1001,barat,,aktif,,,,,\n"
LAIN = "kelayan,kelurahan,Kelayan,63.71.01.1002,barat,,aktif,,,,,\n"
START = HEADER + DAGANG + KOPERASI + BARAT + TIMUR + MASJID + LAIN
REGISTER = "data/units.csv"
REDIRECT = 'http-equiv="refresh" content="0; url='


def text(title: str) -> str:
    """A text that no other one is like, so that git knows it when it moves."""
    return f"---\njudul: {title}\n---\n\n" + f"Isi {title}, yang cukup panjang.\n" * 12


def codes(result: Result) -> list[str]:
    """The codes of problems, but that the tables have no descriptions."""
    return [problem.code for problem in result.problems if problem.code != "D010"]


class Town:
    """A city in a repository whose units are reorganised."""

    def __init__(self, folder: Path) -> None:
        root = folder / "kota"
        root.mkdir()
        write_blocks(root, f"-- site.yml --\n{SITE}")
        self.repo: Repo = make(root)
        self.city = CityFolder(root, folder / "keluaran")
        self.city.write(".gitignore", ".sitegen/\n")
        self.city.write(REGISTER, START)
        for unit in ("skpd/disperdagin", "skpd/diskop", "kelurahan/seberang-mesjid"):
            name = unit.partition("/")[2]
            self.write(f"{unit}/laporan/2026-03-05-harga-{name}.md", text(f"Harga {name}"))
            self.write(f"{unit}/halaman/profil.md", text(f"Profil {name}"))
            self.write(
                f"{unit}/data/{name}.csv", f"tahun,{name.replace('-', '_')}\n2024,3\n2025,4\n"
            )
        self.write("skpd/disperdagin/laporan/2025-06-01-lama.md", text("Laporan lama"))
        self.repo.commit(1)

    def write(self, path: str, content: str) -> None:
        self.city.write(f"content/{path}", content)

    def register(self, *rows: str) -> None:
        self.city.write(REGISTER, HEADER + "".join(rows))

    def move(self, old: str, new: str) -> None:
        """Move all files of a unit into the folder of another one."""
        content = self.city.root / "content"
        for path in sorted((content / old).rglob("*")):
            if path.is_file():
                target = content / new / path.relative_to(content / old)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.rename(target)
        shutil.rmtree(content / old)

    def build(self, **options: object) -> Result:
        """Build on; the site is the one that a clean build makes."""
        result = self.city.build(**options)
        clean = CityFolder(self.city.root, self.city.output.with_name("bersih"))
        clean.build(**options)
        assert clean.files() == self.city.files()
        shutil.rmtree(clean.output)
        return result

    def addresses(self) -> set[str]:
        """All addresses of pages of units."""
        return {
            "/" + path.removesuffix("index.html")
            for path in self.city.files()
            if path.endswith("/index.html") and path.startswith(("skpd/", "kel", "kec"))
        }

    def leads(self, address: str) -> str:
        """Where the page at an address leads: elsewhere, to itself ("."), or it is not there ("")."""
        path = self.city.output / address.lstrip("/") / "index.html"
        if not path.exists():
            return ""
        page = path.read_text(encoding="utf-8")
        return page.split("url=")[1].split('"')[0] if REDIRECT in page else "."


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


NEW = "diskopdag,skpd,Dinas Koperasi dan Perdagangan,,,,aktif,disperdagin|diskop,,,2026-07,\n"
AREAS = BARAT + TIMUR + MASJID + LAIN
MERGED = (
    HEADER
    + "disperdagin,skpd,Dinas Perdagangan,,,,nonaktif,,,diskopdag,,2026-06\n"
    + "diskop,skpd,Dinas Koperasi,,,,nonaktif,,,skpd/diskopdag,,2026-06\n"
    + "diskopdag,skpd,Dinas Koperasi dan Perdagangan,,,,aktif,,,,2026-07,\n"
)


def merge(town: Town) -> set[str]:
    """Merge two agencies into a third; return the addresses that they had."""
    town.build()
    before = {each for each in town.addresses() if each.startswith("/skpd/dis")}
    town.move("skpd/disperdagin", "skpd/diskopdag")
    (town.city.root / "content/skpd/diskop/halaman/profil.md").unlink()
    town.move("skpd/diskop", "skpd/diskopdag")
    return before


@pytest.mark.parametrize("rows", [MERGED, HEADER + NEW], ids=["penerus", "id_lama"])
@pytest.mark.parametrize("committed", [False, True])
def test_after_a_merger_every_old_address_leads_to_the_same_place(
    town: Town, rows: str, committed: bool
) -> None:
    before = merge(town)
    town.city.write(REGISTER, rows + AREAS)
    if committed:
        town.repo.commit(2)
    result = town.build()
    assert not codes(result)
    assert not result.lost
    for address in before:
        new = address
        for old in ("/skpd/disperdagin/", "/skpd/diskop/"):
            new = new.replace(old, "/skpd/diskopdag/")
        assert town.leads(new) == "."
        assert town.leads(address) == new, address


def test_what_no_successor_has_leads_to_the_list_of_its_month_or_to_the_home_page(
    town: Town,
) -> None:
    merge(town)
    content = town.city.root / "content/skpd/diskopdag"
    (content / "laporan/2025-06-01-lama.md").unlink()
    (content / "laporan/2026-03-05-harga-diskop.md").unlink()
    (content / "data/diskop.csv").unlink()
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(2)
    town.build()
    assert town.leads("/skpd/diskop/laporan/2026/03/harga-diskop/") == (
        "/skpd/diskopdag/laporan/2026/03/"
    )
    assert town.leads("/skpd/disperdagin/laporan/2025/06/lama/") == "/skpd/diskopdag/laporan/"
    assert town.leads("/skpd/disperdagin/laporan/2025/") == "/skpd/diskopdag/"
    assert town.leads("/skpd/diskop/data/diskop/") == "/skpd/diskopdag/"


def test_a_file_that_moves_and_is_renamed_is_found_at_its_new_name(town: Town) -> None:
    merge(town)
    folder = town.city.root / "content/skpd/diskopdag/laporan"
    (folder / "2026-03-05-harga-diskop.md").rename(folder / "2026-03-06-harga-koperasi.md")
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(2)
    town.build()
    assert town.leads("/skpd/diskop/laporan/2026/03/harga-diskop/") == (
        "/skpd/diskopdag/laporan/2026/03/harga-koperasi/"
    )


def test_dates_of_publication_stay_when_a_folder_moves(town: Town) -> None:
    merge(town)
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(300)
    town.build()
    feed = town.city.read("skpd/diskopdag/sitemap.xml")
    assert "2026-10" not in feed
    assert "<lastmod>2026-03-05</lastmod>" in feed


def test_a_chain_of_units_leads_to_its_end(town: Town) -> None:
    merge(town)
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(2)
    town.build()
    town.move("skpd/diskopdag", "skpd/disperin")
    rows = MERGED.replace(
        "diskopdag,skpd,Dinas Koperasi dan Perdagangan,,,,aktif,,,,2026-07,",
        "disperin,skpd,Dinas Perindustrian,,,,aktif,diskopdag,,,2026-09,",
    )
    town.city.write(REGISTER, rows + AREAS)
    town.repo.commit(3)
    assert not codes(town.build())
    for old in ("disperdagin", "diskopdag"):
        address = f"/skpd/{old}/laporan/2026/03/harga-disperdagin/"
        assert town.leads(address) == "/skpd/disperin/laporan/2026/03/harga-disperdagin/"
        assert town.leads(f"/skpd/{old}/") == "/skpd/disperin/"


def test_a_renamed_kelurahan_keeps_its_code_and_all_its_addresses(town: Town) -> None:
    town.build()
    before = {each for each in town.addresses() if "mesjid" in each}
    town.move("kelurahan/seberang-mesjid", "kelurahan/seberang-masjid")
    row = (
        "seberang-masjid,kelurahan,Seberang Masjid,63.71.01.1001,barat,Seberang Mesjid,aktif,"
        "seberang-mesjid,,,,\n"
    )
    town.register(DAGANG, KOPERASI, BARAT, TIMUR, row, LAIN)
    town.repo.commit(2)
    assert not codes(town.build())
    assert len(before) == 11
    for address in before:
        new = address.replace("/kelurahan/seberang-mesjid/", "/kelurahan/seberang-masjid/")
        assert town.leads(address) == new
    assert "Seberang Mesjid" in town.city.read("kelurahan/seberang-masjid/")
    assert "dahulu Seberang Mesjid" in town.city.read("kelurahan/")


SPLIT = (
    "disperdagin,skpd,Dinas Perdagangan,,,,nonaktif,,,disdag|disperin,,2026-06\n"
    "disdag,skpd,Dinas Dagang,,,,aktif,,,,2026-07,\n"
    "disperin,skpd,Dinas Industri,,,,aktif,,,,2026-07,\n"
)


def test_after_a_split_the_old_pages_stay_and_say_who_follows(town: Town) -> None:
    town.build()
    town.register(SPLIT, KOPERASI, AREAS)
    town.repo.commit(2)
    town.build()
    for place in ("", "laporan/2025/06/lama/", "laporan/2025/", "halaman/profil/"):
        page = town.city.read(f"skpd/disperdagin/{place}")
        assert "Unit ini sudah ditutup; unit ini ada sampai Juni 2026." in page, place
        assert '<a href="/skpd/disdag/">Dinas Dagang</a>' in page
        assert '<a href="/skpd/disperin/">Dinas Industri</a>' in page
    assert "Dinas Perdagangan" in town.city.read("skpd/disdag/")


def test_after_a_split_each_moved_page_leads_to_its_unit_and_the_rest_to_the_old_one(
    town: Town,
) -> None:
    town.build()
    content = town.city.root / "content/skpd"
    for path, unit in (
        ("laporan/2026-03-05-harga-disperdagin.md", "disdag"),
        ("data/disperdagin.csv", "disperin"),
    ):
        target = content / unit / path
        target.parent.mkdir(parents=True)
        (content / "disperdagin" / path).rename(target)
    shutil.rmtree(content / "disperdagin")
    town.register(SPLIT, KOPERASI, AREAS)
    town.repo.commit(2)
    town.build()
    old = "/skpd/disperdagin/"
    assert town.leads(old) == "."
    assert town.leads(f"{old}laporan/2026/03/harga-disperdagin/") == (
        "/skpd/disdag/laporan/2026/03/harga-disperdagin/"
    )
    assert town.leads(f"{old}data/disperdagin/") == "/skpd/disperin/data/disperdagin/"
    assert town.leads(f"{old}laporan/2025/06/lama/") == old


def test_an_old_address_that_a_live_page_has_is_never_taken(town: Town) -> None:
    town.build()
    content = town.city.root / "content/skpd"
    (content / "disdag/halaman").mkdir(parents=True)
    shutil.copy(content / "disperdagin/halaman/profil.md", content / "disdag/halaman/profil.md")
    town.write(
        "skpd/disdag/laporan/2026-08-01-baru.md",
        text("Baru").replace("---\n\n", "alias: [/skpd/disperdagin/halaman/profil/]\n---\n\n"),
    )
    town.register(SPLIT, KOPERASI, AREAS)
    town.repo.commit(2)
    result = town.build()
    assert town.leads("/skpd/disperdagin/halaman/profil/") == "."
    assert codes(result) == ["S011"]


def test_a_closed_unit_says_so_and_is_listed_apart(town: Town) -> None:
    town.register(
        "disperdagin,skpd,Dinas Perdagangan,,,,nonaktif,,,,,2026\n",
        "diskop,skpd,Dinas Koperasi,,,,nonaktif,,,,,\n",
        AREAS,
    )
    shutil.rmtree(town.city.root / "content/skpd/diskop")
    town.repo.commit(2)
    town.build()
    page = town.city.read("skpd/diskop/")
    assert "Unit ini sudah ditutup." in page
    assert "belum menerbitkan" not in page
    listing = town.city.read("skpd/")
    _, closed = listing.split("Unit yang sudah ditutup")
    assert "Dinas Koperasi" in closed
    assert "sampai 2026" in closed


def test_an_author_may_name_an_address_of_a_unit_that_this_one_follows(town: Town) -> None:
    merge(town)
    town.city.write(REGISTER, MERGED + AREAS)
    town.write(
        "skpd/diskopdag/laporan/2026-08-01-baru.md",
        text("Baru").replace("---\n\n", "alias: [/skpd/diskop/berita/]\n---\n\n"),
    )
    town.repo.commit(2)
    assert not codes(town.build())
    assert town.leads("/skpd/diskop/berita/") == "/skpd/diskopdag/laporan/2026/08/baru/"


def test_without_git_old_addresses_are_those_that_the_successor_has_of_that_time(
    town: Town,
) -> None:
    merge(town)
    town.write("skpd/diskopdag/laporan/2026-08-01-baru.md", text("Baru"))
    town.city.write(REGISTER, MERGED + AREAS)
    shutil.rmtree(town.city.root / ".git")
    town.build()
    assert town.leads("/skpd/diskop/laporan/2026/03/harga-diskop/") == (
        "/skpd/diskopdag/laporan/2026/03/harga-diskop/"
    )
    assert town.leads("/skpd/diskop/laporan/2026/08/baru/") == ""


def test_the_folder_of_a_former_unit_is_told_with_the_unit_that_follows(town: Town) -> None:
    town.city.write(REGISTER, HEADER + NEW + AREAS)
    town.repo.commit(2)
    problems = [told(each) for each in town.city.build().problems]
    assert any("[U013]" in each and "skpd/diskopdag" in each for each in problems)


def recipes() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The recipes of the docs by heading: the rows of the register, and the commands."""
    page = (REPOSITORY / "docs/reorganisation.md").read_text(encoding="utf-8")
    found = {}
    for part in page.split("\n## ")[1:]:
        heading, _, rest = part.partition("\n")
        blocks = dict(re.findall(r"```(csv|text)\n(.*?)```", rest, re.DOTALL))
        if "csv" in blocks:
            found[heading] = (blocks["csv"], tuple(blocks.get("text", "").splitlines()))
    return found


@pytest.mark.parametrize("name", recipes())
def test_a_recipe_of_the_docs_leaves_no_address_unanswered(town: Town, name: str) -> None:
    town.build()
    before = town.addresses()
    rows, commands = recipes()[name]
    changed = {row.split(",")[0] for row in rows.splitlines()}
    changed |= {"seberang-mesjid"} if "seberang-masjid" in changed else set()
    others = (DAGANG, KOPERASI, BARAT, TIMUR, MASJID, LAIN)
    kept = [row for row in others if row.split(",")[0] not in changed]
    town.city.write(REGISTER, rows + "".join(kept))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    name_of = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example"}
    name_of |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in name_of.items()}
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=town.city.root,
            env=os.environ | name_of | {"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    town.repo.commit(3)
    result = town.build()
    assert not codes(result)
    assert not result.lost
    assert before <= town.addresses()


def test_an_old_address_is_explained_by_where_it_leads(town: Town) -> None:
    merge(town)
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(2)
    town.city.build()
    options = Options(root=town.city.root, output=town.city.output, clock=NOW)
    found = inquire(options, "/skpd/diskop/halaman/profil/", town.city.root)
    assert (found.status, found.target) == ("published", "/skpd/diskopdag/halaman/profil/")
    for word in ("Dinas Koperasi", "diskop"):
        assert inquire(options, word, town.city.root).status == "closed"


def test_a_unit_is_listed_with_what_it_was_and_who_follows(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.register(SPLIT, "diskop,skpd,Dinas Koperasi,,,Dinas UKM,aktif,dinas-ukm,,,,\n", AREAS)
    assert run(["list", "unit", "--root", str(town.city.root), "--lang", "en"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    last = {line[0]: line[-2:] for line in lines}
    assert last["unit"] == ["closed", "formerly"]
    assert last["skpd/disperdagin"] == ["2026-06 → skpd/disdag|skpd/disperin", "-"]
    assert last["skpd/diskop"] == ["-", "Dinas UKM, skpd/dinas-ukm"]


def test_an_address_of_another_unit_is_refused_with_the_columns_that_lead_it_on(
    town: Town,
) -> None:
    town.write(
        "skpd/diskop/laporan/2026-08-01-baru.md",
        text("Baru").replace("---\n\n", "alias: [/skpd/disperdagin/]\n---\n\n"),
    )
    told_of = [told(each) for each in town.city.build().problems if each.code == "M009"]
    assert len(told_of) == 1
    assert "lead on by `id_lama` or `penerus` in data/units.csv" in told_of[0]


def test_a_former_unit_with_too_many_addresses_keeps_the_newest(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge(town)
    town.city.write(REGISTER, MERGED + AREAS)
    town.repo.commit(2)
    for module in (portal_former, engine_former):
        monkeypatch.setattr(module, "MAX_OF_FORMER", 8)
    problems = town.city.build().problems
    assert sorted(told(each) for each in problems if each.code == "U049") == [
        (
            f"{REGISTER}: [U049] the former unit `{key}` has more than 8 old addresses; the "
            f"newest 8 lead on = let the host lead all addresses below `/{key}/` on, as "
            "docs/reorganisation.md shows"
        )
        for key in ("skpd/diskop", "skpd/disperdagin")
    ]
    assert town.leads("/skpd/disperdagin/")
    assert town.leads("/skpd/disperdagin/laporan/2026/03/harga-disperdagin/")
    assert not town.leads("/skpd/disperdagin/data/disperdagin/")


def test_the_tile_of_a_kecamatan_with_another_code_stays(town: Town) -> None:
    row = BARAT.replace("63.71.01,,,aktif,,", "63.71.09,,,aktif,,63.71.01")
    town.register(DAGANG, KOPERASI, row, TIMUR)
    shutil.rmtree(town.city.root / "content/kelurahan")
    town.city.write("data/peta/ubin.csv", "kode_wilayah,baris,kolom\n63.71.01,2,3\n63.71.02,1,1\n")
    town.city.build()
    assert '<li class="r2 c3"><a class="tile l0" href="/kecamatan/barat/">' in town.city.read("/")


def test_a_kelurahan_stays_in_the_directory_when_its_kecamatan_is_closed(town: Town) -> None:
    town.register(DAGANG, KOPERASI, BARAT.replace("aktif", "nonaktif"), TIMUR, MASJID, LAIN)
    town.city.build()
    directory = town.city.read("kelurahan/")
    assert 'href="/kelurahan/kelayan/"' in directory
    assert 'href="/kelurahan/seberang-mesjid/"' in directory
