"""`unstuck check` and `build` as people use them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from driver import Project
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.errors_json import read_signatures
from unstuck_search.matcher.matcher import Verdict, build_matcher
from unstuck_search.signatures.example import example

ROOT = Path(__file__).parent.parent.parent
BREAK = {"category: devops": "categroy: devops"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_sound_kb_is_clean(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("check")
    assert (ran.status, ran.out) == (0, "No findings.\n")


def test_ten_broken_articles_are_all_reported_in_one_run(project: Project) -> None:
    breaks = [
        BREAK,
        {"---\nkb_id": "kb_id"},
        {"complexity: 2": "complexity: high"},
        {"tags: [docker]": "tags: [docker"},
        {"created: 2026-01-02": "created: 2026-13-02"},
        {"tags: [docker]": "tags: &a [docker]"},
        {"criticality: low": "criticality: hgih"},
        {"technologies: [docker]": "technologies: [docker]\ntechnologies: [git]"},
        {"```bash": "```bash\n```\n```bash", "mend --it\n```": "mend --it\n"},
        {"{file:path}": "{file:nosuch}"},
    ]
    for number, changes in enumerate(breaks, 1):
        project.article(f"TOOL_FILE_{number:03d}", title=f"Trouble {number}", **changes)
    project.write("kb/LATIN_001.md", "").write_bytes(b"---\nkb_id: LATIN_001\n---\n# caf\xe9\n")
    ran = project.run("check", "--format", "jsonl")
    errors = {one["path"] for one in map(json.loads, ran.out.splitlines()) if one["severity"] == "error"}
    assert ran.status == 1
    assert errors == {f"kb/TOOL_FILE_{number:03d}.md" for number in range(1, 11)} | {"kb/LATIN_001.md"}


def test_fix_mends_and_diff_only_shows(project: Project) -> None:
    path = project.article("TOOL_FILE_001", **{"```bash": "```", "tags: [docker]": "tags: [docker, no]"})
    before = path.read_text()
    shown = project.run("check", "--diff").out
    assert path.read_text() == before
    assert "+tags: [docker, 'no']" in shown
    assert "+```text" in shown
    assert project.run("check", "--fix").status == 0
    assert "tags: [docker, 'no']" in path.read_text()


def test_fixes_keep_crlf_and_everything_else(project: Project) -> None:
    path = project.article("TOOL_FILE_001", **{"```bash": "```"})
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    project.run("check", "--fix")
    assert path.read_bytes() == before.replace(b"```\r\nmend", b"```text\r\nmend")


def test_a_suppression_silences_its_finding_and_a_wrong_one_is_told(project: Project) -> None:
    path = project.article("TOOL_FILE_001", **{"> **TL;DR**: it fails → mend it": "It fails."})
    assert "KB302" in project.run("check").out
    path.write_text(path.read_text() + "\n<!-- unstuck: allow tldr-missing it is short -->\n")
    assert project.run("check").out == "No findings.\n"
    path.write_text(path.read_text() + "\n<!-- unstuck: allow tldr-misng -->\n")
    assert "KB610" in project.run("check").out


def test_a_baseline_hides_what_it_knows_and_nothing_new(project: Project) -> None:
    project.article("TOOL_FILE_001", **{"> **TL;DR**: it fails → mend it": "It fails."})
    assert project.run("check", "--write-baseline", "known.json").status == 0
    assert project.run("check", "--strict", "--baseline", "known.json").status == 0
    project.article(
        "TOOL_FILE_002", title="Another", **{"> **TL;DR**: it fails → mend it": "It fails."}, mytool="other"
    )
    ran = project.run("check", "--strict", "--baseline", "known.json")
    assert ran.status == 1
    assert "TOOL_FILE_001.md:" not in ran.out.replace("kb/TOOL_FILE_001.md:11 too", "")


def test_a_secret_is_told_but_not_repeated(project: Project) -> None:
    key = "AKIA" + "Q7RSTUVWXYZ23456"
    project.article("TOOL_FILE_001", **{"it fails → mend it": f"it fails with {key} → [mend](GONE_001.md) it"})
    ran = project.run("check")
    assert "KB605" in ran.out
    assert "KB510" in ran.out
    assert key not in ran.out + ran.err


def test_paths_narrow_the_report_not_the_check(project: Project) -> None:
    project.article("TOOL_FILE_001", **BREAK)
    project.article("TOOL_FILE_002", title="Another")
    assert project.run("check", "kb/TOOL_FILE_002.md").status == 0
    assert project.run("check", "kb/TOOL_FILE_001.md").status == 1
    assert project.run("check", "nowhere.md").status == 2


def test_explain_shows_the_manual_page_and_suggests(project: Project) -> None:
    page = project.run("explain", "KB311").out
    assert page.startswith("KB311 fallback-without-risks")
    assert "\nBad\n  ### Option 2" in page
    assert project.run("explain", "fallback-without-risks").out == page
    ran = project.run("explain", "falback-without-risks")
    assert (ran.status, "did you mean `fallback-without-risks`" in ran.err) == (2, True)


def test_build_publishes_and_a_second_build_has_the_same_bytes(project: Project) -> None:
    project.article("TOOL_FILE_001")
    assert project.run("build").status == 0
    first = tree(project.folder / "site")
    assert {"index.html", "errors.json", "kb/TOOL_FILE_001/index.html", "kb/TOOL_FILE_001.json", "404.html"} <= set(
        first
    )
    assert project.run("build", PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C").status == 0
    assert tree(project.folder / "site") == first


def test_errors_stop_a_build_and_leave_the_site_as_it_was(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.run("build")
    before = tree(project.folder / "site")
    project.article("TOOL_FILE_002", title="Broken", **BREAK)
    ran = project.run("build")
    assert ran.status == 1
    assert "Nothing was published" in ran.err
    assert tree(project.folder / "site") == before


def test_keep_going_publishes_the_sound_articles_and_still_exits_one(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.article("TOOL_FILE_002", title="Broken", **BREAK)
    assert project.run("build", "--keep-going").status == 1
    pages = {path.parent.name for path in (project.folder / "site/kb").glob("*/index.html")}
    assert pages == {"TOOL_FILE_001"}


def test_warnings_stop_a_strict_build_only(project: Project) -> None:
    project.article("TOOL_FILE_001", **{"> **TL;DR**: it fails → mend it": "It fails."})
    assert project.run("build").status == 0
    assert project.run("build", "--strict").status == 1


@pytest.mark.parametrize("change", ["status: draft", "status: deprecated", "audience: internal"])
def test_what_is_not_public_is_in_no_byte_of_the_site(project: Project, change: str) -> None:
    project.article("TOOL_FILE_001", **{"related_kb: []": "related_kb: [SECRET_THING_001]"})
    project.article(
        "SECRET_THING_001",
        title="xyzzy title",
        template="xyzzy template {a}",
        sample="xyzzy template b",
        **{"tags: [docker]": f"tags: [docker, xyzzytag]\n{change}", "mend --it": "xyzzy --command"},
    )
    assert project.run("build").status == 0
    leaks = [name for name, data in tree(project.folder / "site").items() if b"xyzzy" in data.lower()]
    assert leaks == []
    assert project.run("build", "--include-drafts").status == 0
    assert any(b"xyzzy" in data for data in tree(project.folder / "site").values())


def test_an_unreadable_article_and_a_link_out_are_told(project: Project) -> None:
    project.article("TOOL_FILE_001")
    (project.folder / "kb/LINK_001.md").symlink_to("/etc/passwd")
    os.mkfifo(project.folder / "kb/PIPE_001.md")
    ran = project.run("check")
    assert ran.out.count("KB002 skipped-file") == 2
    assert "a symbolic link" in ran.out


def test_a_bad_vocabulary_is_told(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.write("kb/vocabulary.yaml", "categories: [devops]\ntgas: {}\n")
    ran = project.run("check")
    assert ran.status == 1
    assert ran.out.count("KB110 bad-vocabulary") == 2
    assert "Did you mean `tags`?" in ran.out


@pytest.mark.parametrize("text", ["titel = 'x'", "title = 3", "profile = 'lose'", "title = ", "base_url = 'ftp://x'"])
def test_a_wrong_configuration_is_told(project: Project, text: str) -> None:
    project.article("TOOL_FILE_001")
    project.write("unstuck.toml", text)
    ran = project.run("check")
    assert ran.status == 2
    assert "unstuck.toml" in ran.err


def test_an_empty_kb_never_replaces_a_site(project: Project) -> None:
    path = project.article("TOOL_FILE_001")
    project.run("build")
    before = tree(project.folder / "site")
    path.unlink()
    assert project.run("build").status == 2
    assert tree(project.folder / "site") == before


def test_init_makes_a_kb_whose_first_check_build_and_match_work(project: Project) -> None:
    (project.folder / "kb").rmdir()
    assert project.run("init", "mine").status == 0
    inner = Project(project.folder / "mine")
    assert inner.run("check").out == "No findings.\n"
    assert inner.run("build").status == 0
    assert (
        inner.run(
            "new", "LINUX_DISK_001", "--title", 'Disk "full"', "--from-error", "-", stdin="x\nwrite: no space left"
        ).status
        == 0
    )
    assert inner.run("check").status == 0
    assert inner.run(stdin="write: no space left").status == 0
    assert inner.run("new", "LINUX_DISK_001").status == 2
    assert inner.run("new", "../up").status == 2


def test_an_adopted_folder_builds_in_the_loose_profile(project: Project) -> None:
    project.write("unstuck.toml", 'profile = "loose"\n')
    project.write(
        "kb/notes/Some file.md",
        "# It breaks\n\n## Cause\n\nWear.\n\n## Resolution\n\n```\nfatal: it broke down here\n```\n",
    )
    ran = project.run("build")
    assert ran.status == 0, ran.err
    assert (project.folder / "site/kb/NOTES_SOME_FILE_001/index.html").is_file()


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("starter")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "unstuck", "build", "--strict", "--out", str(out / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out / "site"


def test_the_starter_kb_builds_without_a_warning(starter: Path) -> None:
    assert len(list((starter / "kb").glob("*/index.html"))) >= 15


def test_the_feed_is_valid_against_the_schema_it_names(starter: Path) -> None:
    feed = json.loads((starter / "errors.json").read_bytes())
    schema = json.loads((starter / feed["$schema"]).read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(feed)


def test_every_signature_of_the_feed_finds_its_own_article(starter: Path) -> None:
    feed = json.loads((starter / "errors.json").read_bytes())
    signatures = read_signatures(ErrorsFeed.from_json(feed).signatures)
    matcher = build_matcher(signatures)
    for signature in signatures:
        shapes = {one.shape: one for one in signatures if one.kb_id != signature.kb_id}
        paste = example(signature)
        answer = matcher.match(paste)
        assert answer.verdict is not Verdict.NONE, paste
        top = [hit.kb_id for hit in answer.hits if hit.confidence == answer.hits[0].confidence]
        assert signature.kb_id in top or signature.shape in shapes, (paste, answer.hits[:2])


def test_twins_of_a_page_exist_and_comments_are_not_in_them(starter: Path) -> None:
    for page in (starter / "kb").glob("*/index.html"):
        kb_id = page.parent.name
        data = json.loads((starter / f"kb/{kb_id}.json").read_bytes())
        assert data["kb_id"] == kb_id
        text = (starter / f"kb/{kb_id}.md").read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert "unstuck: allow" not in text


def litter(project: Project) -> list[str]:
    """The folders that a build is still writing."""
    return [path.name for path in project.folder.iterdir() if "unstuck-" in path.name]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_stopped_leaves_no_litter_and_a_whole_site(project: Project, number: int, status: int) -> None:
    project.article("TOOL_FILE_001")
    project.run("build")
    before = tree(project.folder / "site")
    for n in range(2, 150):
        project.article(
            f"TOOL_FILE_{n:03d}",
            title=f"Trouble {n}",
            template=f"tool{n} broke at {{file:path}}",
            sample=f"tool{n} broke at /x",
        )
    with subprocess.Popen(
        [sys.executable, "-m", "unstuck", "build", "--jobs", "1"],
        cwd=project.folder,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has Ctrl-C ignored, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as child:
        while not litter(project) and child.poll() is None:
            time.sleep(0.005)
        child.send_signal(number)
        assert child.wait(60) == status
        assert child.stderr is not None
        assert b"Traceback" not in child.stderr.read()
    after = tree(project.folder / "site")
    assert litter(project) == []
    assert project.run("build").status == 0
    assert after in (before, tree(project.folder / "site"))
