"""A profile from the form is written into the one that is there: what it does not change stays byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.city.config import parse_config
from sitegen.keys.rules import Rules
from sitegen.pages.profile_file import profile_values
from sitegen.reports.parse import parse_profile
from sitegen.submission.profile import says_the_same, written_into
from sitegen.units.context import choices
from tests.conftest import SITE
from tests.sample import REPOSITORY

PATH = "content/kelurahan/dago/unit.yml"
TEXT = """\
# dirawat oleh sekretaris; jam diperiksa tiap Januari
surel: "dago@kota.example"   # dari Kominfo
alamat: 'Jalan Ir. H. Juanda 1'
catatan_rapat: jangan dihapus

kepala: {jabatan: Lurah, nama: ""}
jam_layanan:   Senin-Jumat 08.00-15.30
media_sosial:
  instagram: kel.dago  # akun resmi
layanan:
  # urutan menurut yang paling banyak dicari
  - nama: Surat domisili   # paling sering
    syarat:
      - Fotokopi KTP
      # pengantar tidak perlu materai
      - Pengantar RT
    kode_dinas: D-17
    waktu: 1 hari

  - nama: Legalisasi
    biaya: "Gratis"
  - {nama: Pengantar nikah, waktu: 2 hari}
# akhir
"""


def rules(*keys: str) -> Rules:
    config = parse_config((SITE + "\n".join(keys)).encode(), "site.yml")
    return Rules(zone=config.zone, choices=choices(config), own=config.own)


PLAIN = rules()
ADDED = rules(
    "kunci_tambahan:",
    "  - {nama: jumlah_rt, untuk: [profil], tipe: angka}",
    "  - {nama: gedung, untuk: [profil], pilihan: [Milik sendiri, Sewa]}",
)


def values(text: str, own: Rules = PLAIN) -> dict[str, Any]:
    profile, _ = parse_profile(text.encode(), PATH, own)
    return profile_values(profile, own.own)


def form(changed: dict[str, Any]) -> bytes:
    """What the form makes of values: all of them anew, in quotes."""
    return yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, default_style='"').encode()


def into(text: str, changed: dict[str, Any], own: Rules = PLAIN) -> tuple[str, tuple[str, ...]]:
    written = written_into(text.encode(), form(changed), PATH, own)
    assert written is not None
    return written.data.decode(), written.anew


def difference(before: str, after: str) -> tuple[set[str], set[str]]:
    return set(before.split("\n")) - set(after.split("\n")), set(after.split("\n")) - set(
        before.split("\n")
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_profile_that_nobody_changed_stays_byte_for_byte(end: str, mark: str) -> None:
    text = mark + TEXT.replace("\n", end)
    assert into(text, values(text)) == (text, ())
    assert says_the_same(text.encode(), form(values(text)), PATH, PLAIN)


def test_the_profiles_of_the_sample_city_stay_byte_for_byte() -> None:
    texts = [path.read_bytes().decode() for path in REPOSITORY.glob("content/*/*/unit.yml")]
    assert len(texts) > 40
    for text in texts:
        assert into(text, values(text)) == (text, ())


def test_a_changed_hour_changes_one_line() -> None:
    after, anew = into(TEXT, values(TEXT) | {"jam_layanan": "Senin-Kamis 08.00-15.00"})
    assert difference(TEXT, after) == (
        {"jam_layanan:   Senin-Jumat 08.00-15.30"},
        {"jam_layanan:   Senin-Kamis 08.00-15.00"},
    )
    assert anew == ()


def test_an_address_keeps_the_name_of_its_key_its_quotes_and_its_remark() -> None:
    changed = values(TEXT) | {"email": "kantor@kota.example", "alamat": "Jalan Dago Pojok 2"}
    after, _ = into(TEXT, changed)
    assert difference(TEXT, after) == (
        {'surel: "dago@kota.example"   # dari Kominfo', "alamat: 'Jalan Ir. H. Juanda 1'"},
        {'surel: "kantor@kota.example"   # dari Kominfo', "alamat: 'Jalan Dago Pojok 2'"},
    )


def service(at: int, **changed: Any) -> dict[str, Any]:
    services = values(TEXT)["layanan"]
    services[at] = {key: each for key, each in (services[at] | changed).items() if each}
    return values(TEXT) | {"layanan": services}


@pytest.mark.parametrize(
    ("changed", "gone", "new"),
    [
        (service(1, biaya="Rp5.000"), {'    biaya: "Gratis"'}, {'    biaya: "Rp5.000"'}),
        (service(1, waktu="2 hari"), set(), {"    waktu: 2 hari"}),
        (
            service(0, syarat="Fotokopi KTP; Pengantar RW; Fotokopi KK"),
            {"      - Pengantar RT"},
            {"      - Pengantar RW", "      - Fotokopi KK"},
        ),
        (service(0, waktu=""), {"    waktu: 1 hari"}, set()),
        (
            service(0, nama="Surat keterangan domisili"),
            {"  - nama: Surat domisili   # paling sering"},
            {"  - nama: Surat keterangan domisili   # paling sering"},
        ),
        (
            values(TEXT)
            | {"layanan": [*values(TEXT)["layanan"], {"nama": "SKTM", "waktu": "1 jam"}]},
            set(),
            {"  - nama: SKTM", "    waktu: 1 jam"},
        ),
        (
            values(TEXT) | {"layanan": values(TEXT)["layanan"][:1]},
            {
                "  - nama: Legalisasi",
                '    biaya: "Gratis"',
                "  - {nama: Pengantar nikah, waktu: 2 hari}",
            },
            set(),
        ),
        (
            values(TEXT) | {"telepon": "(022) 555-0104"},
            set(),
            {"telepon: (022) 555-0104"},
        ),
    ],
    ids=["value", "key", "list", "empty", "renamed", "added", "removed", "telephone"],
)
def test_of_services_and_keys_only_what_changed_is_written(
    changed: dict[str, Any], gone: set[str], new: set[str]
) -> None:
    after, anew = into(TEXT, changed)
    assert (difference(TEXT, after), anew) == ((gone, new), ())
    assert values(after) == changed


def test_a_service_goes_and_another_comes_while_the_others_keep_their_remarks() -> None:
    _, *rest = values(TEXT)["layanan"]
    after, anew = into(TEXT, values(TEXT) | {"layanan": [*rest, {"nama": "SKTM"}]})
    assert anew == ()
    assert [each["nama"] for each in values(after)["layanan"]] == [
        "Legalisasi",
        "Pengantar nikah",
        "SKTM",
    ]
    assert '    biaya: "Gratis"\n  - {nama: Pengantar nikah, waktu: 2 hari}\n' in after


def test_services_in_another_order_are_written_anew_and_it_is_told() -> None:
    first, *rest = values(TEXT)["layanan"]
    after, anew = into(TEXT, values(TEXT) | {"layanan": [*rest, {"nama": "SKTM"}, first]})
    assert anew in {(), ("layanan",)}
    assert [each["nama"] for each in values(after)["layanan"]][-1] == "Surat domisili"
    assert "catatan_rapat: jangan dihapus\n" in after


def test_what_was_left_out_of_the_pages_stays_in_the_file() -> None:
    text = TEXT.replace("  - nama: Legalisasi\n", "  - tentang: belum bernama\n")
    services = values(text)["layanan"]
    assert [each["nama"] for each in services] == ["Surat domisili", "Pengantar nikah"]
    after, anew = into(text, values(text) | {"layanan": services[:1]})
    assert anew == ()
    assert "  - tentang: belum bernama\n" in after
    assert "Pengantar nikah" not in after


def test_own_keys_of_the_city_are_changed_as_people_write_them() -> None:
    text = TEXT + "jumlah_rt: 34\ngedung: sewa  # sampai 2027\n"
    assert values(text, ADDED)["gedung"] == "Sewa"
    assert into(text, values(text, ADDED), ADDED) == (text, ())
    after, _ = into(text, values(text, ADDED) | {"gedung": "Milik sendiri"}, ADDED)
    assert difference(text, after) == (
        {"gedung: sewa  # sampai 2027"},
        {"gedung: Milik sendiri  # sampai 2027"},
    )


@pytest.mark.parametrize(
    "text",
    ["alamat: &a Jalan Dago 1\n", "alamat: Jalan Dago 1\n\tjam_layanan: x\n"],
    ids=["anchor", "tab"],
)
def test_a_profile_that_cannot_be_taken_apart_is_not_written_into(text: str) -> None:
    assert written_into(text.encode(), form({"alamat": "Jalan Dago 2"}), PATH, PLAIN) is None


def test_what_no_form_writes_is_not_taken_apart() -> None:
    sent = b"alamat: Jalan Dago 2\ncatatan_baru: dari kami\n"
    assert written_into(TEXT.encode(), sent, PATH, PLAIN) is None


_WORDS = st.text("abcdefgh ijklmno:#'\"-,.0123456789[]{}&*!|>%@`é", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
_SERVICE = st.fixed_dictionaries(
    {"nama": _WORDS.filter(bool)},
    optional={"waktu": _WORDS.filter(bool), "biaya": _WORDS.filter(bool)},
)


_BLOCKS = (
    "# diperiksa tiap Januari",
    "",
    "   # menjorok",
    "nama_pendek: 'Dago'   # pendek",
    "tentang: >-\n  Kelurahan Dago melayani\n  warga di 13 RW.\n\n# di bawahnya",
    "Alamat: Jalan Dago 1 # lama",
    'jam_layanan: "Senin\\u002dJumat"',
    "kepala: {jabatan: Lurah, nip_lama: x}",
    "kepala:\n    # pejabat\n    jabatan:   Lurah\n    catatan: sementara",
    "telepon: (022) 555-0104, (022) 555-0105",
    "surel:\n  - a@kota.example\n  - b@kota.example # cadangan",
    "media_sosial: {instagram: kel.dago}",
    "ppid:\n  pejabat: Sekretaris  # 2026\n  jam: 08.00",
    "jeda: {alasan: Direnovasi, sejak: 2026-10-01}",
    'warna: "#8a1538"',
    "catatan_rapat: [jangan, dihapus]",
    "arsip:\n  lama: {x: 1}\n  # akhir arsip",
    TEXT[TEXT.index("\nlayanan:") + 1 :].rstrip("\n"),
    "layanan: [{nama: A, langkah: [x, y]}, {nama: B}]  # dua",
    "layanan:\n- nama: A\n  tinjau: 2027-01-01\n# lalu\n-   nama: B\n    alias: b",
)


def _key(block: str) -> str:
    return block.partition(":")[0] if block[:1].isalpha() else ""


_PROFILES = st.lists(st.sampled_from(_BLOCKS), max_size=12).filter(
    lambda blocks: len({*map(_key, blocks)} - {""}) == sum(map(bool, map(_key, blocks)))
)


@settings(deadline=None)
@given(_PROFILES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_profile_that_is_sent_unchanged_stays_byte_for_byte(
    blocks: list[str], end: str, ended: bool
) -> None:
    text = "\n".join(blocks).replace("\n", end) + (end if ended else "")
    assert into(text, values(text)) == (text, ())


@settings(deadline=None)
@given(_PROFILES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["alamat", "biaya"]))
def test_a_change_leaves_every_other_key_of_any_profile_byte_for_byte(
    blocks: list[str], end: str, key: str
) -> None:
    text = "".join(f"{block}\n" for block in blocks).replace("\n", end)
    changed = values(text)
    if key == "alamat":
        changed["alamat"] = "Jalan Baru: 2 # dua"
        ours = "Alamat"
    else:
        ours = "layanan"
        changed["layanan"] = [*changed.get("layanan", []), {"nama": "Legalisasi", "biaya": "Nol"}]
    after, anew = into(text, changed)
    assert (values(after), anew) == (changed, ())
    lines = iter(after.split(end))
    for block in blocks:
        if _key(block) != ours:
            assert all(line in lines for line in block.split("\n")), "in this order"


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "alamat": _WORDS.filter(bool),
            "jam_layanan": _WORDS.filter(bool),
            "layanan": st.lists(_SERVICE, min_size=1, max_size=5),
        },
    )
)
def test_whatever_is_sent_is_in_the_profile_afterwards_and_the_rest_stays(
    sent: dict[str, Any],
) -> None:
    given_ = {
        key: each
        for key, each in values(TEXT).items()
        if key not in {"alamat", "jam_layanan", "layanan"}
    } | sent
    wanted = values(form(given_).decode())
    written = written_into(TEXT.encode(), form(given_), PATH, PLAIN)
    assert written is not None
    after = written.data.decode()
    assert values(after) == wanted
    for kept in (
        "# dirawat oleh sekretaris; jam diperiksa tiap Januari",
        'surel: "dago@kota.example"   # dari Kominfo',
        "catatan_rapat: jangan dihapus",
        "  instagram: kel.dago  # akun resmi",
    ):
        assert f"{kept}\n" in after
