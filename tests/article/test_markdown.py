"""Markdown becomes our own blocks and inlines, each with its place in the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unstuck.article.blocks import (
    Break,
    CodeBlock,
    CodeSpan,
    Emphasis,
    Image,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Text,
    code_blocks,
    full_text,
    links,
)
from unstuck.article.markdown import read_blocks


def test_inline_formatting_becomes_a_tree_with_places_of_code_and_links() -> None:
    (block,) = read_blocks('a *b **c*** `d` ~~e~~\n[`f` g](x.md "h") ![i](j.png)  \nk', 11)
    assert block == Paragraph(
        (
            Text("a "),
            Emphasis((Text("b "), Strong((Text("c"),)))),
            Text(" "),
            CodeSpan("d", 11, 14),
            Text(" "),
            Strikethrough((Text("e"),)),
            Break(),
            Link("x.md", "h", (CodeSpan("f", 12, 3), Text(" g")), 12, 9),
            Text(" "),
            Image("j.png", "", "i", 12, 24),
            Break(hard=True),
            Text("k"),
        ),
        11,
        13,
    )
    assert block.text == "a b c d e\nf g i\nk"


def test_lists_hold_blocks_and_tasks_their_boxes() -> None:
    text = "3. [ ] one\n4. [x] two\n\n   ```sh\n   ls\n   ```\n5. ✅ three\n   - four\n"
    (block,) = read_blocks(text, 1)
    assert isinstance(block, ListBlock)
    assert (block.ordered, block.first, block.tight) == (True, 3, False)
    assert [(item.text, item.line, item.checked) for item in block.items] == [
        ("one", 1, False),
        ("two", 2, True),
        ("three\nfour", 7, None),
    ]
    assert [(code.text, code.language, code.line, code.last) for code in code_blocks((block,))] == [("ls", "sh", 5, 5)]
    assert full_text(block) == "one\ntwo\nls\nthree\nfour"


def test_a_box_without_a_space_is_no_task() -> None:
    (block,) = read_blocks("- [ ]\n- [y] no\n- [x]no\n", 1)
    assert isinstance(block, ListBlock)
    assert [item.checked for item in block.items] == [None, None, None]


def test_code_knows_its_fence_and_its_own_lines() -> None:
    fenced, indented, unclosed = read_blocks("~~~ {.Bash} title=x\na\n\nb\n~~~\n\n    c\n    d\n\n```\ne", 1)
    assert fenced == CodeBlock("a\n\nb", "bash", True, 2, 1, 4, 5)
    assert indented == CodeBlock("c\nd", "", False, 7, 7, 8, 8)
    assert unclosed == CodeBlock("e", "", True, 11, 10, 11, 11)


def test_tables_have_a_header_rows_and_sides() -> None:
    (block,) = read_blocks("| a | b |\n|:-:|--:|\n| `c` | d |\n", 1)
    assert isinstance(block, Table)
    assert [(cell.text, cell.align) for cell in block.header] == [("a", "center"), ("b", "right")]
    assert [[cell.text for cell in row] for row in block.rows] == [["c", "d"]]


def test_quotes_hold_blocks() -> None:
    (block,) = read_blocks("> a\n>\n> - b\n", 1)
    assert block == Quote(
        (
            Paragraph((Text("a"),), 1, 1),
            ListBlock((Item((Paragraph((Text("b"),), 3, 3),), 3),), False, 1, True, 3, 3),
        ),
        1,
        3,
    )


def test_links_are_found_wherever_they_are() -> None:
    text = "# [a](1)\n\n> - *[b](2)*\n\n| [c](3) |\n|---|\n| ![d](4) |\n\nhttps://e.test\n"
    found = [(link.href, link.text, link.line) for link in links(read_blocks(text, 1))]
    assert found == [
        ("1", "a", 1),
        ("2", "b", 3),
        ("3", "c", 5),
        ("4", "d", 7),
        ("https://e.test", "https://e.test", 9),
    ]


@given(st.text(alphabet="ab `*_~[]()!<>#|-\n\t1.:✅x", max_size=300))
def test_no_text_breaks_the_reader_and_every_block_lies_within_it(text: str) -> None:
    lines = text.count("\n") + 1
    last = 1
    for block in read_blocks(text, 1):
        first = block.start if isinstance(block, CodeBlock) else block.line
        assert last <= first <= block.end <= lines
        last = first
