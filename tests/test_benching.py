"""`sitegen bench`: what builds of a city cost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sitegen.cli.benching import Sample, measure, report
from sitegen.cli.main import run
from sitegen.engine.measure import Cost
from sitegen.engine.options import Options
from sitegen.errors import SitegenError
from sitegen.i18n import translator
from tests.conftest import NOW, CityFolder

Make = Callable[[str], CityFolder]
REPORT = """\
-- content/kelurahan/dago/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Isi.
"""


def test_three_builds_are_measured_and_the_city_stays_as_it_was(city: Make) -> None:
    folder = city(REPORT)
    before = {p: p.read_bytes() for p in folder.root.rglob("*") if p.is_file()}
    options = Options(root=folder.root, output=folder.output, clock=NOW, jobs=1)
    samples = measure(options, 1)
    assert [sample.work for sample in samples] == ["clean", "nothing", "edit"]
    clean, nothing, edit = samples
    assert clean.files == nothing.files == edit.files > 10
    assert (nothing.changed, 0 < edit.changed < clean.files) == (0, True)
    assert all(sample.cost.wall > 0 and sample.cost.memory > 1e6 for sample in samples)
    assert {p: p.read_bytes() for p in folder.root.rglob("*") if p.is_file()} == before
    assert not folder.output.exists()


def test_a_city_that_cannot_be_built_says_why(city: Make) -> None:
    folder = city("-- site.yml --\nnama: Kota\n")
    options = Options(root=folder.root, output=folder.output, jobs=1)
    with pytest.raises(SitegenError, match="alamat_situs"):
        measure(options, 1)
    assert run(["bench", "--runs", "1", "--root", str(folder.root)]) == 2


def test_the_report_has_medians_with_the_least_and_the_most() -> None:
    samples = tuple(
        Sample(
            work="clean",
            run=number,
            cost=Cost(wall=float(number), cpu=2.0, memory=50_000_000),
            files=12,
            size=1_500_000,
            changed=12,
        )
        for number in (1, 2, 4)
    )
    assert report(samples, translator("en"), "text") == (
        "build        seconds           CPU s  MB  files        changed\n"
        "clean build  2.00 (1.00–4.00)  2.00   50  12 (1.5 MB)  12\n"
        "Median (least–most). MB: peak memory of all processes, measured every 50 ms."
    )
    parsed = json.loads(report(samples[:1], translator("en"), "json"))
    assert parsed["samples"][0]["cost"] == {"wall": 1.0, "cpu": 2.0, "memory": 50_000_000}
