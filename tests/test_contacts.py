"""Numbers, mail addresses, web addresses and accounts as people write them."""

from __future__ import annotations

import pytest

from sitegen.keys.contacts import account, chats, mails, telephones, web_address


@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        ("022-5550104", ["tel:0225550104"]),
        ("(022) 555-0104", ["tel:0225550104"]),
        ("+62 22 5550104", ["tel:+62225550104"]),
        ("022-5550104, 022-5550105", ["tel:0225550104", "tel:0225550105"]),
        ("022-5550104 / 022-5550105", ["tel:0225550104", "tel:0225550105"]),
        ("022-5550104 dan 022-5550105", ["tel:0225550104", "tel:0225550105"]),
        ("022-5550104; 022-5550105", ["tel:0225550104", "tel:0225550105"]),
        ("022-5550104/05", ["tel:0225550104"]),
        ("022-5550104 ext. 12", ["tel:0225550104;ext=12"]),
        ("022-5550104 pesawat 12", ["tel:0225550104;ext=12"]),
        ("0812-5550-104 (Loket, lantai 1)", ["tel:08125550104"]),
        ("112", ["tel:112"]),
        ("hubungi loket", [""]),
    ],
)
def test_each_telephone_number_has_a_link_of_its_own(text: str, hrefs: list[str]) -> None:
    assert [each.href for each in telephones(text)] == hrefs


@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        (
            "0812-0000-0001 / 0812-0000-0002",
            ["https://wa.me/6281200000001", "https://wa.me/6281200000002"],
        ),
        ("+62 812 0000 0001", ["https://wa.me/6281200000001"]),
        ("812-0000-0001", ["https://wa.me/6281200000001"]),
        ("https://wa.me/6281200000001", ["https://wa.me/6281200000001"]),
        ("hubungi loket", [""]),
    ],
)
def test_each_whatsapp_number_has_a_chat_of_its_own(text: str, hrefs: list[str]) -> None:
    assert [each.href for each in chats(text)] == hrefs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@b.id, c@d.id", [("a@b.id", "mailto:a@b.id"), ("c@d.id", "mailto:c@d.id")]),
        ("a@b.id dan c@d.id", [("a@b.id", "mailto:a@b.id"), ("c@d.id", "mailto:c@d.id")]),
        ("a@b.id c@d.id", [("a@b.id", "mailto:a@b.id"), ("c@d.id", "mailto:c@d.id")]),
        ("MAILTO:x@y.id", [("x@y.id", "mailto:x@y.id")]),
        ("loket", [("loket", "")]),
    ],
)
def test_each_mail_address_has_a_link_of_its_own(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.text, each.href) for each in mails(text)] == found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kel.example", "https://kel.example"),
        ("HTTPS://KEL.EXAMPLE/Profil", "https://kel.example/Profil"),
        ("//kel.example", "https://kel.example"),
        ("http://kel.example:8080/a?b=c", "http://kel.example:8080/a?b=c"),
        ("Web Kelurahan", ""),
        ("javascript:alert(1)", ""),
        ("https://user:pw@kel.example", ""),
        ("kelurahan", ""),
    ],
)
def test_a_web_address_gets_its_scheme(text: str, address: str) -> None:
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("network", "text", "href"),
    [
        ("instagram", "@kel.dago", "https://www.instagram.com/kel.dago"),
        ("facebook", "facebook.com/kel.dago", "https://facebook.com/kel.dago"),
        ("facebook", "Kelurahan Dago", ""),
        ("instagram", "", ""),
        ("mastodon", "kel.dago", ""),
        ("mastodon", "https://sosial.example/@dago", "https://sosial.example/@dago"),
    ],
)
def test_an_account_leads_somewhere_or_is_none(network: str, text: str, href: str) -> None:
    found = account(network, text)
    assert (found.href if found else "") == href
