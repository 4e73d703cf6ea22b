"""A message broken over several lines is matched whole, and marked where it stands."""

from __future__ import annotations

import textwrap

import pytest

from unstuck_search.matcher.matcher import Verdict, build_matcher
from unstuck_search.signatures.signature import make_signature

MATCHER = build_matcher(
    [
        make_signature(
            "DOCKER_001",
            1,
            ["failed to resolve source metadata for {image}: no match for platform in manifest {digest}: not found"],
        ),
        make_signature(
            "MAC_001",
            1,
            [
                (
                    "ImportError: dlopen({file:path}, {flags}): tried: {tried:rest} "
                    "(mach-o file, but is an incompatible architecture (have '{have}', need '{need}'))"
                )
            ],
        ),
    ]
)
PASTES = {
    "DOCKER_001": (
        "failed to resolve source metadata for docker.io/library/mysql:5.7: no match for platform in manifest "
        "sha256:4bc6bc963e6d8443453676cae56536f4b8156d78bae03c0145cbe47c2aad73bb: not found"
    ),
    "MAC_001": (
        "ImportError: dlopen(/Users/dev/app/.venv/lib/python3.12/site-packages/numpy/_core/_multiarray.so, 0x0002): "
        "tried: '/Users/dev/app/x.so' (mach-o file, but is an incompatible architecture (have 'arm64', need 'x86_64'))"
    ),
}


@pytest.mark.parametrize("kb_id", sorted(PASTES))
@pytest.mark.parametrize("width", [64, 72, 80, 100, 120])
def test_a_wrapped_message_is_found_whole_with_its_captures(kb_id: str, width: int) -> None:
    wrapped = textwrap.fill(PASTES[kb_id], width, break_long_words=False, break_on_hyphens=False)
    answer = MATCHER.match(f"building\n{wrapped}\ndone")
    straight = MATCHER.match(PASTES[kb_id])
    assert answer.verdict is straight.verdict is Verdict.MATCH
    assert answer.hits[0].captures == straight.hits[0].captures
    lines = f"building\n{wrapped}\ndone".split("\n")
    marked = " ".join(lines[span.line - 1][span.start : span.end] for span in answer.hits[0].spans)
    assert marked == PASTES[kb_id]
