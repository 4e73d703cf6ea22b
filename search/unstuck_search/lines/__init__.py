"""A pasted text as clean lines, with the way back to what was pasted."""
