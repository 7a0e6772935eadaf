"""`sitegen receive`: packages become commits of the office, and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sitegen.city.git.commit import move_branch
from sitegen.cli.main import run
from sitegen.digest import digest
from sitegen.submission import bringing
from tests.handed_in import ID, PHOTO, REPORT, TEXT, files, manifest, package, photo, zipped
from tests.repository import DAGO, OWNERS, Repository, repository
from tests.test_json import fits

FOLDER = "content/kelurahan/dago/"
SECOND = "laporan/2026/2026-11-19-kerja-bakti.md"
BAKTI = """\
---
judul: Warga RW 02 membersihkan 300 meter saluran
tanggal: 2026-11-19
---
Tiga puluh warga RW 02 membersihkan saluran di Jalan Dago Pojok sepanjang 300 meter pada Kamis pagi.
Lumpur diangkut dua truk dinas.
"""


def own(city: Repository) -> Repository:
    city.git("config", "user.name", "Petugas Kominfo")
    city.git("config", "user.email", "petugas@kominfo.contoh.example")
    return city


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return own(repository(tmp_path / "kota"))


def receive(city: Path, data: bytes, *options: str) -> int:
    file = city.parent / "kiriman-dago-20261120-1000.zip"
    file.write_bytes(data)
    sure = () if "--unit" in options else ("--yes",)
    return run(
        ["receive", "--root", str(city), *sure, "--clock", "2026-11-21", *options, str(file)]
    )


def pieces(*named: tuple[str, dict[str, bytes]], **changed: Any) -> bytes:
    """A package of several pieces, each of a kind with its files."""
    every = {name: data for _, contents in named for name, data in contents.items()}
    isi = [
        {"jenis": kind, "berkas": next(iter(contents)), "foto": [*contents][1:]}
        for kind, contents in named
    ]
    return package(every, isi=isi, **changed)


def test_a_report_is_a_commit_of_the_office_with_its_files_alone(city: Repository) -> None:
    assert receive(city.folder, package()) == 0

    assert city.git("log", "-1", "--format=%an <%ae>, %cn <%ce>") == (
        "Kelurahan Dago <dago@dago.contoh.example>,"
        " Petugas Kominfo <petugas@kominfo.contoh.example>"
    )
    assert city.git("log", "-1", "--format=%B").splitlines()[:3] == [
        "Laporan dari Kelurahan Dago: Posyandu Mawar menimbang 84 balita",
        "",
        f"Kiriman: {ID}",
    ]
    assert city.git("show", "--format=", "--name-status").split("\n") == [
        f"A\t{FOLDER}{TEXT}",
        f"A\t{FOLDER}{PHOTO}",
    ]
    assert city.git("status", "--short") == ""
    assert (city.folder / FOLDER / TEXT).read_bytes() == REPORT.encode()
    assert city.git("fsck", "--strict", "--no-dangling") == ""


def test_each_report_of_a_package_is_a_commit(city: Repository) -> None:
    data = pieces(("laporan", files()), ("laporan", {SECOND: BAKTI.encode()}))
    assert receive(city.folder, data) == 0
    assert city.git("log", "-2", "--format=%s").splitlines() == [
        "Laporan dari Kelurahan Dago: Warga RW 02 membersihkan 300 meter saluran",
        "Laporan dari Kelurahan Dago: Posyandu Mawar menimbang 84 balita",
    ]


def test_what_others_staged_and_changed_stays_as_it_is(city: Repository) -> None:
    city.write("data/pemilik.yml", OWNERS + "# nanti\n")
    city.git("add", "data/pemilik.yml")
    city.write("data/pemilik.yml", OWNERS + "# lain\n")
    city.write("site.yml", "nama: Kota Lain\nalamat_situs: https://contoh.example\n")
    city.write("catatan.txt", "belum")
    before, staged = city.git("status", "--short"), city.git("diff", "--cached")

    assert receive(city.folder, package()) == 0

    assert len(city.git("show", "--format=", "--name-only").splitlines()) == 2
    assert city.git("status", "--short") == before
    assert city.git("diff", "--cached") == staged


def test_a_package_received_twice_changes_nothing(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(city.folder, package())
    head = city.git("rev-parse", "HEAD")
    capsys.readouterr()

    assert receive(city.folder, package()) == 0
    assert receive(city.folder, package(id="f" * 32)) == 0  # sent once more, under another id

    assert city.git("rev-parse", "HEAD") == head
    said = capsys.readouterr().out
    told = f"sudah pernah diterima, tidak ada yang diubah: {FOLDER}{TEXT}, commit {head[:10]}"
    assert said.count(told) == 2


def test_a_report_that_was_removed_since_is_not_brought_back(city: Repository) -> None:
    receive(city.folder, package())
    city.git("rm", "-q", f"{FOLDER}{TEXT}")
    head = city.commit()
    assert receive(city.folder, package()) == 0
    assert city.git("rev-parse", "HEAD") == head


def test_what_has_a_name_that_is_taken_gets_another_and_is_named_by_it(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(city.folder, package())
    capsys.readouterr()
    other = REPORT.replace("84 balita", "91 balita")
    contents = {TEXT: other.encode(), PHOTO: photo("red")}

    assert receive(city.folder, package(contents, id="a" * 32), "--lang", "en") == 0

    assert (city.folder / FOLDER / TEXT).read_bytes() == REPORT.encode()
    second = (city.folder / FOLDER / TEXT.replace(".md", "-2.md")).read_text("utf-8")
    assert "- berkas: posyandu-mawar-2.jpg" in second
    assert "![Antrean di pintu](posyandu-mawar-2.jpg)" in second
    assert (city.folder / FOLDER / PHOTO.replace(".jpg", "-2.jpg")).exists()
    said = capsys.readouterr().out
    assert "warning[K011]" in said
    assert "is called `posyandu-mawar-2.jpg`" in said


@pytest.mark.parametrize("kept", ["index", "working tree", "capitals"])
def test_a_name_is_taken_by_what_is_not_committed_too(city: Repository, kept: str) -> None:
    name = TEXT.upper().replace("LAPORAN", "laporan") if kept == "capitals" else TEXT
    city.write(FOLDER + name, "punya petugas")
    if kept == "index":
        city.git("add", FOLDER + name)
        (city.folder / FOLDER / name).unlink()
    assert receive(city.folder, package()) == 0
    assert TEXT.replace(".md", "-2.md") in city.git("show", "--format=", "--name-only")
    if kept != "index":
        assert (city.folder / FOLDER / name).read_text() == "punya petugas"


def test_a_photo_that_is_there_already_is_used(city: Repository) -> None:
    receive(city.folder, package())
    again = {SECOND: BAKTI.encode() + b"\n![Warga](posyandu-mawar.jpg)\n", PHOTO: photo()}
    assert receive(city.folder, package(again, id="b" * 32)) == 0
    assert city.git("show", "--format=", "--name-only") == FOLDER + SECOND


def test_a_report_with_errors_is_returned_in_the_words_of_a_check(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    head = city.git("rev-parse", "HEAD")
    wrong = REPORT.replace("tanggal: 2026-11-20", "tanggal: 2026-13-40")

    assert receive(city.folder, package(files(wrong)), "--lang", "en") == 1

    said = capsys.readouterr().out
    city.write(FOLDER + TEXT, wrong)
    city.write(FOLDER + PHOTO, "")
    (city.folder / FOLDER / PHOTO).write_bytes(photo())
    run(["check", "--root", str(city.folder), "--clock", "2026-11-21", "--lang", "en"])
    checked = capsys.readouterr().out
    assert "error[F0" in said
    for line in said.splitlines()[2:]:
        assert line.strip() in checked
    assert city.git("rev-parse", "HEAD") == head


def test_what_is_right_is_taken_although_something_else_is_returned(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = BAKTI.replace("judul:", "jdul")
    data = pieces(("laporan", {SECOND: wrong.encode()}), ("laporan", files()))
    assert receive(city.folder, data, "--lang", "en") == 1
    assert FOLDER + SECOND not in city.git("show", "--format=", "--name-only")
    assert FOLDER + TEXT in city.git("show", "--format=", "--name-only")
    assert not (city.folder / FOLDER / SECOND).exists()
    said = capsys.readouterr().out
    assert f"returned: {FOLDER}{SECOND}" in said
    assert f"accepted: {FOLDER}{TEXT}" in said


def test_personal_data_is_returned_and_neither_committed_nor_quoted(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    nik = "3273024505850003"
    told = REPORT.replace("menimbang 84", f"menimbang NIK {nik}").replace(
        "Empat", f"NIK {nik}. Empat"
    )
    for form in ("text", "pesan", "json"):
        assert receive(city.folder, package(files(told)), "--format", form) == 1
    assert nik not in "".join(capsys.readouterr())
    assert city.git("log", "--oneline", "--all").count("\n") == 0
    assert not list(city.folder.rglob("*mawar*"))
    found = subprocess.run(("grep", "-rl", nik, str(city.folder)), capture_output=True, check=False)
    assert found.stdout == b""


@pytest.mark.parametrize("of", ["text", "photo"])
def test_a_name_with_personal_data_is_returned_and_neither_committed_nor_quoted(
    city: Repository, of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    nik = "3273024505850003"
    photo_name = f"ktp-{nik}.jpg" if of == "photo" else "posyandu-mawar.jpg"
    text_name = f"2026-11-20-warga-{nik}.md" if of == "text" else "2026-11-20-posyandu-mawar.md"
    contents = {
        f"laporan/2026/{text_name}": REPORT.replace("posyandu-mawar.jpg", photo_name).encode(),
        f"laporan/2026/{photo_name}": photo(),
    }
    for form in ("text", "pesan", "json"):
        assert receive(city.folder, package(contents), "--format", form) == 1
    said = "".join(capsys.readouterr())
    assert "P012" in said
    assert nik not in said
    assert city.git("log", "--oneline", "--all").count("\n") == 0
    assert not list(city.folder.rglob(f"*{nik}*"))


def noise(ending: str) -> bytes:
    """A picture that fills its whole file, as photos do."""
    body = io.BytesIO()
    Image.effect_noise((800, 600), 80).convert("RGB").save(body, ending)
    return body.getvalue()


def large() -> bytes:
    """A PNG of one bit for each of 41 million pixels."""
    body = io.BytesIO()
    points = hashlib.shake_128(b"foto").digest(41_000 * 1_000 // 8)
    Image.frombytes("1", (41_000, 1_000), points).save(body, "PNG", compress_level=1)
    return body.getvalue()


NOT_SHOWN: dict[str, bytes] = {
    "half a JPEG": noise("JPEG")[:60_000],
    "half a PNG": noise("PNG")[:60_000],
    "the head of a JPEG alone": b"\xff\xd8\xff\xe0",
    "a HEIC without a picture": b"\0\0\0\x18ftypheic" + bytes(500),
    "a picture of 41 million pixels": large(),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_a_photo_that_cannot_be_shown_is_sent_back_to_whoever_has_it(
    city: Repository, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {TEXT: REPORT.encode(), PHOTO: NOT_SHOWN[name]}
    assert receive(city.folder, package(contents), "--format", "pesan") == 1
    said = capsys.readouterr().out
    assert "Belum bisa diterima karena ada yang perlu diperbaiki" in said
    assert ": isinya gambar yang tidak bisa ditampilkan\n" in said
    assert "pilih lagi foto, dokumen, atau tabelnya di /tulis/, lalu kirim ulang" in said
    assert city.git("log", "--oneline", "--all").count("\n") == 0
    assert city.git("status", "--short") == ""


def picture(mode: str, ending: str, **given: Any) -> bytes:
    body = io.BytesIO()
    Image.new(mode, (80, 60)).save(body, ending, **given)
    return body.getvalue()


def moving(ending: str) -> bytes:
    colours = [Image.new("RGB", (80, 60), name) for name in ("red", "blue")]
    body = io.BytesIO()
    colours[0].save(body, ending, save_all=True, append_images=colours[1:])
    return body.getvalue()


ODD_PHOTOS: dict[str, tuple[str, bytes]] = {
    "in inks": ("a.jpg", picture("CMYK", "JPEG")),
    "grey": ("a.jpg", picture("L", "JPEG")),
    "of many bits": ("a.png", picture("I;16", "PNG")),
    "of one bit": ("a.png", picture("1", "PNG")),
    "that one sees through": ("a.png", picture("P", "PNG", transparency=0)),
    "that moves, a PNG": ("a.png", moving("PNG")),
    "that moves, a WebP": ("a.webp", moving("WEBP")),
    "a PNG by the name of a JPEG": ("a.jpg", picture("RGB", "PNG")),
    "a JPEG by the name of a PNG": ("a.png", picture("RGB", "JPEG")),
    "in capitals": ("A.JPG", picture("RGB", "JPEG")),
    "as a computer names it": ("a.jfif", picture("RGB", "JPEG")),
    "with a zip behind": ("a.jpg", photo() + zipped({"a": b"x"})),
}


@pytest.mark.parametrize("name", ODD_PHOTOS)
def test_an_odd_photo_is_taken_and_shown(city: Repository, name: str) -> None:
    called, data = ODD_PHOTOS[name]
    contents = {
        TEXT: REPORT.replace("posyandu-mawar.jpg", called).encode(),
        f"laporan/2026/{called}": data,
    }
    assert receive(city.folder, package(contents)) == 0
    committed = city.git("show", "--stat", "--format=", "HEAD")
    assert committed.count("laporan/2026/") == 2
    kept = next(
        path
        for path in (city.folder / "content/kelurahan/dago/laporan/2026").iterdir()
        if path.suffix != ".md"
    )
    assert b"PK\x03\x04" not in kept.read_bytes()
    with Image.open(kept) as shown:
        shown.load()


def test_what_a_photo_tells_of_its_place_does_not_enter_git(city: Repository) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "TELEPON-SITI"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 52.0, 1.0)})
    sent = photo(size=(80, 60), exif=exif.tobytes()) + b"FILM-DI-BELAKANG"
    assert b"TELEPON-SITI" in sent

    assert receive(city.folder, package({TEXT: REPORT.encode(), PHOTO: sent})) == 0

    kept = (city.folder / FOLDER / PHOTO).read_bytes()
    assert b"TELEPON-SITI" not in kept
    assert b"FILM" not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert dict(opened.getexif()) == {0x0112: 6}


def test_the_unit_that_handed_it_in_must_be_the_one_that_the_package_names(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert receive(city.folder, package(), "--unit", "sekeloa", "--lang", "en") == 1
    assert (
        "error[K012]: this package is of kelurahan/dago, but was handed in for kelurahan/sekeloa"
        in (capsys.readouterr().out)
    )
    assert receive(city.folder, package(), "--unit", "dago") == 0


def test_without_a_terminal_somebody_must_say_whose_it_is(
    city: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = city.folder.parent / "kiriman.zip"
    file.write_bytes(package())
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["receive", "--root", str(city.folder), "--lang", "en", str(file)]) == 2
    assert "with --unit, or give --yes" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(city: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    head = city.git("rev-parse", "HEAD")
    objects = city.git("count-objects")
    assert receive(city.folder, package(), "--dry-run", "--lang", "en") == 0
    assert f"would be accepted: {FOLDER}{TEXT}" in capsys.readouterr().out
    assert (city.git("rev-parse", "HEAD"), city.git("status", "--short")) == (head, "")
    assert city.git("count-objects") == objects


def test_the_message_to_send_back_is_in_plain_indonesian(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = BAKTI.replace("tanggal: 2026-11-19\n", "").encode()
    data = pieces(("laporan", files()), ("laporan", {"laporan/2026/kerja-bakti.md": wrong}))
    assert receive(city.folder, data, "--format", "pesan") == 1
    said = capsys.readouterr().out
    assert said.splitlines()[:5] == [
        "*Dago*",
        "",
        "Sudah diterima dan segera tampil di situs: Posyandu Mawar menimbang 84 balita",
        "",
        "Belum bisa diterima karena ada yang perlu diperbaiki: Warga RW 02 membersihkan 300 meter saluran",
    ]
    assert "commit" not in said
    assert said.endswith("lalu kirim lagi.\n\nTerima kasih.\n")


def test_the_answer_for_programs_names_commits_and_problems(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(city.folder, package(), "--format", "json")
    told = json.loads(capsys.readouterr().out)
    fits(told, "receive")
    (one,) = told["packages"]
    (piece,) = one["pieces"]
    assert (told["schema"], told["dry_run"], one["unit"]) == ("receive", False, "kelurahan/dago")
    assert piece["commit"] == city.git("rev-parse", "HEAD")
    assert (piece["state"], piece["path"]) == ("accepted", FOLDER + TEXT)


def test_a_profile_takes_the_place_of_the_one_before(city: Repository) -> None:
    city.write(FOLDER + "unit.yml", "alamat: Jalan Lama 1\n")
    city.commit()
    new = b"alamat: Jalan Ir. H. Juanda 1\njam_layanan: Senin sampai Jumat 08.00-15.00\n"
    data = pieces(("profil", {"unit.yml": new}))
    assert receive(city.folder, data) == 0
    assert (city.folder / FOLDER / "unit.yml").read_bytes() == new
    assert city.git("show", "--format=%s", "--name-status") == (
        f"Profil Kelurahan Dago\n\nM\t{FOLDER}unit.yml"
    )
    assert city.git("status", "--short") == ""


PROFILE = """\
# jam diperiksa tiap Januari
surel: "dago@dago.kota.example"
catatan_rapat: jangan dihapus
alamat: 'Jalan Lama 1'   # sejak 2019
"""


def from_the_form(base: str, *lines: str) -> bytes:
    """A package with a profile that the form made of the one that is `base`."""
    item = {"jenis": "profil", "berkas": "unit.yml", "dasar": digest(base.encode())}
    return package({"unit.yml": "".join(f"{line}\n" for line in lines).encode()}, isi=[item])


def test_a_profile_from_the_form_is_written_into_the_one_that_is_there(city: Repository) -> None:
    city.write(FOLDER + "unit.yml", PROFILE)
    city.commit()
    data = from_the_form(PROFILE, "alamat: Jalan Baru 2", "email: dago@dago.kota.example")
    assert receive(city.folder, data) == 0
    changed = PROFILE.replace("Jalan Lama 1", "Jalan Baru 2")
    assert (city.folder / FOLDER / "unit.yml").read_text() == changed
    assert city.git("diff", "--shortstat", "HEAD~") == (
        "1 file changed, 1 insertion(+), 1 deletion(-)"
    )
    before = city.git("rev-parse", "HEAD")
    assert receive(city.folder, data) == 0
    city.write(FOLDER + "unit.yml", f"{changed}telepon: (022) 555-0104\n")
    city.commit()
    assert receive(city.folder, data) == 0, "it was received, whatever became of it since"
    assert city.git("rev-parse", "HEAD~") == before


def test_a_profile_that_the_form_did_not_change_makes_no_commit(city: Repository) -> None:
    city.write(FOLDER + "unit.yml", PROFILE)
    city.commit()
    before = city.git("rev-parse", "HEAD")
    data = from_the_form(PROFILE, "alamat: Jalan Lama 1", "email: dago@dago.kota.example")
    assert receive(city.folder, data) == 0
    assert city.git("rev-parse", "HEAD") == before
    assert (city.folder / FOLDER / "unit.yml").read_text() == PROFILE


def test_a_profile_that_cannot_be_written_into_is_replaced_and_it_is_told(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = f"{PROFILE}alamat: Jalan Lama 1\n"
    city.write(FOLDER + "unit.yml", twice)
    city.commit()
    sent = ("alamat: Jalan Baru 2", "email: dago@dago.kota.example")
    assert receive(city.folder, from_the_form(twice, *sent)) == 0
    said = capsys.readouterr().out
    assert "[K038]" in said
    assert "`unit.yml`" in said
    assert (city.folder / FOLDER / "unit.yml").read_text() == "".join(f"{x}\n" for x in sent)


def test_a_profile_that_somebody_edits_here_is_left_alone(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    city.write(FOLDER + "unit.yml", "alamat: Jalan Lama 1\n")
    city.commit()
    city.write(FOLDER + "unit.yml", "alamat: Jalan Baru 2\n")
    data = pieces(("profil", {"unit.yml": b"alamat: Jalan Tiga 3\n"}))
    assert receive(city.folder, data) == 2
    assert "[K018]" in capsys.readouterr().err
    assert (city.folder / FOLDER / "unit.yml").read_text() == "alamat: Jalan Baru 2\n"


def test_a_table_and_its_description_get_another_name_together(city: Repository) -> None:
    table, about = b"rw,balita\n01,84\n02,91\n", b"judul: Balita per RW\n"
    first = pieces(("data", {"data/balita.csv": table, "data/balita.yml": about}))
    assert receive(city.folder, first) == 0
    second = pieces(
        ("data", {"data/balita.csv": table + b"03,70\n", "data/balita.yml": about}), id="c" * 32
    )
    assert receive(city.folder, second) == 0
    assert city.git("show", "--format=", "--name-only").splitlines() == [
        f"{FOLDER}data/balita-2.csv",
        f"{FOLDER}data/balita-2.yml",
    ]


def test_links_of_a_report_are_followed_into_other_units(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    good = REPORT + "\nLihat [laporan Sekeloa](/kelurahan/sekeloa/laporan/2026/11/posyandu/).\n"
    bad = REPORT + "\nLihat [laporan Sekeloa](/kelurahan/sekeloa/laporan/2026/11/tidak-ada/).\n"
    receive(city.folder, package(files(bad)), "--dry-run", "--format", "json")
    receive(city.folder, package(files(good)), "--dry-run", "--format", "json")
    told = [
        json.loads(line)["packages"][0]["pieces"][0]
        for line in capsys.readouterr().out.splitlines()
    ]
    assert [[p["code"] for p in each["problems"] if p["code"] == "M007"] for each in told] == [
        ["M007"],
        [],
    ]


def test_a_report_whose_address_another_has_gets_one_of_its_own(city: Repository) -> None:
    same = "laporan/2026/2026-11-20-posyandu.md"  # as the report of 3 November
    assert receive(city.folder, package({same: BAKTI.encode()})) == 0
    assert city.git("show", "--format=", "--name-only") == FOLDER + same.replace(".md", "-2.md")


def test_the_first_commit_of_a_city_may_be_a_report(tmp_path: Path) -> None:
    city = own(repository(tmp_path / "kota"))
    subprocess.run(("rm", "-rf", str(city.folder / ".git")), check=True)
    city.git("init", "-q", "-b", "main")
    own(city)
    assert receive(city.folder, package()) == 0
    assert city.git("rev-list", "--count", "HEAD") == "1"
    assert city.git("show", "--format=", "--name-only").splitlines() == [
        FOLDER + TEXT,
        FOLDER + PHOTO,
    ]


def test_a_city_in_a_folder_of_its_repository_receives(tmp_path: Path) -> None:
    city = own(repository(tmp_path / "kota"))
    inner = city.folder / "kota" / "contoh"
    inner.mkdir(parents=True)
    for name in ("content", "data", "site.yml"):
        (city.folder / name).rename(inner / name)
    city.commit()
    city.write("kota/.gitignore", "*.zip\n")
    city.commit()
    assert receive(inner, package()) == 0
    assert f"kota/contoh/{FOLDER}{TEXT}" in city.git("show", "--format=", "--name-only")
    assert city.git("status", "--short") == ""


def merging(city: Repository) -> None:
    city.git("checkout", "-q", "-b", "lain")
    city.write(DAGO, REPORT)
    city.commit()
    city.git("checkout", "-q", "-")
    city.write(DAGO, BAKTI)
    city.commit()
    subprocess.run(
        ("git", "merge", "-q", "lain"), cwd=city.folder, capture_output=True, check=False
    )


def detached(city: Repository) -> None:
    city.git("checkout", "-q", "--detach")


def nobody(city: Repository) -> None:
    city.git("config", "--unset", "user.email")


def no_repository(city: Repository) -> None:
    subprocess.run(("rm", "-rf", str(city.folder / ".git")), check=True)


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (merging, "[K013]: nothing can be committed here: a merge is not finished"),
        (detached, "[K013]: nothing can be committed here: no branch is checked out"),
        (nobody, "[K014]: git does not know who works here"),
        (
            no_repository,
            "[K013]: nothing can be committed here: the city is not in a git repository",
        ),
    ],
)
def test_where_no_commit_can_be_made_it_is_said_and_nothing_is_written(
    city: Repository,
    prepare: Any,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    prepare(city)
    names = sorted(city.folder.rglob("*.md"))
    assert receive(city.folder, package(), "--lang", "en") == 2
    assert told in capsys.readouterr().err
    assert sorted(city.folder.rglob("*.md")) == names


def test_a_branch_that_others_move_meanwhile_is_read_again(
    city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []

    def slow(*given: Any) -> bool:
        if not moved:
            moved.append("lain")
            made = city.git("commit-tree", "-p", "HEAD", "-m", "lain", "HEAD^{tree}")
            city.git("update-ref", "HEAD", made)
        return move_branch(*given)

    monkeypatch.setattr(bringing, "move_branch", slow)
    assert receive(city.folder, package()) == 0
    assert city.git("log", "-3", "--format=%s").splitlines()[1:] == ["lain", "perubahan"]
    assert city.git("status", "--short") == ""


def test_a_lock_of_the_index_leaves_everything_as_it_was(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    head = city.git("rev-parse", "HEAD")
    (city.folder / ".git" / "index.lock").touch()
    assert receive(city.folder, package(), "--lang", "en") == 2
    assert "the index cannot be written" in capsys.readouterr().err
    (city.folder / ".git" / "index.lock").unlink()
    assert (city.git("rev-parse", "HEAD"), city.git("status", "--short")) == (head, "")


def test_a_link_in_the_way_is_never_followed(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (city.folder / FOLDER / "laporan" / "2026").symlink_to(elsewhere)
    head = city.git("rev-parse", "HEAD")
    assert receive(city.folder, package()) == 3
    assert capsys.readouterr().err.startswith("sitegen: ")
    assert list(elsewhere.iterdir()) == []
    assert city.git("rev-parse", "HEAD") == head


KILLED = """\
import os, sys
from sitegen.city.git.commit import move_branch
from sitegen.cli.main import run
from sitegen.digest import digest
from sitegen.store import files
count = 0
def step(operation, path):
    global count
    count += 1
    if count == int(sys.argv[1]):
        os.kill(os.getpid(), 9)
