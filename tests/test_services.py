"""Services of units: their keys, their pages, and the lists of all services."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
"""
DAGO = "content/kelurahan/dago/unit.yml"
FULL = """\
alamat: Jalan Dago 1
jam_layanan: Senin-Jumat 08.00-15.00
telepon: (022) 555-0104
layanan:
  - nama: Akta kelahiran
    tentang: Bagi anak yang lahir di mana pun.
    topik: kependudukan
    syarat:
      - Surat keterangan lahir
      - Kartu keluarga
    waktu: 3 hari
    biaya: Gratis
    tempat: Loket 3
    jam: Senin-Kamis 08.00-12.00
    langkah: [Ambil nomor, Serahkan berkas]
    dasar_hukum: UU 24/2013
    tautan: https://akta.kota.example
"""
PAGE = "/kelurahan/dago/layanan/akta-kelahiran/"


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def listed(page: str) -> list[str]:
    return re.findall(r'class="entry"[^>]*>([^<]*?)\\s*<', page)


def service(name: str, **keys: str) -> str:
    lines = {"syarat": "KTP", "biaya": "Gratis", **keys}
    return f"  - nama: {name}\n" + "".join(f"    {k}: {v}\n" for k, v in lines.items() if v)


def test_a_service_has_a_page_with_all_that_its_unit_says(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO, FULL)
    assert [told(problem) for problem in made.build().problems] == []
    page = made.read(PAGE)
    said = words(page)
    for text in (
        "Akta kelahiran Bagi anak yang lahir di mana pun. DGO Kelurahan Dago",
        "Biaya Gratis Waktu 3 hari Di mana Loket 3 Kapan Senin-Kamis 08.00-12.00",
        "Syarat Surat keterangan lahir Kartu keluarga Langkah-langkahnya Ambil nomor Serahkan berkas",
        "Dasar hukum UU 24/2013",
        "Alamat Jalan Dago 1 Jam layanan Senin-Jumat 08.00-15.00 Telepon (022) 555-0104",
    ):
        assert text in said
    assert 'href="https://akta.kota.example"' in page
    assert 'href="/layanan/topik/kependudukan/"' in page
    assert f'href="{PAGE}"' in made.read("/kelurahan/dago/")


@pytest.mark.parametrize(
    ("profile", "page"),
    [
        ("alamat: Jalan Dago 1\n", True),
        ("telepon: (022) 555-0104\n", True),
        ("", False),
    ],
    ids=["address", "telephone", "nowhere to turn"],
)
def test_a_page_needs_somewhere_to_turn(city: Make, profile: str, page: bool) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"{profile}layanan:\n{service('Surat pindah')}")
    made.build()
    path = made.output / "kelurahan/dago/layanan/surat-pindah/index.html"
    assert path.exists() is page


@pytest.mark.parametrize("lacking", [{"syarat": ""}, {"biaya": ""}])
def test_what_has_too_little_for_a_page_stands_in_the_units_list_alone(
    city: Make, lacking: dict[str, str]
) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan Dago 1\nlayanan:\n{service('Surat pindah', **lacking)}")
    made.build()
    assert not (made.output / "kelurahan/dago/layanan").exists()
    assert "Surat pindah" in words(made.read("/kelurahan/dago/"))
    assert '<a class="entry" href="/kelurahan/dago/#layanan">Surat pindah' in made.read("/layanan/")


def test_a_semicolon_separates_what_to_bring(city: Make) -> None:
    made = city(REGISTER)
    made.write(
        DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah', syarat='KTP; kartu keluarga')}"
    )
    made.build()
    assert "<li>KTP</li><li>Kartu keluarga</li>" in made.read("/kelurahan/dago/layanan/pindah/")


