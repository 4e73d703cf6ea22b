"""From a pasted text to an answer: evidence, scorer, verdict."""
