"""The index: words and stems, segments, what an edit changes, and what is never in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import SearchPart, UnitEntry
from sitegen.search.index import FOLDER, index_files
from sitegen.search.parts import SearchDoc, opened, packed, part_of, search_doc
from sitegen.search.postings import decoded_gaps, encoded_gaps
from sitegen.search.segments import LEAST, MANY, NEWEST, PAGE, newest_since, segment_of
from sitegen.search.stems import stem
from sitegen.search.words import words_of
from tests.conftest import CityFolder

TODAY = date(2026, 11, 21)
DAGO = UnitEntry(
    id="dago", kind="kelurahan", name="Dago", level="kelurahan", parent="kecamatan/coblong"
)
City = Callable[[str], CityFolder]


@pytest.mark.parametrize(
    "family",
    [
        "tanam menanam tanaman penanaman",
        "kelola mengelola dikelola pengelolaan",
        "penduduk kependudukan",
        "bangun pembangunan membangun bangunan",
        "layan pelayanan layanan melayani",
        "sehat kesehatan penyehatan",
        "keruk pengerukan mengeruk",
        "kerja bekerja pekerjaan",
        "izin perizinan",
        "adu pengaduan mengadu",
        "izin ijin perijinan",
        "disabilitas difabel",
    ],
    ids=lambda text: text.split()[0],
)
def test_forms_of_a_word_have_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_doubled_words_and_accents_are_plain_words() -> None:
    assert words_of("Rapat-rapat di Kafé “Éclair”") == ["rapat", "rapat", "kafe", "eclair"]


def found_by(doc: SearchDoc) -> set[str]:
    """All words of a document."""
    return set(f"{doc.titled} {doc.about} {doc.words}".split())


def test_a_service_is_found_by_its_initials() -> None:
    service = search_doc("/a/", "layanan", "Surat keterangan tidak mampu (baru)", "")
    assert "sktm" in found_by(service)
    assert "pbb" in found_by(search_doc("/a/", "layanan", "Pajak bumi dan bangunan", ""))
    long = search_doc("/a/", "layanan", "Pengangkutan barang besar dari rumah ke tempat olah", "")
    assert not {"pbb", "pbbd"} & found_by(long)


def test_a_report_is_found_by_its_month_and_year() -> None:
    assert {"november", "2026"} <= found_by(report(1, TODAY))
    assert "2026" not in found_by(search_doc("/a/", "halaman", "Profil", ""))


def test_long_numbers_are_no_words() -> None:
    text = "NIK 3273014508800012, HP 081234567890, rekening 1234567, tahun 2026, RT 05"
    assert words_of(text) == ["nik", "hp", "rekening", "tahun", "2026", "rt", "05"]


@given(st.sets(st.integers(0, 200_000)))
def test_numbers_come_back_as_they_were(numbers: set[int]) -> None:
    assert decoded_gaps(encoded_gaps(sorted(numbers))) == sorted(numbers)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (TODAY, "baru"),
        (date(2026, 11, 9), "baru"),
        (date(2026, 11, 8), "2026-11"),
        (date(2026, 11, 1), "2026-11"),
        (date(2026, 1, 1), "2026-01"),
        (date(2025, 12, 31), "2025"),
    ],
    ids=str,
)
def test_a_report_lies_in_the_segment_of_its_day(day: date, name: str) -> None:
    since = date(2026, 11, 9)
    assert segment_of(part_of(day.isoformat()), since, TODAY.year, months=True) == name


def weeks(counts: Mapping[date, int]) -> list[SearchPart]:
    """Parts with so many reports of the weeks of some days."""
    return [
        SearchPart(name=part_of(day.isoformat()), groups=((f"{day}.00", count),), mark="", text="")
        for day, count in counts.items()
    ]


@pytest.mark.parametrize(
    ("counts", "since"),
    [
        ({}, date(2026, 11, 16)),
        ({date(2026, 11, 20): LEAST, date(2026, 11, 13): 1}, date(2026, 11, 16)),
        ({date(2026, 11, 20): 1, date(2026, 11, 13): LEAST, date(2026, 11, 3): 1}, date(2026, 11, 9)),
        ({date(2026, 11, 20): 1, date(2025, 3, 5): 1}, date(2025, 3, 3)),
        ({date(2026, 11, 1): LEAST, date(2026, 10, 31): LEAST, date(2026, 10, 1): 1}, date(2026, 10, 26)),
    ],
    ids=["none", "a full week", "a week just begun", "few reports", "a week over two months"],
)  # fmt: skip
def test_the_newest_segment_has_whole_weeks_until_they_are_enough(
    counts: Mapping[date, int], since: date
) -> None:
    assert newest_since(weeks(counts), TODAY) == since


def report(number: int, day: date, body: str = "Kerja bakti warga.") -> SearchDoc:
    """A report as the index knows it."""
    url = f"/kelurahan/dago/laporan/{day:%Y/%m}/laporan-{number}/"
    return search_doc(url, "laporan", f"Laporan ke {number}", "", body, day=day, kind="rapat")


def made(docs: list[SearchDoc], *, today: date = TODAY) -> dict[str, bytes]:
    """The files of an index by their paths in its folder."""
    files = index_files(((DAGO, packed(docs, {})),), today)
    return {file.url.removeprefix(FOLDER): file.make() for file in files}


def year(count: int) -> list[SearchDoc]:
    """Reports over a year, as many every day."""
    return [
        report(n, TODAY - timedelta(days=n % 320), f"Kata{n % 400} warga.") for n in range(count)
    ]


def test_each_document_has_its_record_where_its_number_says() -> None:
    docs = year(MANY + 500)
    files = made(docs)
    assert "2026-03/p0.json" in files
    found: set[str] = set()
    for name, body in files.items():
        if "/p" in name:
            file = json.loads(body)
            first = 0
            starts = {}
            for group, check, count in file["g"]:
                starts[first] = (group, check, count)
                first += -(-count // PAGE) * PAGE
            for text in file["s"].values():
                for number in (each for level in text.split(" ") for each in decoded_gaps(level)):
                    start = max(each for each in starts if each <= number)
                    group, check, _ = starts[start]
                    page = (number - start) // PAGE
                    records = json.loads(files[f"{name.split('/')[0]}/{group}-{page}.json"])
                    assert records["c"] == check
                    found.add(records["r"][(number - start) % PAGE][0])
    assert found == {doc.url for doc in docs}


def test_a_new_report_of_the_week_changes_at_most_25_files_and_none_of_closed_segments() -> None:
    docs = year(3000)
    before = made(docs)
    words = " ".join(f"kata{n}" for n in range(200))
    after = made([*docs, report(9999, TODAY - timedelta(days=2), words)])
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name.split("/")[0] for name in changed} == {NEWEST}
    assert len(changed) <= 25


def test_an_edit_of_an_old_report_changes_few_files() -> None:
    docs = year(3000)
    before = made(docs)
    old = next(n for n, doc in enumerate(docs) if doc.day.startswith("2026-03"))
    docs[old] = report(old, date.fromisoformat(docs[old].day), "Pepohonan baru warga.")
    after = made(docs)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name.split("/")[0] for name in changed} <= {"2026-03", "kata", "segmen.json"}
    assert len(changed) <= 25


def test_parts_that_are_as_they_were_are_taken_over() -> None:
    docs = year(100)
    before = {part.name: part for part in packed(docs, {}).parts}
    again = packed(list(reversed(docs)), before).parts
    assert all(part is before[part.name] for part in again)
    assert {doc for part in again for doc in opened(part)} == set(docs)


def test_words_of_this_week_are_counted_apart_from_the_others() -> None:
    before = [report(n, TODAY - timedelta(days=30 + n), "Angklung.") for n in range(9)]
    week = [report(50 + n, TODAY, "Angklung rebab.") for n in range(3)]
    files = made([*before, *week])
    older = "\n".join(json.loads(files[name]) for name in files if name.startswith("kata/"))
    newer = "\n".join(json.loads(files[name]) for name in files if name.startswith("baru/kata-"))
    assert "angklung 2" in older.split("\n")  # nine: twice three times as common
    assert "rebab" not in older
    assert {"angklung 1", "rebab 1"} <= {*newer.split("\n")}


def index_of(folder: CityFolder) -> dict[str, Any]:
    """The files of a built index."""
    found = folder.files().items()
    return {
        path: json.loads(body)
        for path, body in found
        if path.startswith("cari/") and path.endswith(".json")
    }


PERSONAL = """\
-- content/kelurahan/dago/laporan/2026-11-03-bantuan.md --
---
judul: Bantuan sembako
---
Budi Santoso (45 tahun) menderita stroke dan menerima bantuan gerobak. Telepon kantor 022-2500123.
"""


def test_words_of_a_text_that_names_people_are_not_in_the_index(city: City) -> None:
    folder = city(PERSONAL)
    result = folder.build()
    assert "P021" in {problem.code for problem in result.problems}
    text = json.dumps(index_of(folder))
    assert "sembako" in text
    assert not any(word in text.lower() for word in ("budi", "santoso", "gerobak", "2500123"))


REPORTS = """\
-- content/kelurahan/dago/laporan/2026-11-03-lama.md --
---
judul: Lama
---
Isi tentang angklung.
-- content/kelurahan/dago/laporan/2026-11-20-baru.md --
---
judul: Baru
---
Isi tentang gamelan.
-- content/kelurahan/dago/halaman/profil.md --
---
judul: Profil
---
Isi tentang wayang.
"""


def test_an_incremental_index_equals_a_clean_one(city: City) -> None:
    folder = city(REPORTS)
    folder.build()
    path = "content/kelurahan/dago/laporan/2026-11-20-baru.md"
    for text in ("Isi tentang kecapi.", "Isi tentang rebab dan suling."):
        folder.write(path, f"---\njudul: Baru\n---\n{text}\n")
        folder.build()
        found = index_of(folder)
        folder.build(force=True)
        assert index_of(folder) == found
    assert "suling" in json.dumps(found)
    assert "gamelan" not in json.dumps(found)
    (folder.root / path).unlink()
    folder.build()
    assert "suling" not in json.dumps(index_of(folder))


def test_when_the_newest_weeks_are_enough_older_ones_move_and_nothing_is_left_behind() -> None:
    docs = year(3000)
    later = TODAY + timedelta(days=7)
    more = [report(n, later) for n in range(3000, 3100)]
    before, after = made(docs), made([*docs, *more], today=later)
    first, then = (json.loads(files["segmen.json"])["dari"] for files in (before, after))
    assert first < then
    for files, known in ((before, docs), (after, [*docs, *more])):
        urls = [record[0] for body in files.values() for record in records(body)]
        assert sorted(urls) == sorted(doc.url for doc in known)


def records(body: bytes) -> list[list[str]]:
    """The records of a file of the index, none if it has something else."""
    file = json.loads(body)
    return file.get("r", []) if isinstance(file, dict) else []


def test_the_words_of_a_week_join_the_list_when_it_ends(city: City) -> None:
    folder = city(REPORTS)
    folder.build()
    assert "gamelan" in week_words(folder)
    folder.build(clock=datetime.fromisoformat("2026-11-23T12:00"))
    after = index_of(folder)
    assert "gamelan" not in week_words(folder)
    assert any("gamelan" in after[path] for path in after if path.startswith("cari/kata/"))
    folder.build(clock=datetime.fromisoformat("2026-11-23T12:00"), force=True)
    assert index_of(folder) == after


def week_words(folder: CityFolder) -> str:
    """The words that only the newest week may have."""
    found = index_of(folder)
    return "".join(found[path] for path in found if path.startswith("cari/baru/kata-"))
