"""From a pasted error to what a new article states of it: its typed template, a sample, and the paste to keep."""
