"""A desk that is killed at any step of an edit, a correction or a withdrawal has lost nothing and done nothing by half."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.killer import Killing, killing, post
from tests.desk.opened import DAGO, KOMINFO, make_city, open_desk
from tests.desk.test_published import HOME, PATH, REPORT
from tests.handed_in import photo
from tests.repository import Repository

NEW_PHOTO = base64.urlsafe_b64encode(photo(size=(80, 60))).decode().rstrip("=")
ACTS = {
    "ubah": {"k.lokasi": "Balai RW 06", "gambar.mawar.jpg": NEW_PHOTO},
    "ralat": {"k.ralat": "Tempatnya Balai RW 06, semula tertulis RW 05", "k.lokasi": "Balai RW 06"},
    "cabut": {"alasan": "Tempatnya keliru."},
}


@pytest.fixture(scope="module")
def killed() -> Iterator[Killing]:
    with killing() as kill:
        yield kill


def make_published(folder: Path) -> None:
    """A city whose unit has published a report with a photo."""
    city = make_city(folder)
    city.write(PATH, REPORT.replace("lokasi:", "alias: [/berita/mawar/]\nlokasi:"))
    (city.folder / HOME / "laporan/mawar.jpg").write_bytes(photo())
    city.commit()


@pytest.mark.parametrize("act", ["ubah", "cabut"])
def test_what_was_answered_is_there_after_a_kill_at_any_step_of_sending_a_change(
    tmp_path: Path, killed: Killing, act: str
) -> None:
    make_published(tmp_path / "asli/kota")
    number, fate = 0, -9
    while fate:
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "asli", folder)
        fate = killed(act, folder, number, ACTS[act])
        assert fate in {0, -9}
        with open_desk(folder) as desk:
            known = desk.desk.store.get(1)
            assert known or not (folder / "dijawab").exists(), number
            names = [path.name for path in (desk.desk.folder / "kiriman").iterdir()]
            assert names == ([known.body] if known else []), number
            # Sending the same form once more makes one item of it.
            assert post(desk, act, ACTS[act]) == 1
            assert desk.desk.store.counts() == {("kelurahan/dago", "diperiksa"): 1}
        shutil.rmtree(folder)
        number += 1
    assert number >= 6


@pytest.mark.parametrize("act", ["ubah", "ralat", "cabut"])
def test_a_kill_at_any_step_of_a_change_ends_in_the_commit_that_there_would_have_been(
    tmp_path: Path, killed: Killing, act: str
) -> None:
    make_published(tmp_path / "asli/kota")
    with open_desk(tmp_path / "asli") as desk:
        desk.come(DAGO)
        post(desk, act, ACTS[act])
        desk.work()
        desk.come(KOMINFO)
        desk.decide(1, "terima")
        assert desk.item().state == "diterima"
        before = desk.city.git("rev-parse", "HEAD")
    trees, number, fate = set(), 0, -9
    while fate:
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "asli", folder)
        fate = killed("kerja", folder, number, {})
        assert fate in {0, -9}
        city = Repository(folder / "kota")
        assert len(city.git("rev-list", f"{before}..HEAD").split()) <= 1, number
        with open_desk(folder) as desk:
            desk.work()
            item = desk.item()
            made = city.git("rev-list", f"{before}..HEAD").split()
            assert (item.state, [item.commit]) == ("terbit", made), number
        assert city.git("status", "--short") == "", number
        assert city.git("fsck", "--strict", "--no-dangling") == ""
        trees.add(city.git("rev-parse", "HEAD^{tree}"))
        changed = city.git("show", "--format=", "--name-status", "HEAD").splitlines()
        shutil.rmtree(folder)
        number += 1
    assert len(trees) == 1
    assert number >= 6
    expected = {
        "ubah": {f"M\t{PATH}", f"D\t{HOME}laporan/mawar.jpg"},
        "ralat": {f"M\t{PATH}"},
        "cabut": {f"D\t{PATH}", f"D\t{HOME}laporan/mawar.jpg", "A\tdata/tulisan-lama.csv"},
    }[act]
    assert expected <= set(changed)
