"""`unstuck-client.js`: one file that answers as `unstuck match` does from a site's shards, and runs nothing of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from client_site import DATA, answer_of_case, without_reason, write_client, write_vectors_site

from published import KB, build_starter, near, pastes, serve
from shards import make_shards
from unstuck.client.make import JAVASCRIPT
from unstuck.lookup.answer_json import answer_json
from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
from unstuck_search.fulltext.build import TextEntry
from unstuck_search.fulltext.search import ShownRecord
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.build import build_index
from unstuck_search.rules import load_rules

FILE = write_client(JAVASCRIPT)
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")
SHARDS = "assets/search"


def ask(*questions: dict[str, Any]) -> list[Any]:
    """What the client answers to some questions, put to it in one process."""
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("ask.cjs")), str(FILE)],
        input="\n".join(map(json.dumps, questions)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_vectors_site(tmp_path / "site")


def test_nothing_in_it_runs_text_as_code() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert not [word for word in ("eval(", "new Function", "vm.", "globalThis.Unstuck", "window.") if word in text]


def test_a_bundler_for_browsers_finds_no_module_of_node_in_it() -> None:
    assert "require('node:" not in FILE.read_text(encoding="utf-8")


@needs_node
def test_it_gives_the_published_answers(site: Path) -> None:
    answers = ask(*({"kb": str(site), "text": case["text"]} for case in DATA["cases"]))
    for case, answer in zip(DATA["cases"], answers, strict=True):
        assert near(without_reason(answer), answer_of_case(case)), case["name"]


@needs_node
def test_over_http_and_from_disk_it_answers_every_paste_as_the_folder_does(tmp_path: Path) -> None:
    own = open_match_index(open_knowledge_base(tmp_path, kb=str(KB), cache=str(tmp_path / "cache")))
    folder = build_starter(tmp_path)
    texts = [*pastes(), "😀 ’tis: exec /bin/app: exec format error"]
    article = {"article": "CROSS_DOCKER_001"}
    with serve(folder) as url:
        found = ask(*({"kb": url, "text": text} for text in texts), {"kb": url, **article})
    disk = ask(*({"kb": str(folder), "text": text} for text in texts), {"kb": str(folder), **article})
    assert found == disk
    for text, answer in zip(texts, found[:-1], strict=True):
        assert near(answer, answer_json(own.matcher.match(text), own.articles)), text
    assert {key: found[-1][key] for key in ("kb_id", "commands")} == {
        key: own.articles["CROSS_DOCKER_001"].to_json()[key] for key in ("kb_id", "commands")
    }


@needs_node
def test_a_log_of_many_words_is_looked_up_through_the_filter_of_a_large_index(site: Path) -> None:
    """The filter tells which of so many words may be an anchor; only an index of several shards has one."""
    assert (site / SHARDS / "anchors.js").is_file()
    chatter = "\n".join(f"step word{number} other{number}" for number in range(600))
    case = next(one for one in DATA["cases"] if one["verdict"] == "match")
    (answer,) = ask({"kb": str(site), "text": f"{chatter}\n{case['text']}\n{chatter}"})
    assert (answer["verdict"], answer["hits"][0]["kb_id"]) == ("match", case["hits"][0]["kb_id"])


@needs_node
def test_an_unknown_article_is_null_and_parts_are_looked_into(site: Path) -> None:
    feed = json.loads((site / "errors.json").read_bytes())
    part = {"url": "errors/part-1.json", "first": "AAA_001", "last": "ZZZ_999"}
    (site / "errors").mkdir()
    (site / part["url"]).write_text(json.dumps(feed))
    (site / "errors.json").write_text(json.dumps({**feed, "articles": [], "errors": [], "parts": [part]}))
    kb = str(site / "errors.json")
    found = ask({"kb": kb, "article": "exec_001"}, {"kb": kb, "article": "NOT_THERE_001"})
    assert (found[0]["kb_id"], found[1]) == ("EXEC_001", None)


def spoil(path: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def write(site: Path) -> None:
        for file in site.glob(f"{SHARDS}/{path}"):
            file.write_text(change(file.read_text()))

    return write


def gone(site: Path) -> None:
    shutil.rmtree(site / SHARDS / "a")


def huge(site: Path) -> None:
    with (site / SHARDS / "index.js").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


def version_of(text: str) -> str:
    return text.replace(text.split('"')[1], "0" * 12)


@needs_node
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (spoil("index.js", lambda text: text[:-9]), "damaged"),
        (spoil("index.js", lambda text: "process.exit(7);"), "damaged"),
        (spoil("index.js", lambda text: "Unstuck.index = process.exit(7);"), "damaged"),
        (spoil("index.js", lambda text: "Unstuck.index = null;"), "version"),
        (spoil("index.js", lambda text: 'Unstuck.index = {"version": "x", "shards": 3};'), "version"),
        (huge, "large"),
        (gone, "missing"),
        (spoil("w/*.js", lambda text: text[: len(text) // 2]), "damaged"),
        (spoil("w/*.js", lambda text: text.replace(", [", ", [process.exit(7), ", 1)), "damaged"),
        (spoil("w/*.js", lambda text: text[: text.index("[")] + "7);\n"), "damaged"),
        (spoil("w/*.js", lambda text: text[: text.index("[")] + "[7, null]);\n"), "damaged"),
        (spoil("a/*.js", lambda text: text.replace("[[", '[["X_001", 3, 4], [')), "damaged"),
        (spoil("a/*.js", version_of), "changed"),
    ],
)
def test_a_spoilt_site_is_a_typed_error(site: Path, change: Callable[[Path], None], reason: str) -> None:
    change(site)
    (answer,) = ask({"kb": str(site), "text": "exec /bin/app: exec format error"})
    assert answer["error"] == reason, answer


@needs_node
def test_a_body_without_end_is_a_typed_error(site: Path) -> None:
    huge(site)
    with serve(site) as url:
        assert ask({"kb": url, "text": "x"})[0]["error"] == "large"


@needs_node
def test_what_is_no_place_or_no_feed_is_a_typed_error(site: Path) -> None:
    places = {"ftp://x/": "address", "http://[::1": "address", "https://u:p@x/": "address", "\0": "missing"}
    places |= {"http://127.0.0.1:9/": "missing", "/nowhere": "missing", "": "missing"}
    answers = ask(*({"kb": kb, "text": "x"} for kb in places))
    assert [one["error"] for one in answers] == list(places.values())
    for text, reason in (("[" * 9, "damaged"), ("[]", "version"), ('{"version": 2, "articles": []}', "version")):
        (site / "errors.json").write_text(text)
        assert ask({"kb": str(site), "article": "EXEC_001"})[0]["error"] == reason
    bad = {"version": 1, "articles": [], "parts": [{"url": "../x.json", "first": "A_001", "last": "Z_001"}]}
    (site / "errors.json").write_text(json.dumps(bad))
    assert ask({"kb": str(site), "article": "EXEC_001"})[0]["error"] == "damaged"


@needs_node
@pytest.mark.parametrize("text", ["", "\0\x1b[31m", "x" * 3_000_000, "x\n" * 100_000])
def test_any_paste_is_answered(site: Path, text: str) -> None:
    assert ask({"kb": str(site), "text": text})[0]["verdict"] == "none"


@needs_node
def test_a_site_published_anew_is_read_anew(site: Path, tmp_path: Path) -> None:
    lines = ["exec /bin/app: exec format error", "fatal: detected dubious ownership in repository at '/srv'"]
    script = f"""
    const {{ Client }} = require({json.dumps(str(FILE))}); const fs = require('node:fs');
    (async () => {{
      const kb = new Client({json.dumps(str(site))});
      const first = await kb.match({json.dumps(lines[0])});
      for (const name of fs.readdirSync({json.dumps(str(site / SHARDS))}, {{ recursive: true }})) {{
        const path = {json.dumps(str(site / SHARDS))} + '/' + name;
        if (!fs.statSync(path).isFile()) continue;
        const text = fs.readFileSync(path, 'utf8');
        const version = /"version":"([0-9a-f]+)"|^Unstuck.shard\\("([0-9a-f]+)"/.exec(text);
        if (version) fs.writeFileSync(path, text.replace(version[1] || version[2], '000000000000'));
      }}
      console.log(first.verdict, (await kb.match({json.dumps(lines[1])})).verdict);
    }})();"""
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("match match\n", "")


def test_every_shard_that_can_be_asked_for_is_written() -> None:
    words = [f"word{number}" for number in range(400)]
    weights = dict.fromkeys(words, 1)
    entries = [TextEntry(f"A_{number:03}", weights, ShownRecord("", "")) for number in range(50)]
    index = build_index([], {one.id: ArticleContext("") for one in entries}, load_rules())
    files = dict(make_shards(index, entries, {}))
    about = json.loads(files[f"{SHARDS}/index.js"].removeprefix("Unstuck.index = ").removesuffix(";\n"))
    assert about["shards"]["x"] > 1
    for family, count in about["shards"].items():
        assert {f"{SHARDS}/{family}/{number}.js" for number in range(count)} <= files.keys()
