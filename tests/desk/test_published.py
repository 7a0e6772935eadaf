"""What is published is edited, corrected and withdrawn: the version that was seen, in one commit of the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from sitegen.city.git.commit import Tip, read_tip
from sitegen.desk.published.changing import (
    PublishedChange,
    change_of_edit,
    change_of_withdrawal,
    decided,
    judged,
)
from sitegen.desk.published.editing import Edit, EditedKey, opened, parse_edit, written_edit
from sitegen.desk.published.listing import item_at, read_published, searched
from sitegen.desk.published.questions import ask, changes_of
from sitegen.desk.published.withdrawing import Withdrawal, with_row
from sitegen.engine.options import Options
from sitegen.i18n import translator
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.rules import Rules
from sitegen.submission.refused import RefusedPackage
from tests.handed_in import photo
from tests.repository import Repository, repository

UNIT = "kelurahan/dago"
HOME = f"content/{UNIT}/"
BELOW = "laporan/2026-11-20-posyandu-mawar.md"
PATH = HOME + BELOW
RULES = Rules(zone="Asia/Jakarta")
TODAY = date(2026, 11, 21)
REPORT = """\
---
# disusun oleh Seksi Kesejahteraan
judul: "Posyandu Mawar menimbang 48 balita"
tanggal:   2026-11-20
lokasi: Balai RW 05
foto:
  - berkas: mawar.jpg
    alt: Kader menimbang balita di halaman balai RW
