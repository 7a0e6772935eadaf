"""`masuk` in the settings of the desk: what it says, and what stops the desk from starting."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.desk.access.entry import make_gate
from sitegen.desk.access.settings import ACCESS_FIELDS, AccessSettings
from sitegen.desk.settings import DeskSettings, parse_settings
from sitegen.errors import ConfigError
from sitegen.keys.definition import Field
from tests.conftest import told
from tests.desk.opened import make_city

PATH = "meja.yml"


def parsed(text: str) -> AccessSettings:
    found = parse_settings(text.encode(), PATH).access
    assert found is not None
    return found


def refused(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text.encode(), PATH)
    return [told(problem) for problem in caught.value.problems]


def test_all_ways_may_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEJA_OIDC", " kata-sandi\n")
    found = parsed(
        "masuk:\n"
        "  alamat: https://Meja.Kota.example:443/\n"
        "  proksi: {dari: [127.0.0.1, 'fd00::/64'], pengguna: X-Remote-User, kelompok: X-Remote-Groups}\n"
        "  oidc: {penerbit: 'https://sso.kota.example/realms/kota', klien: meja, rahasia: 'env:MEJA_OIDC'}\n"
        "  tautan: {berlaku_hari: 30, sekali: ya, perangkat: 2}\n"
        "  sesi: {diam_jam: 2, paling_lama_hari: 3}\n"
        "  catatan: catatan.jsonl\n"
    )
    assert (found.origin, found.host) == ("https://meja.kota.example", "meja.kota.example")
    assert [str(each) for each in found.proxy.peers] == ["127.0.0.1/32", "fd00::/64"]
    assert (found.proxy.user, found.proxy.groups) == ("x-remote-user", "x-remote-groups")
    assert found.oidc is not None
    assert (found.oidc.client, found.oidc.secret) == ("meja", "kata-sandi")
    assert found.links is not None
    assert (found.links.lasting, found.links.once, found.links.devices) == (30 * 86_400, True, 2)
    assert (found.lasting.idle, found.lasting.whole) == (2 * 3_600, 3 * 86_400)
    assert found.log == "catatan.jsonl"


def test_a_password_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("kata-sandi\n", encoding="utf-8")
    found = parsed(
        f"masuk:\n  alamat: https://meja.kota.example\n  oidc:\n    penerbit: https://sso.kota.example\n"
        f"    klien: meja\n    rahasia: {tmp_path / 'rahasia'}\n"
    )
    assert found.oidc is not None
    assert found.oidc.secret == "kata-sandi"  # noqa: S105 - of no real desk


@pytest.mark.parametrize(
    "address",
    [
        "meja.kota.example",
        "http://meja.kota.example",
        "https://meja.kota.example/meja/",
        "https://siapa@meja.kota.example",
        "https://meja.kota.example?x=1",
        "https://",
        "https://meja.kota.example:abc",
        "ftp://meja.kota.example",
    ],
)
def test_an_address_that_is_none_of_a_desk_is_told(address: str) -> None:
    (message,) = refused(f"masuk:\n  alamat: {address}\n  tautan: {{}}\n")
    assert message == (
        f"meja.yml:2:11: [K030] `alamat: {address}` cannot be used for signing in at the desk = "
        "write https:// and the host by which people reach the desk, without a path"
    )


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("proksi: {dari: [0.0.0.0/0], pengguna: X-A}", "[K030] `dari: 0.0.0.0/0`"),
        ("proksi: {dari: ['::/0'], pengguna: X-A}", "[K030] `dari: ::/0`"),
        ("proksi: {dari: [proksi.kota.example], pengguna: X-A}", "[K030] `dari: proksi.kota"),
        ("proksi: {dari: [127.0.0.1], pengguna: Cookie}", "[K030] `pengguna: Cookie`"),
        ("proksi: {dari: [127.0.0.1], pengguna: X_A}", "[K030] `pengguna: X_A`"),
        ("proksi: {dari: [127.0.0.1], pengguna: X-A, kelompok: Host}", "[K030] `kelompok: Host`"),
        ("proksi: {dari: [127.0.0.1], pengguna: X-A, keluar: /x}", "[K030] `keluar: /x`"),
        ("proksi: {pengguna: X-A}", "[F004]"),
        ("proksi: {dari: [127.0.0.1]}", "[K022]"),
        ("sesi: {diam_jam: 2}", "[K022]"),
        ("tautan: {berlaku_hari: 0}", "[K030] `berlaku_hari: 0`"),
        ("tautan: {berlaku_hari: 4000}", "[K030] `berlaku_hari: 4000`"),
        ("tautan: {perangkat: 51}", "[K030] `perangkat: 51`"),
        ("tautan: {berlakuhari: 3}", "[F006]"),
        ("oidc: {penerbit: 'http://sso.kota.example', klien: a, rahasia: 'env:PATH'}", "[K030]"),
        ("oidc: {penerbit: 'https://sso.kota.example', klien: a}", "[F004]"),
    ],
)
def test_a_mistake_stops_the_desk_and_is_told_where_it_is(line: str, start: str) -> None:
    (message,) = refused(f"masuk:\n  alamat: https://meja.kota.example\n  {line}\n")
    assert message.partition(" ")[2].startswith(start), message


def test_a_password_in_the_settings_is_refused_and_not_repeated() -> None:
    (message,) = refused(
        "masuk:\n  alamat: https://meja.kota.example\n"
        "  oidc: {penerbit: 'https://sso.kota.example', klien: a, rahasia: s3cr3t-9f2}\n"
    )
    assert "[K031]" in message
    assert "s3cr3t" not in message


def test_a_desk_without_a_way_in_does_not_start(tmp_path: Path) -> None:
    city = make_city(tmp_path / "kota")
    with pytest.raises(ConfigError) as caught:
        make_gate(city.folder, tmp_path, DeskSettings())
    assert [problem.code for problem in caught.value.problems] == ["K022"]


def test_every_key_is_in_the_manual() -> None:
    manual = Path("docs/desk.md").read_text(encoding="utf-8")

    def keys(fields: tuple[Field, ...]) -> list[str]:
        return [key for field in fields for key in (field.key, *keys(field.fields))]

    assert [key for key in keys(ACCESS_FIELDS) if key not in manual] == []
