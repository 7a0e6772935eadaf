"""What a form of the desk sent, read with limits in one place."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_BYTES = 64 * 1024
MAX_FIELDS = 100
KIND = "application/x-www-form-urlencoded"


async def read_form(
    request: Request, most: int = MAX_BYTES, fields: int = MAX_FIELDS
) -> dict[str, str]:
    """Return the fields of a form, of each name the first; raises 413, 415 and 400."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        pairs = parse_qsl(
            data.decode("utf-8"), keep_blank_values=True, max_num_fields=fields, errors="strict"
        )
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found
