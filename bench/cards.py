"""`python -m bench.cards`: what a drawn picture for shared links costs, for the reports of the benchmark's city."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator

from bench.corpus import LAST_DAY, Plan, reports
from sitegen.images.cards import Card, draw_card
from sitegen.pages.share import cards_end
from sitegen.pages.wording import day as in_words


def cards(plan: Plan) -> Iterator[tuple[Card, bool]]:
    """Yield the picture of each report, and whether it is drawn without `kartu: semua`."""
    for report in reports(plan):
        said = in_words(report.day, "id").text
        yield (
            Card(
                title=report.title,
                label=report.unit.name,
                note=said,
                city="Kota Contoh",
                ground="#0c474b",
            ),
            cards_end(report.day) > LAST_DAY,
        )


def main(arguments: list[str] | None = None) -> int:
    """Draw the pictures and print what they took."""
    parser = argparse.ArgumentParser(prog="python -m bench.cards", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="reports of the city")
    parser.add_argument("--draw", type=int, default=1000, help="how many pictures are drawn")
    given = parser.parse_args(arguments)
    found = list(cards(Plan(size=given.size)))
    drawn = [card for card, _ in found[:: max(1, len(found) // given.draw)]]
    start = time.process_time()
    draw_card(drawn[0])
    first = time.process_time() - start
    start = time.process_time()
    sizes = [len(draw_card(card)) for card in drawn]
    each = (time.process_time() - start) / len(drawn)
    new = sum(recent for _, recent in found)
    lines = (
        f"{1 / each:.0f} a second, {1000 * each:.2f} ms each, the first {1000 * first:.0f} ms",
        f"{statistics.mean(sizes) / 1000:.1f} KB each, {max(sizes) / 1000:.1f} KB at most",
        f"new enough: {new} of {len(found)} reports, {new * each:.1f} s; all: {len(found) * each:.0f} s",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
