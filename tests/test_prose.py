"""Texts as people type and paste them show on the page what their authors saw."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.city.config import MarkdownEngine
from sitegen.reports.markdown.body import AuthorText, Resolvers, Target, render_body
from sitegen.reports.markdown.prose.prose import as_markdown, lettered
from sitegen.reports.markdown.rendering import rendered

ROOT = Path(__file__).parent.parent


def page(text: str) -> str:
    """The page's HTML on one line, as short as it can be."""
    html = lettered(rendered(as_markdown(text).text, "cmark").html)
    return re.sub(r"\s*\n\s*", "", html)


def same(*texts: str) -> None:
    for text in texts:
        assert as_markdown(text).text == text


WHATSAPP = """*Kerja Bakti RW 05* 🧹
Hari/Tgl : Selasa, 3 November 2026
Waktu : 08.00 s/d selesai
Tempat : Balai RW 05

Hadir:
- Lurah
– Bhabinkamtibmas
• Babinsa

Kegiatan:
1. Senam
2. Posyandu
3) Jumantik
Konsumsi : 50 kotak
Kendala : hujan
#kerjabakti #dago"""


def test_a_message_from_whatsapp_reads_as_on_the_phone() -> None:
    assert page(WHATSAPP) == (
        "<p><strong>Kerja Bakti RW 05</strong> 🧹<br>Hari/Tgl : Selasa, 3 November 2026<br>"
        "Waktu : 08.00 s/d selesai<br>Tempat : Balai RW 05</p>"
        "<p>Hadir:</p><ul><li>Lurah</li><li>Bhabinkamtibmas</li><li>Babinsa</li></ul>"
        "<p>Kegiatan:</p><ol><li>Senam</li><li>Posyandu</li></ol>"
        '<ol start="3"><li>Jumantik</li></ol>'
        "<p>Konsumsi : 50 kotak<br>Kendala : hujan<br>#kerjabakti #dago</p>"
    )


def test_what_was_done_is_counted_by_lines() -> None:
    assert dict(as_markdown(WHATSAPP).done) == {"sign": 1, "break": 5, "item": 2, "paragraph": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kegiatan hari ini:\n• Senam\n• Posyandu", "<p>Kegiatan hari ini:</p><ul><li>Senam</li><li>Posyandu</li></ul>"),
        ("·\tSenam\n·\tJalan", "<ul><li>Senam</li><li>Jalan</li></ul>"),
        ("\uf0b7\tSimbol\n\uf0b7\tKotak", "<ul><li>Simbol</li><li>Kotak</li></ul>"),
        ("▪️ Satu\n▪️ Dua", "<ul><li>Satu</li><li>Dua</li></ul>"),
        ("✅ Selesai\n❌ Belum", "<ul><li>✅ Selesai</li><li>❌ Belum</li></ul>"),
        ("– Lurah\n– Camat", "<ul><li>Lurah</li><li>Camat</li></ul>"),
        ("-Lurah\n-Camat", "<ul><li>Lurah</li><li>Camat</li></ul>"),
        ("a. Satu\nb. Dua\nc. Tiga", '<ol type="a"><li>Satu</li><li>Dua</li><li>Tiga</li></ol>'),
        (
            "1. Dasar\na. Satu\nb. Dua\n2. Maksud",
            '<ol><li>Dasar<ol type="a"><li>Satu</li><li>Dua</li></ol></li><li>Maksud</li></ol>',
        ),
        ("1. Satu\n  - anak\n2. Dua", "<ol><li>Satu<ul><li>anak</li></ul></li><li>Dua</li></ol>"),
        ("1.Senam\n2.Jalan", "<ol><li>Senam</li><li>Jalan</li></ol>"),
        ("(1) Senam\n(2) Jalan", "<ol><li>Senam</li><li>Jalan</li></ol>"),
        ("Urutan:\n3. Senam\n4. Jalan", '<p>Urutan:</p><ol start="3"><li>Senam</li><li>Jalan</li></ol>'),
        ("##Hasil", "<h2>Hasil</h2>"),
        ("#\u00a0Judul", "<h1>Judul</h1>"),
        ("\u200b# Judul", "<h1>Judul</h1>"),
        ("\uff03 Judul", "<h1>Judul</h1>"),
        ("-\u00a0a\n-\u00a0b", "<ul><li>a</li><li>b</li></ul>"),
        ("1.\u00a0a\n2.\u00a0b", "<ol><li>a</li><li>b</li></ol>"),
    ],
)  # fmt: skip
def test_marks_of_phones_and_of_word_begin_items_and_headings(text: str, expected: str) -> None:
    assert page(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    Paragraf dari Word.\n\n\tYang kedua.", "<p>Paragraf dari Word.</p><p>Yang kedua.</p>"),
        ("Lurah : Contoh\nSekretaris : Dua", "<p>Lurah : Contoh<br>Sekretaris : Dua</p>"),
        ("Judul bawah\n---\nIsi", "<p>Judul bawah</p><hr><p>Isi</p>"),
        ("Judul bawah\n====\nIsi", "<p>Judul bawah</p><hr><p>Isi</p>"),
        ("> Satu\n> Dua", "<blockquote><p>Satu<br>Dua</p></blockquote>"),
        ("08.00~10.00 dan 11.00~12.00", "<p>08.00~10.00 dan 11.00~12.00</p>"),
        ("Jadwal ~Senin~ Selasa", "<p>Jadwal <del>Senin</del> Selasa</p>"),
        ("_miring_", "<p><em>miring</em></p>"),
        ("*Waktu* : 08.00\n*Tempat* : Balai", "<p><strong>Waktu</strong> : 08.00<br><strong>Tempat</strong> : Balai</p>"),
        ("Kasus *stunting* turun.", "<p>Kasus <em>stunting</em> turun.</p>"),
        ("**Tebal** dan *miring*", "<p><strong>Tebal</strong> dan <em>miring</em></p>"),
    ],
)  # fmt: skip
def test_lines_and_words_stand_as_they_were_typed(text: str, expected: str) -> None:
    assert page(text) == expected


