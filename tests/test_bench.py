from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bench import corpus, serving, sites
from bench.__main__ import TOOLS, main, options
from bench.corpus import Plan
from bench.frontmatter import long_date
from bench.scenarios import Bench, one_run
from bench.table import markdown
from bench.tool import NotInstalledError, Program
from bench.tool_sitegen import TOOL as SITEGEN
from sitegen.engine.measure import Mismatch, OutputTree, difference, read_tree, run, spread
from sitegen.processes.memory import family, memory_of

PLAN = Plan(size=200, datasets=2)
OLD = 1_000_000_000


def tree_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kota") / "site"
    sites.write_site(SITEGEN, PLAN, folder)
    return folder


@pytest.mark.parametrize("name", TOOLS)
def test_same_seed_makes_the_same_site(name: str, tmp_path: Path) -> None:
    plan = replace(PLAN, size=40, photos=0.1)
    for folder in ("satu", "dua"):
        sites.write_site(TOOLS[name], plan, tmp_path / folder)
    sites.write_site(TOOLS[name], replace(plan, seed=2), tmp_path / "lain")
    one, two, other = (tree_digest(tmp_path / part) for part in ("satu", "dua", "lain"))
    assert one == two != other


def test_reports_have_about_430_words_and_one_address_each() -> None:
    reports = list(corpus.reports(PLAN))
    words = [len(item.body.split()) for item in reports]
    assert 410 < sum(words) / len(words) < 450
    assert len({item.url for item in reports}) == PLAN.size
    assert all(len(item.title) <= 100 for item in reports)


def test_a_city_has_200_units_and_each_kelurahan_a_kecamatan() -> None:
    units = corpus.units()
    ids = {unit.id for unit in units if unit.kind == "kecamatan"}
    assert len({unit.id for unit in units}) == 200
    assert all(unit.parent in ids for unit in units if unit.kind == "kelurahan")


def test_sitegen_builds_the_city_without_a_problem(city: Path, tmp_path: Path) -> None:
    command = SITEGEN.build(SITEGEN.install(tmp_path), city, tmp_path / "out")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert report["held_back"] == []
    pages = list((tmp_path / "out").glob("*/*/laporan/*/*/*/index.html"))
    assert len(pages) == PLAN.size


def test_hugo_site_has_a_template_for_every_kind_of_page(tmp_path: Path) -> None:
    sites.write_site(TOOLS["hugo"], replace(PLAN, size=10), tmp_path)
    layouts = tmp_path / "layouts"
    wanted = "baseof page unit tahun bulan jenis dataset home taxonomy 404".split()  # noqa: SIM905 - a list of names reads best so
    assert [name for name in wanted if not (layouts / f"{name}.html").is_file()] == []
    feeds = ["all.atom.xml", "all.feedjson.json"]
    maps = ["sitemap.xml", "unit.petaunit.xml", "home.petakota.xml", "robots.txt"]
    assert [name for name in feeds + maps if not (layouts / name).is_file()] == []
    for taxonomy in ("topik", "hari", "bulan", "topikbulan"):
        assert (layouts / taxonomy / "term.html").is_file()


@pytest.mark.parametrize("name", TOOLS)
def test_theme_and_dataset_of_every_tool_can_be_edited(name: str, tmp_path: Path) -> None:
    tool, plan = TOOLS[name], replace(PLAN, size=5)
    sites.write_site(tool, plan, tmp_path / "site")
    before = tree_digest(tmp_path / "site")
    changes = sites.Changes(site=tmp_path / "site", spare=tmp_path / "spare")
    states = {before}
    for change in (
        lambda: sites.edit_report(changes, tool, plan, 0),
        lambda: sites.add_reports(changes, tool, plan),
        lambda: sites.edit_dataset(changes, tool, plan, 0),
        lambda: sites.edit_theme(changes, tool, 0),
        lambda: sites.delete_unit(changes, tool),
    ):
        change()
        states.add(tree_digest(tmp_path / "site"))
    assert len(states) == 6
    changes.undo()
    assert tree_digest(tmp_path / "site") == before


