"""The last command's output, read from the terminal that shows it: `unstuck last`."""
