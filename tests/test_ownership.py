"""`sitegen check --author --base`, `sitegen list owners` and CODEOWNERS, as people run them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sitegen.cli.main import run
from tests.conftest import SITE, UNITS, write_blocks
from tests.repository import DAGO, OWNERS, REPORT, SEKELOA, Repository, repository

MAIN = ("--base", "main")
CLOCK = ("--clock", "2026-11-21T12:00", "--jobs", "1", "--lang", "en")
CHANGED = REPORT.replace("84", "85")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    return made(tmp_path, monkeypatch, OWNERS)


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owners: str) -> Repository:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return repository(tmp_path / "kota", owners)


def check(
    repo: Repository, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    code = run(["check", "--root", str(repo.folder), *CLOCK, *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("who", ["dago", "@Dago", "Siti@DAGO.contoh.example", "@kominfo"])
def test_a_change_by_its_owner_passes(
    repo: Repository, capsys: pytest.CaptureFixture[str], who: str
) -> None:
    repo.write(DAGO, CHANGED)
    repo.commit()
    code, out, _ = check(repo, capsys, "--author", who, *MAIN)
    assert (code, "0 errors, 0 warnings" in out) == (0, True), out


def test_a_change_by_others_fails_with_every_path_and_its_owners(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.git("mv", SEKELOA, DAGO.replace("posyandu", "pindah"))
    repo.commit()
    repo.write("site.yml", SITE + "slogan: Lain\n")
    code, out, _ = check(repo, capsys, "--author", "@dago", *MAIN)
    step = "     = next step: take it out of the change, or ask its owners to make it themselves\n"
    assert (code, out) == (
        1,
        (
            f"{SEKELOA}: error[U020]: `@dago` may not change this path; it belongs to "
            f"lurah@sekeloa.contoh.example\n{step}"
            f"site.yml: error[U020]: `@dago` may not change this path; it belongs to @kominfo\n{step}"
        ),
    )


def test_each_of_several_authors_must_own_all(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, CHANGED)
    both = ("--author", "@kominfo", "--author")
    assert check(repo, capsys, *both, "@dago", *MAIN)[0] == 0
    code, out, _ = check(repo, capsys, *both, "@warga", *MAIN)
    assert (code, "`@warga` may not change this path" in out) == (1, True)


def test_a_change_cannot_give_rights_to_itself(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("data/pemilik.yml", OWNERS.replace("@kominfo", "@penyusup"))
    repo.commit()
    code, out, _ = check(repo, capsys, "--author", "@penyusup", *MAIN)
    assert (code, "data/pemilik.yml: error[U020]: `@penyusup` may not" in out) == (1, True)
    assert check(repo, capsys, "--author", "@kominfo", *MAIN)[0] == 0


def test_a_right_taken_away_on_the_base_is_gone_for_open_changes(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, CHANGED)
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("data/pemilik.yml", 'kota: ["@kominfo"]\n')
    repo.commit()
    repo.git("checkout", "-q", "usulan")
    assert check(repo, capsys, "--author", "@dago", *MAIN)[0] == 1


def test_a_theme_of_somebody_without_rights_does_not_run(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("themes/kota/templates/report.html", "{{ tidak_ada }}")
    code, out, err = check(repo, capsys, "--author", "@dago", *MAIN)
    assert (code, "[T003]" in out + err, "[U020]" in out) == (1, False, True)
    assert check(repo, capsys, "--author", "@kominfo", *MAIN)[0] == 3


def test_without_a_list_on_the_base_nobody_may_and_the_first_step_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = made(tmp_path, monkeypatch, "")
    repo.write("data/pemilik.yml", "kota: penyusup\n")
    code, out, _ = check(repo, capsys, "--author", "penyusup", *MAIN)
    assert (code, out) == (
        1,
        (
            "data/pemilik.yml: error[U022]: `main` has no `data/pemilik.yml`, so nobody may change "
            "anything yet\n     = next step: commit one there with `kota:` and an owner, without this "
            "check\n"
        ),
    )


def test_a_broken_list_on_the_base_gives_no_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = made(tmp_path, monkeypatch, "kota: @kominfo\n")
    repo.write("data/pemilik.yml", OWNERS)
    code, out, _ = check(repo, capsys, "--author", "@kominfo", *MAIN)
    assert code == 1
    assert "data/pemilik.yml:1:7: error[F018]" in out
    assert out.endswith(
        "data/pemilik.yml: error[U023]: `data/pemilik.yml` of `main` cannot be used, so nobody may "
        "change anything\n     = next step: mend it there, without this check; what is wrong is "
        "said before this message\n"
    )


@pytest.mark.parametrize("who", ["Siti Aminah", "*@dago.contoh.example", "", "a\nb"])
def test_an_author_must_be_an_address_or_an_account(
    repo: Repository, capsys: pytest.CaptureFixture[str], who: str
) -> None:
    code, _, err = check(repo, capsys, f"--author={who}", *MAIN)
    shown = "`{}`".format(who.replace("\n", "\\n")) if who else "(empty)"
    assert (code, err) == (
        2,
        (
            f"sitegen: error[U026]: {shown} is neither an e-mail address nor an account\n"
            "     = next step: write `--author` with one of them, such as `--author @siti`\n"
        ),
    )


@pytest.mark.parametrize("option", [("--author", "@dago"), ("--author-team", "@dago=@kota/dago")])
def test_an_author_needs_a_base(
    repo: Repository, capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    code, _, err = check(repo, capsys, *option)
    assert (code, "--author and --author-team need --base." in err) == (2, True)


def test_a_base_without_author_asks_nobody_for_rights(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(SEKELOA, CHANGED)
    code, out, _ = check(repo, capsys, *MAIN)
    assert (code, "0 errors, 0 warnings in 1 unit" in out) == (0, True), out


TEAM = OWNERS.replace('["@dago",', '["@kota/kel-dago",')


def test_who_is_in_a_team_has_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = made(tmp_path, monkeypatch, TEAM)
    repo.write(DAGO, CHANGED)
    code, out, _ = check(repo, capsys, "--author", "@siti", *MAIN)
    assert (code, out.splitlines()) == (
        1,
        [
            (
                f"{DAGO}: error[U041]: whether `@siti` may change this path is not known here: it "
                "belongs to @kota/kel-dago, *@dago.contoh.example, and who is in the team "
                "@kota/kel-dago was not told"
            ),
            (
                "     = next step: let Kominfo name the account beside the team in `data/pemilik.yml`, "
                'or run the check with `--author-team "@siti=@kota/kel-dago"` where that is known'
            ),
        ],
    )
    told = ("--author", "@siti", "--author-team", "@Siti=@Kota/Kel-Dago", *MAIN)
    assert check(repo, capsys, *told)[0] == 0
    repo.write(SEKELOA, CHANGED)  # the team owns nothing there
    code, out, _ = check(repo, capsys, *told)
    assert (code, "[U020]" in out, "[U041]" in out) == (1, True, False)


@pytest.mark.parametrize("given", ["@kota/dago", "@siti", "@siti=@dago", "*@a.b=@kota/dago"])
def test_a_team_is_told_with_its_account(
    repo: Repository, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    code, _, err = check(repo, capsys, "--author", "@siti", "--author-team", given, *MAIN)
    assert (code, "error[S056]" in err) == (2, True)


def test_a_team_is_no_author(repo: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = check(repo, capsys, "--author", "@kota/dago", *MAIN)
    assert (code, "error[U026]" in err) == (2, True)


@pytest.mark.parametrize("platform", ["github", "gitlab", "forgejo"])
def test_a_team_approves_as_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    platform: str,
) -> None:
    repo = made(tmp_path, monkeypatch, TEAM)
    given = ("list", "owners", "--codeowners", platform, "--root", str(repo.folder))
    assert run([*given, "--lang", "en"]) == 0
    assert "content/kelurahan/dago/" in (out := capsys.readouterr().out)
    assert "@kota/kel-dago @kominfo" in out


@pytest.mark.parametrize(
    ("owners", "told"),
    [
        ('kota: ["@kominfo"]\n', []),
        ("kota: [a@b.example, '@kota/kominfo']\n", ["kota"]),
        ("kota: ['@a']\nunit:\n  kelurahan/dago: ['*@b.example']\n", ["kelurahan/dago"]),
    ],
)
def test_a_list_that_nobody_passes_is_warned_of_where_a_workflow_checks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    owners: str,
    told: list[str],
) -> None:
    repo = made(tmp_path, monkeypatch, owners)
    code, out, _ = check(repo, capsys)
    assert (code, "[U042]" in out) == (0, False)  # checks by hand know addresses
    assert run(["new", "workflow", "github", "--root", str(repo.folder), "--lang", "en"]) == 0
    capsys.readouterr()
    code, out, _ = check(repo, capsys)
    assert code == 0
    found = [line for line in out.splitlines() if "[U042]" in line]
    assert [line.partition("owners of `")[2].partition("`")[0] for line in found] == told


def test_every_check_reads_the_list_of_owners(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("data/pemilik.yml", 'kota: ["@kominfo"]\nunit:\n  kelurahan/dagoo: [siti]\n')
    code, out, _ = check(repo, capsys)
    assert code == 1
    assert (
        "data/pemilik.yml:3:3: error[U025]: there is no unit `kelurahan/dagoo` in data/units.csv; "
        "the nearest is `kelurahan/dago`\n   3 |   kelurahan/dagoo: [siti]\n     |   ^\n"
    ) in out


def test_annotations_name_files_from_the_top_of_what_was_checked_out(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(SEKELOA.replace("03", "03, 50%"), REPORT)
    arguments = ("--author", "@dago", *MAIN, "--format")
    advice = (
        "`@dago` may not change this path; it belongs to lurah@sekeloa.contoh.example{}"
        "next step: take it out of the change, or ask its owners to make it themselves"
    )
    folder = "content/kelurahan/sekeloa/laporan"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repo.folder.parent))
    code, out, _ = check(repo, capsys, *arguments, "github")
    assert (code, out) == (
        1,
        f"::error file=kota/{folder}/2026-11-03%2C 50%25-posyandu.md,line=1,title=U020::"
        + advice.format("%0A")
        + "\n",
    )
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repo.folder))
    assert f"file={folder}/" in check(repo, capsys, *arguments, "github")[1]
    monkeypatch.delenv("GITHUB_WORKSPACE")
    monkeypatch.setenv("CI_PROJECT_DIR", str(repo.folder.parent))
    code, out, err = check(repo, capsys, *arguments, "gitlab")
    (entry,) = json.loads(out)
    assert len(entry.pop("fingerprint")) == 32
    assert (code, entry) == (
        1,
        {
            "description": advice.format("\n"),
            "check_name": "U020",
            "severity": "major",
            "location": {
                "path": f"kota/{folder}/2026-11-03, 50%-posyandu.md",
                "lines": {"begin": 1},
            },
        },
    )
    assert "error[U020]" in err


def test_gitlab_gets_a_report_without_entries_when_all_is_well(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = check(repo, capsys, "--format", "gitlab")
    assert (code, out) == (0, "[]\n")


def test_a_base_that_cannot_be_read_is_reported_in_every_format(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--author", "@dago", "--base", "mian", "--format")
    code, out, _ = check(repo, capsys, *arguments, "github")
    assert code == 2
    assert out.startswith("::error title=U027::`mian` is no commit of this repository%0A")
    code, out, err = check(repo, capsys, *arguments, "gitlab")
    assert (code, json.loads(out)[0]["location"]["path"]) == (2, "site.yml")
    assert "error[U027]" in err
    code, out, _ = check(repo, capsys, *arguments, "json")
    assert (code, json.loads(out)["problems"][0]["code"]) == (2, "U027")


def test_a_change_that_brings_a_warning_fails_and_one_beside_an_old_warning_does_not(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, CHANGED.replace("judul:", "topik: [kesehatn]\njudul:"))
    repo.commit()
    code, out, _ = check(repo, capsys, "--author", "@dago", *MAIN)
    assert (code, "warning[F022]" in out) == (1, True), out
    repo.git("branch", "-f", "main", "HEAD")
    repo.write(DAGO.replace("posyandu", "lain"), CHANGED)
    repo.commit()
    code, out, _ = check(repo, capsys, "--author", "@dago", *MAIN)
    assert (code, "1 problem of other files is not counted" in out) == (0, True), out


def listed(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["list", "owners", "--root", str(root), "--lang", "en", *arguments]) == 0
    return capsys.readouterr().out


def test_owners_are_listed_by_unit_and_units_without_any_too(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(repo.folder, capsys) == (
        "kota\t@kominfo\n"
        "skpd/dinkes\t-\n"
        "kecamatan/coblong\t-\n"
        "kelurahan/dago\t@dago, *@dago.contoh.example\n"
        "kelurahan/sekeloa\tlurah@sekeloa.contoh.example\n"
    )
    out = listed(repo.folder, capsys, "--unit", "dago", "--format", "json")
    assert json.loads(out)["items"] == [
        {"unit": "kelurahan/dago", "name": "Dago", "owners": ["@dago", "*@dago.contoh.example"]}
    ]


@pytest.mark.parametrize(
    ("platform", "rules"),
    [
        pytest.param(
            (),
            "* @kominfo\n"
            "# kelurahan/dago: cannot be named here: *@dago.contoh.example\n"
            "/content/kelurahan/dago/ @dago @kominfo\n"
            "/content/kelurahan/sekeloa/ lurah@sekeloa.contoh.example @kominfo\n",
            id="github",
        ),
        pytest.param(
            ("forgejo",),
            ".* @kominfo\n"
            "# kelurahan/dago: cannot be named here: *@dago.contoh.example\n"
            "content/kelurahan/dago/.* @dago @kominfo\n"
            "# kelurahan/sekeloa: cannot be named here: lurah@sekeloa.contoh.example\n",
            id="forgejo",
        ),
    ],
)
def test_codeowners_has_all_files_first_and_then_each_unit(
    repo: Repository,
    capsys: pytest.CaptureFixture[str],
    platform: tuple[str, ...],
    rules: str,
) -> None:
    out = listed(repo.folder, capsys, "--codeowners", *platform)
    assert out == f"# Made from data/pemilik.yml; do not edit.\n{rules}"


@pytest.mark.parametrize(
    ("platform", "rule"),
    [
        ("github", r"/kota\ \#1.\[a\]/content/kelurahan/dago/ @dago @kominfo"),
        ("gitlab", r"/kota\ \#1.\[a\]/content/kelurahan/dago/ @dago @kominfo"),
        ("forgejo", r"kota\ \#1\\.\\[a\\]/content/kelurahan/dago/.* @dago @kominfo"),
    ],
)
def test_codeowners_names_paths_from_the_top_of_the_repository(
    repo: Repository, capsys: pytest.CaptureFixture[str], platform: str, rule: str
) -> None:
    root = repo.folder / "kota #1.[a]"
    root.mkdir()
    write_blocks(
        root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}-- data/pemilik.yml --\n{OWNERS}"
    )
    assert rule in listed(root, capsys, "--codeowners", platform).split("\n")


def test_no_codeowners_are_made_of_a_broken_list(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("data/pemilik.yml", "kota: Siti Aminah\n")
    code = run(["list", "owners", "--codeowners", "--root", str(repo.folder), "--lang", "en"])
    out, err = capsys.readouterr()
    assert (code, out, "error[U024]: `Siti Aminah` is no owner" in err) == (2, "", True)


def test_codeowners_belongs_to_owners(repo: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["list", "unit", "--codeowners", "github", "--root", str(repo.folder)])
    assert (code, "`sitegen list owners`" in capsys.readouterr().err) == (2, True)