def test_site_is_made_anew_after_an_interrupted_run(tmp_path: Path) -> None:
    plan, site = replace(PLAN, size=3), tmp_path / "site"
    sites.ensure_site(SITEGEN, plan, site)
    before = tree_digest(site)
    sites.ensure_site(SITEGEN, plan, site)
    (tmp_path / sites.STAMP).unlink()
    (site / "content" / "sisa.md").write_text("sisa", encoding="utf-8")
    sites.ensure_site(SITEGEN, plan, site)
    assert tree_digest(site) == before


def test_cost_counts_children(tmp_path: Path) -> None:
    child = "x = bytearray(60_000_000); import time; time.sleep(0.5); sum(range(3_000_000))"
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    cost = run([sys.executable, "-c", parent], tmp_path / "log")
    assert cost.memory > 60_000_000
    assert cost.cpu > 0
    assert family(os.getpid())[0] == os.getpid()
    assert memory_of(os.getpid()) > 1_000_000


def test_cost_counts_children_that_outlive_their_parent(tmp_path: Path) -> None:
    child = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])"
    assert run([sys.executable, "-c", parent], tmp_path / "log").cpu > 0.3


def test_difference_tells_changed_bytes_from_written_files(tmp_path: Path) -> None:
    same = (b"a", 1)
    before = OutputTree(
        files={"tetap": same, "ditulis": (b"b", 1), "isi": (b"c", 1), "hilang": same}, size=4
    )
    after = OutputTree(
        files={"tetap": same, "ditulis": (b"b", 2), "isi": (b"d", 2), "baru": same}, size=4
    )
    found = difference(before, after)
    assert (found.changed, found.written) == (3, 3)
    assert read_tree(tmp_path / "tidak-ada").files == {}


def test_one_run_measures_and_leaves_the_sources_as_they_were(tmp_path: Path) -> None:
    copy = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], dirs_exist_ok=True)"

    def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
        assert port == 0
        return [*program.command, str(site), str(out)]

    empty, again = tmp_path / "kosong", tmp_path / "lagi"
    empty.mkdir()
    tool = replace(SITEGEN, build=build, serve=None, help=(str(empty), str(again)))
    plan = replace(PLAN, size=5)
    program = Program(command=(sys.executable, "-c", copy), version="1")
    bench = Bench(tool=tool, program=program, plan=plan, folder=tmp_path)
    sites.ensure_site(tool, plan, bench.site)
    before = tree_digest(bench.site)
    samples = list(one_run(bench, 0, ("start", "clone", "edit", "add200", "delete", "serve")))
    assert [sample.scenario for sample in samples] == [
        *("start", "clone", "edit", "add200", "delete")
    ]
    changed = [sample.difference.changed for sample in samples if sample.difference]
    assert changed == [0, 1, 200, 0]
    assert tree_digest(bench.site) == before
    assert not bench.elsewhere.folder.exists()
    shown = markdown(samples, {"salin": "1"}, {"lain": "not installed"}, "python -m bench")
    assert "| 5 | one report edited | sitegen |" in shown
    assert "* Not measured: lain: not installed" in shown


