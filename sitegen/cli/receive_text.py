"""What became of packages: for the operator, for programs, and as messages to the offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli.answers import answer
from sitegen.cli.plain import plain
from sitegen.cli.problem_list import BETWEEN, problem_items
from sitegen.cli.problem_text import as_json, as_text
from sitegen.i18n import N_, translator
from sitegen.privacy.names import masked_path
from sitegen.problems import is_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.cli.options import Settings
    from sitegen.i18n import Translator
    from sitegen.submission.receiving import Receipt, ReceivedPiece

_STATES = {
    "accepted": N_("accepted: {path}, commit {commit}"),
    "known": N_("received before, nothing changed: {path}, commit {commit}"),
    "returned": N_("returned: {path}"),
}
_REFUSED = N_("Your package {name} was not taken.")
_WHY, _STEP = N_("Why: {message}."), N_("What to do: {hint}")
_WOULD = N_("would be accepted: {path}")
_TOLD = {
    "accepted": N_("Received, and soon on the site: {title}"),
    "known": N_("We had this already, nothing was changed: {title}"),
    "returned": N_("Not taken yet, since something must be mended: {title}"),
}


def answers(receipts: Sequence[Receipt], settings: Settings, *, dry: bool) -> str:
    """Return the answer to what was handed in, in the form that was asked for."""
    if settings.form == "json":
        return answer(
            "receive", dry_run=dry, packages=[_as_json(each, settings.t) for each in receipts]
        )
    if settings.form == "pesan":
        t = translator(settings.lang or "id")
        return BETWEEN.join(message(each, t) for each in receipts)
    return "\n".join(line for each in receipts for line in _lines(each, settings.t, dry=dry))


def message(receipt: Receipt, t: Translator) -> str:
    """Return the message to send back: what was taken, what was not, and what to do."""
    lines = []
    if receipt.unit:
        lines.append(f"*{plain(receipt.unit.name)}*")
    if receipt.refusal:
        told = as_json(receipt.refusal, t)
        for text in (_REFUSED, _WHY, _STEP):
            line = t.gettext(text).format(name=receipt.name, **told)
            lines.append(plain(line).replace("`", '"'))
    for piece in receipt.pieces:
        title = plain(piece.title).replace("`", '"')
        lines += ["", t.gettext(_TOLD[piece.state]).format(title=title)]
        if piece.state != "known" and piece.problems:
            unit = receipt.unit.key if receipt.unit else ""
            ordered = sorted(piece.problems, key=lambda problem: not is_error(problem))
            lines += problem_items(ordered, unit, t)
    if any(piece.state == "returned" for piece in receipt.pieces):
        text = N_(
            "Please mend it in /tulis/, where it still is on your telephone, and send it again."
        )
        lines += ["", t.gettext(text)]
    return "\n".join([*lines, "", t.gettext(N_("Thank you."))])


def _lines(receipt: Receipt, t: Translator, *, dry: bool) -> Iterator[str]:
    if receipt.refusal:
        yield as_text(receipt.refusal, t)
        return
    unit = receipt.unit.key if receipt.unit else ""
    made = t.gettext(N_("{name}: {unit}, made {time} by the telephone's clock"))
    yield plain(made.format(name=receipt.name, unit=unit, time=receipt.made[:40] or "-"))
    for piece in receipt.pieces:
        text = _WOULD if dry and piece.state == "accepted" else _STATES[piece.state]
        path = masked_path(piece.path)
        yield "  " + plain(t.gettext(text).format(path=path, commit=piece.commit[:10] or "-"))
        for problem in piece.problems:
            yield from (f"    {line}" for line in as_text(problem, t).split("\n"))


def _as_json(receipt: Receipt, t: Translator) -> dict[str, object]:
    own = translator("id") if t.lang == "id" else t
    return {
        "name": receipt.name,
        "unit": receipt.unit.key if receipt.unit else "",
        "made": plain(receipt.made[:40]),
        "problems": [as_json(receipt.refusal, t)] if receipt.refusal else [],
        "pieces": [_piece_json(each, t) for each in receipt.pieces],
        "message": message(receipt, own),
    }


def _piece_json(piece: ReceivedPiece, t: Translator) -> dict[str, object]:
    return {
        "kind": piece.kind,
        "sent": plain(masked_path(piece.sent)),
        "title": plain(piece.title),
        "path": plain(masked_path(piece.path)),
        "state": piece.state,
        "commit": piece.commit,
        "problems": [as_json(problem, t) for problem in piece.problems],
    }
