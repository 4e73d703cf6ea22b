"""Each article's evidence against the whole knowledge base: samples and logs, collisions, and noise.

A sample or hit log must bring its article to the first rank; a miss log must not. Noise is what real pastes carry
around the same error: it must not change the answer.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unstuck.article.discovery import discover, read_file
from unstuck.lookup.index_file import MatchIndex
from unstuck.lookup.knowledge_base import KnowledgeBase
from unstuck_search.matcher.matcher import Answer, Hit, Matcher, Verdict
from unstuck_search.signatures.example import example


@dataclass(frozen=True, slots=True)
class Case:
    """One text and the article it must (`hit`) or must not (`miss`) find."""

    name: str
    kb_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """How one case went; `problem` is empty where it went as it must."""

    case: Case
    problem: str


Mutation = Callable[[str, random.Random], str]


def _timestamps(text: str, chance: random.Random) -> str:
    start = chance.randrange(60)
    return "\n".join(
        f"2026-11-21T02:11:{(start + n) % 60:02d}.{chance.randrange(1000):03d}Z {line}"
        for n, line in enumerate(text.split("\n"))
    )


def _container(text: str, chance: random.Random) -> str:
    name = f"api-{chance.randrange(16**5):05x}"
    return "\n".join(f"{name}  | {line}" for line in text.split("\n"))


def _journal(text: str, chance: random.Random) -> str:
    return "\n".join(
        f"Nov 21 02:11:{chance.randrange(60):02d} host app[{chance.randrange(9999)}]: {line}"
        for line in text.split("\n")
    )


def _colours(text: str, _: random.Random) -> str:
    return "\n".join(f"\x1b[31m{line}\x1b[0m" for line in text.split("\n"))


def _quotes(text: str, _: random.Random) -> str:
    return text.replace("'", "\u2019")


def _returns(text: str, _: random.Random) -> str:
    return text.replace("\n", "\r\n")


def _wrapped(text: str, _: random.Random) -> str:
    """Long lines broken at a space, as a narrow terminal does."""
    return "\n".join(
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )


def _indented(text: str, _: random.Random) -> str:
    return "\n".join(f"      {line}" for line in text.split("\n"))


def _chatter(text: str, chance: random.Random) -> str:
    before = ["Starting build", "Reading package lists", "step 3 of 9 done", "waiting for the server"]
    chance.shuffle(before)
    return "\n".join([*before, text, "exit status 1"])


MUTATIONS: Mapping[str, Mutation] = {
    "timestamps": _timestamps,
    "container prefix": _container,
    "journal prefix": _journal,
    "colours": _colours,
    "curly quotes": _quotes,
    "CRLF": _returns,
    "long lines wrapped": _wrapped,
    "indentation": _indented,
    "other lines around it": _chatter,
}


def kb_cases(knowledge_base: KnowledgeBase, answers: MatchIndex) -> list[Case]:
    """All evidence of a knowledge base: the samples of its signatures and the logs next to its articles."""
    cases = [
        Case(f"{signature.id} sample {number}", signature.kb_id, "hit", sample)
        for signature in answers.matcher.signatures.values()
        for number, sample in enumerate(signature.samples, 1)
    ]
    # A signature without a sample is still put to the test: what it describes must find its own article, or another
    # article's signature swallows it. Where it shares its error with a commoner cause, that one comes first.
    cases += [
        Case(f"{signature.id} itself", signature.kb_id, "hit", example(signature))
        for signature in answers.matcher.signatures.values()
        if not signature.samples and signature.order <= 1
    ]
    by_stem = {kb_id.casefold(): kb_id for kb_id in answers.articles}
    for evidence in discover(knowledge_base.config.kb_path).evidence:
        kb_id = by_stem.get(Path(evidence.article).stem.casefold())
        if kb_id is not None:
            data, unreadable = read_file(knowledge_base.config.kb_path, evidence.path)
            if unreadable is None:
                cases.append(Case(evidence.path, kb_id, evidence.kind, data.decode("utf-8", "replace")))
    return cases


def run_cases(matcher: Matcher, cases: Sequence[Case], *, mutate: bool = True) -> Iterator[Result]:
    """Run every case as it is, and each hit once more under every kind of noise (seeded by the case's name)."""
    for case in cases:
        problem = judge(matcher, case, matcher.match(case.text))
        if not problem and mutate and case.kind == "hit":
            for name, mutation in MUTATIONS.items():
                noisy = mutation(case.text, random.Random(f"{case.name}:{name}"))  # noqa: S311  (noise, no secret)
                found = judge(matcher, case, matcher.match(noisy))
                if found:
                    problem = f"with {name}: {found}"
                    break
        yield Result(case, problem)


def judge(matcher: Matcher, case: Case, answer: Answer) -> str:
    """What is wrong with an answer to a case; empty where nothing is."""
    names = [hit.kb_id for hit in answer.hits]
    if case.kind == "miss":
        if answer.verdict is Verdict.MATCH and names[0] == case.kb_id:
            hit = answer.hits[0]
            return f"must not find {case.kb_id}, but {hit.signature} occurs in line {hit.spans[0].line}"
        return ""
    if answer.verdict is not Verdict.MATCH:
        return f"no match ({answer.verdict.value}), expected {case.kb_id}"
    if names[0] == case.kb_id:
        return ""
    rank = f", {case.kb_id} at rank {names.index(case.kb_id) + 1}" if case.kb_id in names else ""
    hint = (
        "; both state this error: give each an `order`, and `cues`" if _is_shared(matcher, answer, case.kb_id) else ""
    )
    return f"found {names[0]} by {answer.hits[0].signature}{rank}{hint}"


def _is_shared(matcher: Matcher, answer: Answer, kb_id: str) -> bool:
    """Whether an article was found by the same error as the first one."""
    shapes = [_shape(matcher, hit) for hit in answer.hits if hit.kb_id == kb_id]
    return _shape(matcher, answer.hits[0]) in shapes


def _shape(matcher: Matcher, hit: Hit) -> str:
    """The shape of the signature that a hit was found by; its own id where title, code or text found it."""
    signature = matcher.signatures.get(hit.signature)
    return signature.shape if signature else hit.kb_id


def collisions(matcher: Matcher) -> Iterator[tuple[str, str, str]]:
    """Signatures of different articles that match the same text: the shared template and the two ids."""
    by_shape: dict[str, list[str]] = {}
    for signature in matcher.signatures.values():
        by_shape.setdefault(signature.shape, []).append(signature.id)
    for shape, ids in sorted(by_shape.items()):
        for other in ids[1:]:
            if ids[0].rpartition("#")[0] != other.rpartition("#")[0]:
                yield shape, ids[0], other
