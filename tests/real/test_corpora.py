"""Reports and tables that agencies really published, as they are: ../shared beside the repository.

No file may break the build or vanish: each is a page, or a problem says by name why it is not.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.engine.build import Result
from sitegen.problems import is_error
from sitegen.urls import slugify
from tests.conftest import CityFolder
from tests.sample import REPOSITORY

SHARED = REPOSITORY.parent / "shared"
REPORTS = SHARED / "realreports"
TABLES = SHARED / "realdata"
PAGE = "page"
SITE = """\
nama: Kota Sungguhan
alamat_situs: https://nyata.example
batas_tahan: 100
"""
# What becomes of the files; a change is a decision to look at, never noise.
REPORTS_EXPECTED = {
    "F038": 3,  # drafts of another system
    PAGE: 39,
}
TABLES_EXPECTED = {
    "D019": 1,  # a dot between thousands and before decimals
    PAGE: 47,
}

pytestmark = pytest.mark.skipif(
    not (REPORTS.is_dir() and TABLES.is_dir()),
    reason=f"no files of real agencies: {REPORTS} and {TABLES} are not there",
)


@dataclass(frozen=True)
class Post:
    """A file of a corpus as it stands in the city; `pages` is a pattern of its page."""

    path: str
    content: bytes
    pages: str


@dataclass(frozen=True)
class Built:
    """A city of corpora after its build."""

    city: CityFolder
    posts: tuple[Post, ...]
    result: Result

    def fate(self, post: Post) -> str:
        """Return "page", or the codes of the problems that stand in place of one, or ""."""
        errors = {
            problem.code
            for problem in self.result.problems
            if problem.where.path == post.path and is_error(problem)
        }
        published = [*self.city.output.glob(post.pages)]
        if published and not errors:
            return PAGE
        skipped = [item.reason for item in self.result.skipped if item.path == post.path]
        return "+".join([*sorted(errors), *skipped, *(["page all the same"] if published else [])])

    def fates(self) -> dict[str, int]:
        """Return how many files share each fate."""
        return dict(sorted(Counter(map(self.fate, self.posts)).items()))


def with_front_matter(text: str, day: str, keys: str = "") -> str:
    """A text without front matter gets a date, and the title that it opens with."""
    if text.startswith("---"):
        return text
    title, _, body = text.strip().partition("\n")
    if not title.startswith("#"):
        keys += f"judul: {title.strip().title()}\n"
        text = body
    return f"---\ntanggal: {day}\n{keys}---\n{text}"


def reports() -> Iterator[Post]:
    """Yield the reports of all sources, one unit for each source."""
    for source in sorted(path for path in REPORTS.rglob("*") if path.is_file()):
        unit = slugify(source.parent.name)
        if source.name == "manifest.csv":
            continue
        if source.suffix == ".csv":
            yield from rows(source, unit)
            continue
        text = with_front_matter(source.read_text(encoding="utf-8"), "2026-07-12")
        given = re.search(r"^slug: (.+)$", text, re.MULTILINE)
        name = slugify(given[1] if given else source.stem)
        yield Post(
            path=f"content/skpd/{unit}/laporan/{source.stem}.md",
            content=text.encode(),
            pages=f"skpd/{unit}/laporan/*/*/{name}/index.html",
        )


def rows(source: Path, unit: str) -> Iterator[Post]:
    """Yield a report for each row of an export; its paragraphs are separated by a bar."""
    for row in csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"))):
        title = row["title"].replace("'", "''")
        excerpt = row["excerpt"].replace("'", "''")
        keys = f"judul: '{title}'\nringkasan: '{excerpt}'"
        body = row["body"].replace("|", "\n\n")
        name = slugify(row["title"])
        yield Post(
            path=f"content/skpd/{unit}/laporan/{row['publishedAt']}-{name}.md",
            content=f"---\n{keys}\n---\n\n{body}\n".encode(),
            pages=f"skpd/{unit}/laporan/*/*/{name}/index.html",
        )


def tables() -> Iterator[Post]:
    """Yield the tables of all sources, one unit for each source, byte for byte."""
    for source in sorted(TABLES.rglob("*.csv")):
        unit = slugify(source.parent.name)
        if source.name == "manifest.csv":
            continue
        yield Post(
            path=f"content/skpd/{unit}/data/{source.name}",
            content=source.read_bytes(),
            pages=f"skpd/{unit}/data/{slugify(source.stem)}/index.html",
        )


def built(folder: Path, posts: tuple[Post, ...], site: str = SITE) -> Built:
    """Build a city of these files."""
    city = CityFolder(folder / "kota", folder / "keluaran")
    units = dict.fromkeys(unit_of(post.path) for post in posts)
    city.write("site.yml", site)
    city.write(
        "data/units.csv",
        "id,jenis,nama\n" + "".join(f"{unit},skpd,Dinas {unit.title()}\n" for unit in units),
    )
    for post in posts:
        city.write(post.path, post.content)
    return Built(city, posts, city.build())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("nyata"), (*reports(), *tables()))


@pytest.fixture(scope="module")
def by_python_markdown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = f"{SITE}markdown: python-markdown\n"
    return built(tmp_path_factory.mktemp("nyata-pm"), tuple(reports()), site)


def show(title: str, fates: dict[str, int]) -> None:
    lines = "".join(f"\n  {count:4}  {fate}" for fate, count in fates.items())
    print(f"\n{title}:{lines}")  # noqa: T201 - for people who run this with -s


def unit_of(path: str) -> str:
    return path.split("/")[2]


def is_table(post: Post) -> bool:
    return post.path.endswith(".csv")


def test_no_file_of_a_real_agency_makes_the_program_fail(real: Built) -> None:
    assert [problem for problem in real.result.problems if problem.code == "S012"] == []


def test_every_file_is_a_page_or_has_a_named_error(real: Built) -> None:
    assert [post.path for post in real.posts if not real.fate(post)] == []


def test_what_is_held_back_is_what_has_an_error(real: Built) -> None:
    wrong = {post.path for post in real.posts if real.fate(post) != PAGE}
    assert set(real.result.held_back) == wrong


def test_the_reports_of_real_agencies_fare_as_before(real: Built) -> None:
    fates = Built(real.city, tuple(p for p in real.posts if not is_table(p)), real.result).fates()
    show("reports", fates)
    assert fates == REPORTS_EXPECTED


def test_the_tables_of_real_agencies_fare_as_before(real: Built) -> None:
    fates = Built(real.city, tuple(p for p in real.posts if is_table(p)), real.result).fates()
    show("tables", fates)
    assert fates == TABLES_EXPECTED


def test_a_held_back_file_changes_no_byte_of_the_rest(real: Built, tmp_path: Path) -> None:
    wrong = {post.path for post in real.posts if real.fate(post) != PAGE}
    units = {unit_of(path) for path in wrong}
    mixed = tuple(post for post in real.posts if unit_of(post.path) in units)
    with_them = built(tmp_path / "all", mixed)
    assert set(with_them.result.held_back) == wrong
    before = with_them.city.without_monitor()
    for path in wrong:
        (with_them.city.root / path).unlink()
    assert with_them.city.build().held_back == ()
    after = with_them.city.without_monitor()
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == set()


def test_an_original_table_is_offered_byte_for_byte(real: Built) -> None:
    offered = {
        post.path: next((real.city.output / post.pages).parent.glob("*.asli.*")).read_bytes()
        for post in real.posts
        if is_table(post) and real.fate(post) == PAGE
    }
    assert offered == {post.path: post.content for post in real.posts if post.path in offered}


def test_python_markdown_publishes_the_same_reports(by_python_markdown: Built) -> None:
    fates = by_python_markdown.fates()
    show("reports by Python-Markdown", fates)
    assert fates == REPORTS_EXPECTED


def test_python_markdown_fails_on_no_file(by_python_markdown: Built) -> None:
    codes = {problem.code for problem in by_python_markdown.result.problems}
    assert "S012" not in codes


def test_python_markdown_reads_some_texts_in_its_own_way(
    real: Built, by_python_markdown: Built
) -> None:
    one, other = real.city.files(), by_python_markdown.city.files()
    pages = [name for name in other if "/laporan/" in name and name.endswith("/index.html")]
    assert [name for name in pages if name not in one] == []
    assert any(one[name] != other[name] for name in pages)


def test_files_that_are_no_tables_are_named(tmp_path: Path) -> None:
    others = tuple(
        Post(f"content/skpd/{slugify(path.parent.name)}/data/{path.name}", path.read_bytes(), "-")
        for path in sorted(TABLES.rglob("*"))
        if path.is_file() and path.suffix != ".csv"
    )
    assert others
    city = built(tmp_path, others)
    assert {(p.code, p.where.path) for p in city.result.problems} == {
        ("U014", post.path) for post in others
    }
