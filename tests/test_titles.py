"""Titles in capitals and how they read in sentence case."""

from __future__ import annotations

import pytest

from sitegen.reports.titles import ABBREVIATIONS, sentence_case, shouted


@pytest.mark.parametrize(
    "title",
    [
        "MONITORING PENDUDUK PENDATANG",
        "KERJA BAKTI RW 04",
        "PEMBERIAN IMUNISASI BIAS",
        "RAPAT KOORDINASI (LANJUTAN) 2026",
    ],
)
def test_a_title_in_capitals_is_shouted(title: str) -> None:
    assert shouted(title)


@pytest.mark.parametrize(
    "title",
    [
        "Monitoring penduduk pendatang",
        "SAKIP DPMD 2025",
        "RPJMD 2025-2029",
        "APBD",
        "2026",
        "PENGUMUMAN",
        "POSYANDU di RW 04",
        "\u4f1a\u8b70",
        "",
    ],
)
def test_other_titles_are_not(title: str) -> None:
    assert not shouted(title)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("MONITORING PENDUDUK PENDATANG", "", "Monitoring penduduk pendatang"),
        ("KERJA BAKTI DI RW 04 DAN RT 2", "", "Kerja bakti di RW 04 dan RT 2"),
        (
            "KADER PKK KUNJUNGI RSUD DAN DPRD",
            "",
            "Kader PKK kunjungi RSUD dan DPRD",
        ),
        ("KERJA BAKTI DI DAGO", "Warga Dago turun.", "Kerja bakti di Dago"),
        ("PEMBERIAN IMUNISASI PENTABIO", "imunisasi PENTABIO", "Pemberian imunisasi PENTABIO"),
        ("ASI DAN MPASI", "memberi asi", "Asi dan MPASI"),
        ("JUM'AT BERSIH TAHAP II", "", "Jum'at bersih tahap II"),
        ("2 RW BERSIHKAN SALURAN", "", "2 RW bersihkan saluran"),
    ],
)
def test_sentence_case_keeps_abbreviations_and_the_names_of_the_text(
    title: str, text: str, expected: str
) -> None:
    assert sentence_case(title, text) == expected


def test_the_list_holds_only_what_its_letters_do_not_show() -> None:
    """A word without a vowel, such as DPRD, is taken for an abbreviation anyway."""
    assert [word for word in ABBREVIATIONS if not set("AIUEO") & set(word)] == []
