"""The sample city's own files: real areas, figures with a source, texts of their own, no person."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from sitegen.city.register import read_register
from tests.sample import REPOSITORY

CONTENT = REPOSITORY / "content"
SHARED = REPOSITORY.parent / "shared"
DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli"),
    *("agustus", "september", "oktober", "november", "desember"),
)
_DAY_AND_DATE = re.compile(
    rf"\b({'|'.join(DAYS)}|ahad)\b[^.\n\d]{{0,25}}?(\d{{1,2}})\s+({'|'.join(MONTHS)})\b(?:\s+(\d{{4}}))?"
)
_FIRST_SENTENCE = re.compile(r"---\n.*?\n---\n\s*(.+?[.!?])(?:\s|$)", re.DOTALL)
# Sixteen digits are a NIK or family card, 08... a private telephone.
_PERSONAL = re.compile(r"(?<!\d)(?:\d{16}|08\d{8,11}|\+?628\d{8,11})(?!\d)")


def reports() -> list[Path]:
    return sorted(CONTENT.glob("*/*/laporan/**/*.md"))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def published_on(path: Path) -> date:
    return date.fromisoformat(path.name[:10])


def said_days(path: Path) -> Iterator[tuple[str, date, str]]:
    """Yield each "Senin, 3 November" with the date it means, nearest to the report's, and its day."""
    near = published_on(path)
    for match in _DAY_AND_DATE.finditer(path.read_text(encoding="utf-8").lower()):
        day, number, month, year = match.groups()
        years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
        meant = [date(each, MONTHS.index(month) + 1, int(number)) for each in years]
        yield match[0], min(meant, key=lambda each: abs(each - near)), day.replace("ahad", "minggu")


def test_the_register_holds_every_area_of_the_city_and_its_agencies() -> None:
    entries = [entry for entry in read_register(REPOSITORY).entries if entry.active]
    kinds = Counter(entry.kind for entry in entries)
    assert (kinds["kecamatan"], kinds["kelurahan"]) == (30, 151)
    assert kinds["skpd"] >= 25
    codes = [entry.code for entry in entries if entry.kind != "skpd"]
    assert len(set(codes)) == 181
    assert [code for code in codes if not re.fullmatch(r"32\.73\.\d\d(\.\d{4})?", code)] == []


def test_reports_cover_the_last_twelve_months() -> None:
    months = {published_on(path).strftime("%Y-%m") for path in reports()}
    assert len(months) >= 12


def test_a_day_of_the_week_agrees_with_its_date() -> None:
    said = [(path, *each) for path in reports() for each in said_days(path)]
    assert len(said) >= 10
    assert [
        (path.name, text, DAYS[meant.weekday()])
        for path, text, meant, day in said
        if DAYS[meant.weekday()] != day
    ] == []


def test_no_two_reports_begin_alike() -> None:
    first = Counter(
        " ".join(match[1].split())
        for path in reports()
        if (match := _FIRST_SENTENCE.match(path.read_text(encoding="utf-8")))
    )
    assert len(first) >= 200
    assert [sentence for sentence, count in first.items() if count > 1] == []


def test_no_text_holds_a_number_of_a_person() -> None:
    texts = [*CONTENT.rglob("*.md"), *CONTENT.rglob("*.yml"), *CONTENT.rglob("*.csv")]
    found = {
        path.relative_to(REPOSITORY).as_posix(): len(
            _PERSONAL.findall(path.read_text(encoding="utf-8"))
        )
        for path in texts
    }
    assert {path: count for path, count in found.items() if count} == {}


def test_every_dataset_names_its_source() -> None:
    tables = sorted(CONTENT.glob("*/*/data/*.csv"))
    assert len(tables) >= 40
    unnamed = []
    for table in tables:
        about = table.with_suffix(".yml")
        keys = yaml.safe_load(about.read_text(encoding="utf-8")) if about.is_file() else {}
        if not (keys.get("sumber") or {}).get("nama"):
            unnamed.append(table.relative_to(REPOSITORY).as_posix())
    assert unnamed == []


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no files to compare with: {SHARED} is not there")
def test_no_file_of_others_is_among_ours() -> None:
    theirs = {digest(path) for path in files(SHARED)}
    ours = [path for name in ("content", "data") for path in files(REPOSITORY / name)]
    assert len(ours) > 400
    assert [path for path in ours if digest(path) in theirs] == []
