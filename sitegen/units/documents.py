"""Documents of a unit: looked at once in a process that may die, and remembered by their digest."""

from __future__ import annotations

from functools import cache as remember
from pathlib import Path, PurePosixPath

from msgspec import Struct

import sitegen
from sitegen.digest import digest
from sitegen.documents.reading import DocumentText, checked_document
from sitegen.installed import version
from sitegen.model import PermitKey, Problem
from sitegen.privacy.document import Sealed, judged, sealed_findings
from sitegen.privacy.gate import Gate
from sitegen.privacy.permits import seal
from sitegen.problems import is_error
from sitegen.processes.worker import Worker
from sitegen.store.cache import Cache
from sitegen.store.record import dumps, loads

# Of CPU time; a page of text takes some hundredths of a second.
READING_SECONDS = 60.0


class DocumentVerdict(Struct, frozen=True, kw_only=True):
    """What is wrong with a document, and the exceptions for personal data that it needs."""

    problems: tuple[Problem, ...]
    used: tuple[PermitKey, ...]

    @property
    def passed(self) -> bool:
        """Whether the document may be published."""
        return not any(is_error(problem) for problem in self.problems)


class _KnownDocument(Struct, frozen=True):
    """What is remembered of a document: nothing that stands in it."""

    code: str
    reason: str
    pages: int
    pictures: int
    findings: tuple[Sealed, ...]


def document_verdict(data: bytes, path: str, gate: Gate, cache: Cache) -> DocumentVerdict:
    """Return whether a document may be published; raises WorkerError when it cannot be looked at."""
    own = (path, seal(gate.key, "", "", ""), *sorted(gate.own))

    def look() -> tuple[bytes, ...]:
        return (dumps(_look(data, path, gate)).encode(),)

    (text,) = cache.get("documents", digest(data, *own, *_rules()), look)
    known = loads(_KnownDocument, text.decode())
    if known.code:
        problem = Problem.of(known.code, path, reason=known.reason)
        return DocumentVerdict(problems=(problem,), used=())
    problems, used = judged(known.findings, path, gate)
    if known.pictures:
        counts = {"count": str(known.pictures), "pages": str(known.pages)}
        problems += (Problem.of("L006", path, **counts),)
    return DocumentVerdict(problems=problems, used=used)


def _look(data: bytes, path: str, gate: Gate) -> _KnownDocument:
    text = _reader().run(data)
    beside = (PurePosixPath(path).stem, *text.beside)
    if text.code:
        return _KnownDocument(text.code, text.reason, 0, 0, ())
    findings = sealed_findings(text.pages, beside, text.left, path, gate)
    return _KnownDocument(text.code, text.reason, len(text.pages), text.pictures, findings)


@remember
def _reader() -> Worker[bytes, DocumentText]:
    return Worker(checked_document, READING_SECONDS)


@remember
def _rules() -> tuple[str, ...]:
    """What besides a document decides how it is judged: the library, and our own modules."""
    return (version("pypdf"), digest(*(path.read_bytes() for path in rule_modules())))


def rule_modules() -> tuple[Path, ...]:
    """Return our own modules that read and judge documents."""
    package = Path(sitegen.__file__).parent
    rooms = (package / "documents", package / "privacy")
    found = (path for room in rooms for path in sorted(room.rglob("*.py")))
    return (*found, package / "tables/files/xmlparts.py")
