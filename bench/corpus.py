"""A corpus for timing builds: articles of about a hundred lines and 3.6 KB, of words as unevenly frequent as in prose.

`python bench/corpus.py ARTICLES FOLDER [SEED]` writes one.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

_SYLLABLES = "ba con de er fi gra in ka lo mor net o per qui ro ser ta un ver wi xe yo zu tion sys pro".split()
_TOOLS = "docker git npm kubernetes python ssh nginx postgres terraform systemd gradle redis".split()
_SECTIONS = (
    ("This Is Your Problem If", "- [ ] {sentence}", 4),
    ("Where to Check", "- {sentence}", 3),
    ("Incident Context", "{sentence} {sentence} {sentence}", 2),
    ("Solution", "{sentence}", 2),
    ("Verification", "{sentence}", 1),
    ("Prevention", "- {sentence}", 4),
)


class Writer:
    """Writes articles from one chain of random numbers."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = ["".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(1, 4))) for _ in range(20_000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]

    def words(self, least: int, most: int) -> str:
        """Some words, frequent ones more often (Zipf's law)."""
        count = self._chance.randint(least, most)
        return " ".join(self._chance.choices(self._words, self._weights, k=count))

    def sentence(self) -> str:
        """A sentence."""
        return f"{self.words(8, 16).capitalize()}."

    def article(self, number: int, count: int) -> str:
        """The article of a number, in a corpus of so many."""
        tool = self._chance.choice(_TOOLS)
        errors = [f"{tool}: {self.words(3, 7)} {{path}} {self.words(1, 3)}" for _ in range(self._chance.randint(1, 8))]
        related = self._chance.sample(range(1, count + 1), k=min(count, 2))
        lines = [
            "---",
            f"kb_id: BENCH_{number:06d}",
            f"category: area{number % 12}",
            "platform: linux",
            f"technologies: [{tool}]",
            f"complexity: {1 + number % 5}",
            f"criticality: {('low', 'medium', 'high', 'critical')[number % 4]}",
            f"created: 2026-0{1 + number % 9}-0{1 + number % 8}",
            f"tags: [{tool}, {self._chance.choice(self._words[:400])}]",
            f"related_kb: [{', '.join(f'BENCH_{one:06d}' for one in related if one != number)}]",
            "errors:",
            *(f"  - '{error}'" for error in errors),
            "---",
            f"\n# {self.words(4, 9).capitalize()}\n",
            f"> **TL;DR**: {self.sentence()} → {self.sentence()}\n",
        ]
        for heading, shape, times in _SECTIONS:
            lines.append(f"## {heading}\n")
            lines += [self._filled(shape) for _ in range(times)]
            lines.append(f"\n```bash\n{tool} {self.words(1, 2)} --{self.words(1, 1)}\n{tool} {self.words(1, 3)}\n```\n")
        return "\n".join(lines)

    def _filled(self, shape: str) -> str:
        while "{sentence}" in shape:
            shape = shape.replace("{sentence}", self.sentence(), 1)
        return shape


def write_corpus(count: int, folder: Path, seed: int = 1) -> None:
    """Write a knowledge base into `folder/kb`."""
    writer = Writer(seed)
    for number in range(1, count + 1):
        path = folder / "kb" / f"area{number % 12}" / f"BENCH_{number:06d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(writer.article(number, count), encoding="utf-8")


if __name__ == "__main__":
    write_corpus(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
