"""`unstuck match`, `search`, `show` and `test` as people use them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from driver import Project

ERROR = "mytool: cannot open /srv/app/x.conf: no such file"


def test_a_piped_error_finds_its_article(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run(stdin=f"starting\n{ERROR}\n")
    assert ran.status == 0
    assert ran.out.startswith("Found it.")
    assert "TOOL_FILE_001" in ran.out
    assert "mend --it" in ran.out
    assert "\x1b" not in ran.out


def test_a_process_of_its_own_answers_the_same(project: Project) -> None:
    project.article("TOOL_FILE_001")
    for arguments in (["match"], ["match", "--format", "json"], ["check"], ["--help"], ["chekc"]):
        assert project.process(*arguments, stdin=ERROR) == project.run(*arguments, stdin=ERROR)


def test_no_match_is_said_plainly_and_exits_one(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("match", stdin="all is well")
    assert (ran.status, ran.out.splitlines()[0]) == (1, "No article for this.")


def test_captures_fill_placeholders_and_are_quoted(project: Project) -> None:
    project.article("TOOL_FILE_001", **{"mend --it": "mend __FILE__ __OTHER__  # VAR", "{file:path}": "{file:rest}"})
    out = project.run("match", stdin="mytool: cannot open /srv/a b;rm x: no such file").out
    assert "mend '/srv/a b;rm x' __OTHER__" in out
    assert "# VAR" not in out


def test_json_holds_verdict_place_and_captures(project: Project) -> None:
    project.article("TOOL_FILE_001")
    answer = json.loads(project.run("match", "--format", "json", stdin=f"x\n{ERROR}").out)
    assert answer["verdict"] == "match"
    hit = answer["hits"][0]
    assert hit["lines"] == [{"line": 2, "start": 0, "end": 49}]
    assert hit["captures"] == [{"name": "file", "value": "/srv/app/x.conf", "type": "path"}]


def test_batch_answers_line_by_line(project: Project) -> None:
    project.article("TOOL_FILE_001")
    lines = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate([ERROR, "nothing"]))
    ran = project.run("match", "--batch", "-", stdin=lines)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["id"], one["verdict"]) for one in answers] == [(0, "match"), (1, "none")]
    assert all(one["elapsed_ms"] >= 0 for one in answers)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": 1, "text": 2}'])
def test_a_bad_batch_line_is_told_with_its_number(project: Project, line: str) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("match", "--batch", "-", stdin=line + "\n")
    assert ran.status == 2
    assert "line 1" in ran.err


def test_without_a_kb_in_sight_the_starter_kb_answers(project: Project) -> None:
    (project.folder / "kb").rmdir()
    ran = project.run(stdin="standard_init_linux.go:228: exec user process caused: exec format error")
    assert ran.status == 0
    assert "CROSS_DOCKER_001" in ran.out


def test_an_edited_article_answers_at_once(project: Project) -> None:
    project.article("TOOL_FILE_001")
    assert project.run(stdin=ERROR).out.startswith("Found it.")
    project.article("TOOL_FILE_001", template="entirely other words here {file:path}", sample="")
    assert not project.run(stdin=ERROR).out.startswith("Found it.")


def test_drafts_are_not_matched(project: Project) -> None:
    project.article("TOOL_FILE_001", **{"tags: [docker]": "tags: [docker]\nstatus: draft"})
    assert project.run(stdin=ERROR).status == 1


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"\xed\xa0\x80", b"a" * 300_000, b"\n" * 10_000])
def test_odd_input_gets_an_honest_no(project: Project, data: bytes) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("match", stdin=data)
    assert (ran.status, ran.err) == (1, "")


def test_hostile_captures_do_not_reach_the_terminal_raw(project: Project) -> None:
    project.article("TOOL_FILE_001", template="cannot open the file {name:rest}", sample="")
    out = project.run("match", stdin="cannot open the file \x9b31m\u202eevil\n").out
    assert "\x9b" not in out
    assert "\u202e" not in out


def test_a_missing_file_and_a_wrong_verb_exit_two(project: Project) -> None:
    assert project.run("match", "nowhere.log").status == 2
    ran = project.run("mach")
    assert (ran.status, "did you mean `match`" in ran.err) == (2, True)


def test_search_finds_words_and_narrows_by_facet(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.article("OTHER_TOOL_001", title="Another thing fails", **{"[docker]": "[git]"})
    found = json.loads(project.run("search", "mend", "--format", "json").out)
    assert {hit["kb_id"] for hit in found["hits"]} == {"TOOL_FILE_001", "OTHER_TOOL_001"}
    narrowed = json.loads(project.run("search", "mend", "--tag", "git", "--format", "json").out)
    assert [hit["kb_id"] for hit in narrowed["hits"]] == ["OTHER_TOOL_001"]


@pytest.mark.parametrize(
    "words", ["body not AND found: *", "*", "((((", "title:[a TO", "^~99", '"unclosed', "a" * 5000]
)
def test_query_syntax_means_nothing_and_matches_not_all(project: Project, words: str) -> None:
    for number in range(3):
        project.article(f"TOOL_FILE_00{number}")
    assert project.run("search", "--", words).status == 1


def test_a_query_joins_words_and_fields(project: Project) -> None:
    project.article("TOOL_FILE_001", title="The tool finds no file")
    project.article(
        "TOOL_LOCK_001", title="The tool finds a lock", template="lock {name} is held", sample="lock a is held"
    )

    def found(query: str) -> list[str]:
        ran = project.run("search", "--query", query, "--format", "json")
        assert ran.status in (0, 1)
        return sorted(hit["kb_id"] for hit in json.loads(ran.out)["hits"])

    assert found("title:tool") == ["TOOL_FILE_001", "TOOL_LOCK_001"]
    assert found("title:tool AND NOT title:lock") == ["TOOL_FILE_001"]
    assert found("title:(file OR lock)") == ["TOOL_FILE_001", "TOOL_LOCK_001"]
    assert found("errors:loc*") == ["TOOL_LOCK_001"]
    assert found("title:nothing") == []


def test_a_query_sees_an_edited_article_as_it_is_now(project: Project) -> None:
    project.article("TOOL_FILE_001", title="The tool finds no file")
    assert project.run("search", "--query", "title:file").status == 0
    project.article("TOOL_FILE_001", title="The tool finds no socket")
    assert project.run("search", "--query", "title:file").status == 1
    assert project.run("search", "--query", "title:socket").status == 0


@pytest.mark.parametrize("query", ["nofield:x", "nofield:x AND tool"])
def test_a_query_for_an_unknown_field_says_which_there_are(project: Project, query: str) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("search", "--query", query)
    assert ran.status == 2
    assert "there is no field `nofield`; fields are title" in ran.err


@pytest.mark.parametrize(
    "query", ["((", "AND", "NOT", ")", "^", "'", "title:", "a" * 30_000, "*", "\x00", "~", "[a TO"]
)
def test_any_query_is_answered_or_refused(project: Project, query: str) -> None:
    project.article("TOOL_FILE_001")
    assert project.run("search", "--query", query).status in (0, 1, 2)


def test_search_suggests_a_spelling(project: Project) -> None:
    project.article("TOOL_FILE_001", title="Dependency trouble")
    assert "Did you mean: dependency" in project.run("search", "dependancy").out


def test_show_prints_an_article_and_suggests_an_id(project: Project) -> None:
    project.article("TOOL_FILE_001")
    assert project.run("show", "tool_file_001").out.startswith("The tool finds no file")
    ran = project.run("show", "TOOL_FLIE_001")
    assert (ran.status, "did you mean TOOL_FILE_001" in ran.err) == (1, True)


def test_evidence_is_run_both_ways(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.write("kb/TOOL_FILE_001.hit.log", f"boot\n{ERROR}\n")
    project.write("kb/TOOL_FILE_001.miss.log", "mytool: cannot reach the server\n")
    ran = project.run("test")
    assert (ran.status, "3 of 3 passed" in ran.out) == (0, True)
    project.write("kb/TOOL_FILE_001.2.miss.log", ERROR)
    project.write("kb/TOOL_FILE_001.2.hit.log", "something else")
    ran = project.run("test", "--format", "json")
    problems = {one["name"]: one["problem"] for one in json.loads(ran.out)["cases"] if one["problem"]}
    assert ran.status == 1
    assert set(problems) == {"TOOL_FILE_001.2.miss.log", "TOOL_FILE_001.2.hit.log"}


def test_a_closed_pipe_is_quiet(project: Project) -> None:
    project.article("TOOL_FILE_001")
    done = subprocess.run(
        f"{sys.executable} -W ignore -m unstuck show TOOL_FILE_001 | head -c 1",
        shell=True,
        cwd=project.folder,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""


@pytest.mark.parametrize("damage", ["cut", "flip", "gone", "folder"])
def test_a_damaged_index_is_made_again(project: Project, damage: str) -> None:
    project.article("TOOL_FILE_001")
    first = project.run(stdin=ERROR).out
    (index,) = project.folder.rglob("match.index")
    data = bytearray(index.read_bytes())
    if damage == "cut":
        index.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        for place in range(200, len(data), 97):
            data[place] ^= 255
        index.write_bytes(data)
    else:
        index.unlink()
        if damage == "folder":
            index.mkdir()
    assert project.run(stdin=ERROR).out == first


def test_without_a_cache_that_can_be_written_everything_still_answers(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.write("no-folder", "a file where the cache should be")
    cache = str(project.folder / "no-folder")
    assert project.run(stdin=ERROR, XDG_CACHE_HOME=cache).out.startswith("Found it.")
    assert "TOOL_FILE_001" in project.run("search", "mend", XDG_CACHE_HOME=cache).out
    assert project.run("build", XDG_CACHE_HOME=cache).status == 0


def test_two_builds_at_once_do_not_break_each_other(project: Project) -> None:
    for number in range(1, 40):
        project.article(f"TOOL_FILE_{number:03d}", title=f"Trouble {number}", template=f"tool{number} broke", sample="")
    command = [sys.executable, "-W", "ignore", "-m", "unstuck", "build"]
    env = {**os.environ, "XDG_CACHE_HOME": str(project.folder / ".cache")}
    both = [subprocess.Popen(command, cwd=project.folder, stderr=subprocess.PIPE, env=env) for _ in range(2)]
    told = [one.communicate()[1].decode() for one in both]
    statuses = sorted(one.returncode for one in both)
    assert statuses in ([0, 0], [0, 3]), told
    assert all("locked by another build" in text or "Published" in text for text in told)
    assert not [text for text in told if "internal error" in text or "Traceback" in text]
