"""Compare matchers on real pastes: `python bench/accuracy.py DATA [DATA …] [--svg FILE] [--only NAME,NAME]`.

DATA is a folder with articles.jsonl (id, title, body; errors or templates, in which {*} is a variable part; corpus,
category), queries.jsonl (query, answers: ids of which any is right) and negatives.jsonl (text, group). Several folders
are one knowledge base. Peers take part where they are installed: Whoosh, SQLite's FTS5, rapidfuzz, tantivy, and
MiniSearch (`npm install --prefix bench minisearch`).

top-1, recall@5: the right article is first, or among five. R@1%: the first hit is right and scores higher than all but
one in a hundred of the first hits that negatives get. match right/wrong/negatives: what the matcher calls a match.
The other tables are ours alone. Of all first hits with a confidence in a range, how many are right. Of the pastes of
each corpus, how many are answered with a match by a knowledge base without that corpus: those are nearly all false, and
harder than negatives, as they are real errors of other products. And what each term of the scorer is worth: the same
figures with its weight set to nought, the others as they are.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import math
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import Any

from unstuck_search.index.signature_text import text_of_signatures
from unstuck_search.matcher.matcher import ArticleContext, Matcher, Verdict, build_matcher
from unstuck_search.matcher.scorer import WEIGHTS, Features
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import TemplateError, escape

JSON = dict[str, Any]
WORD = re.compile(r"\w+")
MAX_FINDINGS = 20  # of a paste, that a term left out may put first
MAX_WORDS = 200  # of a paste, for peers that take a query of words
COLOURS = ("#0b6", "#36c", "#c63", "#939", "#777", "#a80")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Reply:
    """What an engine says to one paste: articles with scores, best first, and whether it calls that a match."""

    hits: list[tuple[str, float]]
    match: bool | None = None


Engine = Callable[[str], Reply]


def read(folders: list[Path], name: str) -> list[JSON]:
    """All records of one kind."""
    return [json.loads(line) for folder in folders for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]


def errors_of(article: JSON) -> list[str]:
    """The error strings of an article, variable parts as `{*}`."""
    return list(article.get("templates") or article.get("errors") or [])


def make_matcher(articles: list[JSON]) -> Matcher:
    """The matcher of this project over the articles."""
    signatures = []
    for article in articles:
        for number, text in enumerate(errors_of(article), 1):
            lines = [
                "{}".join(escape(part) for part in line.split("{*}")) for line in text.splitlines() if line.strip()
            ]
            with contextlib.suppress(TemplateError):
                signatures += [make_signature(article["id"], number, lines)] if lines else []
    contexts = {
        one["id"]: ArticleContext(one["title"], tuple(filter(None, (one.get("corpus"), one.get("category")))))
        for one in articles
    }
    bodies = {one["id"]: one["body"] for one in articles}
    return build_matcher(signatures, contexts, lambda: text_of_signatures(signatures, contexts, bodies).index)


def ours(articles: list[JSON]) -> Engine:
    """The matcher of this project as an engine."""
    matcher = make_matcher(articles)

    def ask(text: str) -> Reply:
        answer = matcher.match(text)
        return Reply([(hit.kb_id, hit.confidence) for hit in answer.hits], answer.verdict is Verdict.MATCH)

    return ask


def words_of(text: str) -> list[str]:
    """The distinct words of a paste."""
    return list(dict.fromkeys(word.lower() for word in WORD.findall(text)))[:MAX_WORDS]


def fts5(articles: list[JSON]) -> Engine:
    """SQLite's full text, BM25 with the title and the errors weighing more."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE kb USING fts5(id UNINDEXED, title, errors, body, tokenize='porter')")
    rows = [(one["id"], one["title"], "\n".join(errors_of(one)), one["body"]) for one in articles]
    base.executemany("INSERT INTO kb VALUES (?, ?, ?, ?)", rows)
    sql = "SELECT id, -bm25(kb, 0, 3, 3, 1) AS score FROM kb WHERE kb MATCH ? ORDER BY score DESC LIMIT 10"

    def ask(text: str) -> Reply:
        query = " OR ".join(f'"{word}"' for word in words_of(text))
        return Reply([(row[0], float(row[1])) for row in base.execute(sql, (query,))] if query else [])

    return ask