files.step = step
sys.exit(run(sys.argv[2:]))
"""


def test_a_run_killed_at_any_step_leaves_no_commit_or_the_whole_one(tmp_path: Path) -> None:
    city = own(repository(tmp_path / "kota"))
    head = city.git("rev-parse", "HEAD")
    data = pieces(("laporan", files()), ("laporan", {SECOND: BAKTI.encode()}))
    whole = {
        FOLDER + TEXT: REPORT.encode(),
        FOLDER + PHOTO: photo(),
        FOLDER + SECOND: BAKTI.encode(),
    }
    (tmp_path / "k.zip").write_bytes(data)
    arguments = ["receive", "--root", str(city.folder), "--yes", "--clock", "2026-11-21"]
    for at in range(1, 100):
        command = (sys.executable, "-c", KILLED, str(at), *arguments, str(tmp_path / "k.zip"))
        done = subprocess.run(command, capture_output=True, check=False)
        for path in (FOLDER + TEXT, FOLDER + PHOTO, FOLDER + SECOND):
            present = city.folder / path
            assert not present.exists() or present.read_bytes() == whole[path]
        assert city.git("rev-parse", "HEAD") == head or not done.returncode
        if not done.returncode:
            break
    assert at > 5
    assert city.git("rev-list", "--count", f"{head}..HEAD") == "2"
    assert city.git("status", "--short") == ""
    assert city.git("fsck", "--strict", "--no-dangling") == ""


def test_a_package_of_an_office_without_an_address_has_an_author_without_one(
    tmp_path: Path,
) -> None:
    city = own(
        repository(tmp_path / "kota", 'kota: ["@kominfo"]\nunit:\n  kelurahan/dago: ["@dago"]\n')
    )
    assert receive(city.folder, package()) == 0
    assert city.git("log", "-1", "--format=%an <%ae>") == "Kelurahan Dago <>"
    assert city.git("fsck", "--strict", "--no-dangling") == ""


def test_the_list_of_a_package_may_lack_check_sums_and_have_more_keys(city: Repository) -> None:
    own_files = files()
    told = manifest(own_files, kelak="apa saja")
    for each in told["berkas"]:
        del each["sha256"]
    data = zipped({"kiriman.json": json.dumps(told).encode(), **own_files})
    assert receive(city.folder, data) == 0
