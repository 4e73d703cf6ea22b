"""Checks of one file, one per module: its rule with its page in the manual, and the function that finds it."""
