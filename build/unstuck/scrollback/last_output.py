"""The last command's output, cut from the text of a terminal.

Three ways, in this order:

1. By OSC 133 marks, where the text has them (kitty, recordings): exact (`marks.py`).
2. By what was typed. A terminal shows `unstuck last` as the last line, so what comes before it on that line is the
   prompt, without asking any shell. The command before it is on the next line above that has this prompt, or a prompt
   of the same shape: times, exit statuses, folders and branches differ between two prompts (`prompts.py`). Where the
   shell's hook says what was typed, its line is found by that too, whatever the prompt has become. The lower of both
   lines counts: a history may lack the newest command (`HISTCONTROL=ignorespace`), never the screen.
3. Where no line above looks like a prompt, the last lines of the text, and the answer says so.

What is typed after the command on the same line (`make; unstuck last`) is below the line of `unstuck last`, and counts
as its output. Empty prompts, and commands of ours that only showed an answer, are passed over, so asking twice gives
the same answer twice.

Positions were rejected: `#{history_size}` and `#{cursor_y}` of tmux cost a process before each command (3.5 ms), exist
in tmux alone, and are wrong once the history is full, cleared, or wrapped again for another width. So were invisible
characters as marks: tmux adds them to the cell before, and they end up in what people copy.
"""

from __future__ import annotations

from unstuck.scrollback.marks import by_marks
from unstuck.scrollback.prompts import by_prompts
from unstuck.scrollback.typed import Hook, LastOutput
from unstuck_search.rules import load_rules


def last_output(text: str, hook: Hook) -> LastOutput:
    """The last command's output in the text of a terminal whose last line is `unstuck last`; `text` is untrusted."""
    marked = by_marks(text)
    if marked is None:
        return by_prompts(_plain(text), hook)
    if marked.nested:
        return by_prompts(_plain(marked.text), hook)
    return LastOutput(_plain(marked.text), marked.command, is_whole=True, is_same_line=marked.is_running)


def _plain(text: str) -> str:
    """Without control sequences."""
    return load_rules().ansi.sub("", text) if "\x1b" in text else text