---
Kader menimbang 48 balita di Balai RW 05 pada Jumat pagi. Empat balita dirujuk ke puskesmas
karena berat badannya tidak naik dua kali berturut-turut.
"""


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "kota")
    made.git("config", "user.name", "Petugas Kominfo")
    made.git("config", "user.email", "petugas@kominfo.contoh.example")
    made.write(PATH, REPORT)
    (made.folder / HOME / "laporan/mawar.jpg").write_bytes(photo())
    made.commit()
    return made


def options(city: Repository) -> Options:
    root = city.folder
    return Options(
        root=root, output=root / "build", clock=datetime.fromisoformat("2026-11-21T09:00"), jobs=1
    )


def base(city: Repository, path: str = PATH) -> str:
    return city.git("rev-parse", f"HEAD:{path}")


def edit(city: Repository, **changed: object) -> Edit:
    values: dict[str, object] = {"unit": UNIT, "path": BELOW, "base": base(city), **changed}
    return Edit(**values)  # type: ignore[arg-type]


def key(way: str, value: str | None) -> tuple[EditedKey, ...]:
    steps = tuple(int(s) if s.isdecimal() else s for s in way.split("."))
    return (EditedKey(way=steps, value=value),)


def bring(city: Repository, change: Callable[[Tip], PublishedChange]) -> str:
    lines = (("Isi-Kiriman", "a" * 64),)
    _, problems, commit = decided(options(city), change, lines, translator("id"))
    assert commit, problems
    return commit


def edited(city: Repository, own: Edit) -> str:
    return bring(city, lambda tip: change_of_edit(city.folder, tip, own, RULES))


def withdrawn(city: Repository, **changed: str) -> str:
    values = {
        "unit": UNIT,
        "path": BELOW,
        "title": "Posyandu Mawar",
        "reason": "Tempatnya keliru.",
        **changed,
    }
    if "base" not in values:
        values["base"] = base(city, HOME + values["path"])
    own = Withdrawal(**values)
    return bring(city, lambda tip: change_of_withdrawal(city.folder, tip, own, RULES, TODAY))


def test_an_edit_changes_one_line_and_is_a_commit_of_the_office(city: Repository) -> None:
    edited(city, edit(city, keys=key("lokasi", "Balai RW 06: lantai 2")))

    assert city.git("log", "-1", "--format=%an <%ae>, %cn%n%s%n%b").splitlines() == [
        "Kelurahan Dago <dago@dago.contoh.example>, Petugas Kominfo",
        "Diubah oleh Kelurahan Dago: Posyandu Mawar menimbang 48 balita",
        f"Isi-Kiriman: {'a' * 64}",
    ]
    assert city.git("show", "--format=", "-U0", "--no-prefix").splitlines()[-2:] == [
        "-lokasi: Balai RW 05",
        '+lokasi: "Balai RW 06: lantai 2"',
    ]
    assert city.git("status", "--short") == ""


def test_a_correction_says_so_in_the_history_and_on_the_page(city: Repository) -> None:
    keys = (
        *key("judul", "Posyandu Mawar menimbang 84 balita"),
        *key("ralat", "Yang ditimbang 84 balita, semula tertulis 48"),
    )
    edited(city, edit(city, keys=keys))

    assert city.git("log", "-1", "--format=%s").startswith("Diralat oleh Kelurahan Dago: ")
    text = (city.folder / PATH).read_text(encoding="utf-8")
    assert text.startswith('---\n# disusun oleh Seksi Kesejahteraan\njudul: "Posyandu Mawar')
    assert "\nralat: Yang ditimbang 84 balita, semula tertulis 48\n" in text
    assert text.split("---\n", 2)[2] == REPORT.split("---\n", 2)[2]


def test_what_was_changed_meanwhile_goes_back(city: Repository) -> None:
    own = edit(city, keys=key("lokasi", "Balai RW 06"))
    city.write(PATH, REPORT.replace("48", "84"))
    city.commit()
    with pytest.raises(RefusedPackage) as refused:
        edited(city, own)
    assert refused.value.code == "K023"


def test_what_lies_changed_in_the_working_tree_is_not_lost(city: Repository) -> None:
    own = edit(city, keys=key("lokasi", "Balai RW 06"))
    city.write(PATH, REPORT + "Belum selesai.\n")
    with pytest.raises(RefusedPackage) as refused:
        edited(city, own)
    assert refused.value.code == "K023"
    assert (city.folder / PATH).read_text(encoding="utf-8").endswith("Belum selesai.\n")


def test_an_edit_with_an_error_is_returned_with_the_message_of_the_check(
    city: Repository,
) -> None:
    own = edit(city, keys=key("tanggal", "31-02-2026"))
    head = city.git("rev-parse", "HEAD")
    _, problems, commit = decided(
        options(city),
        lambda tip: change_of_edit(city.folder, tip, own, RULES),
        (),
        translator("id"),
    )
    assert (commit, city.git("rev-parse", "HEAD")) == ("", head)
    assert [p.code for p in problems if p.where.field == "tanggal"] == ["F008"]


def test_personal_data_do_not_pass(city: Repository) -> None:
    body = REPORT.split("---\n", 2)[2] + "NIK 3273010101900001 ikut.\n"
    own = edit(city, body=body)
    tip = read_tip(city.folder)
    found = judged(options(city), tip, change_of_edit(city.folder, tip, own, RULES))
    assert any(p.code.startswith("P") for p in found)


def test_a_new_photo_has_a_new_name_and_the_old_one_goes(city: Repository) -> None:
    own = edit(
        city, photos={"mawar.jpg": photo("navy", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")}
    )
    edited(city, own)
    assert city.git("show", "--format=", "--name-status", "--no-renames").splitlines() == [
        f"M\t{PATH}",
        f"A\t{HOME}laporan/mawar-2.jpg",
        f"D\t{HOME}laporan/mawar.jpg",
    ]
    assert "berkas: mawar-2.jpg" in (city.folder / PATH).read_text(encoding="utf-8")
    assert not (city.folder / HOME / "laporan/mawar.jpg").exists()


def test_pictures_of_other_reports_are_no_problem_of_an_edit(city: Repository) -> None:
    other = REPORT.replace("48 balita", "50 balita").replace("Mawar menimbang", "Melati menimbang")
    city.write(f"{HOME}laporan/2026-11-19-melati.md", other.replace("mawar.jpg", "melati.jpg"))
    (city.folder / HOME / "laporan/melati.jpg").write_bytes(photo("green"))
    city.commit()
    own = edit(city, photos={"mawar.jpg": photo("navy")})
    tip = read_tip(city.folder)
    found = judged(options(city), tip, change_of_edit(city.folder, tip, own, RULES))
    assert [p for p in found if p.where.path != PATH] == []


def test_a_photo_that_another_report_shows_stays(city: Repository) -> None:
    other = REPORT.replace("48 balita", "50 balita").replace("Mawar menimbang", "Melati menimbang")
    city.write(f"{HOME}laporan/2026-11-19-melati.md", other)
    city.commit()
    edited(city, edit(city, photos={"mawar.jpg": photo("navy")}))
    assert (city.folder / HOME / "laporan/mawar.jpg").exists()


def test_a_withdrawn_report_goes_with_its_photo_and_leaves_a_row(city: Repository) -> None:
    withdrawn(city)
    assert city.git("show", "--format=", "--name-status").splitlines() == [
        f"D\t{PATH}",
        f"D\t{HOME}laporan/mawar.jpg",
        "A\tdata/tulisan-lama.csv",
    ]
    assert (city.folder / "data/tulisan-lama.csv").read_text(encoding="utf-8").splitlines() == [
        "alamat,judul,tanggal,alasan,pengganti",
        "/kelurahan/dago/laporan/2026/11/posyandu-mawar/,Posyandu Mawar,2026-11-21,Tempatnya keliru.,",
    ]
    assert city.git("status", "--short") == ""
    assert city.git("fsck", "--strict", "--no-dangling") == ""


def test_a_withdrawn_report_leaves_its_old_addresses_too(city: Repository) -> None:
    before = f"{HOME}laporan/2026-11-19-timbang.md"
    city.git("mv", PATH, before)
    city.commit()
    city.git("mv", before, PATH)
    named = "alias: [/berita/posyandu/, bukan-alamat, /kelurahan/lain/x/]\ntanggal:"
    city.write(PATH, REPORT.replace("tanggal:", named))
    city.commit()
    withdrawn(city)
    assert (city.folder / "data/tulisan-lama.csv").read_text(encoding="utf-8").splitlines() == [
        "alamat,judul,tanggal,alasan,pengganti,alamat_lama",
        (
            "/kelurahan/dago/laporan/2026/11/posyandu-mawar/,Posyandu Mawar,2026-11-21,Tempatnya keliru.,,"
            "/berita/posyandu/ /kelurahan/dago/laporan/2026/11/timbang/"
        ),
    ]


def test_an_old_address_that_another_report_has_now_is_left_to_it(city: Repository) -> None:
    taken = "/kelurahan/dago/laporan/2026/11/posyandu/"
    city.write(f"{HOME}laporan/2026-11-19-posyandu.md", REPORT.replace("48", "30"))
    city.write(PATH, REPORT.replace("tanggal:", f"alias: [{taken}]\ntanggal:"))
    city.commit()
    own = Withdrawal(
        unit=UNIT, path=BELOW, base=base(city), title="Posyandu Mawar", reason="Tempatnya keliru."
    )
    tip = read_tip(city.folder)
    change = change_of_withdrawal(city.folder, tip, own, RULES, TODAY)
    assert [p for p in judged(options(city), tip, change) if p.code == "S011"] == []


def test_a_withdrawn_table_goes_with_its_description(city: Repository) -> None:
    city.write(f"{HOME}data/rt.csv", "rt,warga\n1,30\n2,40\n")
    city.write(f"{HOME}data/rt.yml", "judul: Warga per RT\n")
    city.commit()
    withdrawn(city, path="data/rt.csv")
    assert not (city.folder / HOME / "data").exists()
    assert "/kelurahan/dago/data/rt/" in (city.folder / "data/dataset-lama.csv").read_text()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "K026"),
        ({"reason": "Memuat NIK 3273010101900001"}, "K026"),
        ({"path": "unit.yml", "base": ""}, "K025"),
        ({"path": "../sekeloa/unit.yml", "base": "0" * 40}, "K025"),
        ({"base": "0" * 40}, "K023"),
    ],
)
def test_a_withdrawal_that_cannot_be_told_is_refused(
    city: Repository, changed: dict[str, str], code: str
) -> None:
    with pytest.raises(RefusedPackage) as refused:
        withdrawn(city, **changed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", "alamat,judul\r\n/a/,B\r\n".replace("\r", "")),
        (b"judul;alamat\r\nLama;/x/", "judul;alamat\r\nLama;/x/\r\nB;/a/\r\n"),
        (b"\xef\xbb\xbfalamat,judul\n", "\ufeffalamat,judul\n/a/,B\n"),
    ],
)
def test_a_row_is_added_in_the_form_of_the_list(before: bytes, after: str) -> None:
    assert with_row(before, ("alamat", "judul"), ("/a/", "B")).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", "alamat,judul,lama\n/a/,B,/c/\n"),
        (b"judul;alamat\r\nLama;/x/", "judul;alamat;lama\r\nLama;/x/\r\nB;/a/;/c/\r\n"),
        (b"alamat,judul", "alamat,judul,lama\n/a/,B,/c/\n"),
        (b"Alamat,Judul,Lama\n", "Alamat,Judul,Lama\n/a/,B,/c/\n"),
    ],
)
def test_a_column_that_the_list_has_not_is_added_to_its_first_line(
    before: bytes, after: str
) -> None:
    found = with_row(before, ("alamat", "judul", "lama"), ("/a/", "B", "/c/"))
    assert found.decode() == after


def test_the_list_has_titles_kinds_and_addresses(city: Repository) -> None:
    city.write(f"{HOME}halaman/sejarah.md", "---\njudul: Sejarah\ndraf: ya\n---\nIsi.\n")
    city.write(f"{HOME}unit.yml", "tentang: Kelurahan.\n")
    city.commit()
    items = read_published(city.folder, read_tip(city.folder), UNIT, RULES)
    assert [(i.kind, i.title, i.url, i.draft) for i in items] == [
        ("profil", "unit.yml", "", False),
        (
            *("laporan", "Posyandu Mawar menimbang 48 balita"),
            *("/kelurahan/dago/laporan/2026/11/posyandu-mawar/", False),
        ),
        (
            *("laporan", "Posyandu melayani 84 balita"),
            *("/kelurahan/dago/laporan/2026/11/posyandu/", False),
        ),
        ("halaman", "Sejarah", "", True),
    ]
    assert [i.title for i in searched(items, "mawar 48")] == [items[1].title]
    assert item_at(items, BELOW) == items[1]


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing() -> None:
    said = opened(REPORT.encode(), PATH).said
    assert isinstance(said, dict)
    said = {**said, "topik": ("sampah", "air")}
    groups = ask(REPORT_FIELDS, said, {"topik": ("air", "sampah")})
    answers = {q.name: q.value for group in groups for q in group.questions}
    assert answers["foto.0.berkas"] == "mawar.jpg"
    assert changes_of(REPORT_FIELDS, said, answers | {"topik": "air sampah"}) == {}
    answers |= {"foto.0.alt": "", "foto.1.berkas": "melati.jpg", "hasil": " Baik \r\n sekali "}
    assert changes_of(REPORT_FIELDS, said, answers) == {
        ("foto", 0, "alt"): None,
        ("foto", 1, "berkas"): "melati.jpg",
        ("hasil",): "Baik sekali",
    }


def test_an_edit_survives_its_way_through_the_queue(city: Repository) -> None:
    own = edit(city, keys=key("foto.0.alt", None), photos={"mawar.jpg": b"\xff\xd8\xff"}, body="x")
    assert parse_edit(written_edit(own)) == own
