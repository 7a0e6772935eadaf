"""Licences that are links."""

from __future__ import annotations

import pytest

from sitegen.pages.licences import licence_url

BY = "https://creativecommons.org/licenses/by"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CC BY 4.0", f"{BY}/4.0/deed.id"),
        ("CC-BY-4.0", f"{BY}/4.0/deed.id"),
        ("cc by-sa 3.0", f"{BY}-sa/3.0/deed.id"),
        ("CC BY-NC-ND 4.0 Internasional", f"{BY}-nc-nd/4.0/deed.id"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/deed.id"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.id"),
        ("CC BY", ""),
        ("CC BY 9.0", ""),
        ("CC BY-ND-SA 4.0", ""),
        ("Hak cipta Kota Contoh, sebagian CC BY 4.0", ""),
        ("", ""),
    ],
)
def test_a_licence_of_creative_commons_has_an_address(text: str, expected: str) -> None:
    assert licence_url(text, "id") == expected


def test_its_page_is_in_the_language_of_the_site() -> None:
    assert licence_url("CC BY 4.0", "en") == f"{BY}/4.0/deed.en"
