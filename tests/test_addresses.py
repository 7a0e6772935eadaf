"""An address keeps its holder, and what git knows to have moved leads on by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sitegen.city.git.changes import read_change
from sitegen.cli.path_text import as_text
from sitegen.engine.build import Result
from sitegen.engine.change import check_change
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.i18n import translator
from sitegen.units import redirects
from tests.conftest import NOW, CityFolder, told
from tests.repository import shallow
from tests.town import DAGO, Town, text, town

NIK = "3273011708900001"


@pytest.fixture(name="town")
def _town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return town(tmp_path)


def codes(result: Result) -> list[str]:
    wanted = {"M008", "M009", "M022", "M023", "M024", "M025", "S011", "U039", "D016"}
    problems = (*result.problems, *result.lost)
    return [problem.code for problem in problems if problem.code in wanted]


def lines(result: Result) -> list[str]:
    return [told(p) for p in result.problems if p.code in {"M008", "D016", "M022"}]


def test_a_late_report_does_not_take_the_address_of_a_published_one(town: Town) -> None:
    town.commit(1, **{"2026-02-09-kerja-bakti": text("Sembilan")})
    town.build()
    town.commit(2, **{"2026-02-02-kerja-bakti": text("Dua")})
    result = town.build()

    assert "Sembilan" in town.page("/laporan/2026/02/kerja-bakti/")
    assert lines(result) == [
        (
            f"{DAGO}/laporan/2026-02-02-kerja-bakti.md: [M008] the page has the same address as "
            f"`{DAGO}/laporan/2026-02-09-kerja-bakti.md`: /kelurahan/dago/laporan/2026/02/kerja-bakti/ = "
            "write the line `slug: kerja-bakti-2` between the `---` lines of this file: it is free"
        )
    ]
    town.commit(3, **{"2026-02-02-kerja-bakti": text("Dua", "slug: kerja-bakti-2")})
    assert codes(town.build()) == []
    assert "Sembilan" in town.page("/laporan/2026/02/kerja-bakti/")
    assert "Dua" in town.page("/laporan/2026/02/kerja-bakti-2/")


def test_a_slug_does_not_take_the_address_of_a_younger_file(town: Town) -> None:
    town.commit(1, **{"2026-02-01-x": text("Tua")})
    town.commit(2, **{"2026-02-19-posyandu": text("Muda")})
    town.commit(3, **{"2026-02-01-x": text("Tua", "slug: posyandu")})
    assert codes(town.build()) == ["M008"]
    assert "Muda" in town.page("/laporan/2026/02/posyandu/")
    assert "Tua" in town.page("/laporan/2026/02/x/")


def test_the_order_of_commits_decides_on_one_day_and_against_their_dates(town: Town) -> None:
    town.commit(5, **{"2026-02-09-a": text("Dahulu")})
    town.commit(5, **{"2026-02-02-a": text("Kemudian")})
    town.commit(1, **{"2026-02-01-a": text("Bertanggal mundur")})
    assert codes(town.build()) == ["M008", "M008"]
    assert "Dahulu" in town.page("/laporan/2026/02/a/")


def test_a_branch_begun_long_ago_comes_when_it_is_merged(town: Town) -> None:
    town.repo.git("checkout", "-q", "-b", "cabang")
    town.commit(1, **{"2026-02-01-a": text("Cabang")})
    town.repo.git("checkout", "-q", "main")
    town.commit(2, **{"2026-02-09-a": text("Utama")})
    town.repo.git("merge", "-q", "--no-ff", "cabang", "-m", "gabung", day=3)
    assert codes(town.build()) == ["M008"]
    assert "Utama" in town.page("/laporan/2026/02/a/")


def test_a_draft_holds_no_address(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Draf", "draf: ya")})
    town.commit(2, **{"2026-02-09-a": text("Terbit")})
    town.commit(3, **{"2026-02-01-a": text("Draf")})
    assert codes(town.build()) == ["M008"]
    assert "Terbit" in town.page("/laporan/2026/02/a/")


@pytest.mark.parametrize("keys", [("tanggal: 2026-11-29",), ("kedaluwarsa: 2026-11-10",)])
def test_a_report_that_waits_or_has_expired_keeps_its_address(
    town: Town, keys: tuple[str, ...]
) -> None:
    town.commit(1, **{"2026-11-04-a": text("Pemegang", *keys)})
    town.commit(2, **{"2026-11-03-a": text("Pendatang")})
    assert codes(town.build()) == ["M008"]
    assert not town.page("/laporan/2026/11/a/")
    assert codes(town.build(clock=NOW + timedelta(days=9))) == ["M008"]
    assert ("Pemegang" in town.page("/laporan/2026/11/a/")) is keys[0].startswith("tanggal")


def test_a_held_back_report_keeps_the_address_of_its_last_good_version(town: Town) -> None:
    town.commit(1, **{"2026-02-09-a": text("Baik")})
    town.build()
    town.commit(2, **{"2026-02-09-a": "---\njudul: a: b\n---\nIsi.\n"})
    town.commit(3, **{"2026-02-02-a": text("Pendatang")})
    assert codes(town.build()) == ["M008"]
    assert "Baik" in town.page("/laporan/2026/02/a/")


def test_a_fault_mended_later_costs_nobody_an_address(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": "---\njudul: a: b\n---\nIsi.\n"})
    town.commit(2, **{"2026-02-09-a": text("Terbit")})
    town.commit(3, **{"2026-02-01-a": text("Diperbaiki")})
    assert codes(town.build()) == ["M008"]
    assert "Terbit" in town.page("/laporan/2026/02/a/")


def test_an_edit_and_another_folder_leave_an_address_to_its_holder(town: Town) -> None:
    town.commit(1, **{"2026-02-09-a": text("Pemegang", "tanggal: 2026-02-09")})
    town.commit(2, **{"2026-02-02-a": text("Pendatang")})
    town.move("laporan/2026-02-09-a.md", "laporan/2026/2026-02-09-a.md")
    town.commit(3)
    town.write("laporan/2026/2026-02-09-a.md", text("Pemegang", "tanggal: 2026-02-10"))
    town.commit(4)
    assert codes(town.build()) == ["M008"]
    assert "Pemegang" in town.page("/laporan/2026/02/a/")


def test_a_standing_page_and_a_dataset_keep_their_addresses(town: Town) -> None:
    town.write("halaman/profil.md", text("Profil lama"))
    town.write("data/kunjungan.csv", "bulan,kunjungan\n2026-01,72\n2026-02,75\n")
    town.commit(1)
    town.write("halaman/Profil.md", text("Profil baru"))
    town.write("data/Kunjungan.csv", "bulan,kunjungan\n2026-01,1\n2026-02,2\n")
    town.commit(2)
    result = town.build()
    assert lines(result) == [
        (
            f"{DAGO}/data/Kunjungan.csv: [D016] the dataset `Kunjungan` has the same address as "
            f"`{DAGO}/data/kunjungan.csv` = rename this file to `kunjungan-2.csv`: that name is free"
        ),
        (
            f"{DAGO}/halaman/Profil.md: [M008] the page has the same address as "
            f"`{DAGO}/halaman/profil.md`: /kelurahan/dago/halaman/profil/ = write the line "
            "`slug: profil-2` between the `---` lines of this file: it is free"
        ),
    ]
    assert "Profil lama" in town.page("/halaman/profil/")
    assert "72" in town.page("/data/kunjungan/")


def test_what_is_not_committed_is_newest_and_without_git_the_smaller_path_wins(
    town: Town, tmp_path: Path
) -> None:
    town.commit(1, **{"2026-02-09-a": text("Tersimpan")})
    town.write("laporan/2026-02-02-a.md", text("Belum disimpan"))
    assert codes(town.build()) == ["M008"]
    assert "Tersimpan" in town.page("/laporan/2026/02/a/")
    (town.city.root / ".git").rename(tmp_path / "git")
    assert codes(town.build()) == ["M008"]
    assert "Belum disimpan" in town.page("/laporan/2026/02/a/")


def test_several_newcomers_get_a_free_slug_each(town: Town) -> None:
    town.commit(1, **{"2026-02-09-a": text("Pemegang")})
    town.commit(2, **{"2026-02-02-a": text("Dua"), "2026-02-03-a-2": text("Tiga")})
    town.write("laporan/x/2026-02-02-a.md", text("Juga dua"))
    town.commit(3)
    free = [dict(p.params)["free"] for p in town.build().problems if p.code == "M008"]
    assert free == ["a-3", "a-4"]


@pytest.mark.parametrize(
    ("name", "content", "old"),
    [
        ("2026-02-01-baru", text("Asal"), "/laporan/2026/02/asal/"),
        ("2026-03-01-asal", text("Asal"), "/laporan/2026/02/asal/"),
        ("2026-02-01-asal", text("Asal", "tanggal: 2026-03-01"), "/laporan/2026/02/asal/"),
        ("2026-02-01-asal", text("Asal", "slug: baru"), "/laporan/2026/02/asal/"),
    ],
    ids=["new name", "new date in the name", "new date", "new slug"],
)
def test_the_old_address_of_a_moved_report_leads_to_the_new_one(
    town: Town, name: str, content: str, old: str
) -> None:
    town.commit(1, **{"2026-02-01-asal": text("Asal")})
    town.build()
    if name != "2026-02-01-asal":
        town.move("laporan/2026-02-01-asal.md", f"laporan/{name}.md")
    town.commit(2, **{name: content})
    assert codes(town.build()) == []
    assert "Asal" in town.page(town.leads(old))


def test_every_earlier_address_leads_to_where_the_page_is_now(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Sama", "tanggal: 2026-02-01")})
    town.move("laporan/2026-02-01-a.md", "laporan/2026-02-01-b.md")
    town.commit(2)
    town.build()
    town.commit(3, **{"2026-02-01-b": text("Sama", "tanggal: 2026-03-01")})
    town.build()
    town.move("laporan/2026-02-01-b.md", "laporan/2026/2026-02-01-c.md")
    town.commit(4)
    assert codes(town.build()) == []
    for old in ("02/a", "02/b", "03/b"):
        assert town.leads(f"/laporan/2026/{old}/") == "/laporan/2026/03/c/"


def test_pages_and_datasets_that_are_renamed_lead_on_too(town: Town) -> None:
    town.write("halaman/lama.md", text("Halaman"))
    town.write("data/lama.csv", "bulan,kunjungan\n2026-01,72\n2026-02,75\n")
    town.commit(1)
    town.move("halaman/lama.md", "halaman/baru.md")
    town.move("data/lama.csv", "data/baru.csv")
    town.commit(2)
    town.build()
    assert town.leads("/halaman/lama/") == "/halaman/baru/"
    assert town.leads("/data/lama/") == "/data/baru/"


def test_what_has_the_old_address_now_keeps_it_and_aliases_come_first(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Satu"), "2026-02-02-b": text("Dua")})
    town.move("laporan/2026-02-01-a.md", "laporan/2026-02-01-c.md")
    town.move("laporan/2026-02-02-b.md", "laporan/2026-02-02-d.md")
    town.commit(2)
    town.commit(
        3,
        **{
            "2026-02-03-a": text("Baru"),
            "2026-02-04-e": text("Lain", "alias: [/kelurahan/dago/laporan/2026/02/b/]"),
        },
    )
    assert codes(town.build()) == []
    assert "Baru" in town.page("/laporan/2026/02/a/")
    assert town.leads("/laporan/2026/02/b/") == "/laporan/2026/02/e/"


def test_two_reports_that_change_places_need_no_redirects(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Satu"), "2026-02-02-b": text("Dua", "topik: [sosial]")})
    town.commit(
        2,
        **{
            "2026-02-01-a": text("Satu", "slug: b"),
            "2026-02-02-b": text("Dua", "topik: [sosial]", "slug: a"),
        },
    )
    assert codes(town.build()) == []
    assert "Satu" in town.page("/laporan/2026/02/b/")
    assert "Dua" in town.page("/laporan/2026/02/a/")


def test_what_never_had_an_address_leaves_none(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Draf", "draf: ya"), f"2026-02-02-{NIK}": text("Nomor")})
    town.move("laporan/2026-02-01-a.md", "laporan/2026-02-01-b.md")
    town.move(f"laporan/2026-02-02-{NIK}.md", "laporan/2026-02-02-nomor.md")
    town.commit(2)
    town.write("laporan/2026-02-01-b.md", text("Draf"))
    town.write("laporan/2026-02-03-c.md", text("Slug", f"slug: {NIK}"))
    town.commit(3)
    town.write("laporan/2026-02-03-c.md", text("Slug"))
    town.commit(4)
    town.build()
    assert town.page("/laporan/2026/02/b/")
    assert town.page("/laporan/2026/02/nomor/")
    assert not town.page("/laporan/2026/02/a/")
    assert NIK not in " ".join(town.city.files())


def test_a_shallow_clone_guesses_nothing(town: Town) -> None:
    town.commit(1, **{"2026-02-09-a": text("Pemegang")})
    town.commit(2, **{"2026-02-02-a": text("Pendatang"), "2026-02-03-lama": text("Pindah")})
    town.move("laporan/2026-02-03-lama.md", "laporan/2026-02-03-baru.md")
    town.commit(3)
    town.build()
    assert town.leads("/laporan/2026/02/lama/") == "/laporan/2026/02/baru/"
    clone = shallow(town.repo, 1)
    dangkal = Town(CityFolder(clone.folder, town.city.output.with_name("dangkal")), clone)
    assert codes(dangkal.build()) == ["M008"]
    assert "Pendatang" in dangkal.page("/laporan/2026/02/a/")
    assert not dangkal.page("/laporan/2026/02/lama/")


def test_an_old_address_stays_with_the_unit_that_has_had_it_longer(town: Town) -> None:
    sekeloa = "content/kelurahan/sekeloa/laporan/2026-02-01-a.md"
    dago = f"{DAGO}/laporan/2026-02-01-a.md"
    town.write(sekeloa, text("Sekeloa", "alias: [/berita/lama/]"))
    town.commit(2, **{"2026-02-01-a": text("Dago")})
    town.build()
    town.commit(1, **{"2026-02-01-a": text("Dago", "alias: [/Berita/Lama/]")})
    for _ in range(2):
        result = town.build()
        assert [told(p) for p in result.problems if p.code == "S011"] == [
            (
                f"{dago}: [S011] the page /Berita/Lama/ of `{dago}` collides with /berita/lama/ of "
                f"`{sekeloa}` = give the page of `{dago}` another address, or remove /Berita/Lama/ from its "
                "`alias`: the other page keeps it"
            )
        ]
        assert "sekeloa" in town.city.read("/berita/lama/")
    town.write(sekeloa, text("Sekeloa"))
    town.commit(3)
    assert codes(town.build()) == []
    assert "dago" in town.city.read("/Berita/Lama/")


def test_an_old_address_stays_with_the_text_that_has_had_it_longer(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Satu", "alias: [/berita/lama/]")})
    town.commit(1, **{"2026-02-09-b": text("Dua", "alias: [/berita/lama/]")})
    older, newer = (f"{DAGO}/laporan/2026-02-{name}.md" for name in ("01-a", "09-b"))
    assert lines(town.build()) == [
        (
            f"{newer}: [M022] the old address `/berita/lama/` stays with `{older}`, which came first "
            "= remove it from `alias` here, or from `alias` there if the page moved here"
        )
    ]
    assert "/2026/02/a/" in town.city.read("/berita/lama/")


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        (f"/{'b' * 101}/", redirects.LONG),
        (f"/{'b' * 256}/", redirects.LONG),
        ("/" + "a/" * 9, redirects.LONG),
        ("/" + f"{'x' * 60}/" * 4, redirects.LONG),
        ("/_headers/", redirects.MEANT),
        ("/_redirects/", redirects.MEANT),
        ("/berita/_lama/", redirects.MEANT),
        ("/CNAME/", redirects.MEANT),
        ("/404/", redirects.MEANT),
        ("/con/", redirects.DEVICE),
        ("/AUX/x/", redirects.DEVICE),
        ("/berita/nul.txt/", redirects.DEVICE),
        ("/berita/lama./", redirects.DEVICE),
        ("/kelurahan/dago/dip/", redirects.OF_UNIT),
        ("/kelurahan/dago/datapackage.json/", redirects.OF_UNIT),
        ("/kelurahan/dago/data/", redirects.OF_UNIT),
        ("/kelurahan/dago/laporan/", redirects.OF_UNIT),
        ("/kelurahan/Dago/Laporan/2025/", redirects.OF_UNIT),
        ("/kelurahan/dago/laporan/2025/12/", redirects.OF_UNIT),
        ("/kelurahan/dago/halaman/", redirects.OF_UNIT),
        ("/kelurahan/dago/sitemap-2.xml/", redirects.OF_UNIT),
        (f"/{'b' * 100}/", ""),
        ("/" + "a/" * 8, ""),
        ("/konten/auxiliar/", ""),
        ("/kelurahan/dago/laporan/2025/12/lama/", ""),
        ("/kelurahan/dago/data/lama/", ""),
        ("/kelurahan/dago/halaman/lama/", ""),
    ],
)
def test_an_old_address_has_limits_and_leaves_what_others_keep(alias: str, reason: str) -> None:
    assert redirects.refusal(alias, ("/kelurahan/dago/",), {"kelurahan", "data"}) == reason


def test_texts_and_units_have_so_many_old_addresses_at_most(
    city: Callable[[str], CityFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redirects, "MAX_OF_UNIT", 30)
    made = city("")
    for name, count in (("a", 21), ("b", 15)):
        several = ", ".join(f"/berita/{name}{at}/" for at in range(count))
        path = f"{DAGO}/laporan/2026-11-0{1 if name == 'b' else 2}-{name}.md"
        made.write(path, text(name, f"alias: [{several}]"))
    found = [told(p) for p in made.build().problems if p.code in {"M023", "U039"}]
    assert found == [
        (
            "content/kelurahan/dago: [U039] the unit has 35 old addresses; the first 30 become redirects = "
            "remove from `alias` what nobody follows any more, until 30 are left"
        ),
        (
            f"{DAGO}/laporan/2026-11-02-a.md: [M023] the text has 21 old addresses; the first 20 become "
            "redirects = remove from `alias` what nobody follows any more, until 20 are left"
        ),
    ]
    assert len([path for path in made.files() if path.startswith("berita/")]) == 30


def test_a_deleted_report_is_told_once_with_the_line_that_keeps_its_address(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Satu"), "2026-02-02-b": text("Dua")})
    town.city.build()
    town.remove("laporan/2026-02-01-a.md")
    town.commit(2)
    url, path = "/kelurahan/dago/laporan/2026/02/a/", f"{DAGO}/laporan/2026-02-01-a.md"
    expected = [
        (
            f"{path}: [M024] {url} is no address any more: its source is gone = if a text of the unit takes its place, "
            f"write the line `alias: [{url}]` between the `---` lines of that text; if none does, there is "
            "nothing to do"
        )
    ]
    result = town.city.build(strict=True)
    assert result.published
    assert [told(problem) for problem in result.lost] == expected
    assert result.problems == ()
    assert codes(town.city.build()) == []
    town.commit(3, **{"2026-02-02-b": text("Dua", f"alias: [{url}]")})
    assert codes(town.build()) == []
    assert town.leads("/laporan/2026/02/a/") == "/laporan/2026/02/b/"


def test_a_move_that_git_does_not_show_yet_is_told_with_the_line_for_it(town: Town) -> None:
    town.commit(1, **{"2026-02-01-a": text("Satu")})
    town.city.build()
    town.write("laporan/2026-02-01-a.md", text("Satu", "slug: b"))
    result = town.city.build()
    url = "/kelurahan/dago/laporan/2026/02/a/"
    assert [told(p) for p in result.lost] == [
        (
            f"{DAGO}/laporan/2026-02-01-a.md: [M025] the page has left its address {url} = write the line "
            f"`alias: [{url}]` between the `---` lines, and the old one leads here"
        )
    ]
    town.commit(2)
    assert codes(town.build()) == []
    assert town.leads("/laporan/2026/02/a/") == "/laporan/2026/02/b/"


def test_what_waits_or_is_held_back_is_not_told_as_lost(town: Town) -> None:
    names = ("2026-02-01-a", "2026-02-02-b", "2026-02-03-c")
    town.commit(1, **{name: text(name) for name in names})
    town.city.build()
    keys = ("draf: ya", "kedaluwarsa: 2026-02-05", "tanggal: 2027-02-03")
    town.commit(2, **{n: text(n, key) for n, key in zip(names, keys, strict=True)})
    assert codes(town.city.build()) == []


def test_a_folder_that_is_removed_is_told_in_few_words(town: Town) -> None:
    town.commit(1, **{f"2026-02-{at:02}-x{at}": text(f"Nomor {at}") for at in range(1, 25)})
    town.city.build()
    for at in range(1, 25):
        town.remove(f"laporan/2026-02-{at:02}-x{at}.md")
    result = town.city.build(allow_removal=True)
    found = [(p.code, p.params) for p in result.lost]
    assert [code for code, _ in found] == ["M024"] * 20 + ["U040"]
    assert dict(found[-1][1]) == {"count": "4", "url": "/kelurahan/dago/laporan/2026/02/x21/"}


def test_a_check_of_a_change_tells_which_addresses_it_gives_up(town: Town) -> None:
    town.commit(
        1,
        **{
            "2026-02-01-a": text("Satu"),
            "2026-02-02-b": text("Dua"),
            "2026-02-03-c": text("Draf", "draf: ya"),
        },
    )
    town.repo.git("checkout", "-q", "-b", "usul")
    for name in ("01-a", "03-c"):
        town.remove(f"laporan/2026-02-{name}.md")
    town.move("laporan/2026-02-02-b.md", "laporan/2026-02-02-d.md")
    town.commit(2)
    options = Options(root=town.city.root, output=town.city.output, clock=NOW, write=False)
    checked = check_change(options, read_change(town.city.root, "main"), lambda _: ())
    lost = [p for p in checked.result.problems if p.code in {"M024", "M025", "S055"}]
    assert [(p.code, dict(p.params)["url"]) for p in lost] == [
        ("M024", "/kelurahan/dago/laporan/2026/02/a/")
    ]


def explained(town: Town, given: str) -> str:
    options = Options(root=town.city.root, output=town.city.output, clock=NOW)
    return as_text(inquire(options, given, town.city.root), translator("en"), verbose=False)


def test_an_old_address_is_explained_by_where_it_leads_or_what_was_removed(town: Town) -> None:
    town.commit(
        1,
        **{
            "2026-02-01-a": text("Satu"),
            "2026-02-02-b": text("Dua", "slug: lain"),
            "2026-02-03-c": text("Tiga", "alias: [/berita/c/]"),
        },
    )
    town.city.build()
    town.move("laporan/2026-02-01-a.md", "laporan/2026-03-01-a.md")
    town.remove("laporan/2026-02-02-b.md")
    town.commit(2)
    town.city.build()
    for old, new in (
        ("/kelurahan/dago/laporan/2026/02/a/", "/kelurahan/dago/laporan/2026/03/a/"),
        ("https://contoh.example/berita/c/", "/kelurahan/dago/laporan/2026/02/c/"),
    ):
        assert f"\nIt is an old address, which leads to {new}.\n" in explained(town, old)
    assert "old address" not in explained(town, "/kelurahan/dago/laporan/2026/03/a/")
    assert "old address" not in explained(town, "/kelurahan/dago/")
    removed = "/kelurahan/dago/laporan/2026/02/lain/"
    for given in (removed, removed.rstrip("/"), f"https://contoh.example{removed}"):
        assert explained(town, given).splitlines() == [
            removed,
            "file of the site: kelurahan/dago",
            (
                f"Its source was removed on 2026-01-03. The line `alias: [{removed}]` in another text makes "
                "the address lead there."
            ),
            "Made from: 1",
            f"  {DAGO}/laporan/2026-02-02-b.md",
        ]


def test_without_git_no_earlier_version_wins_back_what_its_file_lost(
    city: Callable[[str], CityFolder],
) -> None:
    late = f"{DAGO}/laporan/2026-02-19-baru.md"
    made = city(f"-- {late} --\n{text('Sembilan belas')}")
    made.build()
    made.write(late, text("Sembilan belas, diubah"))
    made.write(f"{DAGO}/laporan/2026-02-02-baru.md", text("Dua"))
    for options in ({}, {}, {"force": True}):
        result = made.build(**options)
        assert codes(result) == ["M008"]
        assert (result.held_back, result.stand_ins) == ((late,), ())
        assert "Dua" in made.read("/kelurahan/dago/laporan/2026/02/baru/")
