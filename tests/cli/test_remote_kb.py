"""`unstuck match --kb https://…`: a published site answers as its folder does, and nothing it sends does harm."""

from __future__ import annotations

import contextlib
import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from driver import Project
from parted_feeds import errors_files, terms_files
from unstuck.errors import UsageError
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.parts import reference
from unstuck.output import file_digest
from unstuck.remote.cache import feed_address
from unstuck.remote.json_schema import SchemaError, check_shape
from unstuck.resources import schema_path

ERROR = "mytool: cannot open /srv/app/x.conf: no such file"


class Site:
    """A web server of a folder that answers with some headers, and remembers what it was asked.

    `body` is its errors feed; only that one has an ETag.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.body = (folder / "errors.json").read_bytes()
        self.gone: set[str] = set()
        self.status = 200
        self.headers: dict[str, str] = {"ETag": '"one"'}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                etag = self.headers.get("If-None-Match", "")
                site.asked.append((self.path, etag))
                path = self.path.removeprefix("/kb/")
                feed = path == "errors.json"
                same = site.status == 200 and etag and etag == site.headers.get("ETag")
                known = feed or ((site.folder / path).is_file() and path not in site.gone)
                self.send_response(304 if same else site.status if known else 404)
                for name, value in site.headers.items() if feed else ():
                    self.send_header(name, value)
                body = b"" if same else site.body if feed else (site.folder / path).read_bytes() if known else b"no"
                if not same:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def handle(self) -> None:
                with contextlib.suppress(ConnectionError):  # who asked has heard enough
                    super().handle()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/kb/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site(project: Project) -> Iterator[Site]:
    project.article("TOOL_FILE_001")
    assert project.run("build").status == 0
    made = Site(project.folder / "site")
    yield made
    made.stop()


def age(project: Project) -> None:
    """Let what was kept be old."""
    (about,) = (project.folder / ".cache").rglob("about.json")
    data = json.loads(about.read_text())
    about.write_text(json.dumps({**data, "checked": 0.0}))


@pytest.mark.parametrize("text", [ERROR, f"x\n{ERROR}", "all is well"])
def test_a_published_site_answers_as_its_folder_does(project: Project, site: Site, text: str) -> None:
    own = project.run("match", "--format", "json", stdin=text)
    theirs = project.run("match", "--kb", site.url, "--format", "json", stdin=text)
    assert (theirs.status, theirs.out) == (own.status, own.out)
    assert site.asked == [("/kb/errors.json", ""), ("/kb/terms.json", "")]


def test_the_answer_leads_to_the_page_of_the_site(project: Project, site: Site) -> None:
    out = project.run("match", "--kb", site.url, stdin=ERROR).out
    assert f"{site.url}kb/TOOL_FILE_001/index.html" in out


def test_it_is_asked_once_then_by_etag_and_offline_not_at_all(project: Project, site: Site) -> None:
    asks = ("match", "--kb", site.url)
    assert project.run(*asks, "--offline", stdin=ERROR).status == 2
    assert not site.asked
    for _ in range(2):
        assert project.run(*asks, stdin=ERROR).status == 0
    assert [etag for _, etag in site.asked] == ["", ""]
    age(project)
    assert project.run(*asks, stdin=ERROR).status == 0
    assert [etag for _, etag in site.asked] == ["", "", '"one"']
    age(project)
    assert project.run(*asks, "--offline", stdin=ERROR).status == 0
    assert len(site.asked) == 3


def test_a_changed_feed_answers_anew(project: Project, site: Site) -> None:
    assert project.run("match", "--kb", site.url, stdin=ERROR).status == 0
    site.body = site.body.replace(b"mytool: cannot open", b"othertool: will not open")
    site.headers["ETag"] = '"two"'
    age(project)
    ran = project.run("match", "--kb", site.url, stdin="othertool: will not open /a/b: no such file")
    assert ran.out.startswith("Found it.")


def test_a_feed_without_terms_answers(project: Project, site: Site) -> None:
    feed = json.loads(site.body)
    del feed["terms"]
    site.body = json.dumps(feed).encode()
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, ran.err) == (0, "")
    assert [path for path, _ in site.asked] == ["/kb/errors.json"]


def test_terms_that_cannot_be_had_are_told_and_asked_for_again(project: Project, site: Site) -> None:
    asks = ("match", "--kb", site.url, "--format", "json")
    site.gone = {"terms.json"}
    ran = project.run(*asks, stdin=ERROR)
    assert (ran.status, "answering without full text" in ran.err) == (0, True)
    bare = project.run(*asks, stdin=ERROR)
    assert (bare.out, bare.err, len(site.asked)) == (ran.out, "", 2)
    site.gone = set()
    age(project)
    whole = project.run(*asks, stdin=ERROR)
    assert (whole.err, whole.out) == ("", project.run("match", "--format", "json", stdin=ERROR).out)


def test_terms_of_another_build_are_not_used(project: Project, site: Site) -> None:
    terms = site.folder / "terms.json"
    terms.write_bytes(terms.read_bytes() + b" ")
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, "of another build" in ran.err) == (0, True)


@pytest.mark.parametrize("count", [0, -1, 1.5, True, "1", 10**10])
def test_terms_that_nobody_counted_are_not_used(project: Project, site: Site, count: object) -> None:
    row = {"kb_id": "TOOL_FILE_001", "terms": {"mytool": count}}
    data = json.dumps({"version": 1, "generator": "", "articles": [row]}).encode()
    (site.folder / "terms.json").write_bytes(data)
    site.body = json.dumps({**json.loads(site.body), "terms": reference("terms.json", file_digest(data))}).encode()
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, "less than once" in ran.err) == (0, True), ran.err


@pytest.mark.parametrize("url", ["https://example.org/x.json", "//example.org/x.json", "../x.json", "/x.json", "x"])
def test_only_files_of_the_site_itself_are_asked_for(project: Project, site: Site, url: str) -> None:
    site.body = json.dumps({**json.loads(site.body), "terms": {"url": url, "sha256": "0" * 64}}).encode()
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, "terms.url" in ran.err) == (2, True)
    assert [path for path, _ in site.asked] == ["/kb/errors.json"]


def test_a_feed_in_parts_answers_as_one_in_one_piece(project: Project, site: Site) -> None:
    for number in range(2, 6):
        project.article(
            f"TOOL_FILE_00{number}",
            template=f"tool{number}: cannot open {{file:path}}: busy",
            sample=f"tool{number}: cannot open /x: busy",
            title=f"Tool {number} is busy",
        )
    assert project.run("build").status == 0
    feed = json.loads((site.folder / "errors.json").read_bytes())
    whole = json.loads((site.folder / "terms.json").read_bytes())
    terms = list(terms_files(((one["kb_id"], json.dumps(one["terms"])) for one in whole["articles"]), max_file=600))
    files = dict(
        [
            *terms,
            *errors_files(
                ErrorsFeed.from_json(feed), {}, reference(terms[-1][0], file_digest(terms[-1][1])), max_file=2000
            ),
        ]
    )
    for path, data in files.items():
        (site.folder / path).parent.mkdir(exist_ok=True)
        (site.folder / path).write_bytes(data)
    site.body = files["errors.json"]
    text = "tool3: cannot open /a/b: busy"
    theirs = project.run("match", "--kb", site.url, "--format", "json", stdin=text)
    assert theirs.out == project.run("match", "--format", "json", stdin=text).out
    assert len({path for path, _ in site.asked}) == len(files) > 6


def test_where_the_site_is_gone_what_was_kept_answers_with_a_word(project: Project, site: Site) -> None:
    project.run("match", "--kb", site.url, stdin=ERROR)
    age(project)
    site.status = 500
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, "answering from the cache" in ran.err) == (0, True)


def test_several_are_asked_by_priority(project: Project, site: Site) -> None:
    other = Project(project.folder / "other")
    other.article("OTHER_TOOL_001", template="another tool fails with {code:int}", sample="another tool fails with 7")
    asks = ("match", "--kb", str(other.folder), "--kb", site.url, "--format", "json")
    answers = [json.loads(project.run(*asks, stdin=text).out) for text in (ERROR, "another tool fails with 9", "zzz")]
    assert [(one["verdict"], one["kb"]) for one in answers] == [
        ("match", site.url), ("match", str(other.folder)), ("none", str(other.folder)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<html>", "no JSON"),
        (b"\xff\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"{}", "lacks `version`"),
        (b"[]", "expected object, got array"),
        (b'{"version": 2, "generator": "", "title": "", "base_url": "", "articles": [], "errors": []}', "version"),
    ],
)
def test_what_is_no_feed_is_told_and_not_kept(project: Project, site: Site, body: bytes, told: str) -> None:
    site.body = body
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, told in ran.err) == (2, True), ran.err
    assert not list((project.folder / ".cache").rglob("errors.json"))


def change(feed: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**feed, "errors": [{**feed["errors"][0], **changes}]}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": ["{broken"]},
        {"lines": [1]},
        {"lines": []},
        {"id": "x"},
        {"id": "TOOL_FILE_001#²"},
        {"kb_id": "NOT_THERE_001"},
    ],
)
def test_a_feed_with_a_broken_entry_is_refused(project: Project, site: Site, changes: dict[str, Any]) -> None:
    site.body = change(json.loads(site.body), **changes)
    assert project.run("match", "--kb", site.url, stdin=ERROR).status == 2


def test_a_feed_may_come_compressed_but_not_without_end(project: Project, site: Site) -> None:
    site.headers["Content-Encoding"] = "gzip"
    site.body = gzip.compress(b" " * (80 * 1024 * 1024))
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert (ran.status, "larger than 64 MB" in ran.err) == (2, True), ran.err
    site.body = gzip.compress((project.folder / "site/errors.json").read_bytes())
    assert project.run("match", "--kb", site.url, stdin=ERROR).status == 0
    site.headers["ETag"] = '"cut"'
    site.body = site.body[:200]
    age(project)
    assert "ended early" in project.run("match", "--kb", site.url, stdin=ERROR).err


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/x", "/kb/errors.json", "gopher://x"])
def test_it_is_not_sent_on_to_files_or_for_ever(project: Project, site: Site, where: str) -> None:
    site.status = 302
    site.headers = {"Location": where}
    ran = project.run("match", "--kb", site.url, stdin=ERROR)
    assert ran.status == 2
    assert len(site.asked) < 10


@pytest.mark.parametrize(
    "kb", ["file:///etc", "https://", "http://[::1", "https://a b/", "ssh://x/y", "https://u:p@x/"]
)
def test_only_addresses_of_the_web_are_asked(kb: str) -> None:
    with pytest.raises(UsageError) as refused:
        feed_address(kb)
    assert ":p@" not in str(refused.value)


@given(st.text())
def test_any_text_is_an_address_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert feed_address(text).startswith(("http://", "https://"))


def test_nobody_there_is_told(project: Project) -> None:
    ran = project.run("match", "--kb", "http://127.0.0.1:9/", stdin=ERROR)
    assert (ran.status, "http://127.0.0.1:9/errors.json: " in ran.err) == (2, True)


def test_match_without_an_address_imports_no_network() -> None:
    look = (
        "import sys; from unstuck.cli import run; run(['match', '--format', 'json']); "
        "names = ('urllib.request', 'http.client', 'ssl', 'starlette', 'mcp', 'unstuck.remote.cache'); "
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", look], input="x", capture_output=True, text=True)
    assert done.stdout.endswith("[]\n"), done.stdout


SCHEMA = json.loads(schema_path("errors-1").read_bytes())
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kb_id", "lines"]), inner),
    max_leaves=8,
)


@given(st.sampled_from([None, *SCHEMA["$defs"]["signature"]["required"]]), JSONS)
def test_the_shape_check_says_what_the_reference_validator_says(key: str | None, value: object) -> None:
    sound: dict[str, object] = {
        "id": "A_001#1",
        "kb_id": "A_001",
        "lines": ["x"],
        "captures": [],
        "samples": [],
        "versions": "",
    }
    sound["inferred"] = False
    tried = value if key is None else {**sound, key: value}
    schema = {**SCHEMA["$defs"]["signature"], "$defs": SCHEMA["$defs"]}
    valid = Draft202012Validator(schema).is_valid(tried)
    try:
        check_shape(tried, schema)
        found = True
    except SchemaError:
        found = False
    assert found == valid
