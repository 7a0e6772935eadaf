"""What changed in a table, from git: values by hand, and what must never be repeated."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitegen.model import TableEdit
from sitegen.units.revisions import edits_to, object_name
from tests.conftest import CityFolder
from tests.repository import git_in
from tests.test_datasets import workbook
from tests.test_press import REGISTER, committed, words

Make = Callable[[str], CityFolder]
PATH = "content/skpd/dpu/data/jalan.csv"
PAGE = "/skpd/dpu/data/jalan/"


def table(rows: str) -> str:
    return f"{REGISTER}-- {PATH} --\n{rows}"


def change(page: str) -> str:
    """The words of the section on what changed."""
    found = re.search('<section aria-labelledby="perubahan">.*?</section>', page, re.DOTALL)
    return (
        words(found[0].replace("<section", "<main", 1)).partition(">")[2].strip() if found else ""
    )


def revised(city: Make, before: str, after: str) -> CityFolder:
    """A city whose table was committed twice."""
    made = city(table(before))
    committed(made, "2026-11-10")
    made.write(PATH, after)
    committed(made, "2026-11-19")
    made.build()
    return made


def test_each_changed_value_stands_with_what_it_was(city: Make) -> None:
    made = revised(
        city,
        "kecamatan,panjang,lebar\nCoblong,10,2\nDago,20,3\nSukasari,30,4\n",
        "kecamatan,panjang,lebar\nCoblong,12,2\nDago,20,\nSukasari,30,4\nAndir,5,1\n",
    )
    head = git_in(made.root, "rev-parse", "HEAD", date="2026-11-19T12:00:00+0700")
    said = change(made.read(PAGE))
    assert said.startswith("Apa yang berubah 19 November 2026 : 2 nilai diubah, 1 baris ditambah")
    assert f"commit {head[:10]}" in said
    assert "Coblong Panjang 10 12" in said
    # What was taken out is not repeated.
    assert "Dago Lebar tidak ditampilkan lagi –" in said
    assert "Baris yang ditambah : Andir" in said
    assert "Sukasari" not in said


def test_a_removed_row_is_counted_and_named_only_by_what_is_no_word(city: Make) -> None:
    made = revised(
        city,
        "nama,panjang\nJalan Mawar,10\nJalan Melati,20\nJalan Anggrek,30\n",
        "nama,panjang\nJalan Mawar,10\nJalan Anggrek,30\n",
    )
    page = made.read(PAGE)
    assert "1 baris dihapus" in change(page)
    assert "Melati" not in page
    assert "Melati" not in "".join(map(str, made.files().values()))


def test_a_removed_row_is_named_by_its_year(city: Make) -> None:
    rows = "2023,20\n2024,30\n"
    made = revised(city, f"tahun,panjang\n2022,10\n{rows}", f"tahun,panjang\n{rows}")
    said = change(made.read(PAGE))
    assert "1 baris dihapus" in said
    assert "Baris yang dihapus : 2022" in said


def test_an_earlier_text_is_never_repeated(city: Make) -> None:
    made = revised(
        city,
        "kode,keterangan,panjang\nA,Dikerjakan Rahasiawan,10\nB,Selesai,20\n",
        "kode,keterangan,panjang\nA,Dikerjakan dinas,10\nB,Selesai,20\n",
    )
    assert "A Keterangan tidak ditampilkan lagi Dikerjakan dinas" in change(made.read(PAGE))
    assert not any(b"Rahasiawan" in body for body in made.files().values())
    cache = made.root / ".sitegen"
    assert not any(
        b"Rahasiawan" in path.read_bytes() for path in cache.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize(
    "leak",
    ["3273022505900001", "0812-3456-7890"],
    ids=["nik", "telephone"],
)
def test_of_a_version_with_personal_data_nothing_is_told_but_the_day(city: Make, leak: str) -> None:
    made = revised(
        city,
        f"nama,kontak,panjang\nCoblong,{leak},10\nDago,-,20\n",
        "nama,kontak,panjang\nCoblong,-,11\nDago,-,20\n",
    )
    page = made.read(PAGE)
    said = change(page)
    assert said.startswith("Apa yang berubah 19 November 2026 commit")
    assert "tidak bisa dibandingkan dengan yang ini, atau tidak ditampilkan" in said
    assert (
        "<details" not in page.partition('aria-labelledby="perubahan"')[2].partition("</section")[0]
    )
    for folder in (made.output, made.root / ".sitegen"):
        assert not any(
            leak.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
        )


def test_a_table_without_a_key_is_not_compared(city: Make) -> None:
    made = revised(
        city, "nama,panjang\nCoblong,10\nCoblong,20\n", "nama,panjang\nCoblong,10\nCoblong,21\n"
    )
    said = change(made.read(PAGE))
    assert "Tidak ada kolom yang menamai setiap baris di kedua versi" in said
    assert "21" not in said


def test_more_than_fifty_values_are_counted(city: Make) -> None:
    rows = [(f"K{n:03}", n) for n in range(1, 71)]
    before = "nama,panjang\n" + "".join(f"{name},{n}\n" for name, n in rows)
    after = "nama,panjang\n" + "".join(f"{name},{n + 1000}\n" for name, n in rows)
    page = revised(city, before, after).read(PAGE)
    said = change(page)
    assert "70 nilai diubah" in said
    assert "20 nilai lain juga diubah." in said
    assert "K050 Panjang 50 1.050" in said
    assert "K051" not in said


def test_without_a_second_commit_and_with_uncommitted_changes_nothing_is_said(city: Make) -> None:
    made = city(table("nama,panjang\nCoblong,10\nDago,20\n"))
    made.build()
    assert change(made.read(PAGE)) == ""
    committed(made, "2026-11-10")
    made.build()
    assert change(made.read(PAGE)) == ""
    made.write(PATH, "nama,panjang\nCoblong,11\nDago,20\n")
    committed(made, "2026-11-12")
    made.build()
    assert "Coblong Panjang 10 11" in change(made.read(PAGE))
    made.write(PATH, "nama,panjang\nCoblong,12\nDago,20\n")
    made.build()
    assert change(made.read(PAGE)) == ""


def test_a_clone_without_history_says_nothing(city: Make, tmp_path: Path) -> None:
    made = revised(city, "nama,panjang\nA,10\nB,20\n", "nama,panjang\nA,11\nB,20\n")
    assert "A Panjang 10 11" in change(made.read(PAGE))
    shallow = tmp_path / "dangkal"
    git_in(
        tmp_path,
        *("clone", "-q", "--depth=1", f"file://{made.root}", str(shallow)),
        date="2026-11-19T12:00:00+0700",
    )
    clone = CityFolder(root=shallow, output=tmp_path / "hasil")
    clone.build()
    assert change(clone.read(PAGE)) == ""


def test_builds_one_after_another_say_the_same_as_a_clean_one(city: Make, tmp_path: Path) -> None:
    made = city(table("nama,panjang\nA,10\nB,20\n"))
    for day, figure in (("2026-11-10", 10), ("2026-11-11", 11), ("2026-11-12", 12)):
        made.write(PATH, f"nama,panjang\nA,{figure}\nB,20\n")
        committed(made, day)
        made.build()
    # A revert is a change too; and a commit to another file is none of this table.
    made.write(PATH, "nama,panjang\nA,11\nB,20\n")
    committed(made, "2026-11-13")
    made.build()
    made.write("content/skpd/dlh/data/lain.csv", "nama,panjang\nA,10\nB,20\n")
    committed(made, "2026-11-14")
    made.build()
    assert change(made.read(PAGE)).startswith("Apa yang berubah 13 November 2026 : 1 nilai diubah")
    assert "A Panjang 12 11" in change(made.read(PAGE))
    clean = tmp_path / "bersih"
    git_in(tmp_path, "clone", "-q", str(made.root), str(clean), date="2026-11-19T12:00:00+0700")
    other = CityFolder(root=clean, output=tmp_path / "hasil")
    other.build()
    assert other.files() == made.files()


def test_a_change_on_a_branch_counts_by_its_own_commit(city: Make) -> None:
    made = city(table("nama,panjang\nA,10\nB,20\n"))
    committed(made, "2026-11-10")
    when = "2026-11-12T12:00:00+0700"
    git_in(made.root, "checkout", "-q", "-b", "usulan", date=when)
    made.write(PATH, "nama,panjang\nA,11\nB,20\n")
    committed(made, "2026-11-11")
    git_in(made.root, "checkout", "-q", "main", date=when)
    made.write("content/skpd/dlh/data/lain.csv", "nama,panjang\nA,10\nB,20\n")
    committed(made, "2026-11-12")
    git_in(made.root, "merge", "-q", "--no-ff", "-m", "Gabung", "usulan", date=when)
    made.build()
    assert change(made.read(PAGE)).startswith("Apa yang berubah 11 November 2026")


def test_the_press_is_told_how_much_changed(city: Make) -> None:
    made = revised(city, "nama,panjang\nA,10\nB,20\n", "nama,panjang\nA,11\nB,20\n")
    for address in ("/pers/", "/skpd/dpu/fakta/"):
        page = made.read(address)
        assert "1 nilai diubah" in words(page)
        assert f'href="{PAGE}#perubahan"' in page


def test_the_edit_that_led_to_these_bytes_is_found(tmp_path: Path) -> None:
    own = tmp_path / "tabel.csv"
    own.write_bytes(b"a,b\n1,2\n")
    name = git_in(
        tmp_path, "hash-object", "--no-filters", str(own), date="2026-11-19T12:00:00+0700"
    )
    assert object_name(own.read_bytes(), len(name)) == name
    edit = TableEdit(commit="c", day=date(2026, 1, 1), before="b", after=name)
    older = TableEdit(commit="d", day=date(2025, 1, 1), before="a", after="b")
    other = TableEdit(commit="e", day=date(2025, 6, 1), before="a", after="x")
    assert edits_to((edit, other, older), own.read_bytes()) == (edit, older)
    assert edits_to((older, edit), own.read_bytes()) == (edit, older)
    assert edits_to((edit,), b"a,b\n1,3\n") == ()
    assert edits_to((), b"a,b\n1,3\n") == ()


def versions(city: Make, *tables: str) -> CityFolder:
    """A city whose table was committed once on each day from 1 November on."""
    made = city(table(tables[0]))
    committed(made, "2026-11-01")
    for day, text in enumerate(tables[1:], 2):
        made.write(PATH, text)
        committed(made, f"2026-11-{day:02}")
    made.build()
    return made


def before(page: str) -> list[str]:
    """The words of each change before the last one."""
    listed = page.partition('class="versions"')[2].partition("</ol>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", each).split()) for each in listed.split("<li>")[1:]]


def test_earlier_changes_stand_below_the_last_one_newest_first(city: Make) -> None:
    made = versions(
        city,
        "nama,panjang\nA,10\nB,20\n",
        "nama,panjang\nA,11\nB,20\n",
        "nama,panjang\nA,11\nB,25\nC,30\n",
        "nama,panjang\nA,12\nB,25\nC,30\n",
    )
    page = made.read(PAGE)
    assert change(page).startswith("Apa yang berubah 4 November 2026 : 1 nilai diubah")
    first, second = before(page)
    assert first.startswith("3 November 2026 : 1 nilai diubah, 1 baris ditambah commit")
    assert "B Panjang 20 25" in first
    assert "Baris yang ditambah : C" in first
    assert second.startswith("2 November 2026 : 1 nilai diubah commit")
    assert "A Panjang 10 11" in second
    assert "Sesudahnya" in second


def test_no_more_than_ten_changes_are_listed(city: Make) -> None:
    made = versions(city, *(f"nama,panjang\nA,{n}\nB,20\n" for n in range(10, 24)))
    listed = before(made.read(PAGE))
    assert len(listed) == 9
    assert listed[-1].startswith("5 November 2026 : 1 nilai diubah")


@pytest.mark.parametrize(
    ("tables", "secret"),
    [
        pytest.param(("A,Baik,10\n", "A,Rahasiawan,10\n", "A,Baik,10\n"), "Rahasiawan", id="text"),
        pytest.param(("A,x,10\n", "A,x,10\nRahasiawan,x,20\n", "A,x,10\n"), "Rahasiawan", id="row"),
        pytest.param(("A,x,10\n", "A,x,98765\n", "A,x,\n"), "98765", id="figure that is empty now"),
        pytest.param(
            ("A,x,10\nRahasiawan,x,20\n", "A,x,10\nRahasiawan,x,21\n", "A,x,10\n"),
            "Rahasiawan",
            id="row that was changed before it went",
        ),
    ],
)
def test_what_came_and_went_is_never_repeated(
    city: Make, tables: tuple[str, ...], secret: str
) -> None:
    whole = (f"nama,keterangan,panjang\n{rows}B,y,20\n" for rows in tables)
    made = versions(city, *whole)
    assert len(before(made.read(PAGE))) == 1
    for folder in (made.output, made.root / ".sitegen"):
        assert not any(
            secret.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
        )


def test_a_column_that_came_and_went_is_not_named(city: Make) -> None:
    made = versions(
        city,
        "nama,panjang\nA,10\nB,20\n",
        "nama,panjang,rahasiawan\nA,10,1\nB,20,2\n",
        "nama,panjang\nA,10\nB,20\n",
    )
    page = made.read(PAGE)
    assert before(page)[0].startswith("2 November 2026 : 1 kolom ditambah")
    assert "rahasiawan" not in page.casefold()


def test_of_an_earlier_version_with_personal_data_only_the_days_are_told(city: Make) -> None:
    leak = "32730225059" + "00001"
    made = versions(
        city,
        "nama,kontak,panjang\nA,-,10\nB,-,20\n",
        f"nama,kontak,panjang\nA,{leak},11\nB,-,20\n",
        "nama,kontak,panjang\nA,-,12\nB,-,20\n",
        "nama,kontak,panjang\nA,-,13\nB,-,20\n",
    )
    page = made.read(PAGE)
    assert "A Panjang 12 13" in change(page)
    first, second = before(page)
    for text in (first, second):
        assert "tidak bisa dibandingkan dengan yang ini, atau tidak ditampilkan" in text
        assert "nilai" not in text
    for folder in (made.output, made.root / ".sitegen"):
        assert not any(
            leak.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
        )


def test_a_workbook_is_compared_as_a_table_of_text_is(city: Make) -> None:
    book = "content/skpd/dpu/data/jalan.xlsx"
    made = city(REGISTER)
    for day, figure in (("2026-11-10", 10), ("2026-11-11", 11), ("2026-11-12", 12)):
        made.write(book, workbook(("Data", [["nama", "panjang"], ["A", figure], ["B", 20]])))
        committed(made, day)
    made.build()
    page = made.read(PAGE)
    assert "A Panjang 11 12" in change(page)
    assert "A Panjang 10 11" in before(page)[0]
