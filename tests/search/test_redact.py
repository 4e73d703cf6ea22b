"""Secrets leave a text before it is kept or shared, and can be put back where they came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck_search.redact import find_secrets, redact
from unstuck_search.rules import load_rules

RULES = load_rules()
# Put together here, so that no scanner takes this file for a leak.
SECRETS = {
    "an AWS access key": "AKIA" + "Q7RSTUVWXYZ23456",
    "a GitHub token": "ghp_" + "a1B2" * 9,
    "a Slack token": "xoxb-" + "1234567890-abcdef",
    "a JSON web token": "eyJ" + "hbGciOiJIUzI1" + ".eyJ" + "zdWIiOiIxMjM0" + "." + "c2lnbmF0dXJlMTIz",
    "a private key": "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEabc+/=\n-----END RSA PRIVATE " + "KEY-----",
    "an e-mail address": "ann@corp.test",
    "an ARN": "arn:aws:iam::123456789012:role/deploy",
}


@pytest.mark.parametrize("kind", sorted(SECRETS))
def test_each_kind_is_found_and_replaced(kind: str) -> None:
    text = f"before {SECRETS[kind]} after"
    assert [one.kind for one in find_secrets(text, RULES, private=True)] == [kind]
    redacted = redact(text, RULES)
    assert redacted.text == "before [secret:1] after"
    assert redacted.values == {"[secret:1]": SECRETS[kind]}


def test_only_the_secret_part_of_an_address_or_setting_goes() -> None:
    assert redact("postgres://app:hunter2x@db/x password=hunter2x", RULES).text == (
        "postgres://app:[secret:1]@db/x password=[secret:1]"
    )
    assert redact("/home/ann/app: denied", RULES).text == "/home/[secret:1]/app: denied"


@pytest.mark.parametrize(
    "text", ["password=changeme", "https://user:xxxx@h/", "token: ${TOKEN}", "AKIAIOSFODNN7EXAMPLE"]
)
def test_examples_are_no_secrets(text: str) -> None:
    assert redact(text, RULES).text == text


@given(st.lists(st.one_of(st.sampled_from(sorted(SECRETS.values())), st.text(max_size=20)), max_size=6))
def test_what_was_replaced_can_be_put_back(parts: list[str]) -> None:
    text = " ".join(parts)
    redacted = redact(text, RULES)
    back = redacted.text
    for name, value in redacted.values.items():
        if name not in text:
            back = back.replace(name, value)
    if "[secret:" not in text:
        assert back == text
