"""cmark-gfm through its Python binding, with the memory given back that the binding forgets."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")


def gfm(text: str) -> str:
    """Return the HTML of GitHub-flavoured Markdown with footnotes; nothing is sanitised.

    The binding's own function keeps the tree and the result of every text for ever: 35 KB for a
    report, 2.5 GB for a year of a city (measured with cmarkgfm 2025.10).
    """
    from cmarkgfm import _cmark, cmark

    lib, known = _cmark.lib, cmark.Options
    options = int(known.CMARK_OPT_FOOTNOTES | known.CMARK_OPT_GITHUB_PRE_LANG)
    parser = cmark.parser_new(options)
    root = None
    try:
        for extension in _extensions():
            cmark.parser_attach_syntax_extension(parser, extension)
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        html = lib.cmark_render_html(root, options, cmark.parser_get_syntax_extensions(parser))
        try:
            return bytes(_cmark.ffi.string(html)).decode()
        finally:
            _release("cmark_default_free")(html)
    finally:
        if root is not None:
            _release("cmark_node_free")(root)
        cmark.parser_free(parser)


@cache
def _extensions() -> tuple[Any, ...]:
    from cmarkgfm import cmark

    cmark.core_extensions_ensure_registered()
    return tuple(cmark.find_syntax_extension(name) for name in EXTENSIONS)


class _Allocator(ctypes.Structure):
    """The functions by which cmark takes and gives back memory."""

    _fields_ = (
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.c_void_p),
    )


@cache
def _release(name: str) -> Callable[[Any], None]:
    """Return the function of the library that frees a tree (`cmark_node_free`) or a result.

    Where a build of the library does not show it, nothing is freed, as with the binding alone.
    """
    from cmarkgfm import _cmark

    cast = _cmark.ffi.cast
    take = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    try:
        library = ctypes.CDLL(_cmark.__file__)
        if name == "cmark_node_free":
            free = take((name, library))
        else:
            library.cmark_get_default_mem_allocator.restype = ctypes.POINTER(_Allocator)
            free = take(library.cmark_get_default_mem_allocator().contents.free)
    except (OSError, AttributeError):
        return lambda _: None
    return lambda pointer: free(int(cast("uintptr_t", pointer)))
