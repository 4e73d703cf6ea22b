"""The style sheet: small, self-contained, and readable in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unstuck.pages.code import CLASSES
from unstuck.resources import templates_path

SHEET = (Path(templates_path()) / "assets" / "site.css").read_text(encoding="utf-8")
LIGHT_TEXT = [
    ("--ink", "--paper"),
    ("--soft", "--paper"),
    ("--soft", "--card"),
    ("--soft", "--code"),
    ("--accent", "--paper"),
]
BOXES = [
    *[
        ("--ink", "--err-bg"),
        ("--soft", "--err-bg"),
        ("--err", "--paper"),
        ("--err", "--err-bg"),
        ("--accent", "--err-bg"),
    ],
    *[
        ("--warn", "--warn-bg"),
        ("--warn", "--card"),
        ("--warn", "--paper"),
        ("--soft", "--warn-bg"),
        ("--accent", "--warn-bg"),
    ],
    *[("--ok", "--ok-bg"), ("--ink", "--ok-bg"), ("--accent", "--ok-bg"), ("--accent", "--card")],
    *[("--accent-ink", "--accent"), ("--thread-ink", "--thread"), ("--ink", "--code")],
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{3,6});", block))


def schemes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:2]
    return {"light": colours(light), "dark": {**colours(light), **colours(dark)}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted({name for _, name in CLASSES if name}))
def test_every_colour_of_code_is_readable(scheme: str, name: str) -> None:
    found = schemes()[scheme]
    assert f".{name} {{ color: var(--{name}); }}" in SHEET
    assert contrast(found[f"--{name}"], found["--code"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*LIGHT_TEXT, *BOXES])
def test_text_is_readable_on_its_ground(scheme: str, text: str, ground: str) -> None:
    found = schemes()[scheme]
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_are_visible(scheme: str) -> None:
    found = schemes()[scheme]
    assert contrast(found["--edge"], found["--card"]) >= 3


def test_the_sheet_is_small_and_asks_nobody() -> None:
    assert len(SHEET.encode()) < 25_000
    assert "url(" not in SHEET
    assert "@import" not in SHEET
