"""The errors feed and its terms in parts of any size, as a build cuts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from unstuck.feeds import terms_json
from unstuck.feeds.errors_feed import ErrorsFeed, FeedSignature
from unstuck.feeds.errors_files import errors_file, errors_index, errors_part, errors_size
from unstuck.feeds.parts import listed_part
from unstuck.feeds.terms_json import terms_file, terms_path
from unstuck.json_data import JSON
from unstuck.output import file_digest
from unstuck_search.partition import cut


def errors_files(
    feed: ErrorsFeed, inputs: Mapping[str, JSON], terms: Mapping[str, str] | None = None, *, max_file: int
) -> Iterator[tuple[str, bytes]]:
    """Paths and contents: one file, or an index without articles that names its parts.

    `inputs` are `confidence_inputs`; `terms` refers to the full text's terms.
    """
    by_article: dict[str, list[FeedSignature]] = defaultdict(list)
    for signature in feed.signatures:
        by_article[signature.kb_id].append(signature)
    known = {article.kb_id: (article, by_article[article.kb_id]) for article in feed.articles}
    parts = cut(((kb_id, errors_size(*known[kb_id])) for kb_id in known), max_file)
    if len(parts) == 1:
        yield errors_file(feed.title, feed.base_url, [known[kb_id] for kb_id in parts[0]], inputs, terms)
        return
    listed = []
    for ids in parts:
        path, data = errors_part(feed.title, feed.base_url, [known[kb_id] for kb_id in ids], inputs)
        errors = sum(len(by_article[kb_id]) for kb_id in ids)
        listed.append(listed_part(path, file_digest(data), ids) | {"errors": errors})
        yield path, data
    yield errors_index(feed.title, feed.base_url, listed, terms)


def terms_files(articles: Iterable[tuple[str, str]], max_file: int) -> Iterator[tuple[str, bytes]]:
    """Paths and contents, `terms.json` the last of them: one file, or an index that names its parts.

    `articles` are ids in order, each with its article's `term_weights` as JSON.
    """
    terms = dict(articles)
    parts = cut(((kb_id, len(found)) for kb_id, found in terms.items()), max_file)
    if len(parts) == 1:
        yield terms_json.NAME, terms_file(terms.items())
        return
    listed = []
    for ids in parts:
        path, data = terms_path(ids[0]), terms_file((kb_id, terms[kb_id]) for kb_id in ids)
        listed.append(listed_part(path, file_digest(data), ids))
        yield path, data
    yield terms_json.NAME, terms_file((), listed)
