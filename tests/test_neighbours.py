"""Several cities in one repository: each has its workflow, its owners and its part of CODEOWNERS."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sitegen.cli.main import run
from tests.conftest import SITE, UNITS, write_blocks
from tests.repository import DAGO, REPORT, Repository

CLOCK = ("--clock", "2026-11-21T12:00", "--jobs", "1", "--lang", "en")
PLATFORMS = ("github", "gitlab", "forgejo")


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the cities `utara` and `selatan`, whose owners are others."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    repo = Repository(tmp_path / "provinsi")
    repo.folder.mkdir()
    repo.git("init", "-q", "-b", "main")
    for city in ("utara", "selatan"):
        folder = repo.folder / city
        folder.mkdir()
        owners = (
            f'kota: ["@kominfo-{city}", "@provinsi"]\nunit:\n  kelurahan/dago: ["@dago-{city}"]\n'
        )
        write_blocks(
            folder,
            f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}-- data/pemilik.yml --\n{owners}"
            f"-- {DAGO} --\n{REPORT}-- .gitignore --\nbuild/\n.sitegen/\n",
        )
    repo.commit()
    repo.git("checkout", "-q", "-b", "usulan")
    return repo


def passes(repo: Repository, city: str, who: str) -> bool:
    root = str(repo.folder / city)
    return run(["check", "-q", "--root", root, *CLOCK, "--author", who, "--base", "main"]) == 0


@pytest.mark.parametrize("city", ["utara", "selatan"])
def test_a_change_in_one_city_passes_the_check_of_both(city: str, both: Repository) -> None:
    both.write(f"{city}/{DAGO}", REPORT.replace("84", "85"))
    both.commit()
    for who in (f"@dago-{city}", f"@kominfo-{city}", "@provinsi"):
        assert [passes(both, each, who) for each in ("utara", "selatan")] == [True, True], who


def test_a_change_in_the_other_city_fails_the_check_of_that_one(both: Repository) -> None:
    both.write(f"selatan/{DAGO}", REPORT.replace("84", "85"))
    both.commit()
    for who in ("@dago-utara", "@kominfo-utara"):
        assert passes(both, "utara", who)
        assert not passes(both, "selatan", who)


@pytest.mark.parametrize(
    "path", [".github/workflows/sitegen-utara.yml", "CODEOWNERS", "barat/site.yml", "site.yml",
             "barat/data/pemilik.yml"]
)  # fmt: skip
def test_what_lies_in_no_city_needs_an_owner_of_every_city(path: str, both: Repository) -> None:
    both.write(path, "kota: [dago-utara]\n")
    both.commit()
    for who, allowed in (
        ("@dago-utara", (False, False)),
        ("@kominfo-utara", (True, False)),
        ("@provinsi", (True, True)),
    ):
        assert (passes(both, "utara", who), passes(both, "selatan", who)) == allowed, who


def test_a_folder_is_no_city_until_the_base_says_so(both: Repository) -> None:
    for path in ("barat/site.yml", "barat/data/pemilik.yml", f"barat/{DAGO}"):
        both.write(path, "kota: [dago-utara]\n")
    both.commit()
    assert not passes(both, "utara", "@dago-utara")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_city_has_a_workflow_of_its_own_at_the_top(platform: str, both: Repository) -> None:
    for city in ("utara", "selatan"):
        root = ["--root", str(both.folder / city)]
        assert run(["new", "workflow", platform, *root]) == 0
    files = {
        path.relative_to(both.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in both.folder.rglob("*.yml")
        if path.name.startswith((".gitlab-ci", "sitegen"))
    }
    folder = {"github": ".github/workflows", "gitlab": ".gitlab", "forgejo": ".forgejo/workflows"}
    names = {f"{folder[platform]}/sitegen-{city}.yml" for city in ("utara", "selatan")}
    assert files.keys() - {".gitlab-ci.yml"} == names
    if platform == "gitlab":
        including = yaml.safe_load(files[".gitlab-ci.yml"])
        assert including == {"include": [{"local": "/.gitlab/sitegen-*.yml"}]}
    text = files[f"{folder[platform]}/sitegen-utara.yml"]
    jobs = yaml.safe_load(text)
    jobs = jobs if platform == "gitlab" else jobs["jobs"]
    assert list(jobs) == ["periksa-utara"]
    assert re.findall(r"(\S*)\.sitegen\b", text) == ["utara/"] * text.count(".sitegen")
    assert "selatan" not in text
    assert text.count("--root utara") == 1
    keys = re.findall(r"(?:key|group|restore-keys|name): (sitegen\S*)", text)
    assert keys
    assert all("-utara" in key for key in keys)


def test_the_check_of_a_workflow_finds_its_city(both: Repository) -> None:
    root = ["--root", str(both.folder / "utara")]
    assert run(["new", "workflow", "github", *root, "--sitegen", "x"]) == 0
    both.write(f"utara/{DAGO}", REPORT.replace("jenis: layanan", "jenis: pesta"))
    both.git("update-ref", "refs/remotes/origin/main", "main")
    text = (both.folder / ".github/workflows/sitegen-utara.yml").read_text(encoding="utf-8")
    step = yaml.safe_load(text)["jobs"]["periksa-utara"]["steps"][-1]
    (both.folder / ".github/workflows/sitegen-utara.yml").unlink()
    program = both.folder.parent / "sementara/sitegen/bin/sitegen"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sitegen "$@"\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-ec", step["run"]],
        cwd=both.folder,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            "RUNNER_TEMP": str(both.folder.parent / "sementara"),
            "GITHUB_WORKSPACE": str(both.folder),
            "OPENED_BY": "dago-utara",
            "PUSHED_BY": "dago-utara",
            "BASE": step["env"]["BASE"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f"file=utara/{DAGO},line=4" in done.stdout


def test_a_folder_that_a_workflow_cannot_name_is_refused(
    both: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (both.folder / "utara").rename(both.folder / "kota $(utara)")
    root = str(both.folder / "kota $(utara)")
    assert run(["new", "workflow", "github", "--root", root, "--lang", "en"]) == 2
    assert "[S064]" in (err := capsys.readouterr().err)
    assert "such as to `kota-utara`" in err
    assert not (both.folder / ".github").exists()


def test_a_city_in_a_folder_has_no_pages_of_its_own(
    both: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(both.folder / "utara")
    command = ["new", "workflow", "github", "--publish", "pages", "--root", root, "--lang", "en"]
    assert run(command) == 2
    assert "the Pages of one site" in " ".join(capsys.readouterr().err.split())
    assert not (both.folder / "utara/.github").exists()


@pytest.mark.parametrize(
    ("platform", "city", "unit"),
    [
        ("github", "/utara/", "/utara/content/kelurahan/dago/"),
        ("gitlab", "/utara/", "/utara/content/kelurahan/dago/"),
        ("forgejo", "utara/.*", "utara/content/kelurahan/dago/.*"),
    ],
)
def test_codeowners_of_a_city_in_a_folder_cover_that_folder(
    platform: str, city: str, unit: str, both: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(both.folder / "utara")
    capsys.readouterr()
    command = ["list", "owners", "--codeowners", platform, "--root", root, "--lang", "en"]
    assert run(command) == 0
    assert capsys.readouterr().out.split("\n")[:-1] == [
        "# Made from utara/data/pemilik.yml; do not edit.",
        "# Files outside of utara/ need a rule of their own, before these.",
        f"{city} @kominfo-utara @provinsi",
        f"{unit} @dago-utara @kominfo-utara @provinsi",
    ]
