"""`unstuck new --from-error`: an article that finds its own paste, and what is said of near ones and collisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from driver import Project, Ran
from paste_cases import CASES, PasteCase

PASTE = "$ frob sync\nfrobnicator: cannot open ledger /srv/app/ledger.db: schema is newer than this program\n"
TEMPLATE = "frobnicator: cannot open ledger {file:path}: schema is newer than this program"


@pytest.fixture
def kb(project: Project) -> Project:
    project.run("init")
    return project


def log_of(project: Project, kb_id: str) -> Path:
    return project.folder / f"kb/devops/{kb_id}.hit.log"


def new(project: Project, kb_id: str, paste: str, *options: str) -> Ran:
    ran = project.run("new", kb_id, "--from-error", "-", *options, stdin=paste)
    assert ran.status == 0, ran.err
    return ran


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_article_from_a_paste_is_as_clean_as_a_fresh_one_and_its_evidence_finds_it(
    kb: Project, case: PasteCase
) -> None:
    ran = new(kb, case.kb_id, case.paste)
    assert "does not find it" not in ran.err
    findings = json.loads(kb.run("check", "--format", "json").out)
    assert findings["findings"] == []
    tested = kb.run("test", case.kb_id, "--format", "json")
    assert tested.status == 0, tested.out
    kinds = [one["name"] for one in json.loads(tested.out)["cases"]]
    assert kinds == [f"{case.kb_id}#1 sample 1", f"devops/{case.kb_id}.hit.log"]


def test_the_article_states_template_and_sample_and_the_log_is_the_paste(kb: Project) -> None:
    ran = new(kb, "FROB_LEDGER_001", PASTE)
    article = (kb.folder / "kb/devops/FROB_LEDGER_001.md").read_text()
    assert f"- template: '{TEMPLATE}'" in article
    assert "  - 'frobnicator: cannot open ledger /srv/app/ledger.db: schema is newer than this program'" in article
    assert "# frobnicator: cannot open ledger …: schema is newer than this program" in article
    assert log_of(kb, "FROB_LEDGER_001").read_text() == PASTE
    assert [line.rpartition("/")[2] for line in ran.out.splitlines()] == [
        "FROB_LEDGER_001.md",
        "FROB_LEDGER_001.hit.log",
    ]


def test_the_template_is_shown_with_its_captures_on_standard_error(kb: Project) -> None:
    ran = new(kb, "FROB_LEDGER_001", PASTE)
    assert "Template, from line 2 of the log" in ran.err
    assert TEMPLATE in ran.err
    assert "    file  /srv/app/ledger.db\n" in ran.err
    assert "No article is near it." in ran.err
    assert "matches nothing else" in ran.err


def test_a_title_of_ones_own_is_kept(kb: Project) -> None:
    new(kb, "FROB_LEDGER_001", PASTE, "--title", "The ledger is too new")
    assert "# The ledger is too new\n" in (kb.folder / "kb/devops/FROB_LEDGER_001.md").read_text()


def test_an_article_that_already_answers_the_paste_is_named_and_the_new_one_is_written(kb: Project) -> None:
    kb.article("FROB_OPEN_001", TEMPLATE, PASTE.splitlines()[1], "The ledger is too new")
    ran = new(kb, "FROB_LEDGER_001", PASTE)
    assert "FROB_OPEN_001 already answers this paste" in ran.err
    assert "add your wording to the `errors` of that one" in " ".join(ran.err.split())
    assert "matches evidence of 1 other article" in ran.err
    assert "FROB_OPEN_001  FROB_OPEN_001#1 sample 1, line 1" in ran.err
    assert log_of(kb, "FROB_LEDGER_001").exists()


def test_articles_near_the_paste_are_listed(kb: Project) -> None:
    kb.article("FROB_OPEN_001", "frobnicator: cannot open ledger socket", "frobnicator: cannot open ledger socket")
    ran = new(kb, "FROB_LEDGER_001", PASTE)
    assert "Articles near it\n  FROB_OPEN_001  The tool finds no file" in ran.err


def test_evidence_of_another_article_that_the_template_matches_is_quoted(kb: Project) -> None:
    kb.article("OTHER_CASE_001", "crates are wet: {n:int} of them", "crates are wet: 3 of them")
    other = "crates are wet: 3 of them\nfrobnicator: cannot open ledger /a.db: schema is newer than this program\n"
    kb.write("kb/OTHER_CASE_001.hit.log", other)
    kb.write("kb/OTHER_CASE_001.miss.log", "nothing")
    ran = new(kb, "FROB_LEDGER_001", PASTE)
    assert "OTHER_CASE_001  OTHER_CASE_001.hit.log, line 2" in ran.err
    assert "frobnicator: cannot open ledger /a.db: schema" in ran.err


def test_what_another_signature_describes_counts_where_it_has_no_such_sample(kb: Project) -> None:
    kb.article(
        "OTHER_CASE_001",
        "{tool}: cannot open ledger {file:path}: schema is newer than this program",
        "frob2: cannot open ledger /a: schema is newer than this program",
    )
    ran = new(kb, "CASE_LEDGER_001", "thing: cannot open ledger /b: schema is newer than this program")
    assert "OTHER_CASE_001  what OTHER_CASE_001#1 describes, line 1" in ran.err


def test_a_miss_log_of_another_article_is_no_collision(kb: Project) -> None:
    kb.article("OTHER_CASE_001", "crates are wet: {n:int} of them", "crates are wet: 3 of them")
    kb.write("kb/OTHER_CASE_001.miss.log", PASTE)
    assert "matches nothing else" in new(kb, "FROB_LEDGER_001", PASTE).err


def test_a_weak_template_and_evidence_that_does_not_find_it_are_said(kb: Project) -> None:
    ran = new(kb, "FROB_LEDGER_001", "error\n")
    assert "It is weak" in ran.err
    assert "Its own evidence does not find it first yet" in ran.err


def test_what_is_written_holds_no_secret_and_says_what_was_replaced(kb: Project) -> None:
    paste = PASTE.replace("/srv/app", "/home/mia.k/app") + "login mia.k@corp.test password=hunter2xyz\n"
    ran = new(kb, "FROB_LEDGER_001", paste)
    for file in (log_of(kb, "FROB_LEDGER_001"), kb.folder / "kb/devops/FROB_LEDGER_001.md"):
        assert not [word for word in ("mia.k", "corp.test", "hunter2xyz") if word in file.read_text()]
    assert "replaced: a home folder, a password, an e-mail address" in " ".join(ran.err.split())


def test_of_a_long_paste_the_lines_that_are_kept_are_named(kb: Project) -> None:
    ran = new(kb, "FROB_LEDGER_001", "all is well here\n" * 3000 + PASTE)
    assert "The log keeps lines 2,803 to 3,002 of 3,002 of the paste" in " ".join(ran.err.split())
    assert log_of(kb, "FROB_LEDGER_001").read_text().count("\n") == 200


@pytest.mark.parametrize("paste", ["", "\n \n", "--- !!! ---\n"])
def test_a_paste_without_words_starts_nothing(kb: Project, paste: str) -> None:
    ran = kb.run("new", "FROB_LEDGER_001", "--from-error", "-", stdin=paste)
    assert ran.status == 2
    assert "nothing was changed" in ran.err
    assert not (kb.folder / "kb/devops/FROB_LEDGER_001.md").exists()


def test_a_log_that_is_there_is_not_overwritten(kb: Project) -> None:
    kb.write("kb/devops/FROB_LEDGER_001.hit.log", "mine")
    ran = kb.run("new", "FROB_LEDGER_001", "--from-error", "-", stdin=PASTE)
    assert ran.status == 2
    assert "exists; nothing was changed" in ran.err
    assert log_of(kb, "FROB_LEDGER_001").read_text() == "mine"
