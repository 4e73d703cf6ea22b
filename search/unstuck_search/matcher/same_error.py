"""Articles that state the same error: which comes first, and how sure each is.

Authors may declare it: `order` says which cause is the commoner one, `cues` are texts that speak for one cause where a
paste holds them (`arm64`, `.sh`). Where nobody has, the articles tie: one is right about as often as the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set

from unstuck_search.limits import Limits
from unstuck_search.matcher.scored import ScoredArticle
from unstuck_search.signatures.signature import Signature
from unstuck_search.signatures.template import find_word


def settle_same_error(found: Sequence[ScoredArticle], lines: Iterable[str], limits: Limits) -> list[ScoredArticle]:
    """The same findings, with those that state one error in the order their authors declare. Where none is declared for
    the first one's error, those that state it share their confidence. `lines` are the folded lines of the paste that
    cues are looked for in."""
    groups = _declared_groups(found)
    text = "\n".join(lines) if groups else ""
    best = found[0].best
    settled = list(found)
    if best is not None and not any(found[0] in same for same in groups):
        settled = _tied(found, best.entry.signature.shape, limits)
    for same in groups:
        settled = _declared(settled, {one.kb_id for one in same}, text)
    return settled


def _declared_groups(found: Sequence[ScoredArticle]) -> list[list[ScoredArticle]]:
    """Those that state the same error, where an author says which comes first."""
    by_shape: dict[str, list[ScoredArticle]] = {}
    for one in found:
        if one.signature is not None:
            by_shape.setdefault(one.signature.shape, []).append(one)
    return [same for same in by_shape.values() if len(same) > 1 and any(map(_declares, same))]


def _declares(one: ScoredArticle) -> bool:
    return one.signature is not None and bool(one.signature.order or one.signature.cues)


def _declared(found: Sequence[ScoredArticle], articles: Set[str], text: str) -> list[ScoredArticle]:
    """Those of some articles, where the first of them is, with more cues in the paste first, then by order. None is
    surer than the one before it."""
    same = [one for one in found if one.kb_id in articles]
    place = found.index(same[0])
    ranked = sorted(same, key=lambda one: (-cues_in(one.signature, text), _order(one.signature), -one.confidence))
    least = same[0].confidence
    settled: list[ScoredArticle] = []
    for one in ranked:
        least = least if not settled else min(least, one.confidence)
        settled.append(one._replace(confidence=least))
    return [*found[:place], *settled, *(one for one in found[place:] if one.kb_id not in articles)]


def _order(signature: Signature | None) -> float:
    return signature.order if signature is not None and signature.order else math.inf


def cues_in(signature: Signature | None, text: str) -> int:
    """How many of a signature's cues a folded text holds: as whole words where they begin or end as one."""
    return sum(_holds(text, cue) for cue in signature.cues) if signature is not None else 0


def _holds(text: str, cue: str) -> bool:
    at = find_word(text, cue, 0)
    while at >= 0:
        end = at + len(cue)
        if not (text[end - 1].isalnum() and text[end : end + 1].isalnum()):
            return True
        at = find_word(text, cue, at + 1)
    return False


def _tied(found: Sequence[ScoredArticle], shape: str, limits: Limits) -> list[ScoredArticle]:
    """The first ones share their confidence where it is nearly the same (by the root of their number, as product and
    title still put the right one first more often than not), and what follows is no surer than they are."""
    first = found[0]
    tied = 1
    while tied < len(found) and found[tied].confidence > first.confidence - limits.tie_confidence:
        other = found[tied].best
        if other is None or other.entry.signature.shape != shape:
            break
        tied += 1
    if tied == 1:
        return list(found)
    most = [round(one.confidence / math.sqrt(tied), 6) for one in found[:tied]]
    rest = [one._replace(confidence=min(one.confidence, most[-1])) for one in found[tied:]]
    return [*(one._replace(confidence=value) for one, value in zip(found, most, strict=False)), *rest]


def first_cause(found: Sequence[ScoredArticle], limits: Limits) -> list[ScoredArticle]:
    """The same findings with the earliest of several errors first, of those that are surely there with nothing missing:
    what fails first is most often the cause of what fails after it. Articles that state the same error stay together.
    """
    first = found[0]
    if not first.lines:
        return list(found)
    earlier = [
        one
        for one in found[1:]
        if one.signature is not None
        and one.lines
        and max(one.lines) < min(first.lines)
        and one.confidence >= limits.cause_confidence
        and one.is_sure(one.confidence, limits)
    ]
    if not earlier:
        return list(found)
    cause = min(earlier, key=lambda one: (min(one.lines), -one.confidence))
    own = [one for one in found if one is cause or (one.lines == cause.lines and one.signature is not None)]
    own.sort(key=lambda one: one is not cause)
    return [*own, *(one for one in found if one not in own)]
