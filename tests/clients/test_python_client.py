"""`unstuck_client.py`: one file that answers as `unstuck match` does, and tells what is wrong without a traceback."""

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from client_site import DATA, answer_of_case, entry, without_reason, write_client, write_feed, write_vectors_site

from published import KB, build_starter, pastes, serve
from unstuck.client.make import PYTHON
from unstuck.lookup.answer_json import answer_json
from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
from unstuck_search.index.signature_text import text_of_signatures

FILE = write_client(PYTHON)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("unstuck_client", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["unstuck_client"] = module
    spec.loader.exec_module(module)
    return module


CLIENT = load()


def run(*args: str | Path, stdin: str = "", python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """Run the file as a command, without any installed package."""
    done = subprocess.run(
        [python, "-I", "-S", str(FILE), *map(str, args)], input=stdin, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vectors_site(tmp_path_factory.mktemp("vectors"))


ARTICLES = {
    kb_id: CLIENT.FeedArticle.from_json(entry(kb_id, "", []))
    for kb_id in (*DATA["contexts"], *(signature["kb_id"] for signature in DATA["signatures"]))
}


def test_it_gives_the_published_answers() -> None:
    signatures = [
        CLIENT.make_signature(
            one["kb_id"], one["number"], one["lines"], order=one.get("order", 0), cues=one.get("cues", ())
        )
        for one in DATA["signatures"]
    ]
    contexts = {
        kb_id: CLIENT.ArticleContext(one["title"], tuple(one["words"])) for kb_id, one in DATA["contexts"].items()
    }
    own = text_of_signatures(signatures, contexts, DATA["texts"]).index
    matcher = CLIENT.build_matcher(signatures, contexts, lambda: own)
    for case in DATA["cases"]:
        answer = CLIENT.answer_json(matcher.match(case["text"]), ARTICLES)
        assert without_reason(answer) == answer_of_case(case), case["name"]


def test_over_http_it_answers_every_paste_as_the_folder_does(tmp_path: Path) -> None:
    own = open_match_index(open_knowledge_base(tmp_path, kb=str(KB), cache=str(tmp_path / "cache")))
    with serve(build_starter(tmp_path)) as url:
        client = CLIENT.Client(url)
    assert client.warning == ""
    for text in pastes():
        assert client.match(text) == answer_json(own.matcher.match(text), own.articles)
    assert client.article("cross_docker_001") == own.articles["CROSS_DOCKER_001"].to_json()
    assert client.article("NOT_THERE_001") is None


def test_it_is_written_for_python_3_9_without_any_package(vectors: Path) -> None:
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 9))
    oldest = shutil.which("python3.9")
    works = oldest is not None and subprocess.run([oldest, "-c", "pass"], capture_output=True).returncode == 0
    python = oldest if oldest is not None and works else sys.executable
    text = next(one["text"] for one in DATA["cases"] if one["verdict"] == "match")
    done = run("--kb", vectors, stdin=text, python=python)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == CLIENT.Client(str(vectors)).match(text)


def test_its_status_is_greps(vectors: Path, tmp_path: Path) -> None:
    assert run("--kb", vectors, stdin="zzz qqq").returncode == 1
    assert run("--kb", vectors, tmp_path / "none.log").returncode == 2
    assert run("--kb", tmp_path / "nowhere").returncode == 2
    assert run().returncode == 2


def changed(**changes: Any) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        feed = json.loads((folder / "errors.json").read_bytes())
        (folder / "errors.json").write_text(json.dumps({**feed, **changes}))

    return write


def raw(data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "errors.json").write_bytes(data)

    return write


def huge(folder: Path) -> None:
    with (folder / "errors.json").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


BROKEN = {"id": "EXEC_001#1", "kb_id": "EXEC_001", "lines": ["{broken"], "captures": []}
BROKEN |= {"samples": [], "versions": "", "inferred": False}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (raw(b""), "no JSON"),
        (raw(b"<html>"), "no JSON"),
        (raw(b"\xff\xfe\x00"), "no JSON"),
        (raw(b"[" * 100_000), "no JSON"),
        (raw(b"[]"), "expected object, got array"),
        (huge, "larger than 64 MB"),
        (changed(version=2), "version is not 1"),
        (changed(errors=[BROKEN]), "broken template"),
        (changed(errors=[{**BROKEN, "kb_id": "NOT_HERE_001"}]), "is not the id of an error"),
        (changed(parts=[{"url": "../../etc/x.json", "sha256": "0" * 64}]), "parts[0]"),
    ],
)
def test_what_is_no_feed_is_a_typed_error(tmp_path: Path, spoil: Callable[[Path], None], told: str) -> None:
    site = write_vectors_site(tmp_path / "site")
    spoil(site)
    with pytest.raises(CLIENT.UnstuckError) as refused:
        CLIENT.Client(str(site))
    assert told in str(refused.value)
    done = run("--kb", site, stdin="x")
    assert (done.returncode, told in done.stderr, done.stdout) == (2, True, ""), done.stderr


@pytest.mark.parametrize("kb", ["ftp://x/", "https://", "http://127.0.0.1:9/", "\0", "http://a b", "https://u:p@x/"])
def test_what_is_no_place_is_a_typed_error(kb: str) -> None:
    with pytest.raises(CLIENT.UnstuckError):
        CLIENT.Client(kb)


def test_it_warns_where_the_terms_are_missing_or_the_rules_are_others(tmp_path: Path) -> None:
    site = write_vectors_site(tmp_path)
    (site / "terms.json").write_bytes(b"{}")
    assert "of another build" in CLIENT.Client(str(site)).warning
    changed(rules={"version": 1, "types": {"word": "(a+)+$"}, "weights": {}})(site)
    client = CLIENT.Client(str(site))
    assert "other rules" in client.warning
    assert client.match("a" * 5_000 + "!")["verdict"] == "none"


def test_an_empty_knowledge_base_answers_no(tmp_path: Path) -> None:
    site = write_feed(tmp_path, [], [], b'{"version": 1, "generator": "", "articles": []}')
    assert CLIENT.Client(str(site / "errors.json")).match("x") == {
        "verdict": "none",
        "likely": False,
        "platform": "",
        "language": "",
        "groups": [],
        "hits": [],
    }


@pytest.mark.parametrize("text", ["", "\0\x1b[31m", "\ud800", "x" * 3_000_000, "x\n" * 100_000])
def test_any_paste_is_answered(vectors: Path, text: str) -> None:
    assert CLIENT.Client(str(vectors)).match(text)["verdict"] == "none"
