"""Files that the output folder cannot have: each costs its own page, and no state is wedged by it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from sitegen.cli.main import run
from sitegen.engine.clean import clean
from sitegen.engine.place import MOST_PARTS, Limits, Way, limits_of, unstorable
from sitegen.engine.publish import Published, Stats, publication
from sitegen.errors import HalfPublished
from sitegen.store import files
from sitegen.store.marker import MARKER, our_files
from sitegen.store.state import UnitRow, read_state, state_path
from tests.conftest import CityFolder, told
from tests.test_publish import journal, make, put, stopped, tree

City = Callable[[str], CityFolder]
LONG = f"{'b' * 256}/index.html"
LIMITS = Limits(name=10, path=20)
TOLD_AGAIN = "let the account that builds write there, or mend the disk, then build again: that tries it anew"
DAGO = "content/kelurahan/dago/laporan/2026-11-02-posyandu.md"
CITY = f"""\
-- {DAGO} --
---
judul: Posyandu
alias: [/berita/lama/]
---
Isi.
-- content/kelurahan/sekeloa/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Isi.
"""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("a/index.html", "", id="short"),
        pytest.param("0123456789/a/b/c/d/e", "", id="just fits"),
        pytest.param(
            "a/01234567890/b", "a part of it is longer than a name may be", id="a letter too long"
        ),
        pytest.param("ééééé/a", "", id="five letters of two bytes"),
        pytest.param("éééééé", "a part of it is longer than a name may be", id="bytes count"),
        pytest.param(
            "0123456789/a/b/c/d/ef",
            "with the path of the output folder it is too long",
            id="whole path",
        ),
    ],
)
def test_what_a_file_system_cannot_store_is_known_before(path: str, reason: str) -> None:
    assert unstorable(path, LIMITS) == reason


@pytest.mark.parametrize("parts", [MOST_PARTS + 1, 900, 100_000])
def test_an_address_of_very_many_parts_is_not_stored(parts: int) -> None:
    roomy = Limits(name=255, path=10**9)
    assert unstorable("a/" * (MOST_PARTS - 1) + "b", roomy) == ""
    assert unstorable("a/" * (parts - 1) + "b", roomy) == "it has too many parts"


def test_the_limits_are_those_of_the_disk_less_the_path_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "belum" / "ada"
    name = os.pathconf(tmp_path, "PC_NAME_MAX")
    path = os.pathconf(tmp_path, "PC_PATH_MAX") - len(str(folder)) - 2
    assert limits_of(folder) == Limits(name=name, path=path)
    longest = f"{'x' * 200}/" * 30
    assert unstorable(longest[: path - 1] + "y", limits_of(folder)) == ""
    assert unstorable(longest[:path] + "y", limits_of(folder)) != ""


def test_the_way_to_a_very_deep_path_is_examined_in_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("milik orang lain")
    way = Way(str(tmp_path), ())
    assert way.obstacle("a/" * 3_000 + "b", moved=True) == "a"
    assert way.obstacle("c/" * 3_000 + "b", moved=True) == ""
    assert way.closed("c/" * 3_000 + "b") == ""


@contextmanager
def deep_folder(folder: Path, spare: int) -> Iterator[Path]:
    """An output folder below which paths have at most `spare` bytes."""
    place = folder
    while limits_of(place).path - spare > 201:
        place /= "d" * 200
    place /= "d" * (limits_of(place).path - spare - 1)
    assert limits_of(place).path == spare
    yield place


def test_an_address_too_long_for_the_disk_costs_its_file_and_names_its_source(
    city: City, tmp_path: Path
) -> None:
    found = city(CITY)
    alias = "/".join(["berita", *["pembangunan-jembatan-baru"] * 5])
    expected = (
        f"{DAGO}: [S036] no file can be stored for the address /{alias[:79]}…: with the path of the "
        "output folder it is too long = shorten the address in this source, or choose an --output "
        "whose own path is shorter"
    )
    with deep_folder(tmp_path / "d", 120) as output:
        deep = replace(found, output=output)
        deep.write(DAGO, f"---\njudul: Posyandu\nalias: [/{alias}/]\n---\nIsi.\n")
        for options in ({"write": False}, {}, {}):
            result = deep.build(**options)
            assert [told(p) for p in result.problems if p.code == "S036"] == [expected]
        assert [reason for _, reason in result.rebuilt] == ["again"]
        assert "Posyandu" in deep.read("/kelurahan/dago/")
        assert (output / "kelurahan/dago/laporan/2026/11/posyandu/index.html").is_file()
        deep.write(DAGO, "---\njudul: Posyandu\nalias: [/berita/pendek/]\n---\nIsi.\n")
        assert deep.build().problems == ()
        assert (output / "berita/pendek/index.html").is_file()


def test_a_path_that_no_disk_takes_is_left_out_by_the_commit_and_told(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1"})
    folder = tmp_path / "build"
    for number in ("2", "3"):
        made = make(tmp_path, {"a": number, LONG: "x", "m/b": number})
        assert [told(problem) for problem in made.problems] == [
            (
                f": [S037] {folder}/{LONG} cannot be written or removed: the name is too long = "
                f"{TOLD_AGAIN}"
            )
        ]
        assert LONG not in made.written
        assert tree(folder) == {"a": number, "m/b": number}
        assert journal(tmp_path) == {}
        assert LONG not in our_files(folder)
    assert make(tmp_path, {"a": "3", "m/b": "3"}) == Published((), ("a", "m/b"), (), 0)


def wedged(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a version left it that journaled any path, and failed at each start."""
    make(root, {"a": "1", "z": "1"})
    stopped(root, {"a": "2", LONG: "2", "z": "2"}, "move", 1, monkeypatch)
    folder = root / "build"
    # That version moved by name, and wrote the marker before.
    state = read_state(state_path(root, folder), folder)
    (folder / MARKER).write_text(f"sitegen-output 1 {state.site}\na\n{LONG}\nz\n")
    assert LONG in journal(root)
    return folder