def table(*rows: str) -> str:
    head, *body = (row.split("¦") for row in rows)
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in body]
    names = "".join(f"<th>{name}</th>" for name in head)
    tbody = f"<tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody>" if cells else ""
    return f"<table><thead><tr>{names}</tr></thead>{tbody}</table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No\tNama\tJumlah\n1\tMawar\t67\n2\tMelati\t70", table("No¦Nama¦Jumlah", "1¦Mawar¦67", "2¦Melati¦70")),
        ("Sebagai berikut:\nNo\tNama\n1\tMawar\nDemikian.", f"<p>Sebagai berikut:</p>{table('No¦Nama', '1¦Mawar')}<p>Demikian.</p>"),
        ("1\tMawar\n2\tMelati", table("¦", "1¦Mawar", "2¦Melati")),
        ("|A|B|\n|–––|–––|\n|1|2|", table("A¦B", "1¦2")),
        ("|A|B|\n|—|—|\n|1|2|", table("A¦B", "1¦2")),
        ("|A|B|\n|1|2|", table("A¦B", "1¦2")),
        ("|A|B|C|\n|--|--|\n|1|2|3|", table("A¦B¦C", "1¦2¦3")),
        ("| A | B |\n|---|---|\n| x | y | z |", table("A¦B¦", "x¦y¦z")),
        ("| A | B |\n|---|---|\n| `a | b` | dua |", table("A¦B", "<code>a | b</code>¦dua")),
        ("| A | B |\n|---|---|\n| 1 | 2 |\nTotal: gratis", f"{table('A¦B', '1¦2')}<p>Total: gratis</p>"),
    ],
)  # fmt: skip
def test_rows_become_tables_and_no_cell_is_lost(text: str, expected: str) -> None:
    assert page(text) == expected


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[Rencana](Rencana (final) 50%.pdf)", ["Rencana (final) 50%.pdf"]),
        ("[z](https://contoh.id/a b) [t](tel:022 555)", ["https://contoh.id/a%20b", "tel:022555"]),
        ("![Warga](WhatsApp Image 2026-11-03 at 08.12.33 (1).jpeg)", ["WhatsApp Image 2026-11-03 at 08.12.33 (1).jpeg"]),
        ('[a](b.md) dan [c](d.md "judul")', ["b.md", "d.md"]),
    ],
)  # fmt: skip
def test_addresses_with_blanks_and_brackets_lead_somewhere(text: str, addresses: list[str]) -> None:
    marks = rendered(as_markdown(text).text, "cmark").marks
    assert [mark.words.replace("%20", " ") for mark in marks] == [
        address.replace("%20", " ") for address in addresses
    ]


