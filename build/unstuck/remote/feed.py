"""A published errors feed put together again: `errors.json`, its parts, and the full text's terms.

All of it is data from elsewhere: each file must be of its schema and must hold what the file that names it says, so
that two builds are never mixed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from unstuck.errors import UsageError
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.json_data import JSON
from unstuck.remote.json_schema import SchemaError, check_shape
from unstuck.resources import schema_path

Get = Callable[[str, str], bytes]
MAX_PARTS = 10_000
MAX_TOTAL = 1024 * 1024 * 1024
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class RemoteFeed:
    """A whole feed, and how often each article holds each term, in the order of ids.

    `terms` is None where the feed names none, or where they could not be had; `trouble` says why then. `rules` are
    those that the site was made with, `terms_url` is the file of its terms, below the site.
    """

    feed: ErrorsFeed
    terms: tuple[tuple[str, Mapping[str, int]], ...] | None
    trouble: str = ""
    rules: JSON | None = None
    terms_url: str = ""


def read_remote_feed(address: str, data: bytes, get: Get) -> RemoteFeed:
    """A feed from its first file's bytes. `get` gives the bytes of another file by its path and digest; `address` is
    how messages name the feed.

    Raises:
        UsageError: it is not an errors feed, or one of its parts cannot be downloaded.
    """
    left = [MAX_TOTAL - len(data)]

    def checked(named: Mapping[str, str]) -> bytes:
        found = get(named["url"], named["sha256"])
        left[0] -= len(found)
        if left[0] < 0:
            raise UsageError(f"{address}: is larger than {MAX_TOTAL // 1024 // 1024} MB in all")
        if hashlib.sha256(found).hexdigest() != named["sha256"]:
            raise UsageError(f"{address}: {named['url']} is of another build; ask again in a moment")
        return found

    first = _read(address, data, "errors-1")
    feed = ErrorsFeed.from_json(first, tuple(_parts(address, first, "errors-1", checked)))
    _check_ids(address, feed)
    rules = first.get("rules")
    if "terms" not in first:
        return RemoteFeed(feed, None, rules=rules)
    named = first["terms"]
    try:
        terms = _terms(address, checked(named), {article.kb_id for article in feed.articles}, checked)
    except UsageError as error:
        return RemoteFeed(feed, None, str(error), rules, named["url"])
    return RemoteFeed(feed, terms, "", rules, named["url"])


def _terms(
    address: str, data: bytes, known: set[str], get: Callable[[Mapping[str, str]], bytes]
) -> tuple[tuple[str, Mapping[str, int]], ...]:
    first = _read(address, data, "terms-1")
    terms: dict[str, Mapping[str, int]] = {}
    for part in (first, *_parts(address, first, "terms-1", get)):
        for one in part["articles"]:
            if one["kb_id"] not in known or one["kb_id"] in terms:
                raise UsageError(f"{address}: the articles of its terms are not its own")
            if not all(type(count) is int and 0 < count <= _MOST for count in one["terms"].values()):
                raise UsageError(f"{address}: a term is held less than once")
            terms[one["kb_id"]] = one["terms"]
    return tuple(sorted(terms.items()))


def _parts(address: str, first: JSON, schema: str, get: Callable[[Mapping[str, str]], bytes]) -> Iterator[JSON]:
    named = first.get("parts", ())
    if len(named) > MAX_PARTS:
        raise UsageError(f"{address}: has more than {MAX_PARTS} parts")
    for one in named:
        yield _read(address, get(one), schema)


def _read(address: str, data: bytes, schema: str) -> JSON:
    try:
        found: JSON = json.loads(data)
        check_shape(found, json.loads(schema_path(schema).read_bytes()))
    except SchemaError as error:
        raise UsageError(f"{address}: no {schema.partition('-')[0]} feed of version 1: {error}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{address}: no JSON; is that the address of a published site?") from None
    return found


def _check_ids(address: str, feed: ErrorsFeed) -> None:
    known = {article.kb_id for article in feed.articles}
    fit = len(known) == len(feed.articles) and all(signature.kb_id in known for signature in feed.signatures)
    for one in feed.signatures:
        kb_id, mark, number = one.id.rpartition("#")
        fit = fit and bool(mark) and kb_id == one.kb_id
        if not fit or not (number.isascii() and number.isdigit() and len(number) < 9):
            raise UsageError(f"{address}: not an errors feed of version 1: {one.id[:80]} is not the id of an error")
    if not fit:
        raise UsageError(
            f"{address}: not an errors feed of version 1: ids of articles and errors do not fit each other"
        )
