"""`/findings/`: what each finding of `unstuck check` means, for the people who keep the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from unstuck.addresses import FINDINGS_PATH
from unstuck.finding import Rule
from unstuck.pages.catalog import load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.site import Site


def findings_page(site: Site, rules: Sequence[Rule]) -> str:
    """One entry for each rule, at the anchor that reports link to; the explanations are in English."""
    catalog = load_catalog(site.language)
    return render_page(
        "findings.html",
        site,
        FINDINGS_PATH,
        title=catalog.text("findings.title"),
        description=catalog.text("findings.about"),
        here="health",
        rules=rules,
        prose=_prose,
    )


def _prose(text: str) -> Markup:
    """Text with code spans."""
    parts = (
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(text.split("`"))
    )
    return Markup("").join(parts)
