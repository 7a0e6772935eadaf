"""The last good version of a held-back file is published in its place, from git or from the state."""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from sitegen.digest import digest
from sitegen.engine.build import Result
from sitegen.errors import TooMuchHeldBack
from sitegen.model import SourceFile, StandIn, UnitEntry, UnitResult, UnitSource
from sitegen.store.change import StateChange, write_change
from sitegen.store.past import Keep, to_keep
from sitegen.store.state import read_kept, read_state, state_path
from tests.conftest import NOW, CityFolder, for_themselves
from tests.repository import Repo, make

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
REPORT = f"{DAGO}/laporan/2026-11-03-posyandu.md"
PAGE = f"{DAGO}/halaman/layanan.md"
TABLE = f"{DAGO}/data/kunjungan.csv"
ABOUT = f"{DAGO}/data/kunjungan.yml"
PROFILE = f"{DAGO}/unit.yml"
SENAM = "content/kelurahan/sekeloa/laporan/2026-11-02-senam.md"
NIK = "3273011708900001"
POSYANDU = "/kelurahan/dago/laporan/2026/11/posyandu/"
NOTE = re.compile(rb'<p class="stand-in">[^<]+</p>\s*')
BAD = "---\njudul: a: b\n---\nIsi.\n"
WHOLE = f"""\
-- .gitignore --
.sitegen/
-- {REPORT} --
---
judul: Posyandu
topik: [kesehatan]
---
Balita ditimbang, lihat [layanan](../halaman/layanan.md).

```grafik
jenis: batang
data: kunjungan
x: bulan
y: kunjungan
```
-- {PAGE} --
---
judul: Layanan
---
Isi, lihat [posyandu](../laporan/2026-11-03-posyandu.md).
-- {TABLE} --
bulan,kunjungan
September,120
Oktober,150
-- {ABOUT} --
judul: Kunjungan
kolom:
- {{nama: bulan, judul: Bulan, tipe: teks}}
- {{nama: kunjungan, judul: Kunjungan, tipe: bulat}}
-- {PROFILE} --
tentang: Melayani warga Dago.
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
"""
BROKEN = {
    REPORT: BAD,
    PAGE: BAD,
    TABLE: "bulan,kunjungan\nSeptember,seratus\n",
    ABOUT: "judul: a: b\n",
    PROFILE: "tentang: [\n",
}


@dataclass(frozen=True)
class Living:
    """A city in a git repository."""

    city: CityFolder
    repo: Repo

    def commit(self, day: int, **files: str) -> str:
        """Commit the working tree after writing reports of Dago by name; return the commit."""
        for name, text in files.items():
            self.city.write(f"{DAGO}/laporan/2026-11-{name[-2:]}-{name[:-2]}.md", text)
        self.repo.commit(day)
        return self.repo.git("rev-parse", "HEAD")


@pytest.fixture
def living(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Living]:
    """Return a function that makes a city from blocks and commits it on day 1."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def start(text: str = WHOLE) -> Living:
        made = city(text)
        result = Living(made, make(made.root))
        result.commit(1)
        return result

    return start


def text(title: str, *keys: str, body: str = "Isi.") -> str:
    return "\n".join(("---", f"judul: {title}", *keys, "---", body, ""))


def held_path(path: str) -> str:
    """A description is held back with its table, whose path stands for both."""
    return TABLE if path == ABOUT else path


# The catalogue says the same of a dataset: in `data.json`, in JSON-LD and in Turtle.
IN_CATALOGUE = re.compile(
    rb', "versionNotes": "[^"]*"|, "adms:versionNotes": \[?\{[^}]*\}\]?| +adms:versionNotes "[^"]*"@id ;\n'
)


API_DATASETS = "api/v1/datasets.json"


def without_note(files: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Return the files without the line of a stand-in, and the paths of the pages that had it."""
    noted = [path for path, body in files.items() if NOTE.search(body)]
    plain = {path: IN_CATALOGUE.sub(b"", NOTE.sub(b"", body)) for path, body in files.items()}
    # For programs it is a field.
    data = plain[API_DATASETS]
    return plain | {API_DATASETS: data.replace(b'"menunggu":true', b'"menunggu":false')}, noted


def codes(result: Result) -> set[str]:
    return {problem.code for problem in result.problems}


