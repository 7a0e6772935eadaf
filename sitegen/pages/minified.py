"""Pages without what no browser needs: spaces between blocks, quotation marks, tags that may be left out."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.model import Output

_PAGE = b"<!doctype html"


def minified(output: Output) -> Output:
    """Return a page of ours as small as it gets with equal text, ids and links; any other file as it is.

    A page that somebody else made, such as the proof for a search engine, is sent as it was given.
    """
    if not output.path.endswith(".html") or output.body[: len(_PAGE)].lower() != _PAGE:
        return output
    import minify_html

    # What else the library offers is no valid HTML, or takes away what old readers look for.
    text = minify_html.minify(
        output.body.decode(), keep_html_and_head_opening_tags=True, keep_input_type_text_attr=True
    )
    return replace(output, body=text.encode())
