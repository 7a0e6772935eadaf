"""Drawn pictures for shared links: their letters, their places, their weight."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from sitegen.colour import contrast
from sitegen.images.cards import HEIGHT, WIDTH, Card, draw_card
from sitegen.images.lettering import Face, balanced, cut, lines, shown, width

NAME = (
    "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan, Perlindungan Anak "
    "serta Pemberdayaan Masyarakat"
)
LONG = "Kerja bakti membersihkan selokan dan saluran air di seluruh RW bersama warga sekitar " * 3
WORD = "Antihiperintelektualisasikeberlanjutandanpertanggungjawabanmenyeluruh"
# The square that some programs show alone.
SQUARE = ((WIDTH - HEIGHT) // 2, 0, (WIDTH + HEIGHT) // 2, HEIGHT)


def card(title: str, label: str = "Kelurahan", city: str = "Kota Contoh", note: str = "") -> Card:
    return Card(title=title, label=label, city=city, note=note, ground="#0c474b")


def opened(given: Card) -> Image.Image:
    with Image.open(io.BytesIO(draw_card(given))) as image:
        return image.convert("RGB")


def letters(given: Card) -> tuple[int, int, int, int]:
    """What of a picture is brighter than all lines of its ground."""
    bright = opened(given).convert("L").point([0] * 130 + [255] * 126)
    bright.paste(0, (0, HEIGHT - 14, WIDTH, HEIGHT))
    box = bright.getbbox()
    assert box
    return box


@settings(deadline=None)
@given(st.text(max_size=160), st.text(max_size=60), st.text(max_size=60), st.text(max_size=100))
def test_words_of_any_length_stay_between_the_edges(
    title: str, label: str, city: str, note: str
) -> None:
    image = opened(card(title, label, city, note))
    empty = opened(card("", "", ""))
    assert image.size == (WIDTH, HEIGHT)
    for strip in ((0, 0, 60, HEIGHT), (WIDTH - 60, 0, WIDTH, HEIGHT), (0, 0, WIDTH, 40)):
        assert image.crop(strip).tobytes() == empty.crop(strip).tobytes()


@pytest.mark.parametrize("title", ["Dago", NAME, LONG[:200], WORD, f"{WORD} {WORD}", "W" * 200])
@pytest.mark.parametrize("note", ["", "Pengumuman · 27 September 2026", LONG])
def test_title_note_and_city_never_touch(title: str, note: str) -> None:
    image = opened(card(title, note=note))
    rows = image.convert("L").point([0] * 130 + [255] * 126)
    for top, bottom in ((100, 112), (520, 538)):
        assert rows.crop((0, top, WIDTH, bottom)).getbbox() is None


def test_a_note_stands_right_under_a_title_however_it_was_cut() -> None:
    gaps = []
    for title in ("Vaksinasi", f"{WORD} kata panjang"):
        rows = opened(card(title, "", note="Berita")).convert("L").point([0] * 130 + [255] * 126)
        full = [rows.crop((0, y, WIDTH, y + 1)).getbbox() is not None for y in range(112, 520)]
        last = max(y for y, ink in enumerate(full) if ink)
        note = max(y for y in range(last - 40, last) if not full[y])
        title_end = max(y for y in range(note) if full[y])
        gaps.append(note - title_end)
    assert abs(gaps[0] - gaps[1]) < 20


@pytest.mark.parametrize(
    "title", ["Kelurahan Dago", "Rapat koordinasi warga RW 05 membahas jadwal ronda malam"]
)
def test_a_title_of_usual_length_is_whole_in_the_square(title: str) -> None:
    left, _, right, _ = letters(card(title, note="Kegiatan · 3 November 2026"))
    assert SQUARE[0] <= left < right <= SQUARE[2]


@pytest.mark.parametrize("title", ["Dago", NAME, LONG[:200], WORD, LONG])
def test_a_picture_is_light_whatever_it_says(title: str) -> None:
    given = card(
        title, NAME, "Kabupaten Penukal Abab Lematang Ilir", "Pengumuman · 27 September 2026"
    )
    body = draw_card(given)
    assert len(body) <= 30 * 1024
    assert body[24:26] == bytes((4, 3))  # four bits, with a palette


def test_the_colours_are_those_that_are_given() -> None:
    image = opened(replace(card("Dago"), ground="#7a2048", accent="#123456"))
    assert image.getpixel((300, 20)) == (0x7A, 0x20, 0x48)
    assert image.getpixel((300, HEIGHT - 3)) == (0x12, 0x34, 0x56)


def test_the_fainter_letters_can_be_read_on_every_ground_that_white_ones_can() -> None:
    for ground in ("#0c474b", "#767676", "#1a1a1a", "#b3261e"):
        body = draw_card(replace(card("", "", "", "Berita"), ground=ground, squares=False))
        with Image.open(io.BytesIO(body)) as image:
            colours = [colour for _, colour in image.convert("RGB").crop(SQUARE).getcolors() or ()]
        soft = max((each for each in colours if isinstance(each, tuple)), key=sum)
        brightest = "#{:02x}{:02x}{:02x}".format(*soft)
        assert contrast(brightest, ground) >= 3


def test_squares_are_left_out_for_a_city_with_an_icon_of_its_own() -> None:
    one = card("Dago")
    for each, there in ((one, True), (replace(one, squares=False), False)):
        colours = {colour for _, colour in opened(each).getcolors() or ()}
        assert ((0x7F, 0xB8, 0xB4) in colours) is there


def test_the_same_words_make_the_same_bytes() -> None:
    assert draw_card(card("Kelurahan Dago")) == draw_card(card("Kelurahan Dago"))
    assert draw_card(card("Kelurahan Dago")) != draw_card(card("Kelurahan Dagi"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Kelurahan Dago", "Kelurahan Dago"), ("Ḥasan 漢 ọ", "Hasan o"), ("\x00\n", ""), ("ع", "")],
)
def test_signs_that_the_font_lacks_are_left_out(text: str, seen: str) -> None:
    assert shown(text) == seen


FACE = Face(60, bold=True)


def test_a_line_is_as_wide_as_its_words_and_the_spaces_between() -> None:
    assert width("Rapat RW", FACE) == width("Rapat", FACE) + width(" ", FACE) + width("RW", FACE)
    # Pairs such as these stand closer than their letters are wide.
    assert width("Ta", FACE) < width("T", FACE) + width("a", FACE)
    assert width("nn", FACE) == 2 * width("n", FACE)


@settings(deadline=None)
@given(st.lists(st.text("abTVko", min_size=1, max_size=12), min_size=1, max_size=20))
def test_lines_have_all_words_in_their_order_and_even_ones_are_no_more(words: list[str]) -> None:
    text = " ".join(words)
    found, even = lines(text, FACE, 600), balanced(text, FACE, 600)
    assert " ".join(found) == " ".join(even) == text
    assert len(even) == len(found)
    assert max(width(line, FACE) for line in even) <= max(width(line, FACE) for line in found)


@settings(deadline=None)
@given(st.text("abTVko ", max_size=60), st.integers(100, 900))
def test_a_cut_line_fits_and_says_that_it_is_cut(text: str, room: int) -> None:
    found = cut(text, FACE, room)
    assert width(found, FACE) <= room
    assert found == text or found.endswith("…")
