"""All checks in one list: those of one file, then those of the whole knowledge base."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from unstuck.article.document import Document
from unstuck.article.summary import Summary
from unstuck.checks.check import Check, CheckContext, from_module
from unstuck.checks.rules import (
    alias_collision,
    ambiguous_scalar,
    bad_date,
    bad_encoding,
    bad_kb_id,
    bad_template,
    bad_value,
    bad_vocabulary,
    bidi_control,
    broken_anchor,
    broken_link,
    byte_order_mark,
    captured_placeholder_in_code,
    control_character,
    dangerous_command,
    dangling_relation,
    dangling_successor,
    duplicate_heading,
    duplicate_id,
    duplicate_item,
    duplicate_key,
    duplicate_title,
    empty_section,
    empty_value,
    errors_inferred,
    fallback_without_risks,
    fallback_without_when,
    fence_without_language,
    filename_mismatch,
    front_matter_fence,
    front_matter_missing,
    front_matter_not_mapping,
    heading_skip,
    id_case_collision,
    image_without_text,
    impossible_dates,
    invisible_character,
    missing_key,
    mojibake,
    no_errors,
    no_recommended_option,
    one_way_relation,
    out_of_range,
    placeholder_outside_code,
    placeholder_undeclared,
    placeholder_unused,
    placeholder_without_var,
    raw_html,
    remote_image,
    review_overdue,
    sample_mismatch,
    secret_in_text,
    section_missing,
    self_relation,
    several_recommended,
    several_titles,
    shared_signature,
    shell_prompt,
    skipped_file,
    smart_quote_in_code,
    swallowed_signature,
    text_becomes_heading,
    title_missing,
    tldr_missing,
    tldr_without_action,
    too_large,
    too_slow,
    unclosed_fence,
    unknown_category,
    unknown_key,
    unknown_platform,
    unknown_suppression,
    unknown_tag,
    unknown_technology,
    unreadable,
    unsafe_link,
    var_without_placeholder,
    verification_without_expected,
    weak_signature,
    wrong_type,
    yaml_alias,
    yaml_depth,
    yaml_syntax,
    yaml_tab,
    yaml_tag,
)
from unstuck.finding import Finding

DOCUMENT_CHECKS: tuple[Check, ...] = tuple(
    from_module(module)
    for module in (
        unreadable,
        skipped_file,
        too_large,
        bad_encoding,
        byte_order_mark,
        too_slow,
        front_matter_fence,
        front_matter_missing,
        front_matter_not_mapping,
        yaml_syntax,
        yaml_alias,
        yaml_depth,
        yaml_tag,
        yaml_tab,
        duplicate_key,
        unknown_key,
        missing_key,
        wrong_type,
        out_of_range,
        bad_value,
        ambiguous_scalar,
        bad_date,
        empty_value,
        bad_kb_id,
        bad_vocabulary,
        unknown_category,
        unknown_platform,
        unknown_technology,
        unknown_tag,
        duplicate_item,
        filename_mismatch,
        review_overdue,
        impossible_dates,
        bad_template,
        weak_signature,
        sample_mismatch,
        errors_inferred,
        no_errors,
        section_missing,
        tldr_missing,
        tldr_without_action,
        title_missing,
        several_titles,
        heading_skip,
        duplicate_heading,
        empty_section,
        text_becomes_heading,
        verification_without_expected,
        fallback_without_risks,
        fallback_without_when,
        no_recommended_option,
        several_recommended,
        fence_without_language,
        unclosed_fence,
        shell_prompt,
        placeholder_undeclared,
        placeholder_unused,
        placeholder_outside_code,
        var_without_placeholder,
        placeholder_without_var,
        captured_placeholder_in_code,
        dangerous_command,
        smart_quote_in_code,
        control_character,
        bidi_control,
        invisible_character,
        mojibake,
        secret_in_text,
        raw_html,
        unsafe_link,
        remote_image,
        image_without_text,
        unknown_suppression,
    )
)
KB_CHECKS: tuple[Check, ...] = tuple(
    from_module(module)
    for module in (
        duplicate_id,
        id_case_collision,
        alias_collision,
        duplicate_title,
        shared_signature,
        swallowed_signature,
        dangling_relation,
        self_relation,
        one_way_relation,
        dangling_successor,
        broken_link,
        broken_anchor,
    )
)
ALL_CHECKS: tuple[Check, ...] = tuple(sorted((*DOCUMENT_CHECKS, *KB_CHECKS), key=lambda check: check.code))


def check_document(document: Document, context: CheckContext) -> list[Finding]:
    """What is wrong with one file on its own."""
    return [finding for check in DOCUMENT_CHECKS for finding in check.findings(document, document.path, context)]


def check_kb(summaries: Sequence[Summary], context: CheckContext) -> list[Finding]:
    """What is wrong between articles."""
    return [finding for check in KB_CHECKS for finding in check.findings(summaries, "", context)]


def by_code(name: str) -> Check | None:
    """A check by its code or name, in any case."""
    return _by_name().get(name.casefold())


@functools.cache
def _by_name() -> Mapping[str, Check]:
    found = {check.code.casefold(): check for check in ALL_CHECKS}
    return found | {check.name: check for check in ALL_CHECKS}
