"""`scripts/guide_pictures.py`: the picture of the form in the guide for offices, made from the built sample city.

Run it after `./scripts/build` when the form looks or speaks otherwise; what it writes is committed.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.form_phone import Person, hosting  # noqa: E402 - the project's folder is known by now

# As wide as a phone, as high as stands beside a page of text, and so sharp that it can be printed.
WIDTH, HEIGHT, SHARP = 412, 1600, 1.5
COLOURS = 64
OFFICE = PROJECT / "content/kelurahan/dago/laporan/2026"
PHOTOS = {
    "lomba-balap-karung.jpg": "Anak-anak berlomba balap karung di lapangan RW",
    "panen-sayur-rw13.jpg": "Warga memanen sayur di kebun lereng",
}


def main() -> int:
    """Write docs/images/tulis.png."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=PROJECT / "build", help="the built city")
    parser.add_argument("--chromium", help="the program, if it is not Playwright's own")
    given = parser.parse_args()
    with hosting(given.site.resolve()) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium)
        window = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SHARP,
            has_touch=True,
            locale="id-ID",
        )
        window.goto(f"{host.address}/tulis/")
        window.wait_for_selector("#tulis:not([hidden])")
        person = Person(window, None)
        person.unit()
        person.pick("#foto-pilih", [OFFICE / name for name in PHOTOS])
        window.wait_for_selector(f"#foto-daftar > li:nth-child({len(PHOTOS)}) textarea")
        for at, text in enumerate(PHOTOS.values(), 1):
            person.type(f"#foto-daftar > li:nth-child({at}) textarea", text)
        window.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        shot = Image.open(io.BytesIO(window.screenshot()))
        browser.close()
    few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PROJECT / "docs/images/tulis.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
