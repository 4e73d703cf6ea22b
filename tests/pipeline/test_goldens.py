"""Two goldens for each article here, the model and the page, so that a failure says which of them moved.

`UPDATE_GOLDENS=1 make test` writes them again; read the difference before you commit it.
"""

from __future__ import annotations

import os
import pprint
from pathlib import Path

import pytest

from unstuck.article.model import Role
from unstuck.article.parse import read_document
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.article import article_page
from unstuck.pages.body import render_body
from unstuck.pages.site import Site, make_card

FIXTURES = Path(__file__).parent.parent / "fixtures"
ARTICLES = sorted((FIXTURES / "articles").glob("*.md"))
GOLDENS = FIXTURES / "goldens"


def hold(name: str, got: str) -> None:
    path = GOLDENS / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_model_is_as_it_was(path: Path) -> None:
    article = read_document(f"articles/{path.name}", path.read_bytes()).article
    assert article is not None
    hold(f"{path.stem}.model.txt", pprint.pformat(article, width=120) + "\n")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_page_is_as_it_was(path: Path) -> None:
    article = read_document(f"articles/{path.name}", path.read_bytes()).article
    assert article is not None
    body = render_body(article, Vocabulary())
    hold(f"{path.stem}.html", article_page(Site("Golden", feeds=()), Vocabulary(), make_card(article), body))


def test_one_article_has_every_role() -> None:
    article = read_document("a.md", (FIXTURES / "articles/ROLES_ALL_001.md").read_bytes()).article
    assert article is not None
    assert {section.role for section in article.walk()} == set(Role)


def test_no_golden_is_left_over() -> None:
    expected = {f"{path.stem}.{kind}" for path in ARTICLES for kind in ("model.txt", "html")}
    assert {path.name for path in GOLDENS.iterdir()} == expected