def whoosh(articles: list[JSON]) -> Engine:
    """Whoosh with BM25F."""
    from whoosh import fields, index, qparser

    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.TEXT(field_boost=3.0),
        errors=fields.TEXT(field_boost=3.0),
        body=fields.TEXT,
    )
    store = index.create_in(tempfile.mkdtemp(), schema)
    writer = store.writer()
    for one in articles:
        writer.add_document(id=one["id"], title=one["title"], errors="\n".join(errors_of(one)), body=one["body"])
    writer.commit()
    searcher = store.searcher()
    parser = qparser.MultifieldParser(["title", "errors", "body"], schema, plugins=[], group=qparser.OrGroup)

    def ask(text: str) -> Reply:
        found = searcher.search(parser.parse(" ".join(words_of(text))), limit=10)
        return Reply([(hit["id"], float(hit.score or 0)) for hit in found])

    return ask


def tantivy(articles: list[JSON]) -> Engine:
    """tantivy with BM25 over three fields."""
    import tantivy as peer

    builder = peer.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "errors", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    store = peer.Index(builder.build())
    writer = store.writer()
    for one in articles:
        errors = "\n".join(errors_of(one))
        writer.add_document(peer.Document(id=one["id"], title=one["title"], errors=errors, body=one["body"]))
    writer.commit()
    store.reload()
    searcher = store.searcher()

    def ask(text: str) -> Reply:
        words = " ".join(words_of(text))
        if not words:
            return Reply([])
        query = store.parse_query(words, ["title", "errors", "body"], field_boosts={"title": 3.0, "errors": 3.0})
        found = searcher.search(query, 10).hits
        return Reply([(searcher.doc(place)["id"][0], float(score)) for score, place in found])

    return ask


def rapidfuzz(articles: list[JSON]) -> Engine:
    """The likeness of each error string to the lines of the paste (the first and last five)."""
    from rapidfuzz import fuzz, process

    choices = [(one["id"], text) for one in articles for text in (*errors_of(one), one["title"]) if len(text) > 8]
    texts = [text.replace("{*}", " ") for _, text in choices]

    def ask(text: str) -> Reply:
        lines = [line for line in text.splitlines() if line.strip()]
        best: dict[str, float] = {}
        for line in dict.fromkeys([*lines[:5], *lines[-5:]]):
            for _, score, place in process.extract(line, texts, scorer=fuzz.token_set_ratio, limit=10):
                best[choices[place][0]] = max(score, best.get(choices[place][0], 0.0))
        return Reply(sorted(best.items(), key=lambda one: -one[1])[:10])

    return ask