def test_a_folder_that_an_earlier_version_wedged_is_healed_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = wedged(tmp_path, monkeypatch)
    with publication(tmp_path, folder) as target:
        assert [told(problem) for problem in target.problems] == [
            (
                ": [S038] an earlier build was stopped, and 1 of its files could not be put in "
                f"place now, such as {folder}/{LONG}: the name is too long = see whether this "
                "build tells an error of them: if not, it has made them anew"
            )
        ]
        put(target, {"a": "2", "z": "3"})
        made = target.commit({}, {}, Stats())
    assert (made.written, made.reused, made.problems) == (("z",), ("a",), ())
    assert tree(folder) == {"a": "2", "z": "3"}
    marker = (folder / MARKER).read_text()
    shutil.rmtree(tmp_path)
    make(tmp_path, {"a": "2", "z": "3"})
    assert (folder / MARKER).read_text() == marker


def test_a_wedged_folder_without_a_state_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = wedged(tmp_path, monkeypatch)
    files.remove_tree(tmp_path / ".sitegen")
    make(tmp_path, {"z": "3"})
    assert tree(folder) == {"z": "3"}


@pytest.mark.parametrize("lost", [False, True], ids=["with its state", "without a state"])
def test_a_wedged_folder_can_be_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    folder = wedged(tmp_path, monkeypatch)
    if lost:
        files.remove_tree(tmp_path / ".sitegen")
    assert clean(tmp_path, folder) == (2, 0, not lost)
    assert not folder.exists()


def test_cleaning_a_commit_that_was_cut_removes_old_and_new_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": "1", "lama/b": "1"})
    stopped(tmp_path, {"a": "2", "baru/b": "2"}, "remove", 1, monkeypatch)
    assert clean(tmp_path, tmp_path / "build") == (3, 0, True)
    assert list(tmp_path.iterdir()) == []


