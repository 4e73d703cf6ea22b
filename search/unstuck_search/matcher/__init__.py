"""From a pasted text to an answer: pattern matches, scorer, verdict."""
