"""A desk that is killed at any step has lost nothing that it answered, and made no half commit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.killer import Killing, killing
from tests.desk.opened import KOMINFO, make_city, open_desk
from tests.handed_in import TEXT, package
from tests.repository import Repository


@pytest.fixture(scope="module")
def killed() -> Iterator[Killing]:
    with killing() as kill:
        yield kill


def test_what_was_answered_is_there_after_a_kill_at_any_step_of_sending(
    tmp_path: Path, killed: Killing
) -> None:
    make_city(tmp_path / "asli/kota")
    number = 0
    while True:
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "asli", folder)
        fate = killed("kirim", folder, number)
        assert fate in {0, -9}
        with open_desk(folder) as desk:
            answered = (folder / "dijawab").exists()
            known = desk.desk.store.get(1)
            assert known or not answered, number
            if known:
                body = desk.desk.folder / "kiriman" / known.body
                assert body.read_bytes() == package()
            # Nothing half is left, and sending it once more makes one item of it.
            names = [path.name for path in (desk.desk.folder / "kiriman").iterdir()]
            assert names == ([known.body] if known else [])
            assert desk.send(package()).status_code == (200 if known else 201)
            assert desk.desk.store.counts() == {("kelurahan/dago", "diperiksa"): 1}
        if fate == 0:
            break
        number += 1
    assert number >= 6


def test_a_kill_at_any_step_of_accepting_leaves_no_commit_or_the_whole_one(
    tmp_path: Path, killed: Killing
) -> None:
    with open_desk(tmp_path / "asli") as desk:
        desk.send(package())
        desk.work()
        desk.come(KOMINFO)
        desk.decide(1, "terima")
        before = desk.city.git("rev-parse", "HEAD")
    number = 0
    while True:
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "asli", folder)
        fate = killed("kerja", folder, number)
        assert fate in {0, -9}
        city = Repository(folder / "kota")
        made = city.git("rev-list", f"{before}..HEAD").split()
        assert len(made) <= 1, number
        with open_desk(folder) as desk:
            desk.work()
            item = desk.item()
            assert (item.state, [item.commit]) == (
                "terbit",
                city.git("rev-list", f"{before}..HEAD").split(),
            ), number
        assert (city.folder / "content/kelurahan/dago" / TEXT).exists()
        assert city.git("status", "--short") == "", number
        assert city.git("fsck", "--strict", "--no-dangling") == ""
        shutil.rmtree(folder)
        if fate == 0:
            break
        number += 1
    assert number >= 8
