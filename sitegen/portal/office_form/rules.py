"""The rules that the scripts of the form read: one file, made from what the build itself works by.

Nothing of it is written a second time: keys and their order, vocabularies, messages, limits, and
the patterns by which pasted text is understood and personal data found.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sitegen.i18n import Translator
from sitegen.installed import DISTRIBUTION, version
from sitegen.keys import contacts as addresses
from sitegen.keys import placeholders, values
from sitegen.keys.field import EARLIEST_YEAR, LATEST_YEAR, MAX_TEXT
from sitegen.keys.frontmatter import MAX_BYTES
from sitegen.keys.own import OwnKey
from sitegen.keys.profile import SERVICE_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.vocabulary import STATES
from sitegen.pages.site import state_label
from sitegen.portal.office_form.javascript import Patterned, as_javascript
from sitegen.portal.office_form.questions import (
    FORMS,
    REPORT_FORM,
    SERVICE_ASKED,
    AskedKey,
    OfficeForm,
    written_order,
)
from sitegen.portal.office_form.said import SAID, STEPS
from sitegen.privacy import contacts, finding, folding, identity, numbers
from sitegen.privacy import table as personal_table
from sitegen.privacy import text as personal
from sitegen.privacy.people import find, listed, persons, roster, told, words
from sitegen.problems import PROBLEMS
from sitegen.reports import quality, titles, weekday
from sitegen.reports.markdown import summary
from sitegen.reports.markdown.prose import breaks, lines, marks, prose, signs, tables
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    from sitegen.pages.site import SiteContext

# How a photo is drawn anew: its longer side, its bytes, and how many one report may have.
PHOTO_SIDE, PHOTO_BYTES, MOST_PHOTOS = 1600, 300 * 1024, 30
# Of a table as text; of a document, and how many one page may have.
TABLE_BYTES, DOCUMENT_BYTES, MOST_DOCUMENTS = 1024 * 1024, 15 * 1024 * 1024, 20
# What the form looks for while somebody writes, in the words of `sitegen check`.
CHECKED = (
    *("F004", "F008", "F010", "F020", "F021", "F029", "F036", "F037", "F043", "F049"),
    *("M001", "M002"),
    *("G002", "G004", "G007", "G009", "G010"),
    *("D003", "D004"),
    *("R001", "R002", "R003", "R004", "R005", "R006", "R009", "R010", "R011", "R012", "R016"),
    *finding.CODES.values(),
)
# The names of the modules whose patterns are handed on, as the scripts ask for them.
_PATTERNED = {
    "addresses": addresses,
    "breaks": breaks,
    "contacts": contacts,
    "find": find,
    "folding": folding,
    "identity": identity,
    "lines": lines,
    "listed": listed,
    "marks": marks,
    "numbers": numbers,
    "persons": persons,
    "personal": personal,
    "placeholders": placeholders,
    "prose": prose,
    "quality": quality,
    "roster": roster,
    "signs": signs,
    "summary": summary,
    "columns": personal_table,
    "tables": tables,
    "titles": titles,
    "told": told,
    "values": values,
    "weekday": weekday,
    "words": words,
}
_WORDED = {
    "columns": personal_table,
    "identity": identity,
    "listed": listed,
    "persons": persons,
    "quality": quality,
    "roster": roster,
    "words": words,
}


@lru_cache(maxsize=4)
def rules_text(site: SiteContext) -> str:
    """Return the rules as JSON, the same for the same site and version of sitegen."""
    return (
        json.dumps(_rules(site), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    )


def _rules(site: SiteContext) -> dict[str, Any]:
    t = site.t
    return {
        "versi": version(DISTRIBUTION),
        "bahasa": site.lang,
        "zona": site.zone,
        "urutan": written_order(REPORT_FORM, site.own),
        "isian": {
            field.name: {
                "kunci": field.key,
                "contoh": field.example,
                "bagian": {part.name: part.key for part in field.fields},
            }
            for field in (*REPORT_FIELDS, *(key.field for key in REPORT_FORM.own(site.own)))
        },
        "hanya": {each.name: each.only for each in REPORT_FORM.asked() if each.only},
        "formulir": {
            form.name: _asked_keys(form, site.own) for form in FORMS if form is not REPORT_FORM
        },
        "tambahan": {
            form.name: {key.field.name: _own_rule(key) for key in form.own(site.own)}
            for form in FORMS
        },
        "urutan_layanan": tuple(field.key for field in SERVICE_FIELDS),
        "layanan": [_asked_of_service(each, t) for each in SERVICE_ASKED],
        "jenis": dict(site.kinds),
        "topik": dict(site.topics),
        "tipe": {name: t.gettext(kind.label) for name, kind in KINDS.items()},
        "status": {key: state_label(key, t) for key, _ in STATES},
        "pesan": {code: _told(code, t) for code in dict.fromkeys(CHECKED)},
        "temuan": finding.CODES,
        "ucapan": {name: t.gettext(text) for name, text in SAID.items()},
        "batas": _limits(),
        "pola": {
            name: {each: as_javascript(found) for each, found in _patterns(module).items()}
            for name, module in _PATTERNED.items()
        },
        "kata": {name: _words(module) for name, module in _WORDED.items()}
        | {
            "titles": {"kept": " ".join(sorted(titles.ABBREVIATIONS))},
            "numbers": {"provinces": " ".join(map(str, sorted(numbers.PROVINCES)))},
        },
        "bulan": values.MONTHS,
        "hari": weekday.DAYS,
        "hari_lain": weekday.NUMBERS,
        "skala": values.SCALE,
        "label_orang": roster.LABELS,
        "templat": placeholders.template_words(),
    }


def _asked_of_service(asked: AskedKey, t: Translator) -> dict[str, str]:
    field = next(each for each in SERVICE_FIELDS if each.name == asked.name)
    return {
        "nama": asked.name,
        "kunci": field.key,
        "tanya": t.gettext(asked.ask),
        "bantu": t.gettext(asked.help) if asked.help else "",
        "contoh": field.example if asked.control == "text" else "",
        "kendali": asked.control,
    }


def _own_rule(key: OwnKey) -> dict[str, Any]:
    """What the scripts know of a key that the city has added, besides what they know of all keys."""
    return {
        "tipe": key.kind,
        "label": key.title,
        "satuan": key.unit,
        "pilihan": key.choices,
    }


def _asked_keys(form: OfficeForm, keys: tuple[OwnKey, ...]) -> dict[str, Any]:
    """What a form besides that for reports asks: its keys as they are written, and by question."""
    own = [key.field for key in form.own(keys)]
    above = {field.name: field for field in form.fields}
    return {
        "urutan": written_order(form, keys),
        "tanya": (*(each.called for each in form.asked()), *(each.name for each in own)),
        "isian": {
            each.called: {
                "kunci": form.field(each).key,
                "contoh": form.field(each).example,
                "dalam": above[each.within].key if each.within else "",
            }
            for each in form.asked()
        }
        | {each.name: {"kunci": each.key, "contoh": each.example, "dalam": ""} for each in own},
    }


def _patterns(module: Any) -> dict[str, Patterned]:
    found: dict[str, Patterned] = module.PATTERNS
    return found


def _words(module: Any) -> dict[str, str]:
    """Lists of words with spaces between, or with bars where a word has spaces itself."""
    found: dict[str, frozenset[str]] = module.WORDS
    return {name: _joined(own) for name, own in found.items()}


def _joined(own: frozenset[str]) -> str:
    sign = "|" if any(re.search(r"\s", each) for each in own) else " "
    return sign.join(sorted(own))


def _told(code: str, t: Translator) -> tuple[str, str, str]:
    kind = PROBLEMS[code]
    return kind.severity, t.gettext(kind.message), t.gettext(STEPS.get(code, kind.hint))


def _limits() -> dict[str, int]:
    return {
        "sisi_foto": PHOTO_SIDE,
        "bita_foto": PHOTO_BYTES,
        "foto": MOST_PHOTOS,
        "bita_teks": MAX_BYTES,
        "bita_tabel": TABLE_BYTES,
        "bita_dokumen": DOCUMENT_BYTES,
        "dokumen": MOST_DOCUMENTS,
        "huruf_isian": MAX_TEXT,
        "huruf_judul": quality.LONGEST_TITLE,
        "topik": quality.MOST_TOPICS,
        "huruf_kalimat": quality.LONGEST_SENTENCE,
        "kata_kalimat": quality.WORDS_OF_A_SENTENCE,
        "hari_terlambat": quality.LATE.days,
        "hari_dekat": weekday.NEAR.days,
        "tahun_awal": EARLIEST_YEAR,
        "tahun_akhir": LATEST_YEAR,
        "digit": values.MAX_DIGITS,
        "huruf_ringkasan": summary.SUMMARY_LENGTH,
    }
