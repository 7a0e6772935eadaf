"""Numbers as people and programs write them: all cells of a column together decide the reading.

A cell's shape (its text with each digit as 9) decides how it may be read; a column of a million
figures has a few dozen shapes, so patterns are matched only against those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.tables.shape.cells import tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SEPARATOR = "\x1f"
_SIGNS = {
    **dict.fromkeys("\xa0\u2007\u2009\u202f", " "),
    **dict.fromkeys("\u2212\u2013", "-"),
    "\u2019": "'",
}
_SHAPE: dict[str, str | None] = {**dict.fromkeys("012345678", "9"), **_SIGNS}
_CLEAN: dict[str, str | None] = {
    **dict.fromkeys("+%\u2030' RPIDrpid"),
    **dict.fromkeys(_SIGNS),
    **dict.fromkeys("\u2212\u2013", "-"),
}
_SCALES = {
    "ribu": 3,
    "rb": 3,
    "juta": 6,
    "jt": 6,
    "miliar": 9,
    "milyar": 9,
    "triliun": 12,
    "trilyun": 12,
}
# Only after rupiah: `5 m` may be metres.
_MONEY_SCALES = {"m": 9, "t": 12}
# BPS marks preliminary figures with stars, revised ones with `r` and estimates with `e`.
_STARS = r" ?\*{1,3}\)?"
_LETTER = r" ?[re]\)|[re]"
_AFFIXES = (
    r"(?P<open>\()?(?P<sign>[+-])?(?P<money>(?:rp|idr)\.?)? *(?P<inner>\()?(?P<after>[+-])?"
    r"(?P<core>(?=[9.,])[9., ']*9)(?P<power>e[+-]?9{1,2})?(?P<end>[.,] ?(?:--?|=)|(?(money)-))?"
    rf" ?(?P<percent>%|\u2030|(?:persen|prosen|percent|permil)(?![a-z]))?"
    rf" ?(?P<scale>{'|'.join(_SCALES)}|(?(money)[mt]))?(?P<coin> ?(?:idr|rp|rupiah)\.?)?"
    rf"(?P<close>\))?(?P<stars>{_STARS})?(?P<letter>{_LETTER})?"
)
_THOUSANDTHS = ("\u2030", "permil")
_MARK = re.compile(rf"(?:{_STARS}|{_LETTER})\Z", re.IGNORECASE)
# How the accounting format of spreadsheets shows zero.
_NOUGHT = re.compile(r"(?:rp|idr)\.? *[-\u2013\u2014]", re.IGNORECASE)
_SHAPED = re.compile(_AFFIXES, re.IGNORECASE)
_TYPED = re.compile(_AFFIXES.replace("9", r"\d"), re.IGNORECASE | re.ASCII)
# A dot is a thousands separator beyond doubt if there is a second one, or a comma after it.
_GROUPS = r"9{{1,3}}(?:{0}9{{3}}){{2,5}}|9{{1,3}}(?:[{0}' ]9{{3}}){{1,5}}{1}9+|9*{1}9+"
_SPACED = re.compile(r"9{1,3}(?:(?: 9{3}){1,5}|(?:'9{3}){1,5})")
_COMMA_DECIMAL = re.compile(_GROUPS.format(r"\.", ","))
_DOT_DECIMAL = re.compile(_GROUPS.format(",", r"\."))
_OPEN = re.compile(r"9{1,3}[.,]9{3}")
# `2.253.66`: the dot would have to separate both thousands and decimals.
_DOUBLE = re.compile(r"9{1,3}(?:\.9{3})+\.9{1,2}|9{1,3}(?:,9{3})+,9{1,2}")
# As programs write: what `int` and `float` read unchanged.
_MACHINE = re.compile(r"-?(?:9+(?:\.9+)?|\.9+)")
# More digits than a 64-bit integer safely holds are an identifier, not a count.
_MOST_DIGITS = 18
_LONGEST = 40
_EXACT = 2**53
_FIGURE = re.compile("9+")
# At least two digits followed by a sign; a leading zero before both.
_SIGNED_WHOLE = re.compile("99+[.,]")
_ZERO = re.compile(r"\D*0\d+[.,]")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_FORMS = 6


class Form(Struct, frozen=True):
    """How a shape may be read: with a decimal comma, a decimal dot, either or neither.

    `core` is its digits and signs; `double` forms use one sign for two purposes, `odd` ones need
    more than removing signs, `nought` has no digit and stands for 0. `percent` is `%`, `\u2030` or "";
    `mark` says how it is marked as preliminary: with "stars", with a "letter", or not ("").
    """

    core: str
    comma: bool
    dot: bool
    double: bool
    percent: str
    money: bool
    odd: bool
    mark: str = ""
    nought: bool = False

    @property
    def open(self) -> bool:
        """Whether the figure depends on which of comma and dot is the decimal sign."""
        return self.comma and self.dot and not re.sub("[ ']", "", self.core).isdigit()

    def fits(self, decimal: str) -> bool:
        """Return whether it can be read with `decimal` as the decimal sign."""
        return self.comma if decimal == "," else self.dot


class Numbers(Struct, frozen=True, kw_only=True):
    """The figures of a column's distinct texts, and the signs they use ("" for none).

    `figures` has NaN where `bad`; `exact` has the same figures, 0 where bad, if all are whole.
    `bad` are the positions of texts that are not figures here, `double` those among them that use
    one sign for thousands and decimals, `doubtful` that of a text that fits both conventions if no
    other text decides (-1: none), `noughts` those of texts such as `Rp-` that stand for 0, `marked`
    those of figures with a mark of BPS. `percent` is `%`, `\u2030` or "".
    """

    figures: NDArray[np.float64]
    exact: NDArray[np.int64] | None
    decimal: str
    grouping: str
    percent: str
    money: bool
    forms: tuple[tuple[str, int, str], ...] = ()
    bad: tuple[int, ...] = ()
    double: tuple[int, ...] = ()
    doubtful: int = -1
    noughts: tuple[int, ...] = ()
    marked: tuple[int, ...] = ()


def shapes(texts: Sequence[str]) -> list[str]:
    """Return each text with its digits as 9."""
    return _translated(texts, _SHAPE)


def _translated(texts: Sequence[str], signs: Mapping[str, str | None]) -> list[str]:
    """Translate all texts at once, in a third of the time of one by one."""
    table: dict[int, str | int | None] = {ord(sign): other for sign, other in signs.items()}
    changed = _SEPARATOR.join(texts).translate(table).split(_SEPARATOR)
    if len(changed) != len(texts):  # a text contains the separator itself
        return [text.translate(table) for text in texts]
    return changed


@lru_cache(maxsize=65536)
def form(shape: str) -> Form | None:
    """Return how a text of this shape is written as a number, None if it is not one."""
    found = _SHAPED.fullmatch(shape) if len(shape) <= _LONGEST else None
    if found is None:
        return _NO_FIGURE if _NOUGHT.fullmatch(shape) else None
    brackets = bool(found["open"]) + bool(found["inner"])
    if brackets != bool(found["close"]):
        return None
    if bool(found["sign"]) + bool(found["after"]) + brackets > 1:
        return None
    core = found["core"]
    double = bool(_DOUBLE.fullmatch(core))
    if core.isdecimal() or _SPACED.fullmatch(core) or _OPEN.fullmatch(core):
        comma = dot = True
    else:
        comma, dot = bool(_COMMA_DECIMAL.fullmatch(core)), bool(_DOT_DECIMAL.fullmatch(core))
    money = bool(found["money"] or found["coin"])
    if comma and dot and (money or found["end"]):  # rupiah never have three decimals
        comma, dot = "," not in core, "." not in core
    if not (comma or dot or double) or core.count("9") > _MOST_DIGITS:
        return None
    return Form(
        core=core,
        comma=comma,
        dot=dot,
        double=double,
        percent=_share(found["percent"]),
        money=money,
        odd=any(found[name] for name in _CALCULATED) or len(found["percent"] or "") > 1,
        mark="letter" if found["letter"] else "stars" if found["stars"] else "",
    )


def _share(sign: str | None) -> str:
    if not sign:
        return ""
    return "\u2030" if sign.casefold() in _THOUSANDTHS else "%"


_CALCULATED = ("close", "power", "scale", "end", "coin", "stars", "letter")
_NO_FIGURE = Form("9", True, True, False, "", True, True, nought=True)


def typed_numbers(
    texts: Sequence[str],
    counts: NDArray[np.intp],
    *,
    leaning: str = "",
    whole: bool | None = None,
    percent: bool = False,
) -> Numbers:
    """Return the figures of `texts`, each of which fills `counts` cells.

    `leaning` is the decimal sign of the program that wrote the file, "" if unknown; `whole` is what
    the metadata say about the figures: both matter only if every cell could be read in two ways.
    `percent` means that the column counts in percent, so the sign is optional.
    """
    seen = shapes(texts)
    cells = tally(seen, counts)
    known = {shape: found for shape in cells if (found := form(shape))}
    begun = _begun_with_zero(texts, seen, known)
    decimal, certain = _decimal(cells, known, _leading_zero(texts, seen, known), (leaning, whole))
    used = {shape: found for shape, found in known.items() if found.fits(decimal)}
    noughts = _among(seen, {shape for shape, found in used.items() if found.nought})
    used, usual = _of_one_share(used, cells, optional=percent)
    used = _without_suffixes(used, cells)
    bad = begun
    if len(used) < len(cells):  # zero is zero with or without a percent sign
        others = [at for at, s in enumerate(seen) if s not in used and texts[at] != "0"]
        bad = sorted({*begun, *others})
    values, exact = _figures(texts, seen, used, decimal, bad)
    cores = "".join({found.core for found in used.values()})
    other = "." if decimal == "," else ","
    doubtful = (at for at, shape in enumerate(seen) if shape in used and used[shape].open)
    return Numbers(
        figures=values,
        exact=exact,
        decimal=decimal if decimal in cores else "",
        grouping=next((sign for sign in (other, " ", "'") if sign in cores), ""),
        percent=usual,
        money=any(found.money for found in used.values()),
        forms=_grouped({s: n for s, n in cells.items() if s in used}, texts, seen),
        bad=tuple(bad),
        double=tuple(at for at in bad if seen[at] in known and known[seen[at]].double),
        doubtful=-1 if certain else next(doubtful, -1),
        noughts=noughts,
        marked=_among(seen, {shape for shape, found in used.items() if found.mark}),
    )


def _among(seen: Sequence[str], wanted: set[str]) -> tuple[int, ...]:
    """The positions of the texts with one of these shapes."""
    return tuple(at for at, shape in enumerate(seen) if shape in wanted) if wanted else ()


def in_full(value: float) -> str:
    """Return a figure as Indonesian writes it, with all of its digits: `1.190.294.090.000`, `0,85`."""
    text = f"{Decimal(f'{value:.15g}'):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def unmarked(text: str) -> str:
    """Return a figure without the mark of BPS behind it."""
    return _MARK.sub("", text)


def _of_one_share(
    used: dict[str, Form], cells: Mapping[str, int], *, optional: bool
) -> tuple[dict[str, Form], str]:
    """The forms with the sign (`%` or none) that most cells have, and the sign.

    A sign that half of the cells have applies to all of them if it is `optional`.
    """
    signs: Counter[str] = Counter()
    for shape, found in used.items():
        signs[found.percent] += cells[shape]
    named = [(count, sign) for sign, count in signs.items() if sign]
    if not named:
        return used, ""
    count, sign = max(named)
    usual = sign if count * 2 >= sum(signs.values()) else ""
    if optional and len(named) == 1:
        return used, sign
    return {shape: found for shape, found in used.items() if found.percent == usual}, usual


def _without_suffixes(used: dict[str, Form], cells: Mapping[str, int]) -> dict[str, Form]:
    """The forms without those of one letter if most cells have it: `12e` is a code then."""
    lettered = sum(cells[shape] for shape, found in used.items() if found.mark == "letter")
    if lettered * 2 <= sum(cells[shape] for shape in used):
        return used
    return {shape: found for shape, found in used.items() if found.mark != "letter"}


def forms(texts: Sequence[str], counts: NDArray[np.intp]) -> tuple[tuple[str, int, str], ...]:
    """Return how the texts are written, as (form, cells, example), most frequent first."""
    seen = shapes(texts)
    return _grouped(tally(seen, counts), texts, seen)


def _grouped(
    cells: dict[str, int], texts: Sequence[str], seen: Sequence[str]
) -> tuple[tuple[str, int, str], ...]:
    """One form for all shapes that differ only in the length of their figures and words."""
    total: Counter[str] = Counter()
    first: dict[str, str] = {}
    for shape, count in cells.items():
        name = _WORD.sub("a", _FIGURE.sub("9", shape))
        total[name] += count
        first.setdefault(name, shape)
    most = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FORMS]
    return tuple((name, count, texts[seen.index(first[name])]) for name, count in most)


def _begun_with_zero(
    texts: Sequence[str], seen: Sequence[str], known: dict[str, Form]
) -> list[int]:
    """The positions of texts such as `08.30`, a time or a code: no figure starts with a zero."""
    signed = {s for s, found in known.items() if _SIGNED_WHOLE.match(found.core)}
    if not signed:
        return []
    return [at for at, text in enumerate(texts) if seen[at] in signed and _ZERO.match(text)]


def _leading_zero(texts: Sequence[str], seen: Sequence[str], known: dict[str, Form]) -> str:
    """Return the decimal sign of a text such as `0.250`: thousands never start with a zero."""
    undecided = {shape for shape, found in known.items() if found.open}
    if undecided:
        for text, shape in zip(texts, seen, strict=True):
            if shape in undecided and re.sub(r"^[^\d]*", "", text).startswith("0"):
                return "," if "," in shape else "."
    return ""


def _decimal(
    cells: dict[str, int],
    known: dict[str, Form],
    zero: str,
    hints: tuple[str, bool | None],
) -> tuple[str, bool]:
    """Return the decimal sign that most cells need, and whether it is certain."""
    leaning, whole = hints
    commas = sum(cells[s] for s, found in known.items() if found.comma and not found.dot)
    dots = sum(cells[s] for s, found in known.items() if found.dot and not found.comma)
    if commas != dots:
        return ("," if commas > dots else "."), True
    undecided = "".join({found.core for found in known.values() if found.open})
    if commas:  # a tie: the Indonesian convention is the default here
        return leaning or ",", True
    if not undecided or zero or leaning:
        return zero or leaning or ".", True
    if whole is None or ("." in undecided and "," in undecided):
        return ".", False
    # A whole number has no decimals, so its signs can only separate thousands.
    return (",", True) if ("." in undecided) == whole else (".", True)


def _figures(
    texts: Sequence[str],
    seen: Sequence[str],
    used: dict[str, Form],
    decimal: str,
    bad: Sequence[int],
) -> tuple[NDArray[np.float64], NDArray[np.int64] | None]:
    """Return the figures as floats, and as whole numbers if all are."""
    import numpy as np

    plain = list(texts)
    if decimal == "," or not (all(map(_MACHINE.fullmatch, used)) and "".join(texts).isascii()):
        grouping: dict[str, str | None] = {",": None}
        if decimal == ",":
            grouping = {".": None, ",": "."}
        plain = _translated(texts, {**_CLEAN, **grouping})
    odd = {shape for shape, found in used.items() if found.odd}
    calculated = [at for at, shape in enumerate(seen) if shape in odd] if odd else []
    for at in calculated:
        plain[at] = _calculated(texts[at], decimal)
    for at in bad:
        plain[at] = "0"
    simple = "".join({found.core for found in used.values() if not found.odd})
    if decimal in simple or not all(plain[at].lstrip("-").isdecimal() for at in calculated):
        values = np.fromiter(map(float, plain), np.float64, len(plain))
        whole = bool((np.mod(values, 1) == 0).all() and (np.abs(values) < _EXACT).all())
        exact = values.astype(np.int64) if whole else None
    else:
        exact = np.fromiter(map(int, plain), np.int64, len(plain))
        values = exact.astype(np.float64)
    values[list(bad)] = np.nan
    return values, exact


def _calculated(text: str, decimal: str) -> str:
    """Return `(123)` as -123 and `2,4 miliar` as 2400000000, with a decimal dot."""
    text = text.translate({ord(sign): plain for sign, plain in _SIGNS.items()})
    if _NOUGHT.fullmatch(text):
        return "0"
    found = _TYPED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    other = "." if decimal == "," else ","
    core = re.sub("[ ']", "", found["core"].replace(other, "")).replace(",", ".")
    scale = {**_SCALES, **_MONEY_SCALES}.get((found["scale"] or "").lower(), 0)
    number = Decimal(core + (found["power"] or "")).scaleb(scale)
    if found["close"] or "-" in (found["sign"], found["after"]):
        number = -number
    if number == number.to_integral_value() and abs(number) < 10**_MOST_DIGITS:
        return str(int(number))
    return repr(float(number))