NOTED = {
    REPORT: "kelurahan/dago/laporan/2026/11/posyandu/index.html",
    PAGE: "kelurahan/dago/halaman/layanan/index.html",
    TABLE: "kelurahan/dago/data/kunjungan/index.html",
    PROFILE: "kelurahan/dago/index.html",
}


@pytest.mark.parametrize("path", BROKEN)
def test_the_site_is_as_if_the_mistake_had_never_been_made_and_its_page_says_so(
    living: Callable[[str], Living], path: str
) -> None:
    made = living(WHOLE)
    good = made.repo.git("rev-parse", "HEAD")
    made.city.build()
    before = made.city.without_monitor()
    made.city.write(path, BROKEN[path])
    made.commit(2)
    result = made.city.build()
    held = held_path(path)
    assert result.held_back == (held,)
    (stand_in,) = result.stand_ins
    assert (stand_in.path, stand_in.commit, str(stand_in.date)) == (held, good, "2026-01-02")
    assert without_note(made.city.without_monitor()) == (before, [NOTED[held]])
    assert (
        "Versi terbaru halaman ini sedang diperbaiki. Sementara itu, yang tampil adalah versi "
        "sebelumnya."
    ) in made.city.read(NOTED[held])


@pytest.mark.parametrize("path", BROKEN)
def test_without_git_the_version_that_the_state_kept_stands_in(city: City, path: str) -> None:
    made = city(WHOLE)
    made.build()
    before = made.without_monitor()
    for _ in range(2):  # however often it is wrong
        made.write(path, BROKEN[path])
        result = made.build(force=True)
        assert result.stand_ins == (StandIn(path=held_path(path)),)
        assert without_note(made.without_monitor()) == (before, [NOTED[held_path(path)]])


def test_a_server_without_state_finds_the_same_version(living: Callable[[str], Living]) -> None:
    made = living(WHOLE)
    made.city.build()
    for path in (REPORT, TABLE, PROFILE):
        made.city.write(path, BROKEN[path])
    made.commit(2)
    made.city.build()
    fresh = CityFolder(made.city.root, made.city.output.with_name("baru"))
    fresh.build(jobs=2)
    assert fresh.files() == made.city.files()
    assert made.city.build().rebuilt == ()


def test_the_nearest_version_that_passes_every_check_is_taken(
    living: Callable[[str], Living],
) -> None:
    made = living("-- .gitignore --\n.sitegen/\n")
    made.commit(2, a03=text("Pertama"))
    right = made.commit(3, a03=text("Kedua"))
    made.commit(4, a03=text("Ketiga", body="NIK 3273014501809901."))
    made.commit(5, a03=text("Keempat").replace("---\n", "---\ntanggal: kemarin\n", 1))
    made.commit(6, a03=BAD)
    result = made.city.build()
    assert [stand_in.commit for stand_in in result.stand_ins] == [right]
    assert codes(result) == {"F017"}
    assert "Kedua" in made.city.read("/kelurahan/dago/laporan/2026/11/a/")


def test_a_version_whose_picture_is_gone_is_shown_without_it(
    living: Callable[[str], Living],
) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40)).save(stream, "PNG")
    made = living(f"-- {REPORT} --\n{text('Tanpa foto')}")
    picture = made.city.write(f"{DAGO}/laporan/a.png", stream.getvalue())
    made.city.write(REPORT, text("Dengan foto", body="![Balita ditimbang](a.png)"))
    with_picture = made.commit(2)
    made.city.write(REPORT, BAD)
    made.commit(3)
    assert made.city.build().stand_ins[0].commit == with_picture
    picture.unlink()
    assert made.city.build().stand_ins[0].commit == with_picture
    page = made.city.read(POSYANDU)
    assert "Dengan foto" in page
    assert "<img" not in page


def test_a_file_that_never_was_right_is_absent(living: Callable[[str], Living]) -> None:
    made = living("-- .gitignore --\n.sitegen/\n")
    made.commit(2, a03=BAD)
    made.commit(3, a03=BAD + "Lagi.\n")
    result = made.city.build()
    assert (len(result.held_back), result.stand_ins) == (1, ())
    assert not (made.city.output / "kelurahan/dago/laporan").exists()


