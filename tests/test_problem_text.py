"""Problems as annotations, whole, as the platforms read them."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.cli.problem_text import (
    as_github,
    as_gitlab,
    as_json,
    as_text,
    held_notice,
    held_text,
    stand_in_text,
)
from sitegen.i18n import translator
from sitegen.model import Problem, StandIn, Where

T = translator("en")
NO_DATE = "is no date%0Anext step: write the date after `judul:` as year-month-day, with four, two and two digits"


def no_date(where: Where, found: str = "besok") -> Problem:
    return Problem(code="F008", where=where, params=(("key", "judul"), ("found", found)))


@pytest.mark.parametrize(
    ("problem", "command"),
    [
        pytest.param(
            no_date(Where(path="a.md", line=3, column=4)),
            f"::error file=a.md,line=3,col=4,title=F008::`judul: besok` {NO_DATE}",
            id="line and column",
        ),
        pytest.param(
            no_date(Where(path="a.md", line=3)),
            f"::error file=a.md,line=3,title=F008::`judul: besok` {NO_DATE}",
            id="line",
        ),
        pytest.param(
            no_date(Where(path="a.csv", row=14, field="jumlah")),
            f"::error file=a.csv,line=14,title=F008::`judul: besok` {NO_DATE}",
            id="row of a table",
        ),
        pytest.param(
            no_date(Where(path="")),
            f"::error title=F008::`judul: besok` {NO_DATE}",
            id="no file",
        ),
        pytest.param(
            no_date(Where(path="100%: a,b\r\n::error::x.md", line=1)),
            "::error file=100%25%3A a%2Cb%0D%0A%3A%3Aerror%3A%3Ax.md,line=1,title=F008::"
            f"`judul: besok` {NO_DATE}",
            id="signs of the command in the file name",
        ),
        pytest.param(
            no_date(Where(path="a.md", line=1), "50%25, x: y\r\n::stop-commands::z"),
            "::error file=a.md,line=1,title=F008::"
            f"`judul: 50%2525, x: y\u240d\u240a::stop-commands::z` {NO_DATE}",
            id="signs of the command in the message",
        ),
        pytest.param(
            Problem(
                code="U014", where=Where(path="a.docx"), params=(("found", ".docx"), ("name", "a"))
            ),
            "::warning file=a.docx,line=1,title=U014::nothing reads this file (.docx), so it is "
            "not published%0Anext step: put reports into `laporan/` and pages into `halaman/` as .md, "
            "pictures beside them, tables into `data/` as .csv or .xlsx; documents as .pdf",
            id="warning",
        ),
    ],
)
def test_a_problem_is_one_workflow_command(problem: Problem, command: str) -> None:
    assert as_github(problem, T) == command


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [("kota", "a.md", "kota/a.md"), ("kota/b", "../x.md", "kota/x.md"), (".", "a.md", "a.md")],
)
def test_files_are_named_from_the_top_of_the_repository(
    folder: str, path: str, expected: str
) -> None:
    problem = no_date(Where(path=path, line=1))
    assert f"file={expected},line=1" in as_github(problem, T, folder)
    assert as_gitlab(problem, T, folder)["location"] == {"path": expected, "lines": {"begin": 1}}


def test_entries_of_gitlab_have_fingerprints_of_their_own() -> None:
    places = [
        Where(path="a.md", line=1),
        Where(path="a.md", line=2),
        Where(path="a.md", line=1, column=2),
        Where(path="b.md", line=1),
    ]
    prints = [as_gitlab(no_date(where), T)["fingerprint"] for where in places]
    assert len({*prints, as_gitlab(no_date(places[0], "lusa"), T)["fingerprint"]}) == 5
    assert as_gitlab(no_date(places[0]), T)["fingerprint"] == prints[0]


@pytest.mark.parametrize(
    ("stand_in", "text"),
    [
        pytest.param(None, "not published: no earlier version is right", id="absent"),
        pytest.param(
            StandIn(path="a.md"), "published: the version before, kept in .sitegen/", id="kept"
        ),
        pytest.param(
            StandIn(path="a.md", commit="0123456789abcdef", date=date(2026, 11, 3)),
            "published: the version of 3 November 2026",
            id="from git",
        ),
        pytest.param(
            StandIn(path="a.md", commit="0123456789abcdef"),
            "published: the version before",
            id="from a commit whose date cannot be true",
        ),
    ],
)
def test_a_held_back_file_is_told_with_what_is_published_in_its_place(
    stand_in: StandIn | None, text: str
) -> None:
    assert held_text("a.md", stand_in_text(stand_in, T)) == f"a.md ({text})"
    assert (
        held_notice("a.md", stand_in_text(stand_in, T), "kota")
        == f"::notice file=kota/a.md,line=1::{text}"
    )


def test_the_commit_of_a_stand_in_is_told_on_demand() -> None:
    stand_in = StandIn(path="a.md", commit="0123456789abcdef", date=date(2026, 11, 3))
    text = "published: the version of 3 November 2026, commit 0123456789"
    assert stand_in_text(stand_in, T, verbose=True) == text


def test_no_sign_in_a_value_reaches_the_terminal_or_begins_a_line() -> None:
    found = "\x1b]0;x\x07y\n::error file=site.yml::z \x9b31m\u202e"
    problem = Problem(
        code="F008",
        where=Where(path="a\x1b.md", line=2, column=1),
        params=(("key", "tanggal"), ("value", found)),
        excerpt="tanggal:\t\x1b",
    )
    t = translator("en")
    lines = as_text(problem, t).split("\n")
    assert len(lines) == 4
    assert all(map(str.isprintable, lines))
    assert lines[0].startswith("a\u241b.md:2:1: error[F008]: ")
    assert lines[1] == "   2 | tanggal:\u2409\u241b"
    assert as_github(problem, t).isprintable()
    assert str(as_json(problem, t)["message"]).isprintable()
