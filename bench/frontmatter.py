"""The facts of a report as plain keys, for the generators that take any keys."""

from __future__ import annotations

from datetime import date

from bench import corpus
from bench.corpus import Report

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def long_date(day: date) -> str:
    """Return a day in words, for the generators that know no months but English ones."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def facts(item: Report) -> dict[str, str | int]:
    """Return what the facts of a report's page show."""
    return {
        "jenis": item.kind,
        "lokasi": item.place,
        "waktu": item.hours,
        "laki_laki": item.men,
        "perempuan": item.women,
        "jumlah": item.men + item.women,
        "anggaran": f"{item.budget:,}".replace(",", "."),
        "sumber_anggaran": f"APBD {corpus.NAME} {item.day.year}",
        "hasil": item.result,
        "tindak_lanjut": item.follow_up,
        "keadaan": item.status,
        "penulis": "Seksi Pelayanan",
        "unit": item.unit.key,
        "unit_nama": item.unit.title,
    }
