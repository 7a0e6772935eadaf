"""What publishes a city: the workflows of `--publish`, and `host/terbitkan`, run as they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.cli.main import run
from sitegen.cli.publishing import TARGETS
from tests.repository import DAGO, REPORT, Repository, repository

PLATFORMS = ("forgejo", "github", "gitlab")
SOURCE = 'git+https://git.contoh.example/sitegen@0123456789 "x"'
BASE_URL = "https://contoh.example"
WHERE = [(platform, target) for platform in PLATFORMS for target in TARGETS]


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "asal")
    made.git("checkout", "-q", "main")
    return made


PLACES = [(platform, target) for platform, target in WHERE if target != "pages"]


def made_files(repo: Repository, *arguments: str) -> None:
    assert run(["new", *arguments, "--root", str(repo.folder), "--sitegen", SOURCE]) == 0


def workflow_of(repo: Repository, platform: str) -> dict[Any, Any]:
    name = {
        "gitlab": ".gitlab-ci.yml",
        "github": ".github/workflows/sitegen-terbit.yml",
        "forgejo": ".forgejo/workflows/sitegen-terbit.yml",
    }[platform]
    workflow: dict[Any, Any] = yaml.safe_load((repo.folder / name).read_text(encoding="utf-8"))
    return workflow


def scripts(workflow: dict[Any, Any]) -> list[str]:
    """The lines that a workflow runs, of all jobs."""
    if "jobs" not in workflow:
        return [line for job in workflow.values() for line in job["script"]]
    steps = (step for job in workflow["jobs"].values() for step in job["steps"])
    return [step["run"] for step in steps if "run" in step]


@pytest.mark.parametrize(("platform", "target"), WHERE)
def test_publishing_runs_for_the_protected_branch_alone_and_every_day(
    platform: str, target: str, repo: Repository
) -> None:
    repo.write("site.yml", f"nama: Kota\nalamat_situs: {BASE_URL}\nzona_waktu: WITA\n")
    made_files(repo, "workflow", platform, "--publish", target)
    workflow = workflow_of(repo, platform)
    if platform == "gitlab":
        (rule,) = workflow["pages" if target == "pages" else "terbit"]["rules"]
        assert '$CI_COMMIT_BRANCH == "main"' in rule["if"]
        assert '$CI_COMMIT_REF_PROTECTED == "true"' in rule["if"]
        assert "merge_request" not in rule["if"]
        return
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True] == {
        "push": {"branches": ["main"]},
        "schedule": [{"cron": "10 16 * * *"}],
        "workflow_dispatch": None,
    }
    assert workflow["jobs"]["terbit"]["if"] == "github.ref == 'refs/heads/main'"
    assert workflow["concurrency"] == {"group": "sitegen-terbit", "cancel-in-progress": False}


@pytest.mark.parametrize(("platform", "target"), WHERE)
def test_publishing_has_the_whole_history_and_caches_that_no_check_writes(
    platform: str, target: str, repo: Repository
) -> None:
    made_files(repo, "workflow", platform, "--publish", target)
    workflow = workflow_of(repo, platform)
    if platform == "gitlab":
        job = workflow["pages" if target == "pages" else "terbit"]
        assert job["variables"]["GIT_DEPTH"] == "0"
        kept = {each["key"]: each["paths"] for each in job["cache"]}
        assert kept["sitegen-terbit"] == [".sitegen/", "build/"]
        assert workflow["periksa"]["cache"]["key"] not in kept
        return
    steps = workflow["jobs"]["terbit"]["steps"]
    used = [step for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]) for step in used)
    assert used[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert used[1]["with"]["path"] == ".sitegen\nbuild\n"
    check = (repo.folder / f".{platform}/workflows/sitegen.yml").read_text(encoding="utf-8")
    for step in used[1:3]:
        beginning = step["with"]["key"].partition("${{")[0]
        assert beginning not in check


@pytest.mark.parametrize(("platform", "target"), WHERE)
def test_rights_and_secrets_are_in_the_step_that_needs_them_alone(
    platform: str, target: str, repo: Repository
) -> None:
    made_files(repo, "workflow", platform, "--publish", target)
    if platform == "gitlab":
        return
    workflow = workflow_of(repo, platform)
    assert workflow["permissions"] == {"contents": "read"}
    building = workflow["jobs"]["terbit"]
    assert "secrets" not in str(building["env"])
    secret = [s["name"] for s in building["steps"] if re.search("secrets|token", str(s.get("env")))]
    deploys = ["Sebar"] if target in {"netlify", "rsync"} or platform == "forgejo" else []
    assert secret == ["Buat situs", *(deploys if target != "release" else [])]
    assert not any("${{" in line for line in scripts(workflow))
    if (platform, target) == ("github", "pages"):
        pages = workflow["jobs"]["pages"]
        assert pages["permissions"] == {"pages": "write", "id-token": "write"}
        assert [list(step) for step in pages["steps"]] == [["id", "uses"]]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_check_that_is_there_stays_and_publishing_is_never_replaced(
    platform: str, repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    made_files(repo, "workflow", platform)
    again = ["new", "workflow", platform, "--publish", "rsync", "--root", str(repo.folder)]
    if platform != "gitlab":
        path = repo.folder / f".{platform}/workflows/sitegen.yml"
        path.write_text("# milik kota\n")
        assert run(again) == 0
        assert path.read_text() == "# milik kota\n"
    capsys.readouterr()
    assert run(again) == 2
    assert "[S020]" in capsys.readouterr().err


# In place of a build: it writes files anew, as sitegen does, and a marker with their digest.
BUILDS = """\
mkdir -p build/kelurahan/dago build/aset
for name in 404.html index.html kelurahan/dago/index.html aset/a.css; do
  cat content/kelurahan/dago/laporan/*.md > build/baru && mv build/baru "build/$name"
done
echo "/lama / 301" > build/baru && mv build/baru build/_redirects
cksum build/index.html > build/baru && mv build/baru build/.sitegen-output"""


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@dataclass(frozen=True)
class Server:
    """A machine with a clone of the city, and programs beside its own."""

    repo: Repository
    folder: Path
    programs: Path
    given: dict[str, str] = field(default_factory=dict)

    @property
    def clone(self) -> Path:
        return self.folder / "kota"

    @property
    def shown(self) -> Path:
        return self.folder / "kini"

    def publish(self, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
        return self.run("bash", "host/terbitkan", *arguments, **given)

    def run(self, *command: str, **given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.clone,
            env={
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
                "SITEGEN_PROGRAM": str(self.programs / "sitegen"),
                "TUJUAN": str(self.folder),
                "GIT_CONFIG_GLOBAL": os.devnull,
                **self.given,
                **given,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def change(self, text: str = "85") -> None:
        """Commit another report at the origin."""
        self.repo.write(DAGO, REPORT.replace("84", text))
        self.repo.commit()


@pytest.fixture
def server(repo: Repository, tmp_path: Path) -> Server:
    made_files(repo, "host", "systemd", "netlify")
    repo.commit()
    made = Server(repo, tmp_path / "srv", tmp_path / "program")
    made.folder.mkdir()
    repo.git("clone", "-q", f"file://{repo.folder}", str(made.clone))
    program(made.programs, "sitegen", BUILDS)
    return made


def really(server: Server) -> None:
    """Let a server build with sitegen itself."""
    program(server.programs, "sitegen", f'exec "{sys.executable}" -m sitegen "$@"')


def releases(server: Server) -> list[str]:
    return sorted(path.name for path in (server.folder / "rilis").iterdir())


def test_each_change_is_a_release_and_the_shown_one_is_switched(server: Server) -> None:
    really(server)
    done = server.publish()
    assert (done.returncode, done.stderr) == (0, "")
    first = server.shown.resolve()
    before = (first / "kelurahan/dago/index.html").read_bytes()
    assert server.publish().stdout == "terbitkan: tidak ada yang berubah\n"
    assert server.shown.resolve() == first
    server.change()
    assert server.publish().returncode == 0
    assert server.shown.resolve() != first
    assert sorted(releases(server)) == sorted({first.name, server.shown.resolve().name})
    assert (first / "kelurahan/dago/index.html").read_bytes() == before


def test_only_the_last_releases_are_kept(server: Server) -> None:
    for number in range(4):
        server.change(str(90 + number))
        assert server.publish(SIMPAN="2").returncode == 0
    assert len(releases(server)) == 2
    assert server.shown.resolve().name in releases(server)


def test_a_build_that_fails_leaves_what_is_shown(server: Server) -> None:
    assert server.publish().returncode == 0
    shown = server.shown.resolve()
    for code in (1, 2, 3, 75):
        program(server.programs, "sitegen", f"exit {code}")
        done = server.publish()
        assert (done.returncode, server.shown.resolve()) == (code, shown), done.stderr
        assert done.stderr.startswith("terbitkan: ")


def test_the_city_that_was_lost_is_not_published(server: Server) -> None:
    really(server)
    assert server.publish().returncode == 0
    shown = server.shown.resolve()
    shutil.rmtree(server.repo.folder / "content")
    server.repo.commit()
    done = server.publish()
    assert (done.returncode, server.shown.resolve()) == (3, shown)
    assert "--allow-removal" in done.stderr


def test_work_in_the_folder_is_never_thrown_away(server: Server) -> None:
    assert server.publish().returncode == 0
    (server.clone / DAGO).write_text("sedang ditulis")
    done = server.publish()
    assert (done.returncode, "git reset --hard" in done.stderr) == (2, True)
    assert (server.clone / DAGO).read_text() == "sedang ditulis"
    name = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    assert server.run("git", *name, "commit", "-qam", "sendiri").returncode == 0
    done = server.publish()
    assert (done.returncode, "git push" in done.stderr) == (2, True)


def test_a_history_that_was_written_anew_is_followed(server: Server) -> None:
    assert server.publish().returncode == 0
    server.repo.write(DAGO, REPORT.replace("84", "86"))
    server.repo.git("add", "-A")
    server.repo.git("commit", "-q", "--amend", "-m", "ditulis ulang")
    assert server.publish().returncode == 0
    assert server.run("git", "rev-parse", "HEAD").stdout.strip() == server.repo.git(
        "rev-parse", "HEAD"
    )


def test_a_shallow_clone_is_told_how_to_become_whole(server: Server) -> None:
    server.change()
    shutil.rmtree(server.clone)
    server.repo.git(
        "clone", "-q", "--depth", "1", f"file://{server.repo.folder}", str(server.clone)
    )
    done = server.publish()
    assert (done.returncode, "git fetch --unshallow" in done.stderr) == (2, True)
    assert not server.shown.exists()
    assert server.run("git", "fetch", "--unshallow").returncode == 0
    assert server.publish().returncode == 0


def test_an_origin_out_of_reach_leaves_what_is_shown(server: Server) -> None:
    assert server.publish().returncode == 0
    server.repo.folder.rename(server.repo.folder.parent / "lain")
    done = server.publish()
    assert done.returncode != 0
    assert "git fetch gagal" in done.stderr
    assert server.shown.is_dir()


def test_a_city_below_a_path_lies_in_its_folder(repo: Repository, tmp_path: Path) -> None:
    repo.write("site.yml", f"nama: Kota\nalamat_situs: {BASE_URL}/terbuka\n")
    made_files(repo, "host", "systemd")
    repo.commit()
    made = Server(repo, tmp_path / "srv", tmp_path / "program")
    made.folder.mkdir()
    repo.git("clone", "-q", f"file://{repo.folder}", str(made.clone))
    program(made.programs, "sitegen", BUILDS)
    assert made.publish().returncode == 0
    assert (made.shown / "terbuka/index.html").is_file()
    assert (made.shown / "_redirects").is_file()
    assert made.publish().stdout == "terbitkan: tidak ada yang berubah\n"


def test_a_branch_of_pages_has_the_site_alone_and_no_history(server: Server) -> None:
    pages = server.folder / "halaman.git"
    server.repo.git("init", "-q", "--bare", str(pages))
    for text in ("87", "88"):
        server.change(text)
        assert server.publish(TUJUAN=f"git:file://{pages}#pages").returncode == 0
    listed = server.run("git", "--git-dir", str(pages), "log", "--format=%an", "pages").stdout
    assert listed == "sitegen\n"
    names = server.run("git", "--git-dir", str(pages), "ls-tree", "--name-only", "pages").stdout
    assert {"index.html", "404.html", "aset"} <= set(names.split())


@pytest.mark.skipif(not shutil.which("rsync"), reason="no rsync")
def test_another_machine_gets_the_site_by_rsync(server: Server) -> None:
    there = server.folder / "lain"
    there.mkdir()
    (there / "lama.html").write_text("x")
    # In place of SSH: the command for the other machine, run here.
    program(server.programs, "ssh", 'shift\nexec sh -c "$*"')
    done = server.publish(TUJUAN=f"mesin:{there}/", RSYNC_RSH=str(server.programs / "ssh"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (there / "index.html").is_file()
    assert not (there / "lama.html").exists()


@pytest.fixture
def netlify() -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """The address of a host that takes zip files, and what it was sent."""
    sent: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append((self.path, self.headers["Authorization"], body))
            self.send_response(200 if "benar" in self.headers["Authorization"] else 401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as host:
        thread = threading.Thread(target=host.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{host.server_port}", sent
        host.shutdown()
        thread.join()


def token(text: str) -> dict[str, str]:
    return {"NETLIFY_AUTH_TOKEN": text}


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_netlify_gets_a_zip_file_with_headers_and_redirects(
    server: Server, netlify: tuple[str, list[tuple[str, str, bytes]]]
) -> None:
    address, sent = netlify
    given = {"TUJUAN": "netlify:kota", "NETLIFY_API": address}
    assert server.publish(**given).returncode == 2
    assert server.publish("--sebar", **given, **token("salah")).returncode == 1
    done = server.publish("--sebar", **given, **token("benar"))
    assert (done.returncode, done.stderr) == (0, "")
    path, signed, body = sent[-1]
    assert (path, signed) == ("/sites/kota/deploys", "Bearer benar")
    with zipfile.ZipFile(BytesIO(body)) as archive:
        names = set(archive.namelist())
    assert {"index.html", "404.html", "_headers", "_redirects"} <= names
    assert not any("benar" in line for line in (done.stdout, done.stderr))


def test_an_unknown_place_or_option_is_refused(server: Server) -> None:
    assert server.publish("--sebar").returncode == 2
    assert server.publish("--apa").returncode == 2
    assert server.publish(TUJUAN="entah").returncode == 2


@dataclass(frozen=True)
class Runner:
    """A platform's machine: a clone, and in place of what is installed a program that notes how it was."""

    repo: Repository
    folder: Path

    @property
    def clone(self) -> Path:
        return self.folder / "klon"

    def called(self) -> list[str]:
        path = self.folder / "dipanggil"
        return path.read_text().splitlines() if path.exists() else []

    def steps(self, lines: list[str], given: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run what the steps run, one after the other, as the platform does."""
        for line in lines:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line],
                cwd=self.clone,
                env={
                    "PATH": f"{self.folder}/program:{os.environ['PATH']}",
                    "HOME": str(self.folder),
                    "RUNNER_TEMP": str(self.folder / "sementara"),
                    "GIT_CONFIG_GLOBAL": os.devnull,
                    "SITEGEN": SOURCE,
                    **given,
                },
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                break
        return done


@pytest.fixture
def runner(repo: Repository, tmp_path: Path) -> Runner:
    """`python3 -m venv` makes an environment whose sitegen is BUILDS; nothing is fetched."""
    made = Runner(repo, tmp_path / "mesin")
    noted = f'echo "$(basename "$0") $*" >> {made.folder}/dipanggil'
    programs = made.folder / "program"
    pip = f"{noted}\nexit 0"
    sitegen = f'{noted}\ncase "$1" in --version) exit 0;; esac\n[ ! -f gagal ] || exit 3\n{BUILDS}'
    program(made.folder / "contoh", "pip", pip)
    program(made.folder / "contoh", "sitegen", sitegen)
    environment = f'{noted}\nmkdir -p "$4/bin"\ncp {made.folder}/contoh/* "$4/bin/"'
    program(programs, "python3", environment)
    program(programs, "apt-get", noted)
    real = f'case "$*" in *sumber*) exit 0;; *) exec {shutil.which("git")} "$@";; esac'
    program(programs, "git", f"{noted}\n{real}")
    (made.folder / "sementara").mkdir()
    return made


def lines_of(runner: Runner, platform: str) -> list[str]:
    """The lines of publishing; those of GitLab share one shell."""
    workflow = workflow_of(runner.repo, platform)
    if platform == "gitlab":
        return ["\n".join(workflow["terbit"]["script"])]
    return scripts(workflow)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_steps_build_and_publish_and_install_once(
    platform: str, runner: Runner, tmp_path: Path
) -> None:
    made_files(runner.repo, "workflow", platform, "--publish", "release")
    runner.repo.commit()
    runner.repo.git("clone", "-q", f"file://{runner.repo.folder}", str(runner.clone))
    given = {"TUJUAN": str(tmp_path / "terbit")}
    lines = [re.sub(r'TUJUAN="[^"]*" ', "", line) for line in lines_of(runner, platform)]
    done = runner.steps(lines, given)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "terbit/kini/index.html").is_file()
    installed = [line for line in runner.called() if line.startswith("pip install")]
    assert "--require-hashes --only-binary :all:" in installed[0]
    assert "--no-deps --no-build-isolation" in installed[1]
    # Where the environment is kept, the next run installs nothing.
    assert runner.steps(lines, given).returncode == 0
    again = [line for line in runner.called() if line.startswith("pip install")]
    assert len(again) == (4 if platform == "forgejo" else 2)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_build_that_fails_publishes_nothing(
    platform: str, runner: Runner, tmp_path: Path
) -> None:
    made_files(runner.repo, "workflow", platform, "--publish", "release")
    runner.repo.write("gagal", "x")
    runner.repo.commit()
    runner.repo.git("clone", "-q", f"file://{runner.repo.folder}", str(runner.clone))
    given = {"TUJUAN": str(tmp_path / "terbit")}
    lines = [re.sub(r'TUJUAN="[^"]*" ', "", line) for line in lines_of(runner, platform)]
    assert runner.steps(lines, given).returncode == 3
    assert not (tmp_path / "terbit").exists()


@pytest.mark.parametrize("below", ["", "/terbuka"])
def test_the_command_of_netlify_builds_and_keeps_what_it_made(
    below: str, runner: Runner, tmp_path: Path
) -> None:
    runner.repo.write("site.yml", f"nama: Kota\nalamat_situs: {BASE_URL}{below}\n")
    made_files(runner.repo, "host", "netlify")
    runner.repo.commit()
    runner.repo.git("clone", "-q", f"file://{runner.repo.folder}", str(runner.clone))
    settings = tomllib.loads((runner.clone / "netlify.toml").read_text(encoding="utf-8"))
    kept = tmp_path / "simpanan"
    command = settings["build"]["command"].replace("/opt/build/cache/sitegen", str(kept))
    # Of the state of the last build nothing is needed here but that it is kept.
    (runner.clone / ".sitegen").mkdir()
    for _ in range(2):
        done = runner.steps([command], {})
        assert (done.returncode, done.stderr) == (0, "")
        assert (runner.clone / f"terbit{below}/index.html").is_file()
        assert (runner.clone / "terbit/_redirects").is_file()
        assert (kept / "build/index.html").is_file()
    assert len([line for line in runner.called() if line.startswith("pip install")]) == 2


def in_folder(repo: Repository, platform: str, target: str) -> dict[Any, Any]:
    """The workflow that publishes a city in the folder `bandung` of a repository."""
    city = repo.folder / "bandung"
    city.mkdir()
    for name in ("content", "data", "site.yml"):
        (repo.folder / name).rename(city / name)
    command = ["new", "workflow", platform, "--publish", target, "--root", str(city)]
    assert run([*command, "--sitegen", SOURCE]) == 0
    name = {
        "gitlab": ".gitlab/sitegen-bandung.yml",
        "github": ".github/workflows/sitegen-terbit-bandung.yml",
        "forgejo": ".forgejo/workflows/sitegen-terbit-bandung.yml",
    }[platform]
    workflow: dict[Any, Any] = yaml.safe_load((repo.folder / name).read_text(encoding="utf-8"))
    return workflow


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_city_in_a_folder_is_built_and_published_there(
    platform: str, runner: Runner, tmp_path: Path
) -> None:
    workflow = in_folder(runner.repo, platform, "release")
    runner.repo.commit()
    runner.repo.git("clone", "-q", f"file://{runner.repo.folder}", str(runner.clone))
    if platform == "gitlab":
        lines = ["\n".join(workflow["terbit-bandung"]["script"])]
    else:
        assert workflow["defaults"]["run"]["working-directory"] == "bandung"
        lines = [f"cd bandung\n{line}" for line in scripts(workflow)]
    lines = [re.sub(r'TUJUAN="[^"]*" ', "", line) for line in lines]
    done = runner.steps(lines, {"TUJUAN": str(tmp_path / "terbit")})
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "terbit/kini/index.html").is_file()
    assert (runner.clone / "bandung/build/index.html").is_file()


@pytest.mark.parametrize(("platform", "target"), PLACES)
def test_publishing_of_a_city_in_a_folder_shares_no_name_with_that_of_another(
    platform: str, target: str, repo: Repository
) -> None:
    workflow = in_folder(repo, platform, target)
    if platform == "gitlab":
        job = workflow["terbit-bandung"]
        assert set(workflow) == {"periksa-bandung", "terbit-bandung"}
        assert job["resource_group"] == "sitegen-terbit-bandung"
        assert job["rules"][0]["changes"] == ["bandung/**/*"]
        keys = [each["key"] for each in job["cache"]]
        kept = [path for each in job["cache"] for path in each["paths"]]
        assert (repo.folder / ".gitlab-ci.yml").read_text() == (
            "include:\n  - local: /.gitlab/sitegen-*.yml\n"
        )
    else:
        job = workflow["jobs"]["terbit"]
        assert workflow["name"] == workflow["concurrency"]["group"] == "sitegen-terbit-bandung"
        assert workflow[True]["push"] == {"branches": ["main"], "paths": ["bandung/**"]}
        caches = [step["with"] for step in job["steps"] if "cache@" in step.get("uses", "")]
        keys = [each["key"] for each in caches] + [caches[0]["restore-keys"]]
        kept = [path for each in caches for path in each["path"].split("\n") if path]
        kept = [path for path in kept if "runner.temp" not in path]
        # Of two cities `bandung` and `bandung-barat`, neither takes the cache of the other.
        assert not any(key.startswith("sitegen-terbit-bandung-") for key in keys)
    assert all("bandung" in key for key in keys)
    assert all(path.startswith("bandung/") for path in kept)


