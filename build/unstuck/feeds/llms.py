"""`/llms.txt` and `/llms-full.txt`: the knowledge base for language models, in the format of llmstxt.org.

Both carry the answer contract. Where one would be over its budget, it becomes a list of parts, one or several for each
category, under `/llms/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unstuck.feeds.about import About, one_line
from unstuck.feeds.bot_rules import ANSWER_CONTRACT
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.feeds.parts import part_name
from unstuck.wording import counted
from unstuck_search.partition import cut

MAX_LIST = 100_000
MAX_FULL = 500_000
LIST, FULL = "llms.txt", "llms-full.txt"
FULL_EVERY = 64  # articles of a part on average, which are larger than lines of a list
_HEADING = 300  # bytes of what precedes an article, about
# The format's own parser ends a name at the first bracket, escaped or not.
_NAME = str.maketrans("[]", "()")
_PROGRAMS = (
    ("errors.json", "Error templates to articles", "with commands, risks and placeholders; schema/errors-1.json"),
    ("kb.jsonl", "All sections as chunks", "one JSON object a line; schema/chunk-1.json"),
    ("feed.json", "What is new", "JSON Feed 1.1"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one category, by their entries of the errors feed. `slug` names its files."""

    title: str
    slug: str
    articles: Sequence[FeedArticle]


@dataclass(frozen=True, slots=True)
class FullPart:
    """A part of `llms-full.txt`, or all of it: its path, its title, and the ids of its articles."""

    path: str
    title: str
    ids: Sequence[str]


def llms_lists(about: About, groups: Sequence[Group], budget: int = MAX_LIST) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of `llms.txt` and of its parts; `groups` holds every article once."""
    head, end = _head(about), _more(about)
    rows = {group.slug: {one.kb_id: _row(about, LIST, one) for one in group.articles} for group in groups}
    if len(head) + len(end) + sum(len(row) for group in rows.values() for row in group.values()) <= budget:
        body = b"".join(_heading(group.title) + b"".join(rows[group.slug].values()) for group in groups)
        yield LIST, head + body + end
        return
    links = []
    for group in groups:
        room = budget - len(head) - len(_heading(_part_title(group.title, 9_999, 9_999)))
        own = {one.kb_id: _row(about, "llms/x.txt", one) for one in group.articles}
        parts = cut(((kb_id, len(row)) for kb_id, row in own.items()), room)
        for number, ids in enumerate(parts, 1):
            path = f"llms/{group.slug}{_suffix(number, ids)}.txt"
            title = _part_title(group.title, number, len(parts))
            links.append(_link(about, LIST, path, title, counted(len(ids), "article")))
            yield path, head + _heading(title) + b"".join(own[kb_id] for kb_id in ids)
    yield LIST, head + _heading("Categories") + b"".join(links) + end


def full_parts(
    about: About, groups: Sequence[tuple[str, str, Sequence[tuple[str, int]]]], budget: int = MAX_FULL
) -> list[FullPart]:
    """The parts of `llms-full.txt`, of which there is one where it is small. Each group is its title, its slug, and the
    ids of its articles with the bytes of their Markdown."""
    room = budget - len(_head(about))
    sized = [[(kb_id, size + _HEADING) for kb_id, size in articles] for _, _, articles in groups]
    if sum(size for articles in sized for _, size in articles) <= room:
        return [FullPart(FULL, "", [kb_id for articles in sized for kb_id, _ in articles])]
    found = []
    for (title, slug, _), articles in zip(groups, sized, strict=True):
        parts = cut(articles, room, FULL_EVERY)
        found += [
            FullPart(f"llms/{slug}-full{_suffix(number, ids)}.txt", _part_title(title, number, len(parts)), ids)
            for number, ids in enumerate(parts, 1)
        ]
    return found


def full_part(about: About, part: FullPart, articles: Iterable[tuple[FeedArticle, bytes]]) -> tuple[str, bytes]:
    """Path and contents of a part, given its articles' entries of the errors feed and their Markdown."""
    texts = (_article(about, part.path, *article) for article in articles)
    return part.path, _head(about) + b"".join(texts)


def full_index(about: About, parts: Sequence[FullPart]) -> tuple[str, bytes]:
    """Path and contents of the file that names the parts."""
    links = [_link(about, FULL, one.path, one.title, counted(len(one.ids), "article")) for one in parts]
    return FULL, _head(about) + _heading("Categories") + b"".join(links)


def _head(about: About) -> bytes:
    quote = f"> {one_line(about.description)}\n\n" if one_line(about.description) else ""
    return f"# {one_line(about.title)}\n\n{quote}{ANSWER_CONTRACT}".encode("utf-8", "replace")


def _more(about: About) -> bytes:
    programs = b"".join(_link(about, LIST, path, name, note) for path, name, note in _PROGRAMS)
    full = _link(about, LIST, FULL, "All articles in full", "or where to find them by category")
    return _heading("For programs") + programs + _heading("Optional") + full


def _heading(title: str) -> bytes:
    return f"\n## {one_line(title)}\n\n".encode("utf-8", "replace")


def _row(about: About, path: str, entry: FeedArticle) -> bytes:
    kb_id = entry.kb_id
    return _link(
        about, path, f"kb/{kb_id}.md" if about.twins else entry.url, entry.title, f"{kb_id}. {entry.tldr.text}"
    )


def _link(about: About, path: str, target: str, name: str, note: str) -> bytes:
    address = about.address(target, seen_from=path).replace("(", "%28").replace(")", "%29")
    return f"- [{one_line(name).translate(_NAME)}]({address}): {one_line(note)}\n".encode("utf-8", "replace")


def _article(about: About, path: str, entry: FeedArticle, markdown: bytes) -> bytes:
    address = about.address(entry.url, seen_from=path)
    return f"\n---\n\nkb_id: {entry.kb_id}\nurl: {address}\n\n".encode("utf-8", "replace") + markdown


def _suffix(number: int, ids: Sequence[str]) -> str:
    """What follows the name of a category; the first part goes without."""
    return "" if number == 1 else f"-{part_name(ids[0])}"


def _part_title(title: str, number: int, count: int) -> str:
    return f"{title} ({number} of {count})" if count > 1 else title