@pytest.mark.parametrize("git", [True, False])
def test_a_deleted_file_disappears_and_does_not_come_back(
    city: City, living: Callable[[str], Living], *, git: bool
) -> None:
    made = living(WHOLE).city if git else city(WHOLE)
    repo = Repo(made.root)
    made.build()
    (made.root / REPORT).unlink()
    if git:
        repo.commit(2)
    made.build()
    assert POSYANDU not in made.read("/kelurahan/dago/")
    made.write(REPORT, BAD)
    if git:
        repo.commit(3)
    result = made.build()
    assert (result.held_back, result.stand_ins) == ((REPORT,), ())
    assert POSYANDU not in made.read("/kelurahan/dago/")


@pytest.mark.parametrize("line", ["draf: ya", "tanggal: 2026-12-01"])
def test_a_draft_or_a_later_report_waits_and_nothing_stands_in(
    living: Callable[[str], Living], line: str
) -> None:
    made = living(WHOLE)
    made.city.build()
    made.city.write(REPORT, text("Posyandu", line))
    made.commit(2)
    result = made.city.build()
    assert (result.held_back, result.stand_ins, len(result.skipped)) == ((), (), 1)
    made.city.write(REPORT, BAD)  # what was withdrawn does not come back by a mistake
    made.commit(3)
    result = made.city.build()
    assert (result.held_back, result.stand_ins, result.skipped) == ((REPORT,), (), ())
    assert not (made.city.output / NOTED[REPORT]).exists()


def test_an_earlier_version_that_becomes_due_is_published_then(
    living: Callable[[str], Living],
) -> None:
    made = living(f"-- {REPORT} --\n{text('Besok', 'tanggal: 2026-11-22')}")
    made.city.write(REPORT, BAD)
    made.commit(2)
    assert made.city.build().stand_ins == ()
    later = made.city.build(clock=NOW.replace(day=23))
    assert [stand_in.path for stand_in in later.stand_ins] == [REPORT]


def test_the_page_keeps_the_address_of_the_version_that_it_shows(
    living: Callable[[str], Living],
) -> None:
    made = living(f"-- {REPORT} --\n{text('Lama', 'slug: lama')}")
    made.city.write(REPORT, text("Baru", "slug: baru", "tanggal: 32-11-2026"))
    made.commit(2)
    made.city.build()
    assert "Lama" in made.city.read("/kelurahan/dago/laporan/2026/11/lama/")
    assert not (made.city.output / "kelurahan/dago/laporan/2026/11/baru").exists()


def test_an_earlier_version_keeps_its_address_before_a_text_as_it_is(
    living: Callable[[str], Living],
) -> None:
    made = living("-- .gitignore --\n.sitegen/\n")
    made.commit(2, a03=text("Paling lama", "slug: sendiri"))
    last = made.commit(3, a03=text("Lama", "slug: bersama"))
    made.commit(4, a03=BAD, b03=text("Milik B", "slug: bersama"))
    result = made.city.build()
    assert [stand_in.commit for stand_in in result.stand_ins] == [last]
    assert codes(result) == {"F017", "M008"}
    assert "Lama" in made.city.read("/kelurahan/dago/laporan/2026/11/bersama/")


def test_a_report_that_takes_anothers_address_goes_back_to_its_own(
    living: Callable[[str], Living],
) -> None:
    made = living("-- .gitignore --\n.sitegen/\n")
    own = made.commit(2, a03=text("A"), b03=text("B"))
    made.commit(3, b03=text("B", "slug: a"))
    result = made.city.build()
    assert [stand_in.commit for stand_in in result.stand_ins] == [own]
    assert codes(result) == {"M008"}
    assert "B" in made.city.read("/kelurahan/dago/laporan/2026/11/b/")


def test_what_is_written_and_not_committed_yet_gives_way_to_what_is(
    living: Callable[[str], Living],
) -> None:
    made = living(WHOLE)
    made.city.write(REPORT, text("Belum disimpan"))
    made.city.build()
    made.city.write(REPORT, BAD)
    made.city.build()
    assert "Balita ditimbang" in made.city.read(POSYANDU)


def test_a_version_that_a_deeper_clone_brings_is_found_without_a_change_of_files(
    living: Callable[[str], Living], tmp_path: Path
) -> None:
    made = living(WHOLE)
    made.city.write(REPORT, BAD)
    made.commit(2)
    made.repo.git("clone", "-q", "--depth=1", made.city.root.as_uri(), str(tmp_path / "klon"))
    clone = CityFolder(tmp_path / "klon", tmp_path / "keluaran-klon")
    assert clone.build().stand_ins == ()
    assert clone.build().rebuilt == ()
    Repo(clone.root).git("fetch", "-q", "--unshallow")
    again = clone.build()
    assert len(again.stand_ins) == 1
    made.city.build()
    assert clone.files() == made.city.files()