def tool(name: str) -> str:
    """The path of a program of the development environment, "" if it is not there."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return shutil.which(name, path=places) or ""


@pytest.mark.skipif(not tool("check-jsonschema"), reason="no check-jsonschema")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_workflows_are_what_the_schemas_of_platforms_say(
    platform: str, repo: Repository, tmp_path: Path
) -> None:
    """Forgejo publishes no schema, and reads the files of GitHub."""
    paths: list[Path] = []
    for target in TARGETS:
        folder = tmp_path / target
        folder.mkdir()
        shutil.copy(repo.folder / "site.yml", folder)
        command = ["new", "workflow", platform, "--publish", target, "--root", str(folder)]
        assert run(command) == 0
        paths += folder.rglob("*.yml")
    in_folder(repo, platform, "rsync")
    paths += (path for path in repo.folder.rglob("*.yml") if "sitegen" in path.name)
    schema = "vendor.gitlab-ci" if platform == "gitlab" else "vendor.github-workflows"
    options = ["--data-transform", "gitlab-ci"] if platform == "gitlab" else []
    files = [str(path) for path in paths if path.name != "site.yml"]
    assert len(files) == (len(TARGETS) + 1) * (1 if platform == "gitlab" else 2)
    done = subprocess.run(
        [tool("check-jsonschema"), "--builtin-schema", schema, *options, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not tool("shellcheck"), reason="no shellcheck")
def test_shellcheck_finds_nothing_in_what_hosts_and_workflows_run(
    repo: Repository, tmp_path: Path
) -> None:
    made_files(repo, "host", "systemd", "netlify")
    settings = tomllib.loads((repo.folder / "netlify.toml").read_text(encoding="utf-8"))
    texts = [settings["build"]["command"], (repo.folder / "host/terbitkan").read_text()]
    for platform in PLATFORMS:
        for target in TARGETS:
            for path in (".gitlab-ci.yml", f".{platform}/workflows/sitegen-terbit.yml"):
                (repo.folder / path).unlink(missing_ok=True)
            made_files(repo, "workflow", platform, "--publish", target)
            texts.append("\n".join(scripts(workflow_of(repo, platform))))
    for number, text in enumerate(texts):
        script = tmp_path / f"{number}.sh"
        script.write_text(text if text.startswith("#!") else f"#!/bin/bash\nset -e\n{text}\n")
        done = subprocess.run(
            [tool("shellcheck"), str(script)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
