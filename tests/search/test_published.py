"""What `--verify` finds of the published index: what it names, and how full its folders are."""

from __future__ import annotations

import json
from collections.abc import Callable

from sitegen.engine.findable import MOST_FILES, unfindable
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]
REPORTS = """\
-- content/kelurahan/dago/laporan/2026-11-20-baru.md --
---
judul: Baru
---
Isi tentang gamelan.
"""


def test_a_built_index_names_only_what_is_published(city: City) -> None:
    folder = city(REPORTS)
    result = folder.build(verify="all")
    assert not {"S067", "S068"} & {problem.code for problem in result.problems}
    paths = dict.fromkeys(folder.files())
    assert any(path.startswith("cari/baru/2026") for path in paths)
    assert list(unfindable(folder.output, paths)) == []


def test_a_record_without_its_page_and_a_missing_file_are_told(city: City) -> None:
    folder = city(REPORTS)
    folder.build()
    paths = dict.fromkeys(folder.files())
    gone = "kelurahan/dago/laporan/2026/11/baru/index.html"
    record = next(path for path in paths if path.startswith("cari/baru/2026"))
    del paths[gone]
    found = [
        (p.code, p.where.path, dict(p.params)["named"]) for p in unfindable(folder.output, paths)
    ]
    assert found == [("S067", record, gone)]
    del paths[record]
    found = [
        (p.code, p.where.path, dict(p.params)["named"]) for p in unfindable(folder.output, paths)
    ]
    assert found == [("S067", "cari/baru/p0.json", record)]
    listed = folder.output / "cari/segmen.json"
    names = json.loads(listed.read_bytes()) | {"segmen": [["2020", 1, "abc"]]}
    listed.write_text(json.dumps(names), encoding="utf-8")
    named = {dict(p.params)["named"] for p in unfindable(folder.output, paths)}
    assert named == {record, "cari/2020/p0.json"}


def test_a_folder_with_too_many_files_is_told(city: City) -> None:
    folder = city(REPORTS)
    folder.build()
    paths = dict.fromkeys((*folder.files(), *(f"cari/2020/{n}.txt" for n in range(MOST_FILES + 1))))
    (found,) = unfindable(folder.output, paths)
    assert (found.code, found.where.path) == ("S068", "cari/2020")