def test_a_rewritten_history_is_looked_at_again(living: Callable[[str], Living]) -> None:
    made = living(f"-- {REPORT} --\n{BAD}")
    made.city.build()
    made.city.write(REPORT, text("Benar"))
    made.repo.git("add", "-A")
    made.repo.git("commit", "-q", "--amend", "-m", "1", day=1)
    made.city.write(REPORT, BAD)
    made.repo.git("add", "-A")
    made.repo.git("commit", "-q", "-m", "2", day=1)
    result = made.city.build()
    assert for_themselves(result) == [("kelurahan/dago", "history")]
    assert "Benar" in made.city.read(POSYANDU)


def test_a_replaced_file_counts_as_held_back_for_the_limit(living: Callable[[str], Living]) -> None:
    units = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")
    paths = [f"content/{unit}/laporan/2026-11-07-a.md" for unit in units]
    made = living("".join(f"-- {path} --\n{text('A')}" for path in paths))
    made.city.build()
    for path in paths:
        made.city.write(path, BAD)
    made.commit(2)
    with pytest.raises(TooMuchHeldBack):
        made.city.build()


def kept(made: CityFolder) -> dict[str, str]:
    return read_state(state_path(made.root, made.output), made.output).kept


def test_nothing_is_kept_of_what_git_has(living: Callable[[str], Living]) -> None:
    made = living(WHOLE)
    made.city.write(f"{DAGO}/laporan/2026-11-04-baru.md", text("Baru"))
    made.city.build()
    assert kept(made.city).keys() == {f"{DAGO}/laporan/2026-11-04-baru.md"}
    made.commit(2)
    made.city.build()
    assert kept(made.city) == {}


def test_without_git_all_that_is_published_is_kept_and_nothing_else(city: City) -> None:
    made = city(WHOLE)
    made.write(f"{DAGO}/laporan/2026-11-05-draf.md", text("Draf", "draf: ya"))
    made.write(f"{DAGO}/laporan/2026-11-05-salah.md", BAD)
    made.build()
    assert kept(made).keys() == {*BROKEN, SENAM}
    made.write(REPORT, text("Ditarik", "draf: ya"))
    (made.root / SENAM).unlink()
    made.build()
    assert kept(made).keys() == {PAGE, TABLE, ABOUT, PROFILE}
    made.write("data/units.csv", "id,jenis,nama\ndinkes,skpd,Dinas Kesehatan\n")
    made.build()
    assert kept(made) == {}


def test_a_check_tells_of_the_same_versions_as_a_build(city: City) -> None:
    made = city(WHOLE)
    made.build()
    made.write(REPORT, BAD)
    assert made.build(write=False).stand_ins == made.build().stand_ins == (StandIn(path=REPORT),)


def test_a_kept_version_that_is_damaged_is_none(tmp_path: Path) -> None:
    assert read_kept(tmp_path / "tiada.sqlite", ("a",)) == {}
    (tmp_path / "rusak.sqlite").write_bytes(b"rusak" * 1000)
    assert read_kept(tmp_path / "rusak.sqlite", ("a",)) == {}


def nothing_is_left_of(number: str, made: CityFolder, result: Result) -> bool:
    state = state_path(made.root, made.output).read_bytes()
    outputs = b"".join(made.files().values())
    return number.encode() not in state + outputs and number not in repr(result)


def test_an_earlier_version_with_personal_data_is_passed_over_and_nothing_of_it_is_told(
    living: Callable[[str], Living],
) -> None:
    made = living("-- .gitignore --\n.sitegen/\n")
    right = made.commit(2, a03=text("Pertama"))
    made.commit(3, a03=text("Kedua", body=f"NIK {NIK}"))
    made.commit(4, a03=BAD)
    result = made.city.build()
    assert [stand_in.commit for stand_in in result.stand_ins] == [right]
    assert codes(result) == {"F017"}
    assert nothing_is_left_of(NIK, made.city, result)


