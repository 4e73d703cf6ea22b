"""What an edit changes of the matcher's rows.

An article's entries come and go with its words and pairs. Where the number of articles that hold one of these passes to
another step (`weights.py`), all entries with it are weighed again; nothing else depends on other articles.
"""

from __future__ import annotations

import sqlite3
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from unstuck_search.index.anchors import anchors_of
from unstuck_search.index.article_terms import ArticleTerms, title_codes
from unstuck_search.index.build import article_patterns, context_words, weigh_context
from unstuck_search.index.file.articles import IndexedArticle
from unstuck_search.index.file.posting_rows import Held, PairRows, WordRows
from unstuck_search.index.file.tables import (
    WORDS,
    Sums,
    article_sum,
    article_terms_data,
    code_digest,
    entry_data,
    entry_digest,
    packed,
    read_article_terms,
    read_entry,
    read_numbers,
    shown_data,
    signature_data,
)
from unstuck_search.index.layout import home_of
from unstuck_search.index.pattern import Pattern, WeightedPattern, weigh_pattern
from unstuck_search.index.postings import PLACES, article_of, posting, reference
from unstuck_search.index.weights import context_weight, holding_step
from unstuck_search.partition import shard_of
from unstuck_search.rules import Rules

MOST = 0.25  # of all entries, to be weighed again: beyond it, writing the file whole is less work

Articles = Mapping[int, IndexedArticle]  # by number


