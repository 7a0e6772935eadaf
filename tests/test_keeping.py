"""What cannot be read or made keeps what is online, and the site cannot empty itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli.main import run
from sitegen.engine import parallel
from sitegen.engine.build import Result
from sitegen.engine.contents import read_contents
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.errors import TooMuchHeldBack
from sitegen.model import UnitResult, UnitSource
from sitegen.serve.session import ServeOptions, session
from sitegen.units.unit import build_unit
from tests.conftest import NOW, SITE, UNITS, CityFolder, for_themselves, told

City = Callable[[str], CityFolder]
DAGO, SEKELOA = "content/kelurahan/dago", "content/kelurahan/sekeloa"
POSYANDU = f"{DAGO}/laporan/2026/2026-11-03-posyandu.md"
WHOLE = f"""\
-- {POSYANDU} --
---
judul: Posyandu
---
Isi.
-- {DAGO}/halaman/layanan.md --
---
judul: Layanan
---
Isi.
-- {SEKELOA}/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
-- content/skpd/dinkes/laporan/2026-11-01-rapat.md --
---
judul: Rapat
---
Isi.
"""
MISSING = (
    "content: [S040] the folder `content/` cannot be read: it is not there = put it back "
    "(a disk not mounted, a checkout that stopped), or make it empty if no unit publishes anything; "
    "--allow-removal builds without it"
)
DENIED = (
    "[U015] the folder cannot be opened: there is no right to it = give the user that builds the right "
    "to list and enter the folder, or check its disk"
)
Lock = Callable[..., None]


@pytest.fixture
def whole(city: City) -> CityFolder:
    """A city of four units, three of which have published something."""
    made = city(WHOLE)
    assert made.build().problems == ()
    return made


@pytest.fixture
def locked(whole: CityFolder) -> Iterator[Lock]:
    """Return a function that makes folders of the city unreadable, or readable without paths."""
    real = os.scandir
    denied: set[Path] = set()

    def scandir(path: Any = ".") -> Any:
        if path in denied:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    def lock(*paths: str) -> None:
        denied.clear()
        denied.update(whole.root / path for path in paths)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        yield lock


def texts(result: Result) -> list[str]:
    return [told(problem) for problem in result.problems]


def refused(made: CityFolder, **options: Any) -> list[str]:
    """The problems of a build that publishes nothing; what is online is as it was."""
    before = made.files()
    with pytest.raises(TooMuchHeldBack) as caught:
        made.build(**options)
    assert made.files() == before
    return [told(problem) for problem in caught.value.problems]


def clean(made: CityFolder) -> dict[str, bytes]:
    """The files of a build that knows nothing of an earlier one."""
    other = CityFolder(made.root, made.output.with_name("bersih"))
    shutil.rmtree(other.output, ignore_errors=True)
    other.build()
    return other.files()


@pytest.mark.parametrize("folder", [DAGO, f"{DAGO}/laporan", f"{DAGO}/laporan/2026"])
def test_a_unit_with_a_folder_that_cannot_be_opened_stays_as_it_is_online(
    whole: CityFolder, locked: Lock, folder: str
) -> None:
    before = whole.without_monitor()
    locked(folder)
    result = whole.build()
    assert texts(result) == [f"{folder}: {DENIED}"]
    assert result.held_back == (DAGO,)
    assert whole.without_monitor() == before
    # The others go on, and the city goes on showing what is online of this one.
    whole.write(f"{SEKELOA}/laporan/2026-11-05-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    whole.build()
    assert "Baru" in whole.read("/")
    assert "Posyandu" in whole.read("/")
    locked()
    assert dict(whole.build().rebuilt) == {"kelurahan/dago": "again"}
    assert whole.files() == clean(whole)
    assert whole.build().rebuilt == ()


def test_what_happened_in_a_folder_while_it_was_locked_is_published_afterwards(
    whole: CityFolder, locked: Lock
) -> None:
    locked(f"{DAGO}/laporan")
    whole.build()
    (whole.root / POSYANDU).unlink()
    whole.build(force=True)
    assert "Posyandu" in whole.read("/kelurahan/dago/")
    locked()
    whole.build()
    assert "Posyandu" not in whole.read("/kelurahan/dago/")
    assert whole.files() == clean(whole)


def test_units_of_a_kind_whose_folder_cannot_be_opened_stay(
    whole: CityFolder, locked: Lock
) -> None:
    before = whole.without_monitor()
    locked("content/kelurahan")
    result = whole.build()
    assert texts(result) == [f"content/kelurahan: {DENIED}"]
    assert result.held_back == (DAGO, SEKELOA)
    assert whole.without_monitor() == before


def test_a_file_of_a_folder_that_cannot_be_opened_is_explained(
    whole: CityFolder, locked: Lock
) -> None:
    locked(f"{DAGO}/laporan/2026")
    options = Options(root=whole.root, output=whole.output, clock=NOW)
    found = inquire(options, POSYANDU, whole.root)
    assert (found.status, [told(each) for each in found.problems]) == (
        "held",
        [f"{DAGO}/laporan/2026: {DENIED}"],
    )
    listed = {each.entry.key: len(each.reports) for each in read_contents(options)}
    assert listed["kelurahan/dago"] == 1


def test_a_folder_that_can_be_listed_and_not_entered_counts_as_closed(
    whole: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole.without_monitor()
    real = os.scandir

    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

        def stat(self, **_: bool) -> os.stat_result:
            raise PermissionError(13, "Permission denied")

    def scandir(path: Any = ".") -> Any:
        return [Entry("2026")] if path == whole.root / DAGO / "laporan" else real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert texts(whole.build()) == [f"{DAGO}/laporan: {DENIED}"]
    assert whole.without_monitor() == before


def test_without_a_state_a_unit_is_made_from_what_can_be_read(
    whole: CityFolder, locked: Lock
) -> None:
    shutil.rmtree(whole.root / ".sitegen")
    locked(f"{DAGO}/laporan")
    whole.build()
    assert "Layanan" in whole.read("/kelurahan/dago/")
    assert "Posyandu" not in whole.read("/kelurahan/dago/")


def test_what_stays_is_not_held_to_a_rebuild(whole: CityFolder, locked: Lock) -> None:
    before = whole.without_monitor()
    locked(f"{DAGO}/laporan")
    assert [problem.code for problem in whole.build(verify="all").problems] == ["U015"]
    assert [problem.code for problem in whole.build(verify="all").problems] == ["U015"]
    assert whole.without_monitor() == before


def test_a_unit_stays_although_one_of_its_files_was_changed_by_hand(
    whole: CityFolder, locked: Lock
) -> None:
    page = whole.output / "kelurahan/dago/laporan/2026/11/posyandu/index.html"
    before = whole.without_monitor()
    (whole.output / "kelurahan/dago/feed.xml").write_text("lain", encoding="utf-8")
    locked(f"{DAGO}/laporan")
    whole.build()
    assert page.exists()
    locked()
    whole.build()
    assert whole.without_monitor() == before


def test_the_served_site_stays_while_content_is_away(whole: CityFolder) -> None:
    said: list[str] = []
    options = ServeOptions(root=whole.root, port=0, clock=NOW, jobs=1, lang="en")
    with session(options, said.append) as live:
        page = options.output / "kelurahan/dago/laporan/2026/11/posyandu/index.html"
        assert page.exists()
        (whole.root / "content").rename(whole.root / "isi")
        live.build()
        assert "Not published: the last good version stays." in said
        assert any("error[S040]" in line for line in said)
        assert page.exists()
        (whole.root / "isi").rename(whole.root / "content")
        live.build()
        assert not live.hub.site.failed


def test_a_city_whose_content_is_missing_publishes_nothing_until_somebody_insists(
    whole: CityFolder,
) -> None:
    before = whole.without_monitor()
    (whole.root / "content").rename(whole.root / "kontent")
    assert refused(whole) == [MISSING]
    assert texts(whole.build(write=False))[0] == MISSING
    strict = whole.build(strict=True)
    assert (strict.published, texts(strict)[0]) == (None, MISSING)
    assert whole.without_monitor() == before
    result = whole.build(allow_removal=True)
    assert texts(result)[0] == MISSING
    assert "Posyandu" not in whole.read("/")


def test_a_first_build_without_content_is_refused_and_with_an_empty_folder_it_is_not(
    city: City,
) -> None:
    made = city("")
    assert made.build().problems == ()
    (made.root / "content").rmdir()
    assert refused(made) == [MISSING]
    shutil.rmtree(made.root / ".sitegen")
    shutil.rmtree(made.output)
    assert refused(made) == [MISSING]


def test_content_that_cannot_be_opened_publishes_nothing(whole: CityFolder, locked: Lock) -> None:
    locked("content")
    expected = MISSING.replace("it is not there", "there is no right to it")
    assert refused(whole) == [expected]


@pytest.mark.parametrize("lost", ["", ".sitegen"])
def test_an_empty_content_folder_in_a_small_city_is_refused_even_without_a_state(
    whole: CityFolder, lost: str
) -> None:
    shutil.rmtree(whole.root / "content")
    (whole.root / "content").mkdir()
    if lost:
        shutil.rmtree(whole.root / lost)
    expected = (
        "content: [S041] 3 of 3 units would vanish or have nothing left (kelurahan/dago, "
        "kelurahan/sekeloa, skpd/dinkes), and 4 of 4 of their pages; the limit is 10 % = see whether "
        "`content/` and `data/units.csv` are whole (a disk not mounted, a folder renamed); if all "
        "this is meant to go, build with --allow-removal"
    )
    assert refused(whole) == [expected]
    if not lost:
        assert texts(whole.build(write=False)) == [expected]
        strict = whole.build(strict=True)
        assert (strict.published, texts(strict)) == (None, [expected])
    assert whole.build(allow_removal=True).published is not None
    assert "Posyandu" not in whole.read("/")
    assert whole.build().problems == ()


def test_one_unit_that_loses_its_last_page_is_named_and_published(whole: CityFolder) -> None:
    shutil.rmtree(whole.root / DAGO)
    expected = (
        f"{DAGO}: [S042] `kelurahan/dago` had pages on the site (2) and has none any more = nothing "
        f"is to be done if this is meant; if not, put back its files in `{DAGO}/`"
    )
    assert texts(whole.build(write=False)) == [expected]
    assert whole.build(strict=True).published is None
    assert texts(whole.build()) == [expected]
    assert whole.build().problems == ()
    assert whole.files() == clean(whole)


def test_a_removal_that_is_meant_passes_strict_too(whole: CityFolder) -> None:
    shutil.rmtree(whole.root / DAGO)
    result = whole.build(strict=True, allow_removal=True)
    assert (result.published is not None, result.problems) == (True, ())


def test_a_report_that_is_removed_alone_is_no_news(whole: CityFolder) -> None:
    (whole.root / POSYANDU).unlink()
    assert whole.build().problems == ()


def test_a_draft_empties_its_unit_without_a_word(whole: CityFolder) -> None:
    whole.write(f"{SEKELOA}/laporan/2026-11-02-senam.md", "---\njudul: A\ndraf: ya\n---\nIsi.\n")
    assert whole.build().problems == ()
    assert whole.files() == clean(whole)


@pytest.mark.parametrize(
    ("path", "code"),
    [("content/kelurahan", "U016"), (DAGO, "U016"), ("content/kelurahan", "U017"), (DAGO, "U017")],
)
def test_units_stay_when_a_link_or_a_file_is_where_their_folder_was(
    whole: CityFolder, path: str, code: str
) -> None:
    before = whole.without_monitor()
    (whole.root / path).rename(whole.root / "asli")
    if code == "U016":
        (whole.root / path).symlink_to(whole.root / "asli")
    else:
        whole.write(path, "isi")
    assert [problem.code for problem in whole.build().problems] == [code]
    assert whole.without_monitor() == before
    (whole.root / path).unlink()
    (whole.root / "asli").rename(whole.root / path)
    whole.build()
    assert whole.files() == clean(whole)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("content/kelurahan", "content/Kelurahan", "U012"),
        ("content/kelurahan", "content/kelurahn", "U012"),
        (DAGO, "content/kelurahan/Dago", "U013"),
        (SEKELOA, "content/kelurahan/sekelao", "U013"),
    ],
)
def test_units_whose_folder_is_misnamed_stay_until_it_is_mended(
    whole: CityFolder, old: str, new: str, code: str
) -> None:
    before = whole.without_monitor()
    (whole.root / old).rename(whole.root / new)
    result = whole.build()
    assert [problem.code for problem in result.problems] == [code]
    assert whole.without_monitor() == before
    assert texts(result)[0].startswith(f"{new}: ")
    assert old.rpartition("/")[2] in texts(result)[0]
    (whole.root / new).rename(whole.root / old)
    assert whole.build().problems == ()
    assert whole.files() == clean(whole)


def test_an_id_that_is_mistyped_in_the_register_keeps_the_pages_of_its_unit(
    whole: CityFolder,
) -> None:
    whole.write("data/units.csv", UNITS.replace("dago,", "dagooo,"))
    assert [problem.code for problem in whole.build().problems] == ["U013"]
    assert "Posyandu" in whole.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    assert [problem.code for problem in whole.build().problems] == ["U013"]
    assert "Posyandu" in whole.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    whole.write("data/units.csv", UNITS)
    assert whole.build().problems == ()
    assert whole.files() == clean(whole)


def test_a_unit_that_leaves_the_register_with_its_folder_leaves_the_site(
    whole: CityFolder,
) -> None:
    whole.write("data/units.csv", UNITS.replace("dago,kelurahan,Dago,32.73.02.1004", "x,skpd,X,"))
    whole.build()
    shutil.rmtree(whole.root / DAGO)
    whole.build()
    assert whole.files() == clean(whole)


def test_a_register_that_was_cut_publishes_nothing(city: City) -> None:
    rows = [f"unit{n},skpd,Unit {n},,,,aktif" for n in range(8)]
    head = UNITS.splitlines()[0]
    made = city(
        "".join(
            f"-- content/skpd/unit{n}/laporan/2026-11-01-a.md --\n---\njudul: A\n---\nIsi.\n"
            for n in range(0, 8, 2)
        )
    )
    made.write("data/units.csv", "\n".join((head, *rows, "")))
    made.build()
    made.write("data/units.csv", "\n".join((head, *rows[:1], "")))
    assert refused(made)[-1].startswith("content: [S041] 4 of 8 units would vanish or ")
    made.write("data/units.csv", head + "\n")
    assert refused(made)[-1].startswith("content: [S010] ")


def test_many_small_units_are_too_many_and_few_are_not(city: City) -> None:
    made = city("")
    rows = [f"unit{n},skpd,Unit {n},,,,aktif" for n in range(6)]
    made.write("data/units.csv", "\n".join((UNITS.splitlines()[0], *rows, "")))
    for n in range(6):
        made.write(f"content/skpd/unit{n}/laporan/2026-11-01-a.md", "---\njudul: A\n---\nIsi.\n")
    made.build()
    for n in range(4):
        shutil.rmtree(made.root / f"content/skpd/unit{n}")
    assert refused(made)[-1].startswith(
        "content: [S041] 4 of 6 units would vanish or have nothing left "
        "(skpd/unit0, skpd/unit1, skpd/unit2, skpd/unit3), and 4 of 6 of their pages; "
    )
    made.write("content/skpd/unit3/laporan/2026-11-01-a.md", "---\njudul: A\n---\nIsi.\n")
    assert [problem.code for problem in made.build().problems] == ["S042"] * 3


def test_pages_that_move_or_change_their_address_do_not_vanish(city: City) -> None:
    made = city("")
    for n in range(25):
        made.write(f"{DAGO}/laporan/2026-11-01-a{n}.md", f"---\njudul: A {n}\n---\nIsi.\n")
    made.build()
    for n in range(25):
        (made.root / f"{DAGO}/laporan/2026-11-01-a{n}.md").rename(
            made.root / f"{DAGO}/laporan/2026-11-02-b{n}.md"
        )
    assert made.build().problems == ()
    for n in range(21):
        (made.root / f"{DAGO}/laporan/2026-11-02-b{n}.md").unlink()
    assert "and 21 of 25 of their pages" in refused(made)[-1]
    made.write("site.yml", SITE + "batas_tahan: 90\n")
    assert made.build().problems == ()


def test_the_command_says_it_and_ends_with_three(
    whole: CityFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--root", str(whole.root), "--output", str(whole.output), "--lang", "en", "-q"]
    clock = ["--clock", "2026-11-21T12:00", "--jobs", "1"]
    (whole.root / "content").rename(whole.root / "isi")
    assert run(["build", *where, *clock]) == 3
    assert "error[S040]" in capsys.readouterr().err
    assert run(["build", *where, *clock, "--strict"]) == 1
    assert run(["check", *where, *clock]) == 1
    assert "Posyandu" in whole.read("/")
    assert run(["build", *where, *clock, "--allow-removal"]) == 0
    assert "Posyandu" not in whole.read("/")


def faulty(real: Callable[..., UnitResult], error: BaseException) -> Callable[..., UnitResult]:
    """A `build_unit` that fails for one unit."""

    def made(source: UnitSource, *rest: Any) -> UnitResult:
        if source.entry.key == "kelurahan/dago" and source.files:
            raise error
        return real(source, *rest)

    return made


def test_a_unit_that_the_program_fails_on_stays_as_it_is_online(
    whole: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole.without_monitor()
    whole.write(f"{DAGO}/laporan/2026-11-04-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    whole.write(f"{SEKELOA}/laporan/2026-11-05-lain.md", "---\njudul: Lain\n---\nIsi.\n")
    with monkeypatch.context() as patch:
        patch.setattr(parallel, "build_unit", faulty(build_unit, ZeroDivisionError()))
        result = whole.build()
        assert [problem.code for problem in result.problems] == ["S012"]
        assert result.held_back == (DAGO,)
        assert for_themselves(result) == [("kelurahan/sekeloa", "files")]
        after = whole.without_monitor()
        assert {path for path in before if path.startswith("kelurahan/dago/")} == {
            path for path in after if path.startswith("kelurahan/dago/")
        }
        assert "Posyandu" in whole.read("/")
        assert "Lain" in whole.read("/")
        # It is tried again, and told again once.
        assert [problem.code for problem in whole.build().problems] == ["S012"]
    assert for_themselves(whole.build()) == [("kelurahan/dago", "files")]
    assert whole.files() == clean(whole)


def test_many_misnamed_units_are_refused_and_can_be_let_go(city: City) -> None:
    made = city("")
    rows = [f"unit{n},skpd,Unit {n},,,,aktif" for n in range(6)]
    made.write("data/units.csv", "\n".join((UNITS.splitlines()[0], *rows, "")))
    for n in range(6):
        made.write(f"content/skpd/unit{n}/laporan/2026-11-01-a.md", "---\njudul: A\n---\nIsi.\n")
    made.build()
    (made.root / "content/skpd").rename(made.root / "content/SKPD")
    assert refused(made)[-1] == (
        "content: [S010] 6 of 6 units have files held back; the limit is 10 % = mend the files "
        "listed above; a cause that many share is listed most often; --allow-removal lets go of units "
        "without a folder or a row"
    )
    assert made.build(allow_removal=True).published is not None
    assert made.files() == clean_with_permission(made)


def clean_with_permission(made: CityFolder) -> dict[str, bytes]:
    """The files of a build that knows nothing of an earlier one, and may leave out what it likes."""
    other = CityFolder(made.root, made.output.with_name("bersih"))
    other.build(allow_removal=True)
    return other.files()


def test_a_folder_of_a_kind_without_units_names_the_nearest_of_all(city: City) -> None:
    made = city("")
    rows = [row for row in UNITS.splitlines() if ",skpd," not in row]
    made.write("data/units.csv", "\n".join((*rows, "")))
    made.write("content/skpd/dogo/laporan/2026-11-01-a.md", "---\njudul: A\n---\nIsi.\n")
    (problem,) = made.build().problems
    assert told(problem).startswith(
        "content/skpd/dogo: [U013] there is no skpd `dogo` in `data/units.csv`; the nearest is `dago`"
    )