def minisearch(articles: list[JSON]) -> Engine:
    """MiniSearch, the usual choice inside a browser, run by node."""
    peer = subprocess.Popen(
        ["node", str(HERE / "minisearch.cjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if peer.stdin is None or peer.stdout is None:
        raise OSError("node has no pipes")
    put, get = peer.stdin, peer.stdout
    fields = [
        {"id": one["id"], "title": one["title"], "errors": "\n".join(errors_of(one)), "body": one["body"]}
        for one in articles
    ]
    put.write(json.dumps(fields) + "\n")

    def ask(text: str) -> Reply:
        put.write(json.dumps(" ".join(words_of(text))) + "\n")
        put.flush()
        return Reply([(identity, float(score)) for identity, score in json.loads(get.readline())])

    return ask


def has(module: str) -> Callable[[], bool]:
    """Whether a Python package is installed."""
    return lambda: importlib.util.find_spec(module) is not None


PEERS: dict[str, tuple[Callable[[list[JSON]], Engine], Callable[[], bool]]] = {
    "Whoosh BM25F": (whoosh, has("whoosh")),
    "SQLite FTS5": (fts5, has("sqlite3")),
    "tantivy": (tantivy, has("tantivy")),
    "rapidfuzz": (rapidfuzz, has("rapidfuzz")),
    "MiniSearch": (minisearch, lambda: bool(shutil.which("node")) and (HERE / "node_modules" / "minisearch").is_dir()),
}


@dataclass(frozen=True)
class Run:
    """An engine's first hits: score and whether it is right for each positive, score for each negative."""

    name: str
    firsts: list[tuple[float, bool]]
    negatives: list[float]
    figures: dict[str, float | None]


def measure(name: str, engine: Engine, queries: list[JSON], negatives: list[JSON]) -> Run:
    """Ask an engine everything."""
    times, ranks, firsts, called = [], [], [], []
    for query in queries:
        started = time.perf_counter()
        reply = engine(query["query"])
        times.append((time.perf_counter() - started) * 1000)
        places = (place for place, (one, _) in enumerate(reply.hits, 1) if one in query["answers"])
        ranks.append(next(places, 0))
        firsts.append((reply.hits[0][1] if reply.hits else -1.0, ranks[-1] == 1))
        called.append(reply.match)
    false, false_called = [], []
    for negative in negatives:
        started = time.perf_counter()
        reply = engine(negative["text"])
        times.append((time.perf_counter() - started) * 1000)
        false.append(reply.hits[0][1] if reply.hits else -1.0)
        false_called.append(reply.match)
    times.sort()
    count = len(queries)
    bound = sorted(false, reverse=True)[len(false) // 100] if false else -1.0
    says = any(one is not None for one in called)
    figures = {
        "top-1": sum(rank == 1 for rank in ranks) / count,
        "recall@5": sum(0 < rank <= 5 for rank in ranks) / count,
        "R@1%": sum(right and score > bound for score, right in firsts) / count,
        "match right": sum(bool(one) and rank == 1 for one, rank in zip(called, ranks, strict=True)) / count
        if says
        else None,
        "wrong": sum(bool(one) and rank != 1 for one, rank in zip(called, ranks, strict=True)) / count
        if says
        else None,
        "negatives": sum(map(bool, false_called)) / max(1, len(negatives)) if says else None,
        "p50 ms": times[len(times) // 2],
        "p95 ms": times[int(len(times) * 0.95)],
    }
    return Run(name, firsts, false, figures)


def table(runs: list[Run]) -> Iterator[str]:
    """One line per engine."""
    heads = list(runs[0].figures)
    yield f"{'':14}" + "".join(f"{head:>12}" for head in heads)
    for run in runs:
        cells = (
            "–" if value is None else f"{value:.3f}" if head[:2] != "p5" and head[:2] != "p9" else f"{value:.1f}"
            for head, value in run.figures.items()
        )
        yield f"{run.name:14}" + "".join(f"{cell:>12}" for cell in cells)


def reliability(run: Run) -> Iterator[str]:
    """Confidence of first hits, negatives included, against the share that is right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for score, right in [*run.firsts, *((score, False) for score in run.negatives)]:
        if score >= 0:
            bins[min(9, int(score * 10))].append(right)
    yield "confidence   right   of"
    for low, found in sorted(bins.items()):
        yield f"{low / 10:.1f}–{(low + 1) / 10:.1f}      {sum(found) / len(found):5.2f} {len(found):5}"


def left_out(articles: list[JSON], queries: list[JSON]) -> Iterator[str]:
    """Pastes of each corpus put to the others' articles: how many are called a match."""
    corpora = sorted({one["corpus"] for one in queries if one.get("corpus")} & {one.get("corpus") for one in articles})
    yield "corpus left out   of   match"
    every = []
    for corpus in corpora:
        matcher = make_matcher([one for one in articles if one.get("corpus") != corpus])
        own = [one for one in queries if one.get("corpus") == corpus]
        called = [matcher.match(one["query"]).verdict is Verdict.MATCH for one in own]
        every += called
        yield f"{corpus:15} {len(own):4}  {sum(called) / len(own):6.3f}"
    yield f"{'all':15} {len(every):4}  {sum(every) / max(1, len(every)):6.3f}"


def terms(matcher: Matcher, queries: list[JSON], negatives: list[JSON]) -> Iterator[str]:
    """What top-1 and R@1% become where one term of the scorer counts nothing."""
    findings = [
        [(one.features, one.kb_id in query["answers"]) for one in matcher.weigh(query["query"])[:MAX_FINDINGS]]
        for query in queries
    ]
    false = [[one.features for one in matcher.weigh(negative["text"])[:MAX_FINDINGS]] for negative in negatives]

    def figures(without: str) -> tuple[float, float]:
        weights = WEIGHTS._replace(**{without: 0.0}) if without else WEIGHTS

        def value(features: Features) -> float:
            return sum(map(mul, features, weights))

        firsts = [max(found, key=lambda one: value(one[0])) for found in findings if found]
        tops = sorted((max(map(value, found)) for found in false if found), reverse=True)
        bound = tops[len(negatives) // 100] if tops else -math.inf
        right = [value(features) for features, good in firsts if good]
        return len(right) / len(queries), sum(one > bound for one in right) / len(queries)

    top, recall = figures("")
    yield f"without            top-1    R@1%   ({top:.3f} and {recall:.3f} with all)"
    for name in Features._fields:
        if getattr(WEIGHTS, name):
            one, other = figures(name)
            yield f"{name:17} {one - top:+.3f}  {other - recall:+.3f}"


def plot(runs: list[Run]) -> str:
    """Precision against recall as the bar for answering is lowered, negatives counted as wrong; an SVG."""
    size, edge = 420, 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge + 120} {size + 2 * edge}">',
        "<title>Precision and recall of the first hit</title><style>text {font: 13px sans-serif}</style>",
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#999"/>',
    ]
    for step in range(0, 11, 2):
        at = step / 10
        parts.append(f'<text x="{edge + at * size:.0f}" y="{edge + size + 18}" text-anchor="middle">{at}</text>')
        parts.append(f'<text x="{edge - 8}" y="{edge + size - at * size + 4:.0f}" text-anchor="end">{at}</text>')
    parts.append(f'<text x="{edge + size / 2}" y="{edge + size + 38}" text-anchor="middle">recall</text>')
    parts.append(f'<text x="{edge - 8}" y="{edge - 14}" text-anchor="end">precision</text>')
    for place, (run, colour) in enumerate(zip(runs, COLOURS, strict=False)):
        ranked = sorted([*run.firsts, *((score, False) for score in run.negatives)], key=lambda one: (-one[0], one[1]))
        right, points = 0, []
        for said, (_, good) in enumerate(ranked, 1):
            right += good
            x, y = edge + right / len(run.firsts) * size, edge + size - right / said * size
            points.append(f"{x:.1f},{y:.1f}")
        parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{edge + size + 12}" y="{edge + 16 + 20 * place}" fill="{colour}">{run.name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Read the data, ask every engine, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--svg", type=Path, help="also write a precision/recall plot here")
    parser.add_argument("--only", default="", help="peers to run, by name, comma-separated (`none` for ours alone)")
    options = parser.parse_args()
    articles, queries, negatives = (read(options.data, name) for name in ("articles", "queries", "negatives"))
    runs = [measure("unstuck", ours(articles), queries, negatives)]
    for name, (make, installed) in PEERS.items():
        if installed() and (not options.only or name in options.only.split(",")):
            runs.append(measure(name, make(articles), queries, negatives))
    print(f"{len(articles)} articles, {len(queries)} pastes, {len(negatives)} that nothing answers\n")
    print("\n".join(table(runs)), "\n")
    print("\n".join(reliability(runs[0])), "\n")
    print("\n".join(left_out(articles, queries)), "\n")
    print("\n".join(terms(make_matcher(articles), queries, negatives)))
    if options.svg:
        options.svg.write_text(plot(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
