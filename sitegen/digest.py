"""Content digests, which name a version of some bytes."""

from __future__ import annotations

from hashlib import blake2b, sha256

DIGEST_LENGTH = 32


def digest(*parts: bytes | str) -> str:
    """Return 32 hexadecimal digits that stand for the parts in this order.

    Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    """
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def content_digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal, as published beside downloads."""
    return sha256(data).hexdigest()
