"""An article's body: nothing of the author's is lost, and it stands in the order of a person in trouble."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from builder import FRONT, WORDS, Page, body_html, make_article

from unstuck.article.model import Article, Role
from unstuck.article.parse import read_document
from unstuck.pages.body import render_body

KB = Path(__file__).parents[2] / "kb"
ARTICLES = sorted(path.relative_to(KB).as_posix() for path in KB.rglob("*.md"))
TOLD_WITHOUT_HEADING = (Role.TLDR, Role.FIX_TIME, Role.PLATFORM)
SEED = """# Docker exec format error

> **TL;DR**: Container fails with `exec format error` → rebuild with `--platform`
> **Fix Time**: ~5 min | **Platform**: Any OS

---

Intro alpha.

## 💡 Context (optional)

**Root Cause**: Binaries for beta CPU.

**Anti-Pattern**: ✗ Gamma in production

## 🔍 This Is Your Problem If:

- [ ] Container exits after `docker run`
- [ ] Log says delta

**Where to Check**: `docker logs`

## ✅ SOLUTION (copy-paste)

### 🎯 Integration Pattern: [Build Phase — Dockerfile]

```bash
# Option A: Build for epsilon
docker build -t __IMAGE_NAME__ .  # VAR

# Option B: Build with zeta (recommended)
docker buildx build -t __IMAGE_NAME__ --push .  # VAR
```

### 📌 Versions:
- **Works**: Docker 20.10+

### ⚡ Critical (won't work without this):
- ✓ **flag** must be eta

## ✔️ Verification (<30 sec)

```bash
docker inspect __IMAGE_NAME__
```

**Expected**:
✓ Shows `amd64`

**If it didn't work** → see theta

## 🔄 Fallback

### Option 1: Use iota
```bash
docker run iota
```
**When**: cannot kappa | **Risks**: slow lambda

Text after the risks.

## My own chapter

Own mu.

### Fix for nu

Still xi.

---

**Applicable**: Docker omicron
**Frequency**: Very pi
"""


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def author_words(article: Article) -> Counter[str]:
    """All words of all blocks and of the headings that people read."""
    found = Counter[str]()
    for block in article.blocks():
        found += words(block.text)
    for section in article.walk():
        if section.role not in TOLD_WITHOUT_HEADING:
            found += words(section.title)
    return found


def assert_nothing_lost(article: Article) -> None:
    shown = words(Page(render_body(article, WORDS)).text)
    missing = author_words(article) - shown
    assert not missing, missing


@pytest.mark.parametrize("path", ARTICLES)
def test_no_word_of_an_article_of_ours_is_lost(path: str) -> None:
    article = read_document(path, (KB / path).read_bytes()).article
    assert article is not None
    assert_nothing_lost(article)


def test_no_word_is_lost_and_no_block_is_shown_twice() -> None:
    article = make_article(SEED)
    assert_nothing_lost(article)
    text = Page(render_body(article, WORDS)).text
    for word in (
        "alpha",
        "beta",
        "Gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "kappa",
        "lambda",
        "mu",
        "xi",
        "omicron",
        "pi",
    ):
        assert len(re.findall(rf"\b{word}\b", text)) == 1, word


def test_the_answer_stands_before_the_background() -> None:
    text = Page(body_html(SEED)).text
    order = [
        *("Rebuild with", "Log says delta", "docker logs", "zeta", "epsilon", "must be eta", "Docker 20.10+"),
        *("docker inspect", "Shows amd64", "theta", "iota", "Own mu", "beta CPU", "omicron", "Very pi"),
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places), sorted(zip(places, order, strict=True))


def test_the_recommended_option_is_first_and_marked() -> None:
    html = body_html(SEED)
    assert html.index("option recommended") < html.index('class="option"')
    assert ">Recommended<" in html


def test_what_proves_success_is_boxed_and_what_follows_is_not() -> None:
    html = body_html(SEED)
    box = html[html.index('class="box-ok"') :]
    box = box[: box.index("</section>")]
    assert "amd64" in box
    assert "theta" not in box


def test_symptoms_are_boxes_to_tick_with_labels() -> None:
    page = Page(body_html(SEED))
    labels = [node for node in page.all("label") if node.text.strip()]
    assert [label.text.strip() for label in labels] == ["Container exits after docker run", "Log says delta"]
    assert len([node for node in page.all("input") if node.attributes["type"] == "checkbox"]) == 2


def test_symptoms_without_boxes_get_them() -> None:
    page = Page(body_html("## Symptoms\n\n- It stops\n- It hangs\n\n## Fix\n\nTurn it on.\n"))
    assert len(page.all("input")) == 2


def test_a_plain_article_keeps_its_authors_order() -> None:
    article = make_article("# T\n\n## Zebra\n\nOne.\n\n### Deep\n\nTwo.\n\n## Ape\n\nThree.\n")
    assert article.plain
    text = Page(render_body(article, WORDS)).text
    assert text.index("One.") < text.index("Two.") < text.index("Three.")


def test_an_authors_own_chapters_are_not_taken_apart() -> None:
    text = Page(body_html("## Solution\n\nMain.\n\n## Kubernetes\n\n### Symptoms\n\nPods.\n\n### Fix\n\nDrain.\n")).text
    assert text.index("Kubernetes") < text.index("Pods.") < text.index("Drain.")


def test_context_is_folded_unless_it_is_all_there_is() -> None:
    assert '<details class="context">' in body_html(SEED)
    assert '<details class="context" open>' in body_html("## Cause\n\nThe moon.\n")


@pytest.mark.parametrize("text", [SEED, "## A\n\n##### B\n\ntext\n\n## Solution\n\n###### Option 1: C\n\ntext\n"])
def test_headings_never_skip_a_level(text: str) -> None:
    levels = [int(node.tag[1]) for node in Page(body_html(text)).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


def test_headings_have_prefixed_addresses_and_links_to_them_follow() -> None:
    html = body_html(
        "# T\n\n## Location\n\n"
        "See [there](#location), [other](../x/OTHER_CASE_002.md#fix-it), [id](kb:OTHER_CASE_003).\n"
    )
    assert 'id="h-location"' in html
    assert 'href="#h-location"' in html
    assert 'href="../OTHER_CASE_002/index.html#h-fix-it"' in html
    assert 'href="../OTHER_CASE_003/index.html"' in html


def test_the_error_box_marks_what_varies() -> None:
    html = body_html(
        "## Fix\n\nx\n", FRONT + "errors:\n  - 'open {file:path}: denied {{x}}'\n  - lines: ['one {n:int}', 'two']\n"
    )
    assert '<mark class="part" data-name="file" data-type="path">file</mark>: denied {x}' in html
    assert html.count('<span class="line">') == 3


def test_placeholders_are_listed_with_what_is_known_of_them() -> None:
    front = FRONT + "placeholders:\n  IMAGE_NAME: {description: 'Which image', example: 'a/b:1'}\n"
    page = Page(body_html("## Fix\n\n```bash\nrun __IMAGE_NAME__\n```\n", front))
    assert "Which image" in page.text
    assert "a/b:1" in page.text
    assert [node.attributes["data-name"] for node in page.all("mark")] == ["IMAGE_NAME"] * 2