def test_an_address_stays_when_a_service_is_renamed_and_keeps_its_slug(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Surat pindah datang', slug='pindah')}")
    made.build()
    assert "Surat pindah datang" in made.read("/kelurahan/dago/layanan/pindah/")


def test_two_services_of_one_name_have_a_page_each(city: Make) -> None:
    made = city(REGISTER)
    both = service("Surat pindah", syarat="KTP") + service("Surat pindah", syarat="KK")
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{both}")
    made.build()
    assert "KTP" in words(made.read("/kelurahan/dago/layanan/surat-pindah/"))
    assert "KK" in words(made.read("/kelurahan/dago/layanan/surat-pindah-2/"))


def test_a_topic_that_is_none_is_told_and_the_service_stays(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah', topik='penduduuk')}")
    (problem,) = made.build().problems
    assert told(problem).startswith(f"{DAGO}:6:12: [F022] ")
    assert "Pindah" in made.read("/kelurahan/dago/layanan/pindah/")
    assert "penduduuk" not in made.read("/layanan/")


def test_a_list_where_one_text_belongs_is_told_and_left_out(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah', biaya='[Gratis]')}")
    (problem,) = made.build().problems
    assert problem.code == "F012"


def test_a_persons_number_in_a_service_is_never_published(city: Make) -> None:
    made = city(REGISTER)
    nik = "3273014509870001"
    made.write(
        DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah', langkah=f'[Tunjukkan NIK {nik}]')}"
    )
    result = made.build()
    assert {problem.code[0] for problem in result.problems} == {"P"}
    for path in made.output.rglob("*.html"):
        assert nik not in path.read_text()


def test_services_of_several_units_are_one_entry_that_leads_to_each(city: Make) -> None:
    made = city(REGISTER)
    for unit in ("dago", "sekeloa"):
        made.write(
            f"content/kelurahan/{unit}/unit.yml",
            f"alamat: Jalan 1\nlayanan:\n{service('Surat  usaha')}",
        )
    made.write("content/skpd/dinkes/unit.yml", f"alamat: Jalan 2\nlayanan:\n{service('Imunisasi')}")
    made.build()
    page = made.read("/layanan/")
    assert "3 layanan dari 3 unit" in words(page)
    assert words(page).count("Surat usaha") == 1
    for unit in ("dago", "sekeloa"):
        assert f'href="/kelurahan/{unit}/layanan/surat-usaha/"' in page
    assert '<li><a href="#huruf-i">I</a></li><li><a href="#huruf-s">S</a></li>' in page
    assert re.findall(r'id="huruf-(.)"', page) == ["i", "s"]
    by_unit = words(made.read("/layanan/per-unit/"))
    assert by_unit.endswith(
        "Dinas Kesehatan 1 layanan Kelurahan Dago 1 layanan Kelurahan Sekeloa 1 layanan"
    )


def test_many_services_are_listed_by_letter_and_no_page_has_more_than_forty(city: Make) -> None:
    made = city(REGISTER)
    names = [f"Surat nomor {n:03d}" for n in range(90)] + [f"Izin {n:02d}" for n in range(20)]
    many = "".join(service(name, topik="perizinan") for name in names)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{many}")
    made.build()
    first = made.read("/layanan/")
    assert 'href="/layanan/huruf/s/"' in first
    assert "Surat nomor 001" not in first
    found: list[str] = []
    for url in (
        "/layanan/huruf/i/",
        "/layanan/huruf/s/",
        "/layanan/huruf/s/2/",
        "/layanan/huruf/s/3/",
    ):
        own = re.findall(r'class="entry"[^>]*>([^<]+)<', made.read(url))
        assert len(own) <= 40
        found += own
    assert sorted(found) == sorted(names)
    of_topic = [
        name
        for part in ("", "2/", "3/")
        for name in re.findall(
            r'class="entry"[^>]*>([^<]+)<', made.read(f"/layanan/topik/perizinan/{part}")
        )
    ]
    assert sorted(of_topic) == sorted(names)
    assert "/layanan/huruf/s/3/" in made.read("/sitemap-kota.xml")


def test_a_city_without_services_says_so_and_what_would_bring_them(city: Make) -> None:
    made = city(REGISTER)
    made.build()
    said = words(made.read("/layanan/"))
    assert "Belum ada unit yang menuliskan layanannya." in said
    assert "begitu sebuah unit menuliskannya di profil" in said


def test_a_closed_unit_gives_no_services_in_the_citys_list(city: Make) -> None:
    made = city(
        REGISTER.replace(
            "Sekeloa,32.73.02.1005,coblong,,aktif", "Sekeloa,32.73.02.1005,coblong,,nonaktif"
        )
    )
    made.write(
        "content/kelurahan/sekeloa/unit.yml", f"alamat: Jalan 1\nlayanan:\n{service('Pindah')}"
    )
    made.build()
    assert "Pindah" not in made.read("/layanan/")


def test_another_profile_changes_the_lists_and_the_other_services_as_a_clean_build_would(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah')}{service('Nikah')}")
    made.build()
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah')}{service('Waris')}")
    made.build()
    assert "Waris" in made.read("/kelurahan/dago/layanan/pindah/")
    assert not (made.output / "kelurahan/dago/layanan/nikah").exists()
    after = {p.relative_to(made.output): p.read_bytes() for p in made.output.rglob("*.html")}
    made.build(force=True)
    assert {
        p.relative_to(made.output): p.read_bytes() for p in made.output.rglob("*.html")
    } == after


def test_other_words_for_a_service_stand_on_its_page_and_lead_to_it_in_the_list(city: Make) -> None:
    made = city(REGISTER)
    alias = "[KTP hilang, KTP rusak]"
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Penggantian KTP-el', alias=alias)}")
    assert [told(problem) for problem in made.build().problems] == []
    address = "/kelurahan/dago/layanan/penggantian-ktp-el/"
    assert "Disebut juga: KTP hilang, KTP rusak" in words(made.read(address))
    page = made.read("/layanan/")
    for word in ("KTP hilang", "KTP rusak"):
        assert f'<a class="entry" href="{address}">{word}</a>' in page
        assert f"{word} lihat Penggantian KTP-el · Kelurahan Dago" in words(page)
    assert re.findall(r'id="huruf-(.)"', page) == ["k", "p"]
    assert "1 layanan dari 1 unit" in words(page)


def test_another_word_leads_to_each_unit_that_uses_it_and_to_each_service(city: Make) -> None:
    made = city(REGISTER)
    for unit, also in (("dago", "Surat pindah"), ("sekeloa", "surat  pindah")):
        made.write(
            f"content/kelurahan/{unit}/unit.yml",
            f"alamat: Jalan 1\nlayanan:\n{service('Pindah keluar', alias=also)}",
        )
    made.write(
        "content/skpd/dinkes/unit.yml",
        f"alamat: Jalan 2\nlayanan:\n{service('Pindah datang', alias='Surat pindah')}",
    )
    made.build()
    said = words(made.read("/layanan/"))
    assert "Surat pindah lihat Pindah datang · Dinas Kesehatan" in said
    assert "Surat pindah lihat Pindah keluar · 2 unit Kelurahan Dago Kelurahan Sekeloa" in said


def test_a_word_that_is_the_services_own_name_is_no_reference(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Akta lahir', alias='akta  LAHIR')}")
    made.build()
    assert "lihat" not in words(made.read("/layanan/"))


def test_other_words_count_for_the_pages_of_letters(city: Make) -> None:
    made = city(REGISTER)
    many = "".join(
        service(f"Surat {n:02d}", alias=f"[Izin {n:02d}, Akta {n:02d}]") for n in range(40)
    )
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{many}")
    made.build()
    assert "lihat" not in words(made.read("/layanan/"))
    assert words(made.read("/layanan/huruf/i/")).count("lihat Surat") == 40


def test_a_persons_number_as_another_word_is_never_published(city: Make) -> None:
    made = city(REGISTER)
    nik = "3273014509870001"
    made.write(DAGO, f"alamat: Jalan 1\nlayanan:\n{service('Pindah', alias=f'[Pindah {nik}]')}")
    assert {problem.code[0] for problem in made.build().problems} == {"P"}
    for path in made.output.rglob("*.*"):
        assert path.is_dir() or nik.encode() not in path.read_bytes()
