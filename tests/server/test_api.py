"""The HTTP API: the terminal's answers, typed problems, and who may ask."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from driver import Project
from serving import ERROR
from unstuck.json_data import dump
from unstuck.resources import schema_path
from unstuck.server.service import Service

PLAIN = {"Content-Type": "text/plain"}


def problem(response: Any) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    return body["status"], body["type"].removeprefix("urn:unstuck:problem:")


@pytest.mark.parametrize("text", [ERROR, f"x\n\x1b[31m{ERROR}\x1b[0m\n", "all is well", "", "mytool no such file"])
def test_match_answers_byte_for_byte_what_the_terminal_prints(client: TestClient, project: Project, text: str) -> None:
    printed = project.run("match", "--format", "json", stdin=text).out
    assert client.post("/api/v1/match", content=text.encode(), headers=PLAIN).text == printed
    assert client.post("/api/v1/match", json={"text": text}).text == printed


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_get_an_answer_of_the_schema(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/v1/match", content=body, headers=PLAIN)
    assert answer.status_code == 200
    Draft202012Validator(json.loads(schema_path("answer-1").read_bytes())).validate(answer.json())


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"{", "application/json", (400, "bad-json")),
        (b"\xff", "application/json", (400, "bad-json")),
        (b"[" * 100_000, "application/json", (400, "bad-json")),
        (b"1" * 10_000, "application/json", (400, "bad-json")),
        (b"[]", "application/json", (422, "bad-request")),
        (b'{"text": 1}', "application/json", (422, "bad-request")),
        (b"x", "application/x-www-form-urlencoded", (415, "unsupported-type")),
        (b"x", "text/plain; charset=utf-16", (415, "unsupported-type")),
        (b"x" * (4 * 1024 * 1024 + 1), "text/plain", (413, "too-large")),
    ],
)
def test_a_bad_body_gets_a_typed_problem(client: TestClient, body: bytes, kind: str, expected: tuple[int, str]) -> None:
    assert problem(client.post("/api/v1/match", content=body, headers={"Content-Type": kind})) == expected


def test_a_lone_surrogate_in_json_is_text_like_any_other(client: TestClient) -> None:
    body = json.dumps({"text": f"\ud800 {ERROR}"}).encode()
    answer = client.post("/api/v1/match", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["verdict"] == "match"


def test_a_body_of_unknown_length_is_bounded_too(client: TestClient) -> None:
    chunks = (b"x" * 65_536 for _ in range(100))
    assert problem(client.post("/api/v1/match", content=chunks, headers=PLAIN)) == (413, "too-large")


def test_search_answers_what_the_terminal_prints(client: TestClient, project: Project) -> None:
    printed = project.run("search", "mend", "--tag", "docker", "--format", "json").out
    assert client.get("/api/v1/search", params={"q": "mend", "tag": "docker"}).text == printed


@pytest.mark.parametrize(
    "query",
    [
        "?q=x&limit=0",
        "?q=x&limit=101",
        "?q=x&limit=%D9%A1",
        "?q=" + "a" * 501,
        "?tag=x" + "&tag=x" * 10,
        "?tag=" + "a" * 101,
    ],
)
def test_a_bad_query_is_told(client: TestClient, query: str) -> None:
    assert problem(client.get(f"/api/v1/search{query}")) == (422, "bad-request")


@pytest.mark.parametrize("query", ["*", "((((", "title:[a TO", "^~99", "x OR " * 90, "a\x00b", "body not AND found: *"])
def test_query_syntax_means_nothing(client: TestClient, query: str) -> None:
    assert client.get("/api/v1/search", params={"q": query}).json()["hits"] == []


@pytest.mark.parametrize("kb_id", ["TOOL_FILE_001", "tool_file_001", "OLD_FILE_001"])
def test_an_article_answers_to_its_id_and_former_ids(client: TestClient, project: Project, kb_id: str) -> None:
    printed = project.run("show", "TOOL_FILE_001", "--format", "json").out
    assert client.get(f"/api/v1/articles/{kb_id}").text == printed


@pytest.mark.parametrize(
    "kb_id", ["TOOL_DRAFT_001", "NO_SUCH_001", "..%5C..%5Csecret", "a%00b", "%F0%9F%98%80", "x" * 3000]
)
def test_drafts_and_unknown_ids_are_not_found(client: TestClient, kb_id: str) -> None:
    assert problem(client.get(f"/api/v1/articles/{kb_id}")) == (404, "no-such-article")


def test_a_near_id_is_named(client: TestClient) -> None:
    assert "TOOL_FILE_001" in client.get("/api/v1/articles/TOOL_FIEL_001").json()["detail"]


@pytest.mark.parametrize(
    "path", ["/api/v1/articles/TOOL_FILE_001", "/api/v1/search?q=mend", "/", "/api/v1/openapi.json"]
)
def test_what_one_has_already_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_health_is_told_at_both_addresses(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == client.get("/api/v1/healthz").json()["status"] == "ok"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil", "[::1", "localhost:x"]
)
def test_other_host_names_are_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/api/v1/healthz"):
        assert problem(client.get(path, headers={"Host": host})) == (421, "unknown-host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:80"])
def test_this_machine_goes_by_its_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_pages_of_other_origins_may_not_ask(client: TestClient, origin: str) -> None:
    refused = client.post("/api/v1/match", content=b"x", headers={**PLAIN, "Origin": origin})
    assert problem(refused) == (403, "unknown-origin")
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(("path", "method"), [("/api/v1/match", "GET"), ("/api/v1/search", "POST"), ("/", "DELETE")])
def test_another_method_is_told_which_are_allowed(client: TestClient, path: str, method: str) -> None:
    answer = client.request(method, path)
    assert problem(answer) == (405, "method-not-allowed")
    assert answer.headers["allow"]


@pytest.mark.parametrize(
    "path", ["/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "//etc/passwd", "/link.txt", "/a%00b",
             "/.unstuck-manifest.json", "/kb/../.unstuck-manifest.json", "/%2fetc/passwd", "/C:%5cx", "/" + "a" * 300]
)  # fmt: skip
def test_only_the_sites_own_files_are_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (404, "<html>nothing here</html>")


def test_a_folder_leads_to_its_page_by_a_relative_address(client: TestClient) -> None:
    answer = client.get("/kb/TOOL_FILE_001", follow_redirects=False)
    assert answer.headers["location"] == "./TOOL_FILE_001/"
    assert client.get("/kb/TOOL_FILE_001/").text == "<html>article</html>"


def test_an_overlong_address_is_refused(client: TestClient) -> None:
    assert problem(client.get("/" + "a" * 9000)) == (414, "long-address")


def test_a_full_house_says_when_to_come_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(Service, "match", lambda self, text: gate.wait(20) and {"verdict": "none", "hits": []})
    answers: list[Any] = []

    def ask() -> None:
        answers.append(client.post("/api/v1/match", content=b"x", headers=PLAIN))
        if answers[-1].status_code == 503:
            gate.set()

    threads = [threading.Thread(target=ask) for _ in range(80)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [one for one in answers if one.status_code == 503]
    assert refused
    assert refused[0].headers["retry-after"] == "1"
    assert len(answers) == 80
    assert client.post("/api/v1/match", content=b"x", headers=PLAIN).status_code == 200


def test_a_fault_shows_nothing_of_its_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Service, text: str) -> None:
        raise ZeroDivisionError("/home/me/secret")

    monkeypatch.setattr(Service, "match", fail)
    answer = client.post("/api/v1/match", content=b"x", headers=PLAIN)
    assert problem(answer) == (500, "fault")
    assert "secret" not in answer.text


def test_answers_are_dumped_as_feeds_are(client: TestClient) -> None:
    answer = client.post("/api/v1/match", content=ERROR.encode(), headers=PLAIN)
    assert answer.content == dump(answer.json())
