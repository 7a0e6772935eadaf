"""Links of offices on paper: who gets one, that the desk takes it, and how it is taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest
import zxingcpp
from PIL import Image

from sitegen.cli.main import run
from sitegen.desk.access.database import NAME, AccessDatabase
from sitegen.desk.access.links import OfficeLink, link_of
from tests.conftest import CityFolder

SETTINGS = "masuk:\n  alamat: https://meja.kota.example\n  tautan: {berlaku_hari: 30}\n"
ADDRESS = re.compile(r"https://meja\.kota\.example/meja/masuk/k/([\w-]{27})")
Make = Callable[[str], CityFolder]
Listed = Callable[..., str]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "meja"
    folder.mkdir()
    (folder / "meja.yml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def listed(city: Make, state: Path, capsys: pytest.CaptureFixture[str]) -> Listed:
    made = city("")

    def call(*arguments: str, code: int = 0) -> str:
        given = ("list", "--qr", "--root", str(made.root), "--state", str(state), *arguments)
        assert run([*given, "--lang", "id"]) == code
        out = capsys.readouterr()
        return out.out + out.err

    return call


def opens(state: Path, secret: str) -> OfficeLink | None:
    book = AccessDatabase(state / NAME)
    found = link_of(book, secret, time())
    book.close()
    return found


def test_each_office_gets_a_link_that_the_desk_takes(listed: Listed, state: Path) -> None:
    text = listed("--unit", "dago")
    secret = ADDRESS.findall(text)[0]
    assert text.startswith("Kelurahan Dago\n")
    found = opens(state, secret)
    assert found is not None
    assert found.unit == "kelurahan/dago"
    assert 29 * 86_400 < found.ends - time() <= 30 * 86_400


def test_an_office_keeps_its_link_until_it_is_renewed(listed: Listed, state: Path) -> None:
    secret = ADDRESS.findall(listed("--unit", "dago"))[0]
    again = listed("--unit", "dago")
    assert "sudah punya tautan" in again
    assert not ADDRESS.findall(again)
    assert opens(state, secret)
    other = ADDRESS.findall(listed("--unit", "dago", "--renew"))[0]
    assert opens(state, secret) is None
    assert opens(state, other)


def test_one_command_takes_a_link_back(listed: Listed, state: Path) -> None:
    secrets = ADDRESS.findall(listed("--kind", "kelurahan"))
    assert len(secrets) == 2
    assert "tautannya ditarik" in listed("--unit", "dago", "--revoke")
    assert [bool(opens(state, secret)) for secret in secrets] == [False, True]
    assert "tidak punya tautan" in listed("--unit", "dago", "--revoke")


def test_nobodys_links_are_taken_back_by_accident(listed: Listed, state: Path) -> None:
    secret = ADDRESS.findall(listed("--unit", "dago"))[0]
    assert "--unit, --kind, atau --parent" in listed("--revoke", code=2)
    assert "--renew" in listed("--unit", "dago", "--revoke", "--renew", code=2)
    assert opens(state, secret)


def test_a_page_has_a_sheet_for_each_office_with_a_code_that_leads_there(listed: Listed) -> None:
    page = listed("--kind", "kelurahan", "--format", "html")
    assert page.count('<section class="sheet">') == 2
    assert "<script" not in page
    addresses = [match[0] for match in ADDRESS.finditer(page)]
    codes = re.findall(r'<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"', page)
    assert [read(int(size), line) for size, line in codes] == addresses


def read(size: int, line: str) -> str:
    """What a phone reads in a drawing of squares."""
    image, x, y = Image.new("1", (size, size), 1), 0.0, 0.0
    for step, first, second in re.findall(r"([Mhm])(-?[\d.]+)(?: ?(-?[\d.]+))?", line):
        if step == "M":
            x, y = float(first), float(second)
        elif step == "m":
            x, y = x + float(first), y + float(second)
        else:
            for square in range(int(first)):
                image.putpixel((int(x) + square, int(y)), 0)
            x += float(first)
    large = image.convert("L").resize((size * 6, size * 6), Image.Resampling.NEAREST)
    return str(zxingcpp.read_barcodes(large)[0].text)


def test_a_program_gets_the_addresses_too(listed: Listed) -> None:
    found = json.loads(listed("--unit", "dago", "--format", "json"))
    assert found["list"] == "qr"
    (item,) = found["items"]
    assert item["unit"] == "kelurahan/dago"
    assert item["state"] == "new"
    assert ADDRESS.fullmatch(item["address"])


def test_a_desk_without_links_prints_none(listed: Listed, state: Path) -> None:
    (state / "meja.yml").write_text("dengar: 127.0.0.1:8400\n", encoding="utf-8")
    assert "K032" in listed("--unit", "dago", code=2)
    assert not (state / NAME).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ["owners", "--qr", "--state", "x"],
        ["--qr"],
        ["--renew"],
        ["--revoke", "--unit", "dago"],
        ["--state", "x"],
        ["--format", "html"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_fit_are_refused(wrong: list[str], city: Make) -> None:
    assert run(["list", "--root", str(city("").root), *wrong]) == 2
