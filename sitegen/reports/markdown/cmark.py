"""cmark-gfm through its Python binding: a text's HTML, and the tree that it is made from.

The binding exposes no nodes and never frees a tree, 35 KB for a report and 2.5 GB for a city's
year (cmarkgfm 2025.10), so its library is called directly.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Literal, Self

from sitegen.errors import EngineError
from sitegen.model import Problem

EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
# Node types (cmark-gfm.h); those of tables are numbered when the library is loaded.
CODE_BLOCK, PARAGRAPH, HEADING = 0x8005, 0x8008, 0x8009
TEXT, SOFT_BREAK, LINE_BREAK, CODE, HTML = 0xC001, 0xC002, 0xC003, 0xC004, 0xC005
EMPHASIS, STRONG, LINK, IMAGE, FOOTNOTE_MARK = 0xC007, 0xC008, 0xC009, 0xC00A, 0xC00B

_KIND = "CMARK_NODE_"
_NODE, _BYTES, _NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
# Functions of a node: the result type, then the argument types after the node.
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "cmark_node_free": (None,),
    "cmark_node_first_child": (_NODE,),
    "cmark_node_next": (_NODE,),
    "cmark_node_parent": (_NODE,),
    "cmark_node_get_type": (_NUMBER,),
    "cmark_node_get_start_line": (_NUMBER,),
    "cmark_node_get_start_column": (_NUMBER,),
    "cmark_node_get_end_line": (_NUMBER,),
    "cmark_node_get_literal": (_BYTES,),
    "cmark_node_get_url": (_BYTES,),
    "cmark_node_get_fence_info": (_BYTES,),
    "cmark_node_get_fenced": (_NUMBER, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p),
    "cmark_node_set_url": (_NUMBER, _BYTES),
    "cmark_node_set_literal": (_NUMBER, _BYTES),
}


class SyntaxTree:
    """A parsed text, whose memory is freed at the end of the `with`.

    `root` is its root node for the functions of `library()`.
    """

    __slots__ = ("_parser", "_root", "root")

    def __init__(self, parser: Any, root: Any) -> None:
        self._parser, self._root = parser, root
        self.root = _address(root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        library().cmark_node_free(self.root)
        _binding()[1].parser_free(self._parser)

    def html(self) -> str:
        """Return the HTML of the tree as it is now; nothing is sanitised."""
        private, public = _binding()
        extensions = public.parser_get_syntax_extensions(self._parser)
        html = private.lib.cmark_render_html(self._root, _options(), extensions)
        try:
            return decoded(bytes(private.ffi.string(html)))
        finally:
            _result_free()(_address(html))


def decoded(given: bytes | None) -> str:
    """Return what the library gives as text, "" for nothing.

    For `&#65535;` and `&#65534;`, which are no characters, it writes single bytes that are no UTF-8.
    """
    return given.decode(errors="replace") if given else ""


def parsed(text: str) -> SyntaxTree:
    """Return the tree of a text, for use in a `with`.

    Raises EngineError (S034) when the library lacks a function.
    """
    library()
    _, public = _binding()
    parser = public.parser_new(_options())
    for extension in _extensions():
        public.parser_attach_syntax_extension(parser, extension)
    public.parser_feed(parser, text)
    return SyntaxTree(parser, public.parser_finish(parser))


@cache
def _binding() -> tuple[Any, Any]:
    """The binding's private part, with its C library, and its public one."""
    from cmarkgfm import _cmark, cmark

    return _cmark, cmark


@cache
def _options() -> int:
    known = _binding()[1].Options
    return int(known.CMARK_OPT_FOOTNOTES | known.CMARK_OPT_GITHUB_PRE_LANG)


@cache
def library() -> Any:
    """Return the binding's C library, with the types of the functions that are used here.

    Raises EngineError (S034) when one is missing: without `cmark_node_free` a city's build
    would fill the memory, and without the others nothing could be located.
    """
    try:
        # Most calls take less time than letting other threads run meanwhile.
        found = ctypes.PyDLL(_binding()[0].__file__)
    except OSError as error:
        raise _unusable(str(error)) from None
    for name, (result, *given) in _FUNCTIONS.items():
        try:
            function = getattr(found, name)
        except AttributeError:
            raise _unusable(name) from None
        function.restype, function.argtypes = result, (_NODE, *given)
    for name in ("TABLE_ROW", "STRIKETHROUGH"):
        try:
            ctypes.c_uint.in_dll(found, _KIND + name)
        except ValueError:
            raise _unusable(_KIND + name) from None
    _result_free()
    return found


@cache
def number(kind: Literal["TABLE_ROW", "STRIKETHROUGH"]) -> int:
    """Return the number of a node type that an extension adds; raises EngineError (S034)."""
    _extensions()  # loading them assigns the numbers
    return int(ctypes.c_uint.in_dll(library(), _KIND + kind).value)


@cache
def _extensions() -> tuple[Any, ...]:
    _, public = _binding()
    public.core_extensions_ensure_registered()
    return tuple(public.find_syntax_extension(name) for name in EXTENSIONS)


class _Allocator(ctypes.Structure):
    """The functions with which cmark allocates and frees memory."""

    _fields_ = (
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.c_void_p),
    )


@cache
def _result_free() -> Any:
    """Return the function that frees the memory of a result."""
    try:
        allocator = ctypes.CDLL(_binding()[0].__file__).cmark_get_default_mem_allocator
    except AttributeError:
        raise _unusable("cmark_get_default_mem_allocator") from None
    allocator.restype = ctypes.POINTER(_Allocator)
    return ctypes.CFUNCTYPE(None, ctypes.c_void_p)(allocator().contents.free)


def _address(pointer: Any) -> int:
    return int(_binding()[0].ffi.cast("uintptr_t", pointer))


def _unusable(missing: str) -> EngineError:
    return EngineError(problems=(Problem.of("S034", "", missing=missing),))