def test_a_file_with_personal_data_gives_way_to_its_last_good_version(
    living: Callable[[str], Living],
) -> None:
    made = living(WHOLE)
    expected = made.city.build() and made.city.without_monitor()
    bad = {
        REPORT: text("Baru", body=f"NIK {NIK}"),
        TABLE: f"nama,nik\nSiti,{NIK}\n",
        PROFILE: f"tentang: NIK {NIK}\n",
    }
    for path, body in bad.items():
        made.city.write(path, body)
    made.commit(2)
    result = made.city.build()
    assert {stand_in.path for stand_in in result.stand_ins} == bad.keys() == {*result.held_back}
    assert without_note(made.city.without_monitor())[0] == expected
    assert nothing_is_left_of(NIK, made.city, result)


@pytest.mark.parametrize(
    ("path", "expected"),
    # D013: the dataset beside the report is described in part.
    [(REPORT, {"D013", "M001"}), (TABLE, {"D001"})],
)
def test_a_file_that_is_too_large_to_be_read_gives_way_as_well(
    city: City, path: str, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.units.texts.MAX_TEXT", 1000)
    monkeypatch.setattr("sitegen.units.datasets.MAX_TABLE", 1000)
    made = city(WHOLE)
    made.build()
    made.write(path, "x" * 1001)
    result = made.build()
    assert result.stand_ins == (StandIn(path=path),)
    assert codes(result) == expected


def test_a_kept_version_that_the_gate_refuses_is_forgotten(city: City) -> None:
    made = city(WHOLE)
    made.build()
    old = text("Lama", body=f"NIK {NIK}").encode()
    row = (REPORT, digest(old), zlib.compress(old))
    state = read_state(state_path(made.root, made.output), made.output)
    write_change(state, StateChange(kept=(row,)))
    made.write(REPORT, BAD)
    result = made.build()
    assert (result.held_back, result.stand_ins) == ((REPORT,), ())
    assert kept(made).keys() == {PAGE, TABLE, ABOUT, PROFILE, SENAM}
    assert nothing_is_left_of(NIK, made, result)


@pytest.mark.parametrize("wrong", ["tentang: [\n", "telepon: 0811-2222-333\ntentang: [\n"])
def test_contacts_of_a_profile_that_stands_in_are_the_units_own(city: City, wrong: str) -> None:
    made = city(f"-- {PROFILE} --\ntelepon: 0811-2222-333\n")
    made.build()
    made.write(PROFILE, wrong)
    made.write(REPORT, text("Posyandu", body="Hubungi 0811-2222-333."))
    assert made.build().held_back == (PROFILE,)


ENTRY = UnitEntry(id="dago", kind="kelurahan", level="kelurahan", name="Dago")


def unit(
    *paths: str, until: float = 1.0, held: tuple[str, ...] = ()
) -> tuple[UnitSource, UnitResult]:
    files = tuple(SourceFile(path=path, size=1, digest=f"d-{path}") for path in paths)
    result = UnitResult(
        key=ENTRY.key,
        outputs=(),
        held_back=held,
        until=until,
    )
    return UnitSource(root="r", entry=ENTRY, files=files), result


def test_only_what_changed_is_kept_anew() -> None:
    known = {REPORT: f"d-{REPORT}", PAGE: "lama"}
    assert to_keep([unit(REPORT, PAGE)], known, {ENTRY.key}) == Keep(
        root="r", put={PAGE: f"d-{PAGE}"}
    )


def test_what_is_held_back_stays_as_it_was_kept_with_the_description_of_a_table() -> None:
    known = {TABLE: "t", ABOUT: "m", PAGE: "p"}
    assert to_keep([unit(TABLE, ABOUT, held=(TABLE,))], known, {ENTRY.key}) == Keep(
        root="r", gone=frozenset({PAGE})
    )


def test_a_unit_that_was_not_built_or_failed_leaves_what_is_kept_alone() -> None:
    known = {PAGE: "p"}
    assert to_keep([], known, {ENTRY.key}) == Keep()
    assert to_keep([unit(REPORT, until=0.0)], known, {ENTRY.key}) == Keep()
    assert to_keep([], known, {"skpd/dinkes"}) == Keep(gone=frozenset({PAGE}))


def test_pictures_are_not_kept() -> None:
    assert to_keep([unit(f"{DAGO}/laporan/a.jpg", f"{DAGO}/x.pdf")], {}, {ENTRY.key}).put == {}


def test_a_file_that_changed_since_the_scan_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"isi")
    put = {"a": digest(b"isi"), "b": digest(b"isi"), "tiada": "x"}
    (tmp_path / "b").write_bytes(b"lain")
    rows = [row[:2] for row in Keep(root=str(tmp_path), put=put).rows()]
    assert rows == [("a", digest(b"isi"))]