def test_a_clone_has_new_sources_and_the_kept_things_with_their_times(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    for name in ("site/content/a.md", "site/.sitegen/state", "site/.sitegen/cache/b", "out/c.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        os.utime(path, (OLD, OLD))
    there = tmp_path / "lain"
    for _ in range(2):  # what an earlier run left is replaced
        sites.clone(SITEGEN, (site, out), (there / "site", there / "out"))
        kept = {
            path.relative_to(there).as_posix(): path.stat().st_mtime == OLD
            for path in there.rglob("*")
            if path.is_file()
        }
        assert kept == {
            "site/content/a.md": False,
            "site/.sitegen/state": True,
            "site/.sitegen/cache/b": True,
            "out/c.html": True,
        }
        (there / "out" / "sisa").touch()


def test_sitegen_makes_nothing_again_in_a_clone(tmp_path: Path) -> None:
    plan = replace(PLAN, size=3, datasets=0)
    program = SITEGEN.install(tmp_path)
    bench = Bench(tool=SITEGEN, program=program, plan=plan, folder=tmp_path)
    (sample,) = one_run(bench, 0, ("clone",))
    assert sample.difference == Mismatch(changed=0, written=0)


def test_a_server_that_does_not_show_a_saved_report_costs_that_scenario_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
        del program, site
        listing = ["--bind", "127.0.0.1", "--directory", str(out.parent)]
        return [sys.executable, "-m", "http.server", str(port), *listing]

    def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
        del port
        return [*program.command, str(site), str(out)]

    copy = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], dirs_exist_ok=True)"
    program = Program(command=(sys.executable, "-c", copy), version="1")
    tool = replace(SITEGEN, build=build, serve=serve, install=lambda _: program)
    monkeypatch.setitem(TOOLS, "sitegen", tool)
    monkeypatch.setattr(serving, "RELOAD", 0.5)
    monkeypatch.setattr(serving, "SETTLE", 0.0)
    written = tmp_path / "hasil.json"
    chosen = ["--tools", "sitegen", "--size", "3", "--datasets", "0", "--runs", "2"]
    where = ["--work", str(tmp_path / "kerja"), "--json", str(written)]
    assert main([*chosen, *where, "--scenarios", "clean,serve,reload"]) == 0
    report = json.loads(written.read_text(encoding="utf-8"))
    measured = [(sample["run"], sample["scenario"]) for sample in report["samples"]]
    assert measured == [(0, "clean"), (0, "serve"), (1, "clean"), (1, "serve")]
    (why,) = report["missing"]
    assert why == "sitegen at 3, save to new page in `serve`"
    assert report["missing"][why].startswith("the server silent for 0 s before /")


def test_zorto_site_has_templates_for_each_taxonomy_and_keeps_a_deleted_unit(
    tmp_path: Path,
) -> None:
    tool, plan = TOOLS["zorto"], replace(PLAN, size=10)
    sites.write_site(tool, plan, tmp_path / "site")
    settings = tomllib.loads((tmp_path / "site/config.toml").read_text(encoding="utf-8"))
    named = [each["name"] for each in settings["taxonomies"]]
    templates = tmp_path / "site" / "templates"
    assert [name for name in named if not (templates / name / "single.html").is_file()] == []
    before = tree_digest(tmp_path / "site")
    changes = sites.Changes(site=tmp_path / "site", spare=tmp_path / "spare")
    sites.delete_unit(changes, tool)
    folder = tmp_path / "site" / "content" / corpus.units()[-1].key
    assert [path.name for path in folder.iterdir()] == ["_index.md"]
    changes.undo()
    assert tree_digest(tmp_path / "site") == before


@pytest.mark.parametrize("number", range(5))
def test_zorto_reports_are_toml_with_the_address_of_the_other_tools(number: int) -> None:
    item = corpus.report(PLAN, number)
    text = TOOLS["zorto"].report_text(item, item.body, PLAN)
    _, head, body = text.split("+++\n", 2)
    keys = tomllib.loads(head)
    assert f"/{item.unit.key}/{keys['slug']}/" == item.url
    assert (keys["title"], keys["date"], body) == (item.title, item.day, item.body)
    assert keys["extra"]["hari"] == long_date(item.day)


def test_tool_that_does_not_install_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> Program:
        raise NotInstalledError("no such package")

    monkeypatch.setitem(TOOLS, "hugo", replace(TOOLS["hugo"], install=refuse))
    code = main(["--tools", "hugo", "--size", "3", "--work", str(tmp_path)])
    assert code == 1
    assert "Not measured: hugo: not installed (no such package)" in capsys.readouterr().out


def test_spread_shows_median_with_least_and_most() -> None:
    assert spread([3.0, 1.0, 2.0]) == "2.00 (1.00–3.00)"
    assert spread([1.0]) == "1.00"


def test_unknown_scenario_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(["--scenarios", "clean,semua"])
    assert "'semua' is none of start, clean, nothing" in capsys.readouterr().err
