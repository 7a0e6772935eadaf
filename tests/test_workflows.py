"""The workflows that `sitegen new` writes: they parse, ask for little, and their steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from sitegen.cli.main import run
from sitegen.cli.scaffold import WORKFLOWS
from sitegen.store.cache import Cache
from tests.repository import DAGO, REPORT, SEKELOA, Repository, repository

SOURCE = 'git+https://git.contoh.example/sitegen@0123456789 "x"'
PLATFORMS = sorted(WORKFLOWS)
Parts: TypeAlias = tuple[bytes, ...]


def text_of(platform: str, folder: Path, *arguments: str) -> str:
    path = WORKFLOWS[platform]
    folder.mkdir(parents=True, exist_ok=True)
    assert run(["new", "workflow", platform, "--root", str(folder), *arguments]) == 0
    return (folder / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_workflow_is_yaml_and_names_its_source_of_sitegen(platform: str, tmp_path: Path) -> None:
    text = text_of(platform, tmp_path, "--sitegen", SOURCE)
    workflow = yaml.safe_load(text)
    if platform == "gitlab":
        assert workflow["periksa"]["variables"] == {"GIT_DEPTH": "0", "SITEGEN": SOURCE}
        assert workflow["periksa"]["rules"] == [
            {
                "if": '$CI_PIPELINE_SOURCE == "merge_request_event" && '
                '$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == "main"'
            }
        ]
    else:
        assert workflow["jobs"]["periksa"]["env"] == {"SITEGEN": SOURCE}


@pytest.mark.parametrize("platform", ["forgejo", "github"])
def test_a_workflow_reads_the_repository_and_nothing_more(platform: str, tmp_path: Path) -> None:
    text = text_of(platform, tmp_path)
    workflow = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true.
    types = ["opened", "synchronize", "reopened", "edited"]
    queue = {"merge_group": {"branches": ["main"]}} if platform == "github" else {}
    assert workflow[True] == {"pull_request": {"branches": ["main"], "types": types}} | queue
    assert workflow["concurrency"]["cancel-in-progress"] is True
    base = workflow["jobs"]["periksa"]["steps"][-1]["env"]["BASE"]
    assert base == "refs/remotes/origin/main"
    assert workflow["permissions"] == {"contents": "read"}
    checkout, kept, libraries, *others = workflow["jobs"]["periksa"]["steps"]
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", checkout["uses"])
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert re.fullmatch(r"actions/cache@[0-9a-f]{40}", kept["uses"])
    assert libraries["uses"] == kept["uses"]
    assert [list(step) for step in others] == [["name", "run"], ["name", "env", "run"]]
    assert not any("${{" in step["run"] for step in others)
    assert "secrets" not in text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_workflow_keeps_what_checks_draw_and_nothing_that_is_published(
    platform: str, tmp_path: Path
) -> None:
    workflow = yaml.safe_load(text_of(platform, tmp_path))
    if platform == "gitlab":
        assert workflow["periksa"]["cache"] == {
            "key": "sitegen-periksa",
            "paths": [".sitegen/cache/", ".sitegen/pip/"],
        }
    else:
        assert workflow["jobs"]["periksa"]["steps"][1]["with"] == {
            "path": ".sitegen/cache",
            "key": "sitegen-periksa-${{ github.sha }}",
            "restore-keys": "sitegen-periksa-",
        }
        # The commit of sitegen names the list of its libraries.
        assert workflow["jobs"]["periksa"]["steps"][2]["with"] == {
            "path": ".sitegen/pip",
            "key": "sitegen-pustaka-${{ env.SITEGEN }}",
        }


def test_a_check_draws_no_chart_of_an_earlier_check_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the workflows keep is all that a check reads of earlier ones."""
    folder = tmp_path / "kota"
    assert run(["new", "city", str(folder)]) == 0
    assert (
        run(["new", "unit", "skpd/dinkes", "--name", "Dinas Kesehatan", "--root", str(folder)]) == 0
    )
    data = folder / "content/skpd/dinkes/data"
    (data / "kunjungan.csv").write_text("bulan,kunjungan\nJanuari,72\nFebruari,75\nMaret,81\n")
    assert run(["new", "data", "dinkes", "--root", str(folder)]) == 0
    drawn: list[str] = []
    get = Cache.get

    def noted(cache: Cache, kind: str, key: str, make: Callable[[], Parts]) -> Parts:
        def made() -> Parts:
            drawn.append(kind)
            return make()

        return get(cache, kind, key, made)

    monkeypatch.setattr(Cache, "get", noted)
    check = ["check", "--jobs", "1", "--clock", "2026-11-21", "--root"]
    assert run([*check, str(folder)]) == 0
    assert drawn != []
    drawn.clear()
    clone = tmp_path / "lain" / "klon"
    kept = shutil.ignore_patterns("state-*", "git.json", "build")
    shutil.copytree(folder, clone, ignore=kept, copy_function=shutil.copyfile)
    assert run([*check, str(clone)]) == 0
    assert drawn == []


