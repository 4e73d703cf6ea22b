"""The ways of curing an error: branches and options of a solution, and which of them an answer shows."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from unstuck.article.blocks import CodeBlock
from unstuck.article.fixes import ArticleFix, article_fixes, find_fix, nearest_fix
from unstuck.article.parse import read_document
from unstuck_search.commands.choose_fix import choose_fix

HEAD = "---\nkb_id: A_001\n---\n\n# It fails\n\n"


def fixes(solution: str) -> tuple[ArticleFix, ...]:
    document = read_document("A_001.md", f"{HEAD}## Solution\n\n{solution}\n".encode())
    assert document.article is not None
    return article_fixes(document.article)


def shown(fix: ArticleFix) -> list[str]:
    return [step.text if isinstance(step, CodeBlock) else step for step in fix.steps]


def code(text: str) -> str:
    return f"```bash\n{text}\n```\n\n"


def test_a_solution_without_headings_is_one_way() -> None:
    (only,) = fixes(f"Look first.\n\n{code('find-it')}Then:\n\n{code('use-it')}")
    assert (only.id, shown(only)) == ("solution", ["Look first.", "find-it", "Then:", "use-it"])


def test_each_heading_is_a_branch_and_what_is_above_comes_with_each() -> None:
    first, second = fixes(f"{code('look')}### One cause\n\n{code('one')}### Another cause\n\n{code('two')}")
    assert (first.id, shown(first)) == ("one-cause", ["look", "one"])
    assert (second.id, shown(second)) == ("another-cause", ["look", "two"])


def test_commands_above_a_lone_heading_are_a_way_without_it_where_it_names_a_system() -> None:
    usual, other = fixes(f"{code('usual')}### On Windows\n\n{code('other')}")
    assert (usual.id, usual.platforms, shown(usual)) == ("solution", (), ["usual"])
    assert (other.id, other.platforms, shown(other)) == ("on-windows", ("windows",), ["usual", "other"])
    (only,) = fixes(f"{code('usual')}### What else may go\n\n{code('other')}")
    assert shown(only) == ["usual", "other"]


def test_numbered_headings_are_the_steps_of_one_way() -> None:
    (only,) = fixes(f"### 1. Find it\n\n{code('find-it')}### 2. Use it\n\n{code('use-it')}")
    assert shown(only) == ["find-it", "use-it"]


def test_each_way_has_its_own_risks_and_those_of_the_steps_before_it() -> None:
    before = f"{code('look')}**Risks**: the service stops\n\n"
    options = f"### Option A: Slow\n\n{code('slow')}### Option B: Fast\n\n{code('fast')}**Risks**: loses the data\n"
    slow, fast = fixes(before + options)
    assert slow.risks == ("the service stops",)
    assert fast.risks == ("the service stops", "loses the data")
    one, two = fixes(f"### One cause\n\n{code('one')}**Risks**: it stops\n\n### Another cause\n\n{code('two')}")
    assert (one.risks, two.risks) == (("it stops",), ())
    (numbered,) = fixes(f"### 1. Find it\n\n{code('find')}### 2. Drop it\n\n{code('drop')}**Risks**: it is gone\n")
    assert numbered.risks == ("it is gone",)


def test_options_of_one_block_share_what_is_before_and_after_them() -> None:
    text = "find-it\n\n# Option A: slow\nslow\n\n# Option B: fast (recommended)\nfast"
    first, second = fixes(f"{code(text)}Either way, wait.\n")
    assert (first.title, first.recommended, shown(first)) == ("fast", True, ["find-it", "fast", "Either way, wait."])
    assert (second.title, second.recommended, shown(second)) == (
        "slow",
        False,
        ["find-it", "slow", "Either way, wait."],
    )


def test_a_heading_that_finds_something_out_comes_before_the_options() -> None:
    found = fixes(
        f"### Was it memory?\n\n{code('dmesg')}### Option A: More\n\n{code('more')}### Option B: Less\n\n{code('less')}"
    )
    assert [shown(one) for one in found] == [["dmesg", "more"], ["dmesg", "less"]]


def test_the_better_option_of_a_branch_does_not_outrank_other_branches() -> None:
    inner = code("# Option A: x (recommended)\nx\n\n# Option B: y\ny")
    found = fixes(f"### Usual cause\n\n{code('usual')}### Rare cause\n\n{inner}")
    assert choose_fix([_Way(one) for one in found], 0, "") == 0


def test_the_platforms_of_a_way_are_those_that_its_titles_name() -> None:
    found = fixes(f"### On Windows\n\n{code('a')}### Linux and macOS\n\n{code('b')}### Anywhere\n\n{code('c')}")
    assert [one.platforms for one in found] == [("windows",), ("macos", "linux"), ()]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("#one-cause", "one-cause-option-b"),
        ("fast", "one-cause-option-b"),
        ("One-Cause-Option-A", "one-cause-option-a"),
    ],
)
def test_an_author_names_a_way_by_its_heading_or_its_title_or_its_id(name: str, wanted: str) -> None:
    options = "# Option A: slow\na\n\n# Option B: fast (recommended)\nb"
    found = fixes(f"### One cause\n\n{code(options)}")
    way = find_fix(found, name)
    assert way is not None
    assert way.id == wanted


def test_an_error_is_cured_under_the_heading_that_names_it() -> None:
    found = fixes(f"### `pathspec … did not match`\n\n{code('a')}### `src refspec … does not match any`\n\n{code('b')}")
    near = nearest_fix(found, ["error: pathspec '{name}' did not match any file(s) known to git"])
    assert near is not None
    assert near.id == "pathspec-did-not-match"
    assert nearest_fix(found, ["something else entirely"]) is None


class _Way(NamedTuple):
    fix: ArticleFix
    cures: tuple[int, ...] = ()

    @property
    def recommended(self) -> bool:
        return self.fix.recommended

    @property
    def platforms(self) -> tuple[str, ...]:
        return self.fix.platforms


class _Named(NamedTuple):
    recommended: bool
    platforms: tuple[str, ...]
    cures: tuple[int, ...]


@pytest.mark.parametrize(
    ("number", "platform", "wanted"),
    [
        (0, "", 1),  # the recommended one
        (3, "", 2),  # what is meant for the error
        (0, "windows", 3),  # what is for the reader's system
        (0, "linux", 1),
        (5, "linux", 1),  # meant for the error, but for another system
        (5, "windows", 3),
    ],
)
def test_a_way_is_chosen_for_the_error_then_for_the_system_then_as_recommended(
    number: int, platform: str, wanted: int
) -> None:
    ways = (
        _Named(False, (), ()),
        _Named(True, (), ()),
        _Named(False, (), (3,)),
        _Named(False, ("windows",), (5,)),
    )
    assert choose_fix(ways, number, platform) == wanted


def test_without_a_way_none_is_chosen() -> None:
    assert choose_fix((), 1, "linux") == -1