@pytest.mark.parametrize("fence", ["```Grafik", "```{grafik}", "``` grafik", "'''grafik", "‘‘‘grafik"])  # fmt: skip
def test_the_fence_of_a_chart_is_one_however_it_is_typed(fence: str) -> None:
    close = fence[:3] if fence[0] != "‘" else "’’’"
    (mark,) = rendered(as_markdown(f"{fence}\njenis: garis\n{close}\n\nIsi.").text, "cmark").marks
    assert (mark.kind, mark.lang, mark.words) == ("block", "grafik", "jenis: garis\n")


def test_prose_that_an_editor_wrapped_stays_prose() -> None:
    same(
        "Ini paragraf yang dibungkus oleh editor pada lebar delapan puluh karakter, jadi\n"
        "barisnya tidak dimaksudkan sebagai ganti baris, dan harus tetap menjadi satu\n"
        "paragraf yang utuh.",
        "* Butir pertama yang panjang sekali sehingga editor membungkusnya pada lebar ini,\n"
        "  dan baris keduanya menjorok seperti biasa.\n* Butir kedua.",
    )


def test_code_and_markdown_stay_as_they_are() -> None:
    same(
        "```\n• a\n\tb\tc\n    d\n---\n```",
        "~~~\n*a*\n~~~",
        "# Judul\n\nIsi.\n\n1. a\n2. b\n\n   c\n",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n",
        "Harga 1.250 dan 08.00.\n",
        "— kata warga\n",
        "[a](b.md)[^1]\n\n[^1]: Catatan.\n",
    )


SAMPLES = sorted((ROOT / "content").rglob("*.md"))


def test_no_text_of_the_sample_city_is_changed() -> None:
    assert len(SAMPLES) > 100
    for path in SAMPLES:
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        assert as_markdown(body).text == body, path


WORDS = st.text("xy1. -–•*_~|#>`\t\n:[]()✅\u00a0\uf0b7\u200b", max_size=60)


@given(WORDS)
@settings(max_examples=400, deadline=None, print_blob=True)
def test_no_letter_or_figure_is_lost_and_lines_keep_their_order(text: str) -> None:
    made = as_markdown(text)
    assert re.sub(r"[^xy1]", "", made.text) == re.sub(r"[^xy1]", "", text)
    if made.text == text:
        return
    assert [number for number in made.origin if number] == list(range(1, text.count("\n") + 2))
    assert len(made.origin) == made.text.count("\n") + 1


def test_a_line_that_was_put_in_moves_no_place() -> None:
    made = as_markdown("No\tNama\n1\tMawar\nLihat [jadwal](jadwal.md).\n")
    assert made.text.split("\n").index("Lihat [jadwal](jadwal.md).") == 4
    assert made.origin[4] == 3


RESOLVERS = Resolvers(
    link=lambda address, _: Target(href=address),
    image=lambda *_: Markup(),
    chart=lambda *_: (Markup(), ()),
    table_label="Tabel",
    task_labels=("sudah:", "belum:"),
)


@pytest.mark.parametrize("engine", ["cmark", "python-markdown"])
def test_a_task_says_whether_it_is_done(engine: MarkdownEngine) -> None:
    source = "Hasil:\n\n- [x] Toilet bersih\n- [ ] APAR berlaku\n"
    text = AuthorText(source=source, path="a.md", line=1, typed=True)
    html = render_body(text, partial(rendered, engine=engine), RESOLVERS).html
    assert re.findall(
        r"<li>(?:<span role=.img. aria-label=.(.*?).>)(.)</span>(.*?)</li>", html
    ) == [
        ("sudah:", "☑", " Toilet bersih"),
        ("belum:", "☐", " APAR berlaku"),
    ]


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("LAPORAN KEGIATAN 📢\nAssalamu'alaikum wr. wb.\nIjin melaporkan Pak Lurah 🙏\n\nKerja bakti di RW 05.", "Kerja bakti di RW 05."),
        ("Yth. Bapak Camat\nKerja bakti di RW 05.\nDemikian, terima kasih", "Kerja bakti di RW 05."),
        ("Selamat kepada warga RW 05.", "Selamat kepada warga RW 05."),
        ("Assalamu'alaikum", ""),
    ],
)  # fmt: skip
def test_a_greeting_stays_in_the_text_and_out_of_the_summary(source: str, summary: str) -> None:
    text = AuthorText(source=source, path="a.md", line=1, typed=True)
    body = render_body(text, partial(rendered, engine="cmark"), RESOLVERS)
    assert body.summary == summary
    for line in source.replace("'", "’").split("\n"):
        assert line.strip("📢🙏 ") in body.html.replace("'", "’").replace("&#39;", "’")