def refusing(name: str, code: int) -> Callable[[str, str | Path], None]:
    """A `step` that fails at the file of this name, and nowhere else."""

    def step(_: str, path: str | Path) -> None:
        if str(path).endswith(name):
            raise OSError(code, os.strerror(code), str(path))

    return step


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "there is no right to it"),
        (errno.EIO, "the disk reports an error"),
        (errno.EISDIR, "it is a folder, not a file"),
        (errno.ENOTDIR, "a file is where a folder has to be"),
        (errno.EROFS, "the disk can only be read"),
    ],
    ids=errno.errorcode.get,
)
def test_a_file_that_cannot_be_moved_costs_itself_and_the_next_build_tries_again(
    tmp_path: Path, code: int, words: str
) -> None:
    folder = tmp_path / "build"
    row = UnitRow("sidik", 0.0, 1e12, "[]")
    site = {"x/b": "1", "y/b": "1"}
    with publication(tmp_path, folder) as target:
        put(target, site, "skpd/a")
        target.commit({"skpd/a": row}, {}, Stats())
    with (
        publication(tmp_path, folder) as target,
        patch.object(files, "step", refusing("x/b", code)),
    ):
        put(target, {"x/b": "2", "y/b": "2", "baru/c": "2"}, "skpd/a")
        made = target.commit({"skpd/a": row}, {}, Stats())
    assert [told(problem) for problem in made.problems] == [
        (
            f"content/skpd/a: [S037] {folder}/x/b cannot be written or removed: {words} = "
            f"{TOLD_AGAIN}"
        )
    ]
    assert made.written == ("baru/c", "y/b")
    assert tree(folder) == {"x/b": "1", "y/b": "2", "baru/c": "2"}
    with publication(tmp_path, folder) as target:
        assert target.state.units["skpd/a"].until == 0.0
        assert target.problems == ()
        put(target, {"x/b": "2", "y/b": "2", "baru/c": "2"}, "skpd/a")
        assert target.commit({"skpd/a": row}, {}, Stats()).written == ("x/b",)
    assert tree(folder) == {"x/b": "2", "y/b": "2", "baru/c": "2"}


def test_a_file_that_cannot_be_removed_is_tried_again(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "x/b": "1"})
    folder = tmp_path / "build"
    with patch.object(files, "step", refusing("x/b", errno.EACCES)):
        for _ in range(2):
            made = make(tmp_path, {"a": "2"})
            assert [problem.code for problem in made.problems] == ["S037"]
            assert (made.pruned, tree(folder)) == ((), {"a": "2", "x/b": "1"})
        assert clean(tmp_path, folder) == (1, 1, True)
        assert set(our_files(folder)) == {"x/b"}
    assert make(tmp_path, {"a": "2"}).pruned == ("x/b",)
    assert tree(folder) == {"a": "2"}


def test_files_of_one_folder_that_fail_for_one_reason_are_one_problem(tmp_path: Path) -> None:
    site = {f"x/{name}": "1" for name in "abc"}

    def step(_: str, path: str | Path) -> None:
        if Path(path).parent.name == "x":
            raise OSError(errno.EACCES, "", str(path))

    with patch.object(files, "step", step):
        made = make(tmp_path, site)
    assert [told(problem).split(" = ")[0] for problem in made.problems] == [
        f": [S037] {tmp_path}/build/x cannot be written or removed: there is no right to it"
    ]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT], ids=errno.errorcode.get)
def test_a_full_disk_stops_a_commit_before_anything_links_to_what_is_missing(
    tmp_path: Path, code: int
) -> None:
    make(tmp_path, {"a": "1", "lama/b": "1"})
    folder = tmp_path / "build"
    site = {"a": "2", "baru/b": "2", "baru/c": "2"}
    with (
        patch.object(files, "step", refusing("baru/c", code)),
        pytest.raises(HalfPublished) as caught,
    ):
        make(tmp_path, site)
    words = (
        "the disk is full" if code == errno.ENOSPC else "the space allotted on the disk is used up"
    )
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S039] the new site is online only in part: {folder}/baru/c: {words} = make room or "
            "mend the disk, then build again: that publishes the rest"
        )
    ]
    assert tree(folder) == {"a": "1", "baru/b": "2", "lama/b": "1"}
    assert journal(tmp_path) == {}
    made = make(tmp_path, site)
    assert (made.written, made.reused, made.pruned) == (("a", "baru/c"), ("baru/b",), ("lama/b",))
    assert tree(folder) == site


