"""Forms about what is published: what they ask, and what was sent with them as items of the queue."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sitegen.city.git.commit import read_files, read_tip
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.bodies import FOLDER, LackingRoomError, keep_bytes
from sitegen.desk.deciding import STRANGE, one_line
from sitegen.desk.desk import Desk
from sitegen.desk.forms import read_form
from sitegen.desk.pages import message_page
from sitegen.desk.published.editing import (
    MAX_EDIT,
    MAX_TEXT,
    Edit,
    EditedKey,
    fields_of_file,
    opened,
    path_in_city,
    written_edit,
)
from sitegen.desk.published.listing import KINDS
from sitegen.desk.published.questions import KeyQuestion, QuestionGroup, ask, changes_of
from sitegen.desk.published.shown import bytes_of
from sitegen.desk.published.withdrawing import MAX_REASON, Withdrawal, written_withdrawal
from sitegen.desk.queue import now_text
from sitegen.desk.store import NewItem
from sitegen.desk.turns import BusyError, TurnLimits, Turns
from sitegen.i18n import N_
from sitegen.keys.definition import Field
from sitegen.keys.editing import OpenedFile
from sitegen.keys.rewriting import Said
from sitegen.model.roles import CONTENT, IMAGE_ENDINGS, role
from sitegen.problems import hint, message
from sitegen.submission.city_rules import city_rules
from sitegen.submission.refused import RefusedPackage

# Fields of a form: a profile with sixty services has some nine hundred.
MAX_FIELDS = 1500
# Bytes of a form, encoded as browsers send them: of one without new photos, and more for each photo,
# which the form's script draws small.
TEXT_FORM, PHOTO_FORM, MAX_EDIT_FORM = 1024 * 1024, 2 * 1024 * 1024, 2 * MAX_EDIT
# A form is in memory as a whole, several times over while it is read.
LARGE_FORMS = TurnLimits(most=3, each=1, waiting=30, patience=30.0)
# After how many seconds somebody is asked to try again, as a header has it.
RETRY_S = "30"
_PHOTO, _KEY, _TICK = "gambar.", "k.", "~"
_SAME = (
    N_("Nothing is changed yet"),
    N_("Go back, change what is to be different, and send it then."),
)
_READER = (
    N_("You do not write for this unit"),
    N_("Who reviews a unit accepts and returns; the unit itself, or Kominfo, edits."),
)
_FULL = (N_("The desk has no room at the moment"), N_("Nothing was taken. Tell Kominfo."))
_BUSY = (
    N_("Many are sending photos at the moment"),
    N_(
        "Nothing was taken. Go back in your browser, where all is as you left it, and send it again."
    ),
)
_REASON = (
    N_("Write why it goes"),
    N_("Readers who follow an old link find this sentence. At most 300 letters."),
)
# Of a report, what stands above the rest of its form.
CORRECTION = frozenset({"ralat", "correction"})


class EditForm(Struct, frozen=True, kw_only=True):
    """A form that edits a file: `name` is that of its bytes in git, `tip` the commit that was looked at.

    `correction` asks what was wrong, None for what is no report; `first` are the questions that have an
    answer or need one, `rest` the others. `body` is the text, None for a file of keys; `photos` are names
    of pictures beside the file that it names.
    """

    title: str
    path: str
    name: str
    tip: str
    correction: KeyQuestion | None
    first: tuple[KeyQuestion, ...]
    rest: tuple[KeyQuestion, ...]
    groups: tuple[QuestionGroup, ...]
    body: str | None
    photos: tuple[str, ...]
    folder: str


class _OpenFile(Struct, frozen=True, kw_only=True):
    """A file of the branch, taken apart, with what is asked about it."""

    path: str
    name: str
    tip: str
    file: OpenedFile
    groups: tuple[QuestionGroup, ...]
    photos: tuple[str, ...]


def edit_form(desk: Desk, unit: str, below: str) -> EditForm:
    """Return the form for a file; raises HTTPException where there is none that can be edited."""
    own = _open(desk, unit, below)
    top, *groups = own.groups
    asked = [question for question in top.questions if not question.odd]
    correction = next((q for q in asked if q.key in CORRECTION), None)
    rest = [q for q in asked if q is not correction]
    title = next((q.value for q in asked if q.key in {"judul", "title"}), "")
    if role(own.path) == "profile":
        title = desk.t.gettext(KINDS["profil"])
    folder = below.rpartition("/")[0]
    text = role(own.path) in {"report", "page"}
    return EditForm(
        title=title or below,
        path=below,
        name=own.name,
        tip=own.tip,
        correction=correction,
        first=tuple(q for q in rest if q.value or q.required),
        rest=tuple(q for q in rest if not q.value and not q.required),
        groups=tuple(groups),
        body=own.file.body.replace("\r\n", "\n") if text else None,
        photos=own.photos,
        folder=f"{folder}/" if folder else "",
    )


def _open(desk: Desk, unit: str, below: str) -> _OpenFile:
    root = desk.options.root
    try:
        path = path_in_city(unit, below)
        tip = read_tip(root)
        committed = read_files(root, tip, f"{CONTENT}/{unit}")
        kind, name = role(path), committed.get(path, "")
        if kind not in {"report", "page", "profile", "metadata"}:
            raise HTTPException(404)
        if not name and not _describes(path, committed):
            raise HTTPException(404)
        rules = city_rules(root)
        data = bytes_of(desk, name)
        file = opened(data, path)
    except RefusedPackage as refusal:
        problem = refusal.problem(below)
        raise HTTPException(422, message(problem, desk.t)) from None
    fields = fields_of_file(path, rules)
    folder = path.rpartition("/")[0]
    photos = tuple(
        sorted(
            each.rpartition("/")[2]
            for each in committed
            if each.rpartition("/")[0] == folder
            and f".{each.rpartition('.')[2].lower()}" in IMAGE_ENDINGS
            and each.rpartition("/")[2].encode() in data
        )
    )
    return _OpenFile(
        path=path,
        name=name,
        tip=tip.commit,
        file=file,
        groups=ask(fields, file.said, rules.choices),
        photos=photos,
    )


def _describes(path: str, committed: Mapping[str, str]) -> bool:
    """Whether a description that is not there yet has a table."""
    stem = path.rpartition(".")[0]
    return role(path) == "metadata" and any(
        role(each) == "table" and each.rpartition(".")[0] == stem for each in committed
    )


async def send_edit(
    desk: Desk, request: Request, visitor: Visitor, unit: str, turns: Turns
) -> Response:
    """Take an edit in, and lead to its item; one with photos waits for its turn."""
    if not visitor.may_write(unit):
        return message_page(desk, request, 403, _READER, visitor)
    most = await run_in_threadpool(_most, desk, unit, request.path_params["path"])
    if _length(request) <= TEXT_FORM or most == TEXT_FORM:
        return await _edit_sent(desk, request, visitor, unit, TEXT_FORM)
    try:
        async with turns.turn(visitor.mark or visitor.name):
            return await _edit_sent(desk, request, visitor, unit, most)
    except BusyError:
        busy = message_page(desk, request, 503, _BUSY, visitor)
        busy.headers["Retry-After"] = RETRY_S
        return busy


def _most(desk: Desk, unit: str, below: str) -> int:
    """How large the form for a file may be: it grows with the photos that the file names."""
    try:
        photos = len(_open(desk, unit, below).photos)
    except HTTPException:  # told when the form has been read and is genuine
        photos = 0
    return min(MAX_EDIT_FORM, TEXT_FORM + photos * PHOTO_FORM)


def _length(request: Request) -> int:
    """How many bytes are said to come; of what does not say it, more than any form has."""
    said = request.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdecimal() else MAX_EDIT_FORM


async def _edit_sent(
    desk: Desk, request: Request, visitor: Visitor, unit: str, most: int
) -> Response:
    """Read the form of an edit, and lead to its item."""
    form = await read_form(request, most, MAX_FIELDS)
    if not await desk.gate.genuine(request, form.get("token", "")):
        return message_page(desk, request, 403, STRANGE, visitor)
    below = request.path_params["path"]
    own = await run_in_threadpool(_open, desk, unit, below)
    if own.name != form.get("dasar", ""):
        return _refused(desk, request, visitor, RefusedPackage("K023"), below)
    rules = city_rules(desk.options.root)
    try:
        edit = Edit(
            unit=unit,
            path=below,
            base=own.name,
            tip=form.get("ujung", "")[:64],
            keys=_keys(own, form, fields=fields_of_file(own.path, rules)),
            body=_body(own, form),
            photos=_photos(own, form),
        )
    except ValueError:
        raise HTTPException(400) from None
    if edit.empty:
        return message_page(desk, request, 422, _SAME, visitor)
    title = next((q.value for q in own.groups[0].questions if q.key in {"judul", "title"}), "")
    return await _queued(desk, request, visitor, (unit, "ubah", title or below, written_edit(edit)))


def _keys(
    own: _OpenFile, form: Mapping[str, str], *, fields: tuple[Field, ...]
) -> tuple[EditedKey, ...]:
    answers: dict[str, str] = {}
    for question in (q for group in own.groups for q in group.questions):
        field = f"{_KEY}{question.name}"
        if question.odd:
            continue
        if question.widget == "ticks":
            if f"{field}{_TICK}" in form:
                ticked = (c for c in question.choices if f"{field}{_TICK}{c}" in form)
                answers[question.name] = " ".join(ticked)
        elif field in form:
            answers[question.name] = form[field]
    found = changes_of(fields, own.file.said, answers)
    return tuple(EditedKey(way=way, value=_as_value(value)) for way, value in found.items())


def _as_value(value: Said | None) -> str | list[str] | dict[str, str] | None:
    plain = list(value) if isinstance(value, tuple) else value
    return msgspec.convert(plain, str | list[str] | dict[str, str] | None)


def _body(own: _OpenFile, form: Mapping[str, str]) -> str | None:
    """The new text, None for one that is as it was; forms send other line ends."""
    if "isi" not in form or role(own.path) not in {"report", "page"}:
        return None
    text = form["isi"].replace("\r\n", "\n")
    before = own.file.body.replace("\r\n", "\n")
    if len(text.encode()) > MAX_TEXT:
        raise HTTPException(413)
    return None if text.strip("\n") == before.strip("\n") else text


def _photos(own: _OpenFile, form: Mapping[str, str]) -> dict[str, bytes]:
    """The new photos, which the form's script has drawn anew; raises ValueError."""
    found = {}
    for name in own.photos:
        if given := form.get(f"{_PHOTO}{name}", ""):
            try:
                found[name] = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
            except binascii.Error:
                raise ValueError from None
    return found


