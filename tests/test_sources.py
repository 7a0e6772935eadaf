"""The files of a city: found without following links, each with its role."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sitegen.city.beneath import read_file
from sitegen.city.register import Register
from sitegen.city.sources import MAX_DEPTH, Sources, scan, unused
from sitegen.model import SourceFile, UnitEntry
from sitegen.model.roles import Role, role
from tests.conftest import told

REGISTER = Register(
    (
        UnitEntry(id="dinkes", kind="skpd", name="Dinas Kesehatan"),
        UnitEntry(
            id="coblong", kind="kecamatan", level="kecamatan", name="Coblong", code="32.73.02"
        ),
        UnitEntry(
            id="dago", kind="kelurahan", level="kelurahan", name="Dago", code="32.73.02.1004"
        ),
    )
)
DAGO = "content/kelurahan/dago"


def fill(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("isi", encoding="utf-8")


def found(sources: Sources) -> dict[str, list[str]]:
    return {unit.entry.key: [file.path for file in unit.files] for unit in sources.units}


def problems(sources: Sources) -> list[str]:
    return [told(problem) for problem in sources.problems]


def test_each_units_files_are_sorted_and_units_are_in_the_registers_order(tmp_path: Path) -> None:
    fill(tmp_path, f"{DAGO}/unit.yml", f"{DAGO}/laporan/b.md", f"{DAGO}/laporan/2026/a.md")
    fill(tmp_path, "content/skpd/dinkes/unit.yml")
    sources = scan(tmp_path, REGISTER)
    assert found(sources) == {
        "skpd/dinkes": ["content/skpd/dinkes/unit.yml"],
        "kelurahan/dago": [
            f"{DAGO}/laporan/2026/a.md",
            f"{DAGO}/laporan/b.md",
            f"{DAGO}/unit.yml",
        ],
    }
    assert list(found(sources)) == ["skpd/dinkes", "kelurahan/dago"]
    assert problems(sources) == []
    assert sources.units[0].files[0].size == 3
    assert sources.units[0].root == str(tmp_path)


def test_a_city_without_content_has_no_units_and_says_so(tmp_path: Path) -> None:
    sources = scan(tmp_path, REGISTER)
    assert (sources.units, problems(sources)) == ((), [WITHOUT.format("it is not there")])
    (tmp_path / "content").mkdir()
    assert scan(tmp_path, REGISTER) == Sources((), ())


def test_what_systems_and_editors_leave_behind_is_passed_over(tmp_path: Path) -> None:
    names = (".git/x", ".DS_Store", "Thumbs.db", "desktop.ini", "~$a.docx", "a.md~", "a.TMP")
    fill(tmp_path, *(f"{DAGO}/laporan/{name}" for name in names), "content/README.md")
    sources = scan(tmp_path, REGISTER)
    assert found(sources) == {"kelurahan/dago": []}
    assert problems(sources) == []


OWN = "if that is meant; if `{}` is a kind of the city's own, name it in `site.yml`, under `jenis_unit`"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(
            "content/kel/dago/unit.yml",
            "content/kel: [U012] `kel` is no kind of unit; below `content/` there are skpd, "
            f"kecamatan, kelurahan = rename it to `kelurahan` {OWN.format('kel')}",
            id="kind",
        ),
        pytest.param(
            "content/xyz/dago/unit.yml",
            "content/xyz: [U012] `xyz` is no kind of unit; below `content/` there are skpd, "
            f"kecamatan, kelurahan = rename it to `skpd` {OWN.format('xyz')}",
            id="kind unlike any",
        ),
        pytest.param(
            "content/kelurahan/dagoo/unit.yml",
            "content/kelurahan/dagoo: [U013] there is no kelurahan `dagoo` in `data/units.csv`; the "
            "nearest is `dago` = rename the folder, or ask Kominfo to add the unit to the register",
            id="unit",
        ),
        pytest.param(
            "content/skpd/zzz/unit.yml",
            "content/skpd/zzz: [U013] there is no skpd `zzz` in `data/units.csv`; the "
            "nearest is `dinkes` = rename the folder, or ask Kominfo to add the unit to the register",
            id="unit unlike any",
        ),
        pytest.param(
            "content/laporan.md",
            "content/laporan.md: [U017] this file lies outside of every unit's folder and is not "
            "published = move it into the folder of its unit",
            id="file beside the kinds",
        ),
        pytest.param(
            "content/kelurahan/laporan.md",
            "content/kelurahan/laporan.md: [U017] this file lies outside of every unit's folder "
            "and is not published = move it into the folder of its unit",
            id="file beside the units",
        ),
        pytest.param(
            f"{DAGO}/laporan/laporan\u202egpj.md",
            f"{DAGO}/laporan/laporan\\u202egpj.md: [U018] the name `laporan\\u202egpj.md` holds "
            "invisible or unreadable signs = rename the file with letters, digits and hyphens",
            id="name that turns direction",
        ),
        pytest.param(
            "content/kelurahan/dago\x07/unit.yml",
            "content/kelurahan/dago\\x07: [U018] the name `dago\\x07` holds "
            "invisible or unreadable signs = rename the file with letters, digits and hyphens",
            id="folder with a control character",
        ),
        pytest.param(
            "/".join([DAGO, *"abcdefghi", "j.md"]),
            "/".join([DAGO, *"abcdefghi"])
            + ": [U019] folders are nested too deep here = use `laporan/<tahun>/` at most",
            id="nesting",
        ),
    ],
)
def test_what_no_unit_can_publish_is_told(tmp_path: Path, path: str, expected: str) -> None:
    fill(tmp_path, path)
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [expected]
    assert [files for files in found(sources).values() if files] == []


def test_folders_are_read_down_to_the_depth_limit(tmp_path: Path) -> None:
    path = "/".join([DAGO, *["a"] * MAX_DEPTH, "b.md"])
    fill(tmp_path, path)
    assert found(scan(tmp_path, REGISTER)) == {"kelurahan/dago": [path]}


def test_a_name_that_is_no_text_is_told_in_ascii(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / DAGO)
    Path(os.fsdecode(folder)).mkdir(parents=True)
    Path(os.fsdecode(folder + b"/a\xff.md")).write_text("isi", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/kel\xff")).mkdir()
    sources = scan(tmp_path, REGISTER)
    tail = "holds invisible or unreadable signs = rename the file with letters, digits and hyphens"
    assert sorted(problems(sources)) == [
        f"content/kel\\udcff: [U018] the name `kel\\udcff` {tail}",
        f"{DAGO}/a\\udcff.md: [U018] the name `a\\udcff.md` {tail}",
    ]
    assert found(sources) == {"kelurahan/dago": []}


@pytest.mark.parametrize(
    "name",
    ["CON", "aux.md", "nul.tar.gz", "com1.jpg", "a:b.md", "Apa itu PPID?.md", "a.md.", "a.md "],
)
def test_a_name_that_windows_cannot_store_is_told_and_read(tmp_path: Path, name: str) -> None:
    path = f"{DAGO}/laporan/{name}"
    fill(tmp_path, path)
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [
        (
            f"{path}: [U035] the name `{name}` cannot be stored on Windows = "
            "rename the file with letters, digits and hyphens"
        )
    ]
    assert found(sources) == {"kelurahan/dago": [path]}


def test_names_like_those_of_devices_are_names(tmp_path: Path) -> None:
    fill(tmp_path, *(f"{DAGO}/laporan/{name}" for name in ("console.md", "auxilia.md", "com10.md")))
    assert problems(scan(tmp_path, REGISTER)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Posyandu.jpg", "posyandu.jpg"),
        ("STRASSE.jpg", "stra\u00dfe.jpg"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
        ("CAFE\u0301.jpg", "caf\u00e9.jpg"),
    ],
)
def test_two_names_that_are_one_elsewhere_are_told(tmp_path: Path, first: str, second: str) -> None:
    fill(tmp_path, f"{DAGO}/laporan/{first}", f"{DAGO}/laporan/{second}")
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [
        (
            f"{DAGO}/laporan/{second}: [U036] on Windows and macOS this file has the same name as "
            f"`{DAGO}/laporan/{first}` = "
            "rename one of the two, so that they differ in more than capitals or accents"
        )
    ]
    assert len(found(sources)["kelurahan/dago"]) == 2


def test_files_over_the_limit_are_told_and_the_first_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.city.sources.MAX_FILES", 2)
    fill(tmp_path, *(f"{DAGO}/laporan/{name}.md" for name in "cab"))
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [
        (
            f"{DAGO}: [U034] the unit has 3 files; the first 2 are read = "
            "remove what no page needs any more, or ask Kominfo"
        )
    ]
    assert found(sources)["kelurahan/dago"] == [f"{DAGO}/laporan/a.md", f"{DAGO}/laporan/b.md"]


WITHOUT = (
    "content: [S040] the folder `content/` cannot be read: {} = put it back (a disk not mounted, a "
    "checkout that stopped), or make it empty if no unit publishes anything; --allow-removal builds "
    "without it"
)
LINK = "[U016] this is a link or a device, not a file = put the file itself here"


@pytest.mark.parametrize(
    "path", ["content/skpd", "content/skpd/dinkes", f"{DAGO}/foto", f"{DAGO}/laporan/a.md"]
)
def test_no_link_is_followed(tmp_path: Path, path: str) -> None:
    fill(tmp_path, "rahasia/unit.yml", f"{DAGO}/laporan/b.md")
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).symlink_to(tmp_path / "rahasia")
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [f"{path}: {LINK}"]
    assert found(sources) == {"kelurahan/dago": [f"{DAGO}/laporan/b.md"]}


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / DAGO).mkdir(parents=True)
    os.mkfifo(tmp_path / DAGO / "unit.yml")
    assert problems(scan(tmp_path, REGISTER)) == [f"{DAGO}/unit.yml: {LINK}"]


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    fill(tmp_path, "content")
    sources = scan(tmp_path, REGISTER)
    assert problems(sources) == [WITHOUT.format("a file is where a folder has to be")]
    assert sources.unread == ("content",)


def test_a_folder_of_a_unit_that_is_gone_when_it_is_opened_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, f"{DAGO}/laporan/a.md", f"{DAGO}/unit.yml")
    real = os.scandir

    def scandir(path: Any) -> Any:
        if path == tmp_path / DAGO / "laporan":
            raise FileNotFoundError(2, "No such file or directory")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    sources = scan(tmp_path, REGISTER)
    assert (sources.problems, sources.unread) == ((), ())
    assert found(sources)["kelurahan/dago"] == [f"{DAGO}/unit.yml"]


@pytest.mark.parametrize(
    ("path", "misplaced"),
    [
        ("content/Kelurahan/dago/unit.yml", ("kelurahan/dago",)),
        ("content/kelurahn/dago/unit.yml", ("kelurahan/dago",)),
        ("content/KELURAHAN/tidak-ada/unit.yml", ()),
        ("content/arsip/dago/unit.yml", ()),
        ("content/kelurahan/DAGO/unit.yml", ("kelurahan/dago",)),
        ("content/kelurahan/lain/unit.yml", ()),
    ],
)
def test_units_without_a_folder_are_looked_for_in_misnamed_ones(
    tmp_path: Path, path: str, misplaced: tuple[str, ...]
) -> None:
    fill(tmp_path, path)
    assert scan(tmp_path, REGISTER).misplaced == misplaced
    fill(tmp_path, f"{DAGO}/unit.yml")
    assert scan(tmp_path, REGISTER).misplaced == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("unit.yml", "profile"),
        ("laporan/a.md", "report"),
        ("laporan/2026/11/a.MD", "report"),
        ("laporan/a.jpg", "image"),
        ("laporan/a.JPEG", "image"),
        ("halaman/a.webp", "image"),
        ("halaman/a.md", "page"),
        ("halaman/a.pdf", "document"),
        ("data/a.csv", "table"),
        ("data/a.CSV", "table"),
        ("data/a.yml", "metadata"),
        ("data/a.yaml", "metadata"),
        ("data/2026/a.csv", None),
        ("data/a.xlsx", "table"),
        ("data/a.XLS", "table"),
        ("data/a.tsv", "table"),
        ("data/a.xlsm", None),
        ("data/a.md", None),
        ("laporan/a.docx", None),
        ("laporan/a.svg", None),
        ("laporan/unit.yml", None),
        ("a.md", None),
        ("lain/a.md", None),
    ],
)
def test_a_file_has_its_role_by_folder_and_ending(path: str, expected: Role | None) -> None:
    assert role(f"{DAGO}/{path}") == expected


NOT_READ = (
    "put reports into `laporan/` and pages into `halaman/` as .md, pictures beside them, tables "
    "into `data/` as .csv or .xlsx; documents as .pdf"
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(
            "undangan.docx",
            "[U014] nothing reads this file (.docx), so it is not published = " + NOT_READ,
            id="document",
        ),
        pytest.param(
            "foto/banjir.jpg",
            "[G014] the picture lies where nothing reads it, so it is not published = put it beside the "
            "report or page that is to show it, and name it there: `foto: banjir.jpg`",
            id="picture",
        ),
        pytest.param(
            "data/jadwal (1).pdf",
            "[L013] the document lies where nothing reads it, so it is not published = put it beside the "
            "report or page that is to link to it, and link to it there: `[jadwal 1](<jadwal (1).pdf>)`",
            id="document beside tables",
        ),
        pytest.param(
            "Laporan/2026/banjir.jpg",
            f"[U014] nothing reads this file (.jpg), so it is not published = "
            f"rename it to `{DAGO}/laporan/2026/banjir.jpg`",
            id="picture in a folder with a capital",
        ),
        pytest.param(
            "foto/kunjungan.csv",
            f"[U014] nothing reads this file (.csv), so it is not published = "
            f"rename it to `{DAGO}/data/kunjungan.csv`",
            id="table",
        ),
        pytest.param(
            "laporan/Makefile",
            "[U014] nothing reads this file (Makefile), so it is not published = " + NOT_READ,
            id="no ending",
        ),
        pytest.param(
            "data/kunjungan.XLSM",
            "[D014] a file of this kind (.xlsm) is not read as a table = "
            "save it as `kunjungan.xlsx` or, as CSV UTF-8, as `kunjungan.csv`",
            id="spreadsheet",
        ),
        pytest.param(
            "data/kunjungan.yml",
            "[D015] this description has no table: `kunjungan.csv` is missing = "
            "put the table beside it under the same name, or remove the description",
            id="description alone",
        ),
    ],
)
def test_a_file_that_nothing_reads_is_told(path: str, expected: str) -> None:
    files = (SourceFile(path=f"{DAGO}/{path}", size=1), SourceFile(path=f"{DAGO}/unit.yml", size=1))
    assert [told(problem) for problem in unused(files)] == [f"{DAGO}/{path}: {expected}"]


def test_a_description_beside_its_table_is_read() -> None:
    names = ("data/a.csv", "data/a.yml", "laporan/a.md", "laporan/a.jpg")
    assert not list(unused(tuple(SourceFile(path=f"{DAGO}/{name}", size=1) for name in names)))


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    fill(tmp_path, f"{DAGO}/laporan/a.md")
    assert read_file(str(tmp_path), f"{DAGO}/laporan/a.md") == b"isi"


@pytest.mark.parametrize("link", [f"{DAGO}/laporan/a.md", f"{DAGO}/laporan", "content"])
def test_a_link_that_took_a_place_after_the_scan_is_refused_at_open(
    tmp_path: Path, link: str
) -> None:
    fill(tmp_path, f"asli/{DAGO}/laporan/a.md")
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / "asli" / link)
    assert (tmp_path / DAGO / "laporan/a.md").read_bytes() == b"isi"
    with pytest.raises(OSError, match=r"Too many levels of symbolic links|Not a directory"):
        read_file(str(tmp_path), f"{DAGO}/laporan/a.md")


@pytest.mark.parametrize("link", [f"{DAGO}/laporan/a.md", f"{DAGO}/laporan", "content"])
def test_a_link_is_refused_at_open_where_the_system_cannot_open_beneath_a_folder(
    tmp_path: Path, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.city.beneath._call", lambda: None)
    fill(tmp_path, f"{DAGO}/unit.yml")
    assert read_file(str(tmp_path), f"{DAGO}/unit.yml") == b"isi"
    test_a_link_that_took_a_place_after_the_scan_is_refused_at_open(tmp_path / "kota", link)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_file_of_any_size_is_read_whole(tmp_path: Path, size: int) -> None:
    fill(tmp_path, f"{DAGO}/laporan/a.md")
    (tmp_path / DAGO / "laporan/a.md").write_bytes(
        bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    )
    assert len(read_file(str(tmp_path), f"{DAGO}/laporan/a.md")) == size


def test_a_folder_put_in_place_of_another_is_the_one_that_is_read(tmp_path: Path) -> None:
    fill(tmp_path, f"{DAGO}/laporan/a.md")
    read_file(str(tmp_path), f"{DAGO}/laporan/a.md")
    (tmp_path / DAGO / "laporan").rename(tmp_path / "lama")
    fill(tmp_path, f"{DAGO}/laporan/a.md")
    (tmp_path / DAGO / "laporan/a.md").write_bytes(b"baru")
    assert read_file(str(tmp_path), f"{DAGO}/laporan/a.md") == b"baru"


def test_a_file_that_is_gone_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(str(tmp_path), f"{DAGO}/unit.yml")


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    fill(tmp_path, f"{DAGO}/unit.yml")
    handles = Path("/proc/self/fd")
    before = {path.name for path in handles.iterdir()}
    read_file(str(tmp_path), f"{DAGO}/unit.yml")
    with pytest.raises(FileNotFoundError):
        read_file(str(tmp_path), f"{DAGO}/laporan/a.md")
    assert {path.name for path in handles.iterdir()} == before
