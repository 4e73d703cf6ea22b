"""`/llms.txt` and `/llms-full.txt`: the knowledge base for language models, in the format of llmstxt.org.

Both carry the answer contract. Where one would be over its budget, it becomes a list of parts, one or several for each
category, under `/llms/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unstuck.feeds.about import About, one_line
from unstuck.feeds.bot_rules import ANSWER_CONTRACT
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.wording import counted

MAX_LIST = 100_000
MAX_FULL = 500_000
LIST, FULL = "llms.txt", "llms-full.txt"
# The format's own parser ends a name at the first bracket, escaped or not.
_NAME = str.maketrans("[]", "()")
_PROGRAMS = (
    ("errors.json", "Error templates to articles", "with commands, risks and placeholders; schema/errors-1.json"),
    ("kb.jsonl", "All sections as chunks", "one JSON object a line; schema/chunk-1.json"),
    ("feed.json", "What is new", "JSON Feed 1.1"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one category. `slug` names its files; each article is its entry of the errors feed and its
    Markdown."""

    title: str
    slug: str
    articles: Sequence[tuple[FeedArticle, bytes]]


def llms_files(
    about: About, groups: Sequence[Group], max_list: int = MAX_LIST, max_full: int = MAX_FULL
) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of all files of the format; `groups` holds every article once."""
    yield from _lists(about, groups, max_list)
    yield from _full(about, groups, max_full)


def _lists(about: About, groups: Sequence[Group], budget: int) -> Iterator[tuple[str, bytes]]:
    head, end = _head(about), _more(about)
    rows = {group.slug: [_row(about, LIST, entry) for entry, _ in group.articles] for group in groups}
    if len(head) + len(end) + sum(len(row) for group in rows.values() for row in group) <= budget:
        body = b"".join(_heading(group.title) + b"".join(rows[group.slug]) for group in groups)
        yield LIST, head + body + end
        return

    def room(group: Group) -> int:
        return budget - len(head) - len(_heading(_part_title(group.title, 9_999, 9_999)))

    links = []
    for group in groups:
        parts = _parts([_row(about, "llms/x.txt", entry) for entry, _ in group.articles], room(group))
        for number, part in enumerate(parts, 1):
            path = f"llms/{group.slug}{_suffix(number)}.txt"
            title = _part_title(group.title, number, len(parts))
            links.append(_link(about, LIST, path, title, counted(len(part), "article")))
            yield path, head + _heading(title) + b"".join(part)
    yield LIST, head + _heading("Categories") + b"".join(links) + end


def _full(about: About, groups: Sequence[Group], budget: int) -> Iterator[tuple[str, bytes]]:
    head = _head(about)
    if len(head) + sum(len(markdown) + 300 for group in groups for _, markdown in group.articles) <= budget:
        yield FULL, head + b"".join(_article(about, FULL, *article) for group in groups for article in group.articles)
        return
    links = []
    for group in groups:
        parts = _parts([_article(about, "llms/x.txt", *article) for article in group.articles], budget - len(head))
        for number, part in enumerate(parts, 1):
            path = f"llms/{group.slug}-full{_suffix(number)}.txt"
            title = _part_title(group.title, number, len(parts))
            links.append(_link(about, FULL, path, title, counted(len(part), "article")))
            yield path, head + b"".join(part)
    yield FULL, head + _heading("Categories") + b"".join(links)


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
    return _link(about, path, f"kb/{kb_id}.md", entry.title, f"{kb_id}. {entry.tldr.text}")


def _link(about: About, path: str, target: str, name: str, note: str) -> bytes:
    address = about.address(target, seen_from=path).replace("(", "%28").replace(")", "%29")
    return f"- [{one_line(name).translate(_NAME)}]({address}): {one_line(note)}\n".encode("utf-8", "replace")


def _article(about: About, path: str, entry: FeedArticle, markdown: bytes) -> bytes:
    address = about.address(entry.url, seen_from=path)
    return f"\n---\n\nkb_id: {entry.kb_id}\nurl: {address}\n\n".encode("utf-8", "replace") + markdown


def _parts(pieces: Sequence[bytes], budget: int) -> list[list[bytes]]:
    """Pieces in their order, in parts that keep to the budget; a piece that alone is over it has its own part."""
    parts: list[list[bytes]] = []
    size = 0
    for piece in pieces:
        if not parts or size + len(piece) > budget:
            parts.append([])
            size = 0
        parts[-1].append(piece)
        size += len(piece)
    return parts


def _suffix(number: int) -> str:
    return "" if number == 1 else f"-{number}"


def _part_title(title: str, number: int, count: int) -> str:
    return f"{title} ({number} of {count})" if count > 1 else title
