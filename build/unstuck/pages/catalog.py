"""What pages and their scripts say: one catalogue of texts a language, in `templates/catalogs/`.

A catalogue is data: texts by key for `pages` and for `scripts`, with `{parts}` to be filled in, and `names`, which
translate what other data calls things in English (levels, kinds of secrets, dangers). A text that depends on a number
is a mapping of CLDR plural categories to its forms; the value `count` chooses.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from unstuck.resources import templates_path

Text = str | Mapping[str, str]
FALLBACK = "en"
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The texts of one language.

    `language` is that of the texts: the one asked for, or English where there is no catalogue for it. `own` tells that
    it is the one asked for.
    """

    language: str
    own: bool
    pages: Mapping[str, Text]
    scripts: Mapping[str, Text]
    names: Mapping[str, str]

    def text(self, key: str, **values: object) -> str:
        """A text with its parts filled in.

        Raises:
            KeyError: no catalogue has the text, or a part of it got no value.
        """
        return "".join(str(values[part]) if named else part for part, named in self._parts(key, values))

    def markup(self, key: str, **values: object) -> Markup:
        """The same as HTML: all is escaped but values that are HTML already.

        Raises:
            KeyError: as `text`.
        """
        parts = self._parts(key, values)
        return Markup("").join(escape(values[part] if named else part) for part, named in parts)

    def label(self, name: str) -> str:
        """What a thing is called that other data calls by an English name; names that no catalogue has stay."""
        return self.names.get(name, name)

    def script(self) -> bytes:
        """The statement that hands the texts of scripts to them, in front of `assets/words.js`."""
        # ASCII alone, for two of the characters that JSON allows end a line in older JavaScript.
        values = {"language": self.language, "words": self.scripts, "names": self.names}
        data = json.dumps(values, separators=(",", ":"))
        return f"Object.assign(window.Unstuck = window.Unstuck || {{}}, {data});\n".encode()

    def _parts(self, key: str, values: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
        """A text cut at its parts: literal text, or the name of a value."""
        text = self.pages[key] if key in self.pages else self.scripts[key]
        if not isinstance(text, str):
            text = text.get(plural(values["count"]), text["other"])
        for number, part in enumerate(_PART.split(text)):
            yield part, number % 2 == 1


def plural(count: object) -> str:
    """The CLDR plural category of a whole number; the rule is that of English and German."""
    return "one" if count == 1 else "other"


@functools.cache
def load_catalog(language: str) -> Catalog:
    """The texts for a language tag (`de-AT`): its own, those of its language, and English for what they lack."""
    folder = templates_path() / "catalogs"
    catalogues = {path.stem.lower(): path for path in folder.glob("*.json")}
    tag = language.lower()
    chain = [one for one in dict.fromkeys((FALLBACK, primary(language), tag)) if one in catalogues]
    merged: dict[str, dict[str, Text]] = {"pages": {}, "scripts": {}, "names": {}}
    for one in chain:
        for part, texts in json.loads(catalogues[one].read_text(encoding="utf-8")).items():
            merged[part] |= texts
    own = primary(language) in catalogues or tag in catalogues
    return Catalog(
        language if own else FALLBACK,
        own,
        merged["pages"],
        merged["scripts"],
        {name: str(text) for name, text in merged["names"].items()},
    )


def primary(language: str) -> str:
    """The language of a language tag, without script and region."""
    return language.partition("-")[0].lower()


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    script = language.lower().split("-")[1:2]
    return "rtl" if primary(language) in _RIGHT_TO_LEFT and script != ["latn"] else "ltr"
