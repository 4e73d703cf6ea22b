"""Error signatures as HTML: what stays the same in plain mono, what varies with the yellow thread."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from markupsafe import Markup, escape

from unstuck_search.signatures.template import Literal, TemplateError, parse


def signature_html(lines: Sequence[str]) -> Markup:
    """The lines of a signature, one element each."""
    return Markup("").join(Markup('<span class="line">{}</span>\n').format(template_html(line)) for line in lines)


@functools.lru_cache(maxsize=4096)
def template_html(template: str) -> Markup:
    """One line: variable parts are marks that show their names. A broken template is shown as written."""
    try:
        parts = parse(template).parts
    except TemplateError:
        return escape(template)
    return Markup("").join(
        escape(part.text)
        if isinstance(part, Literal)
        else Markup('<mark class="part" data-name="{}" data-type="{}">{}</mark>').format(
            part.name, part.type, part.name or "…"
        )
        for part in parts
    )


def sort_words(lines: Sequence[str]) -> str:
    """What an A–Z list of signatures is sorted by: the text without what varies in front."""
    text = lines[0] if lines else ""
    try:
        literals = [part.text for part in parse(text).parts if isinstance(part, Literal)]
    except TemplateError:
        literals = [text]
    return " ".join(literals).casefold().lstrip(" \t.,:;!?\"'`([{<#*/\\-_=+~|>&%$@^…")


def letter(words: str) -> str:
    """The heading under which a list has a signature, given its `sort_words`: a letter, or `0–9` for the rest."""
    first = words[:1].upper()
    return first if first.isalpha() else "0–9"