def test_a_disk_that_fails_as_such_stops_a_commit_too(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1"})
    state = state_path(tmp_path, tmp_path / "build")

    def step(operation: str, path: str | Path) -> None:
        if operation in {"move", "write"} and Path(path) != state:
            raise OSError(errno.EROFS, "", str(path))

    with patch.object(files, "step", step), pytest.raises(HalfPublished):
        make(tmp_path, {"a": "2"})
    assert tree(tmp_path / "build")["a"] == "1"
    make(tmp_path, {"a": "2"})
    assert tree(tmp_path / "build") == {"a": "2"}


def test_a_full_disk_during_the_commit_is_told_as_half_published(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    found = city(CITY)
    arguments = ["build", "--root", str(found.root), "--output", str(found.output), "--jobs", "1"]
    clock = ["--clock", "2026-11-21", "--quiet"]
    with patch.object(files, "step", refusing("sekeloa/index.html", errno.ENOSPC)):
        assert run([*arguments, *clock]) == 3
    told_ = capsys.readouterr()
    place = found.output / "kelurahan/sekeloa/index.html"
    assert told_.err.splitlines()[0] == (
        f"sitegen: kesalahan[S039]: situs baru hanya tayang sebagian: {place}: cakram penuh"
    )
    assert run([*arguments, *clock]) == 0
    assert run([*arguments, *clock, "--verify=all"]) == 0


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Makes a folder one into which nothing may be written, also for root."""
    mounted: list[Path] = []

    def close(folder: Path) -> None:
        if os.geteuid():
            folder.chmod(0o555)
            return
        bound = ("mount", "--bind", str(folder), str(folder))
        if subprocess.run(bound, check=False, capture_output=True).returncode:
            pytest.skip("a folder cannot be closed to root here")
        mounted.append(folder)
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)

    yield close
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)
    if not mounted:
        for path in tmp_path.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


def test_a_folder_that_may_not_be_written_costs_its_unit_alone(
    city: City, closed: Callable[[Path], None]
) -> None:
    found = city(CITY)
    assert found.build().problems == ()
    place = found.output / "kelurahan/dago/laporan/2026/11"
    closed(place)
    found.write(DAGO, "---\njudul: Posyandu Melati\nalias: [/berita/lama/]\n---\nIsi.\n")
    found.write(
        "content/kelurahan/sekeloa/laporan/2026-11-05-baru.md", "---\njudul: Baru\n---\nA.\n"
    )
    for _ in range(2):
        result = found.build()
        assert [told(problem) for problem in result.problems] == [
            (
                f"content/kelurahan/dago: [S037] {folder} cannot be written or removed: there is no "
                f"right to it = {TOLD_AGAIN}"
            )
            for folder in (place, place / "posyandu")
        ]
        assert "Posyandu Melati" not in found.read("/kelurahan/dago/laporan/2026/11/posyandu/")
        assert "Posyandu Melati" in found.read("/kelurahan/dago/")
        assert "Baru" in found.read("/kelurahan/sekeloa/laporan/2026/11/baru/")
    files.remove_tree(found.root / ".sitegen/cache")


def test_something_foreign_in_the_way_of_a_unit_costs_it_alone(city: City) -> None:
    found = city(CITY)
    assert found.build().problems == ()
    place = found.output / "kelurahan/dago"
    shutil.rmtree(place)
    place.write_text("catatan")
    found.write(
        "content/kelurahan/sekeloa/laporan/2026-11-05-baru.md", "---\njudul: Baru\n---\nA.\n"
    )
    for _ in range(2):
        result = found.build()
        assert [told(problem) for problem in result.problems] == [
            (
                f"content/kelurahan/dago: [S031] {place} is in the way of the site's pages = "
                "move it out of the output folder, then build again"
            )
        ]
        assert "Baru" in found.read("/kelurahan/sekeloa/laporan/2026/11/baru/")
        assert place.read_text() == "catatan"
    place.unlink()
    assert found.build().problems == ()
    assert "Posyandu" in found.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    assert found.build(verify="all").problems == ()


def test_something_foreign_in_the_way_of_a_city_page_is_told_as_the_citys(city: City) -> None:
    found = city(CITY)
    place = found.output / "arsip"
    assert found.build().problems == ()
    shutil.rmtree(place)
    place.symlink_to(found.root)
    result = found.build()
    assert {told(problem) for problem in result.problems} == {
        (
            f": [S031] {place} is in the way of the site's pages = "
            "move it out of the output folder, then build again"
        )
    }
    assert not (found.root / "index.html").exists()
    place.unlink()
    assert found.build().problems == ()
    assert found.build(verify="all").problems == ()