def test_an_existing_workflow_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of("gitlab", tmp_path)
    assert run(["new", "workflow", "gitlab", "--root", str(tmp_path), "--sitegen", "lain"]) == 2
    assert "[S020]" in capsys.readouterr().err
    assert (tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8") == before


def test_a_new_city_has_owners_and_on_request_a_workflow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.cli.own_source.own_source", lambda: "")
    folder = tmp_path / "kota"
    arguments = ["new", "city", str(folder), "--workflow", "forgejo", "--lang", "en"]
    assert run(arguments) == 2
    assert "--workflow needs --owner" in capsys.readouterr().err
    assert not folder.exists()
    assert run([*arguments, "--owner", "@Kominfo"]) == 0
    out = capsys.readouterr().out
    assert f"Made: {folder}/.forgejo/workflows/sitegen.yml\n" in out
    assert "Next: write into it, after SITEGEN, where sitegen comes from.\n" in out
    assert run(["list", "owners", "--root", str(folder)]) == 0
    assert capsys.readouterr().out == ("kota\t@kominfo\n")


@dataclass(frozen=True)
class Runner:
    """A platform's machine: a clone of the city, programs that only note how they are called, and
    this sitegen in the place of the one that would be installed.
    """

    clone: Path
    temporary: Path
    programs: Path

    def steps(self, platform: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run the workflow's steps as its platform does, with the values it would give."""
        workflow = yaml.safe_load(text_of(platform, self.temporary / platform, "--sitegen", SOURCE))
        if platform == "gitlab":
            job = workflow["periksa"]
            here = f"{self.temporary}/sitegen"
            script = "\n".join(job["script"]).replace("/tmp/sitegen", here)  # noqa: S108 - the job's
            given = {**job["variables"], **environment}
        else:
            job = workflow["jobs"]["periksa"]
            steps = [step for step in job["steps"] if "run" in step]
            script = "\n".join(step["run"] for step in steps)
            given = dict(job["env"])
            for name, value in steps[1]["env"].items():
                given[name] = re.sub(r"\$\{\{ (\S+) \}\}", lambda m: environment[m[1]], value)
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.clone,
            env={
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
                "RUNNER_TEMP": str(self.temporary),
                "GITHUB_WORKSPACE": str(self.clone),
                "GIT_CONFIG_GLOBAL": os.devnull,
                **given,
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    temporary, programs = tmp_path / "sementara", tmp_path / "program"
    sitegen = f'#!/bin/sh\nexec "{sys.executable}" -m sitegen "$@"\n'
    noted = f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/dipanggil\n'
    # Of git only the city's own repository is there.
    real = f'case "$*" in *sumber*) exit 0;; *) exec {shutil.which("git")} "$@";; esac\n'
    for path, text in (
        (temporary / "sitegen/bin/sitegen", sitegen),
        (temporary / "sitegen/bin/pip", noted),
        (programs / "python3", noted),
        (programs / "apt-get", noted),
        (programs / "git", noted + real),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    return Runner(clone=tmp_path / "klon", temporary=temporary, programs=programs)


def event(platform: str, opened: str, pushed: str) -> dict[str, str]:
    if platform == "gitlab":
        return {"GITLAB_USER_LOGIN": pushed}
    return {
        "github.event.pull_request.user.login": opened,
        "github.actor": pushed,
        "github.event_name": "pull_request",
    }


# A commit of the queue: GitHub names no request, and who put it there owns none of the changes.
QUEUED = {
    "github": {
        "github.event.pull_request.user.login": "",
        "github.actor": "github-merge-queue[bot]",
        "github.event_name": "merge_group",
    },
    "gitlab": {"GITLAB_USER_LOGIN": "warga", "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"},
}


def clone(repo: Repository, runner: Runner) -> None:
    repo.commit()
    repo.git("clone", "-q", str(repo.folder), str(runner.clone))


@pytest.mark.parametrize("platform", ["github", "gitlab"])
def test_the_steps_pass_a_change_by_its_owner(
    platform: str, repo: Repository, runner: Runner, tmp_path: Path
) -> None:
    repo.write(DAGO, REPORT.replace("84", "85"))
    clone(repo, runner)
    done = runner.steps(platform, event(platform, "dago", "Dago"))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    called = (tmp_path / "dipanggil").read_text().split("\n")
    assert f"{runner.programs}/python3 -I -m venv {runner.temporary}/sitegen" in called
    own = runner.temporary / ("sitegen/sumber" if platform == "gitlab" else "sumber")
    address, _, commit = SOURCE.removeprefix("git+").rpartition("@")
    pip = f"{runner.temporary}/sitegen/bin/pip install --quiet"
    steps = (
        f"{runner.programs}/git clone --quiet --no-checkout -- {address} {own}",
        f"{runner.programs}/git -C {own} checkout --quiet --detach {commit}",
        f"{pip} --cache-dir .sitegen/pip --require-hashes --only-binary :all: -r {own}/requirements/runtime.txt",
        f"{pip} --no-deps --no-build-isolation {own}",
    )
    assert [line for line in called if line in steps] == list(steps)
    if platform == "gitlab":
        assert json.loads((runner.clone / ".sitegen/mutu.json").read_text()) == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_steps_fail_a_change_by_others_and_annotate_it(
    platform: str, repo: Repository, runner: Runner
) -> None:
    repo.write(SEKELOA, REPORT.replace("84", "85"))
    repo.write("data/pemilik.yml", "kota: dago\n")
    clone(repo, runner)
    done = runner.steps(platform, event(platform, "dago", "dago"))
    assert done.returncode == 1
    if platform == "gitlab":
        entries: list[dict[str, Any]] = json.loads(
            (runner.clone / ".sitegen/mutu.json").read_text()
        )
        found = [(entry["check_name"], entry["location"]["path"]) for entry in entries]
        assert "kesalahan[U020]" in done.stderr
    else:
        lines = done.stdout.splitlines()
        found = [
            (match[2], match[1])
            for line in lines
            if (match := re.match(r"::error file=(\S+),line=1,title=(U\d+)::", line))
        ]
        assert len(found) == len(lines)
    assert found == [("U020", SEKELOA), ("U020", "data/pemilik.yml")]


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("platform", sorted(QUEUED))
def test_a_queue_checks_what_it_merges_and_asks_nobody_for_rights(
    platform: str, repo: Repository, runner: Runner, *, broken: bool
) -> None:
    day = "kemarin" if broken else "2026-11-04"
    repo.write(DAGO, REPORT.replace("84", "85"))
    repo.write(SEKELOA, REPORT.replace("2026-11-03", day))
    clone(repo, runner)
    done = runner.steps(platform, QUEUED[platform])
    assert (done.returncode, "[U020]" in done.stdout + done.stderr) == (int(broken), False)


@pytest.mark.parametrize(("opened", "pushed"), [("warga", "kominfo"), ("kominfo", "warga")])
def test_who_opened_a_change_and_who_pushed_to_it_must_both_own_it(
    opened: str, pushed: str, repo: Repository, runner: Runner
) -> None:
    repo.write(DAGO, REPORT.replace("84", "85"))
    clone(repo, runner)
    done = runner.steps("github", event("github", opened, pushed))
    assert (done.returncode, "`@warga` tidak boleh mengubah" in done.stdout) == (1, True)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_names_from_a_change_are_never_run(platform: str, repo: Repository, runner: Runner) -> None:
    clone(repo, runner)
    hostile = '$(touch${IFS}terjebak)"`touch${IFS}terjebak`;touch${IFS}terjebak;'
    done = runner.steps(platform, event(platform, hostile, hostile))
    assert done.returncode not in {0, 127}
    assert not list(runner.clone.rglob("terjebak"))


def test_no_python_file_of_a_change_runs(repo: Repository, runner: Runner) -> None:
    repo.write("venv.py", "open('terjebak', 'w').close()\n")
    repo.write("logging.py", "open('terjebak', 'w').close()\n")
    clone(repo, runner)
    (runner.programs / "python3").unlink()
    (runner.programs / "python3").symlink_to(sys.executable)
    workflow = yaml.safe_load(text_of("github", runner.temporary / "github"))
    steps = (step for step in workflow["jobs"]["periksa"]["steps"] if "run" in step)
    line = next(steps)["run"].split("\n")[0]
    subprocess.run(
        ["bash", "-ec", line.replace("-m venv", "-m venv --without-pip")],
        cwd=runner.clone,
        env={"PATH": f"{runner.programs}:{os.environ['PATH']}", "RUNNER_TEMP": str(runner.clone)},
        check=True,
    )
    assert not (runner.clone / "terjebak").exists()