@pytest.mark.parametrize(
    "name",
    [
        "Foto (1).pdf",
        "Foto [1].pdf",
        "Foto (1.pdf",
        "Foto 1).pdf",
        'Foto "satu".pdf',
        "Foto 'satu'.pdf",
        "SK #3 50% & Lampiran.pdf",
        "a b (c) d.pdf",
    ],
)
@pytest.mark.parametrize(
    "words", ["", ' "Hari kedua"', " 'Hari kedua'", " “Hari kedua”", " ‘Hari kedua’"]
)
def test_any_name_of_a_file_is_a_link_and_a_picture(name: str, words: str) -> None:
    title = ' title="Hari kedua"' if words else ""
    for text, made in (
        (f"[A]({name}{words}) dan.", f'<p><a href="0"{title}>A</a> dan.</p>'),
        (f"![A]({name}{words})", f'<p><img src="0" alt="A"{title}></p>'),
    ):
        found = rendered(as_markdown(text).text, "cmark")
        assert (found.html.strip(), [mark.words for mark in found.marks]) == (made, [name])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("[SK] (SK lurah.pdf) dan", "[SK](<SK lurah.pdf>) dan"),
        ("[SK] (https://a.example/b)", "[SK](https://a.example/b)"),
        ("[SK]: SK (1) a.pdf", "[SK]: <SK (1) a.pdf>"),
        ('![A](a.jpg "Hari "kedua" kami")', '![A](a.jpg "Hari &quot;kedua&quot; kami")'),
        ("08~10 dan 11~12 [A](a b.pdf)", "08\\~10 dan 11\\~12 [A](<a b.pdf>)"),
        ("`[A](a b.pdf)` [B](c d.pdf)", "`[A](a b.pdf)` [B](<c d.pdf>)"),
        ("(lihat [A](Foto (1.jpg))", "(lihat [A](<Foto (1.jpg>))"),
    ],
)
def test_addresses_end_where_they_are_meant_to(text: str, made: str) -> None:
    assert as_markdown(text).text == made


def test_what_may_be_no_link_is_left_alone() -> None:
    same(
        "- [x] (lihat a.pdf)",
        "[sic] (sebagaimana tertulis)",
        "[a](laporan) atau berkas.pdf)",
        "[a](b.md). Lalu (c).",
        "84 balita[^1] (semua)",
    )


CHART = "```grafik\njenis: garis\ndata: kunjungan\nsaring:\n  rt: [1, 2]"


def test_a_chart_without_an_end_ends_with_its_keys() -> None:
    prose = as_markdown(f"Awal.\n\n{CHART}\n\nPosyandu berikutnya: Selasa.\n\n## Penutup")
    assert prose.text == f"Awal.\n\n{CHART}\n```\n\nPosyandu berikutnya: Selasa.\n\n## Penutup"
    assert prose.origin == (1, 2, 3, 4, 5, 6, 7, 0, 8, 9, 10, 11)


def test_a_chart_ends_where_the_next_block_begins() -> None:
    assert (
        as_markdown(f"{CHART}\n{CHART}\n```\n\nIsi.").text == f"{CHART}\n```\n{CHART}\n```\n\nIsi."
    )


def test_a_chart_within_an_item_ends_with_it() -> None:
    text = "- a\n  ```grafik\n  jenis: garis\n- b"
    assert as_markdown(text).text == "- a\n  ```grafik\n  jenis: garis\n  ```\n- b"


def test_charts_with_an_end_and_code_about_charts_stay() -> None:
    same(f"{CHART}\n```\n\nIsi.", f"````\n{CHART}\n````", f"```\nkode\n{CHART}")
