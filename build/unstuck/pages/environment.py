"""The template environment: escaping always on, an unknown name is an error."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages of one folder have in common: the scripts of their head, the bar at their top, their foot."""

    scripts: Markup
    top: Markup
    foot: Markup


@functools.lru_cache(maxsize=512)
def _frame(site: Site, path: str, here: str, scripts: tuple[str, ...], *, index: bool, rooted: bool) -> Frame:
    """The frame of pages in the folder of `path`. `here` names the part of the site that they belong to, `index` means
    its first page."""
    values = {
        "site": site,
        "to": _addresses(site, path, rooted=rooted),
        "here": here,
        "scripts": scripts,
        "index": index,
    }
    made = (render(f"{name}.html", site.language, **values) for name in ("scripts", "top", "foot"))
    return Frame(*map(Markup, made))


def _addresses(site: Site, path: str, *, rooted: bool) -> Callable[[str], str]:
    return (lambda target: site.root + target) if rooted else functools.partial(href, path)


def _folder_like(path: str) -> str:
    """A path from whose folder all that a frame names is reached as from this one's: of all articles it is the same."""
    folder, _, _ = path.rpartition("/")
    first, _, rest = folder.partition("/")
    return f"kb/{'x/' * (rest.count('/') + 1)}x" if first == "kb" and rest else f"{folder}/x".lstrip("/")


def render_page(template: str, site: Site, path: str, *, title: str, rooted: bool = False, **values: Any) -> str:
    """A whole page at a path of the site. `rooted` pages have addresses from the server's root, at whatever depth."""
    here, scripts = str(values.get("here", "")), tuple(values.get("scripts", ()))
    defaults: dict[str, Any] = {
        "description": "",
        "alternates": (),
        "data": Markup(""),
        "kind": "website",
        "frame": _frame(
            site, _folder_like(path), here, scripts, index=bool(here) and path == f"{here}/index.html", rooted=rooted
        ),
    }
    to = _addresses(site, path, rooted=rooted)
    return render(
        template,
        site.language,
        **{**defaults, "site": site, "path": path, "title": title, "to": to, "csp": CSP, **values},
    )