class MatcherChange:
    """The rows of words, pairs, codes, entries and articles while some articles are exchanged for others.

    `size` is the step of the knowledge base's size, which must not change with it; `shards` is how many shards words
    lie in.
    """

    def __init__(self, base: sqlite3.Connection, rules: Rules, size: int, shards: int) -> None:
        self._base, self._rules, self._size, self._shards = base, rules, size, shards
        self._sums = Sums(base)
        self._words = WordRows(base, self._sums, shards, size, rules)
        self._pairs = PairRows(base, self._sums, shards, size, self._words)

    def apply(self, gone: Articles, come: Articles, entries: int) -> int | None:
        """Change the rows of a file with so many entries. Returns how many it has now; None, with nothing done, where
        so many are to be weighed again that the file is better written whole."""
        old, new = (dict(self._patterns(articles)) for articles in (gone, come))
        for one in [one for one, pattern in old.items() if new.get(one) == pattern]:
            del old[one], new[one]
        touched = self._affected(old, new)
        if len(touched) > MOST * (entries + len(new)):
            return None
        changed = self._weigh(old, new, touched)
        self._words.write()
        self._pairs.write()
        self._write_entries(old, changed)
        self._write_signatures(old, new)
        terms = self._write_contexts(gone, come)
        self._write_codes(gone, come)
        self._write_articles(gone, come, terms, {*map(article_of, old), *map(article_of, changed)})
        self._sums.write()
        return entries - len(old) + len(new)

    def _patterns(self, articles: Articles) -> Iterator[tuple[int, Pattern]]:
        for number, one in articles.items():
            patterns = article_patterns(one.signatures, one.id, one.context, self._rules)
            yield from ((reference(number, place), pattern) for place, pattern in enumerate(patterns))

    def _affected(self, old: Mapping[int, Pattern], new: Mapping[int, Pattern]) -> set[int]:
        """The entries to be weighed: new ones, and those with a word or pair that is worth something else now."""
        for one, pattern in old.items():
            for row in self._rows(pattern):
                row.held.pop(one, None)
        for one, pattern in new.items():
            for row in self._rows(pattern):
                row.held[one] = 0
        affected = set(new)
        for row in chain(self._words.rows.values(), self._pairs.rows.values()):
            if row.passed_step():
                affected |= row.held.keys()
        return affected

    def _rows(self, pattern: Pattern) -> Iterator[Held]:
        yield from (self._words.row(word) for word in dict.fromkeys(pattern.words))
        yield from (self._pairs.row(pair) for pair in pattern.pair_names())

    def _weigh(
        self, old: Mapping[int, Pattern], new: Mapping[int, Pattern], affected: Iterable[int]
    ) -> dict[int, WeightedPattern]:
        """Weigh entries, and put them where their words lead. Returns those that are to be written."""
        changed = {}
        before = {one: self._entry(one) for one in {*old, *affected}}
        for one in sorted(affected):
            former = before[one]
            pattern = new.get(one, former)
            assert pattern is not None  # noqa: S101  (what rows lead to is there)
            weighed = weigh_pattern(pattern, self._words, self._pairs)
            if weighed == former:
                continue
            changed[one] = weighed
            here = self._posting(one, weighed)
            if one in new or former is None or here != self._posting(one, former):
                for row in self._rows(weighed):
                    row.held[one] = here
        for one in sorted({*old, *changed}):
            had, has = _led_to_by(before[one]), _led_to_by(changed.get(one))
            if had != has:
                self._lead(one, had, stays=False)
                self._lead(one, has, stays=True)
        return changed

    def _posting(self, one: int, entry: WeightedPattern) -> int:
        return posting(one, entry.literal_bits, home_of(one, anchors_of(entry), self._shards))

    def _entry(self, one: int) -> WeightedPattern | None:
        row = self._base.execute("SELECT data FROM entry WHERE key = ?", (one,)).fetchone()
        return read_entry(row[0]) if row else None

    def _lead(self, one: int, anchors: list[str] | None, *, stays: bool) -> None:
        """Let an entry's anchors lead to it, or no more."""
        if anchors:
            groups = self._words.row(anchors[0]).groups
            group = groups[anchors[1] if len(anchors) > 1 else ""]
            if stays:
                insort(group, one)
            else:
                group.remove(one)
        elif anchors is not None:
            change = "INSERT INTO unanchored VALUES (?)" if stays else "DELETE FROM unanchored WHERE key = ?"
            self._base.execute(change, (one,))

    def _write_entries(self, old: Iterable[int], changed: Mapping[int, WeightedPattern]) -> None:
        for one in {*old, *changed}:
            row = self._base.execute("SELECT shard, data FROM entry WHERE key = ?", (one,)).fetchone()
            if row:
                self._sums.add(WORDS, row[0], -entry_digest(one, row[1]))
                self._base.execute("DELETE FROM entry WHERE key = ?", (one,))
        for one, entry in changed.items():
            shard, data = home_of(one, anchors_of(entry), self._shards), entry_data(entry)
            self._sums.add(WORDS, shard, entry_digest(one, data))
            self._base.execute("INSERT INTO entry VALUES (?, ?, ?)", (one, shard, data))

    def _write_signatures(self, old: Mapping[int, Pattern], new: Mapping[int, Pattern]) -> None:
        gone = [(one.signature.id,) for one in old.values() if not one.title]
        self._base.executemany("DELETE FROM signature WHERE key = ?", gone)
        own = [one.signature for one in new.values() if not one.title]
        self._base.executemany("INSERT INTO signature VALUES (?, ?)", [(one.id, signature_data(one)) for one in own])

    def _write_contexts(self, gone: Articles, come: Articles) -> dict[int, ArticleTerms]:
        """Change which articles have which words in product and title. Returns the terms that are to be written."""
        had, has = (
            _numbers_by(articles, lambda one: chain(*context_words(one.id, one.context))) for articles in (gone, come)
        )
        weights: dict[str, float] = {}
        affected: set[int] = set()
        for word in had.keys() | has.keys():
            row = self._base.execute("SELECT numbers FROM context WHERE key = ?", (word,)).fetchone()
            before = set(read_numbers(row[0])) if row else set()
            after = before - had.get(word, set()) | has.get(word, set())
            weights[word] = context_weight(word, len(after), self._size, self._rules) if after else 0.0
            if not after:
                self._base.execute("DELETE FROM context WHERE key = ?", (word,))
            elif after != before:
                change = (word, packed("I", sorted(after)))
                self._base.execute("INSERT OR REPLACE INTO context VALUES (?, ?)", change)
            if holding_step(len(before)) != holding_step(len(after)):
                affected |= after
        terms = {}
        for number, one in come.items():
            codes = title_codes(one.context.title, self._rules)
            terms[number] = weigh_context(*context_words(one.id, one.context), codes, weights)
        for number in affected - come.keys():
            (data,) = self._base.execute("SELECT terms FROM article WHERE key = ?", (number,)).fetchone()
            known = read_article_terms(data)
            own = {**known.product, **known.title, **{word: weights[word] for word in weights}}
            terms[number] = weigh_context(known.product, known.title, known.codes, own)
        return terms

    def _write_codes(self, gone: Articles, come: Articles) -> None:
        had, has = (
            _numbers_by(articles, lambda one: title_codes(one.context.title, self._rules)) for articles in (gone, come)
        )
        for code in had.keys() | has.keys():
            key = (shard_of(code, self._shards), code)
            row = self._base.execute("SELECT numbers FROM code WHERE shard = ? AND key = ?", key).fetchone()
            before = set(read_numbers(row[0])) if row else set()
            after = before - had.get(code, set()) | has.get(code, set())
            if row:
                self._sums.add(WORDS, key[0], -code_digest(code, row[0]))
            if after:
                data = packed("I", sorted(after))
                self._sums.add(WORDS, key[0], code_digest(code, data))
                self._base.execute("INSERT OR REPLACE INTO code VALUES (?, ?, ?)", (*key, data))
            else:
                self._base.execute("DELETE FROM code WHERE shard = ? AND key = ?", key)

    def _write_articles(
        self, gone: Articles, come: Articles, terms: Mapping[int, ArticleTerms], changed: Iterable[int]
    ) -> None:
        """Change the rows of articles: of those that went and came, and of those whose terms or entries changed."""
        self._base.executemany("DELETE FROM article WHERE key = ?", [(number,) for number in gone.keys() - come.keys()])
        for number, one in come.items():
            row = (number, one.id, b"", article_terms_data(terms[number]), shown_data(one.shown))
            self._base.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)", row)
        for number in terms.keys() - come.keys():
            row_of = (article_terms_data(terms[number]), number)
            self._base.execute("UPDATE article SET terms = ? WHERE key = ?", row_of)
        for number in {*changed, *terms}:
            held = self._base.execute("SELECT terms FROM article WHERE key = ?", (number,)).fetchone()
            if held:
                own = self._base.execute(
                    "SELECT key, data FROM entry WHERE key BETWEEN ? AND ? ORDER BY key",
                    (reference(number, 0), reference(number, PLACES - 1)),
                )
                total = article_sum(held[0], (entry_digest(one, data) for one, data in own))
                self._base.execute("UPDATE article SET sum = ? WHERE key = ?", (total, number))


def _numbers_by(articles: Articles, keys: Callable[[IndexedArticle], Iterable[str]]) -> dict[str, set[int]]:
    """The numbers of the articles that have each key."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, one in articles.items():
        for key in keys(one):
            found[key].add(number)
    return found


def _led_to_by(entry: WeightedPattern | None) -> list[str] | None:
    """The anchors of an entry, none where it is tried everywhere; None where nothing leads to it."""
    anchors = anchors_of(entry) if entry else []
    return anchors if anchors or (entry and entry.signature.templates[0].literals) else None
