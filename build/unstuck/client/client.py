"""A client of a published knowledge base, in one file: it reads the site's feeds once and then answers by itself.

    from unstuck_client import Client

    kb = Client("https://example.org/kb/")        # or the folder of a built site
    answer = kb.match(open("build.log").read())   # what `unstuck match --format json` prints
    if answer["verdict"] == "match":
        print(kb.article(answer["hits"][0]["kb_id"])["tldr"]["action"])

`clients/unstuck_client.py` is this module with all that it needs of the others (`unstuck.client.make` makes it).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from unstuck.errors import UnstuckError, UsageError
from unstuck.feeds.errors_json import read_contexts, read_signatures
from unstuck.json_data import JSON
from unstuck.lookup.answer_json import answer_json
from unstuck.remote.cache import feed_address
from unstuck.remote.feed import read_remote_feed
from unstuck.remote.fetch import MAX_BYTES, fetch
from unstuck.terminal.text import safe_line
from unstuck_search.fulltext.text_index import build_text_index
from unstuck_search.matcher.matcher import build_matcher
from unstuck_search.rules import RULES
from unstuck_search.signatures.template import TemplateError

MAX_PASTE = 128 * 1024 * 1024


class Client:
    """The matcher of one published knowledge base: a site's address, or the folder or `errors.json` of a built one.

    `warning` says why answers may differ from the site's own; empty where they do not. Patterns come from this file
    alone: a site's regular expressions are not run.

    Raises:
        UnstuckError: the feeds cannot be downloaded or are not valid; the message says why.
    """

    def __init__(self, kb: str) -> None:
        remote = "://" in kb
        address = feed_address(kb) if remote else str(_feed_file(kb))

        def get(path: str, _: str) -> bytes:
            if remote:
                return fetch(urljoin(address, path)).data or b""
            return _read_file(Path(address).parent / path)

        found = read_remote_feed(address, get(address if remote else Path(address).name, ""), get)
        fulltext = build_text_index(found.terms or ())
        try:
            self._matcher = build_matcher(
                read_signatures(found.feed.signatures), read_contexts(found.feed.articles), lambda: fulltext
            )
        except TemplateError as error:
            raise UsageError(f"{address}: holds a broken template: {error}") from None
        self._by_id = {one.kb_id: one for one in found.feed.articles}
        self._articles = {kb_id.casefold(): article for kb_id, article in self._by_id.items()}
        self.warning = found.trouble
        if found.terms is None and not found.trouble:
            self.warning = f"{address}: names no full-text terms"
        if found.rules is not None and found.rules != json.loads(RULES.read_text(encoding="utf-8")):
            self.warning = f"{address}: was made with other rules than this client; the site publishes its own client"

    def match(self, text: str) -> JSON:
        """The answer to a pasted text, as `unstuck match --format json` prints it."""
        return answer_json(self._matcher.match(text), self._by_id)

    def article(self, kb_id: str) -> JSON | None:
        """What `errors.json` says of an article, by its id without regard to case; None where there is none."""
        article = self._articles.get(kb_id.casefold())
        return None if article is None else article.to_json()


def _feed_file(kb: str) -> Path:
    path = Path(kb)
    return path / "errors.json" if path.is_dir() else path


def _read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > limit:
        raise UsageError(f"{path}: is larger than {limit // 1024 // 1024} MB")
    return data


def main(arguments: list[str]) -> int:
    """The command line: prints the answer as JSON. 0 found (a match, or a most likely article), 1 not, 2 error."""
    parser = argparse.ArgumentParser(description="Find the article for an error in FILE or on standard input.")
    parser.add_argument("--kb", required=True, metavar="URL|DIR", help="a published site, or the folder of one")
    parser.add_argument("file", nargs="?", default="-", metavar="FILE|-")
    asked = parser.parse_args(arguments)
    try:
        client = Client(asked.kb)
        if client.warning:
            print(f"unstuck: {safe_line(client.warning)}", file=sys.stderr)  # noqa: T201  (this file is a command)
        data = sys.stdin.buffer.read(MAX_PASTE) if asked.file == "-" else _read_file(Path(asked.file), MAX_PASTE)
    except UnstuckError as error:
        print(f"unstuck: {safe_line(str(error))}", file=sys.stderr)  # noqa: T201  (this file is a command)
        return 2
    answer = client.match(data.decode("utf-8", "replace"))
    return _write(sys.stdout.buffer, answer) or (0 if answer["verdict"] == "match" or answer["likely"] else 1)


def _write(out: BinaryIO, answer: JSON) -> int:
    try:
        out.write((json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
        out.flush()
    except OSError:
        return 2
    return 0
