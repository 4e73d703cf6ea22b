"""The template environment: escaping always on, an unknown name is an error."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from unstuck.addresses import href
from unstuck.pages.catalog import Catalog, direction, load_catalog
from unstuck.pages.site import Site
from unstuck.resources import templates_path

CSP = Markup(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'none'; base-uri 'none'; form-action 'self'"
)


@functools.cache
def environment(folder: Path, language: str) -> Environment:
    """The environment of one folder of templates and one language; compiled templates are kept with it.

    Templates know `t` (a text of the catalogue), `named` (what a level is called) and `direction`; where the texts are
    of another language than the site, `own` marks what is of the site's, `ours` what is of theirs.
    """
    catalog = load_catalog(language)
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals |= {
        "t": catalog.markup,
        "named": catalog.label,
        "direction": direction(language),
        "own": language_mark(catalog, language),
        "ours": language_mark(catalog, catalog.language),
    }
    return made


def language_mark(catalog: Catalog, language: str) -> Markup:
    """A `lang` attribute for parts of a page, where its texts are of another language than the site."""
    return Markup("") if catalog.own else Markup(' lang="{}"').format(language)


def render(template: str, language: str, **values: Any) -> str:
    """A template in a language filled with values."""
    return environment(templates_path(), language).get_template(template).render(**values)


def render_page(template: str, site: Site, path: str, *, title: str, rooted: bool = False, **values: Any) -> str:
    """A whole page at a path of the site. `rooted` pages have addresses from the server's root, at whatever depth."""

    def to(target: str) -> str:
        return site.root + target if rooted else href(path, target)

    defaults: dict[str, Any] = {
        "description": "",
        "alternates": (),
        "data": Markup(""),
        "kind": "website",
        "here": "",
        "scripts": (),
    }
    return render(
        template,
        site.language,
        **{**defaults, "site": site, "path": path, "title": title, "to": to, "csp": CSP, **values},
    )