async def send_withdrawal(desk: Desk, request: Request, visitor: Visitor, unit: str) -> Response:
    """Take a withdrawal in, and lead to its item."""
    if not visitor.may_write(unit):
        return message_page(desk, request, 403, _READER, visitor)
    form = await read_form(request)
    if not await desk.gate.genuine(request, form.get("token", "")):
        return message_page(desk, request, 403, STRANGE, visitor)
    below = request.path_params["path"]
    reason, title = " ".join(form.get("alasan", "").split()), one_line(form.get("judul", ""))
    if not reason or not title or max(len(reason), len(title)) > MAX_REASON:
        return message_page(desk, request, 422, _REASON, visitor)
    own = Withdrawal(
        unit=unit,
        path=below,
        base=form.get("dasar", "")[:64],
        title=title,
        reason=reason,
        successor=form.get("pengganti", "").strip()[:300],
        tip=form.get("ujung", "")[:64],
    )
    return await _queued(desk, request, visitor, (unit, "cabut", title, written_withdrawal(own)))


async def _queued(
    desk: Desk, request: Request, visitor: Visitor, what: tuple[str, str, str, bytes]
) -> Response:
    """Store an item for good, and lead to it."""
    unit, act, title, data = what
    folder, reserve = desk.folder / FOLDER, desk.settings.reserve
    try:
        name, digest = await run_in_threadpool(keep_bytes, folder, data, ".json", reserve=reserve)
        new = NewItem(unit=unit, act=act, body=name, bytes=digest, title=one_line(title))
        number, _ = await run_in_threadpool(desk.store.add, new, now_text())
    except (LackingRoomError, OSError):
        return message_page(desk, request, 507, _FULL, visitor)
    desk.queue.wake()
    desk.gate.note(request, act, unit=unit, nomor=number)
    return RedirectResponse(f"/meja/kiriman/{number}", 303)


def _refused(
    desk: Desk, request: Request, visitor: Visitor, refusal: RefusedPackage, path: str
) -> Response:
    problem = refusal.problem(path)
    words = (message(problem, desk.t), hint(problem, desk.t))
    return message_page(
        desk, request, 409, (words[0][:1].upper() + words[0][1:], words[1]), visitor
    )
