"""How full text is weighed (BM25F, Robertson et al. 2004): the same for Whoosh and for the scores a page adds up."""

from __future__ import annotations

from whoosh.util.numeric import byte_to_length, length_to_byte

# What a word is worth by where it is found.
FIELDS = {"title": 4.0, "errors": 5.0, "symptoms": 2.0, "tldr": 2.0, "commands": 1.5, "body": 1.0}
K1 = 1.2  # how soon more of the same word adds little
B = 0.5  # how much a long field counts against a word, 0 to 1


def stored_length(length: int) -> int:
    """A field's length in terms as Whoosh remembers it: in one byte, so roughly."""
    return int(byte_to_length(length_to_byte(length)))
