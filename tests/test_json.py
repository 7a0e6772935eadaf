"""Answers for programs: each real one fits the schema in docs/json."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sitegen.cli.answers import VERSION
from sitegen.cli.main import run
from tests.conftest import CityFolder
from tests.repository import make
from tests.sample import REPOSITORY
from tests.test_status import CITY as BROKEN_CITY

Make = Callable[[str], CityFolder]
SCHEMA: dict[str, Any] = json.loads(
    (REPOSITORY / "docs/json/sitegen.schema.json").read_text(encoding="utf-8")
)
CITY = f"""{BROKEN_CITY}
-- content/kelurahan/dago/laporan/2026-11-05-draf.md --
---
judul: Laporan draf
draf: ya
---
Isi laporan.
-- content/kelurahan/dago/laporan/2027-01-05-nanti.md --
---
judul: Nanti
---
Isi laporan.
-- content/kelurahan/dago/laporan/2026-01-05-lalu.md --
---
judul: Lalu
kedaluwarsa: 2026-02-01
---
Isi laporan.
-- content/kecamatan/coblong/data/kunjungan.csv --
bulan,warga
Januari,80
Februari,90
-- data/pemilik.yml --
kota: ["@kominfo"]
"""
LISTS = ("unit", "laporan", "data", "draf", "mendatang", "kedaluwarsa", "masalah", "owners")
COMMANDS = [
    pytest.param("build", ["build", "--force"], id="build"),
    pytest.param("build", ["build", "--force", "-v"], id="build -v"),
    pytest.param("build", ["check"], id="check"),
    pytest.param("status", ["status"], id="status"),
    pytest.param("explain", ["explain", "kelurahan/dago"], id="explain a unit"),
    pytest.param("explain", ["explain", "/kecamatan/coblong/"], id="explain an address"),
    *(pytest.param("list", ["list", what], id=f"list {what}") for what in LISTS),
    pytest.param("list", ["list", "masalah", "--per", "unit"], id="list masalah --per unit"),
    pytest.param("problems", ["build", "--unit", "tidak-ada"], id="what cannot be done"),
    pytest.param("problems", ["build", "--status", "."], id="a wrong folder"),
]


def fits(answer: dict[str, Any], name: str) -> None:
    """Hold an answer against its schema, after the name and version that it states."""
    assert (answer["schema"], answer["version"]) == (name, VERSION)
    jsonschema.validate({**answer}, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{name}"}]})


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [each["$ref"].rpartition("/")[2] for each in SCHEMA["oneOf"]] == [
        name for name in SCHEMA["$defs"] if name != "problem"
    ]


@pytest.fixture
def built(city: Make, monkeypatch: pytest.MonkeyPatch) -> CityFolder:
    """A city that was built, which is the working directory."""
    folder = city(CITY)
    make(folder.root).commit(1)
    run(["build", "--root", str(folder.root), "-q", "--clock", "2026-11-20", "--jobs", "1"])
    monkeypatch.chdir(folder.root)
    return folder


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_an_answer_fits_its_schema(
    name: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    run([*command, "--format", "json", *([] if "owners" in command else ["--clock", "2026-11-21"])])
    answer = json.loads(capsys.readouterr().out)
    fits(answer, name)
    if name == "list":
        assert answer["items"]


@pytest.mark.usefixtures("built")
def test_files_that_stay_as_they_are_are_listed_only_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = []
    for more in ([], ["-v"]):
        capsys.readouterr()
        run(["build", "--format", "json", "--clock", "2026-11-20", *more])
        answers.append(json.loads(capsys.readouterr().out))
    short, long = answers
    assert "reused" not in short
    assert short["figures"]["reused"] == len(long["reused"]) > 0


@pytest.mark.usefixtures("built")
def test_metrics_fit_their_schema(tmp_path: Path) -> None:
    path = tmp_path / "angka.json"
    run(["build", "--metrics", str(path), "--force", "--template-metrics", "-q"])
    fits(json.loads(path.read_text(encoding="utf-8")), "metrics")


@pytest.mark.usefixtures("built")
def test_samples_of_bench_fit_their_schema(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["bench", "--runs", "1", "--format", "json", "--jobs", "1"]) == 0
    fits(json.loads(capsys.readouterr().out), "bench")
