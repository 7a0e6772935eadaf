"""Where a text was in an earlier version, from its path then and the lines about its address."""

from __future__ import annotations

from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from sitegen.keys.field import Reading, parse_fields
from sitegen.keys.frontmatter import split
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.rules import Rules
from sitegen.model import Problem
from sitegen.model.roles import role
from sitegen.privacy.names import masked_path
from sitegen.problems import is_error
from sitegen.reports.parse import file_date_and_name, text_day
from sitegen.urls import dataset_url, page_url, report_url, slugify

_TOLD = frozenset({"date", "slug", "draft"})
_REPORT = tuple(field for field in REPORT_FIELDS if field.name in _TOLD)
_PAGE = tuple(field for field in PAGE_FIELDS if field.name in _TOLD)


def former_address(path: str, lines: str, rules: Rules) -> str:
    """Return the address of the text or table that was at `path` with these lines in its front matter.

    "" stands for a draft, which had none, and for an address that cannot be told: the name of a
    text without letters comes from its title, which is not among the lines.
    """
    kind = role(path)
    key = "/".join(path.split("/")[1:3])
    if kind == "table":
        return _shown(dataset_url(key, slugify(PurePosixPath(path).stem)))
    document = split(f"---\n{lines}\n---\n", path)
    if kind not in {"report", "page"} or isinstance(document, Problem) or document.mistakes:
        return ""
    reading = Reading(path=path, zone=ZoneInfo(rules.zone))
    fields = _REPORT if kind == "report" else _PAGE
    known = {word for field in fields for word in (field.key, *field.aliases)}
    values, problems = parse_fields(document.mapping, fields, reading)
    if any(is_error(p) and p.where.field.casefold() in known for p in problems):
        return ""
    plain = {name: value.value for name, value in values.items()}
    file_day, name = file_date_and_name(path)
    slug = slugify(plain.get("slug", "") or name)
    if plain.get("draft") or not slug:
        return ""
    if kind == "page":
        return _shown(page_url(key, slug))
    day = text_day(plain.get("date"), file_day)
    return _shown(report_url(key, day, slug)) if day else ""


def _shown(url: str) -> str:
    """The address, or "" if it has personal data: nothing may lead there again."""
    return url if masked_path(url) == url else ""
