"""The wheel, as a user meets it: installed into a clean environment, outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from unstuck.client.make import client_files

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")}
    done = subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        env=env,
        check=False,
        timeout=600,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_packages_templates_and_starter_kb(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "unstuck/site/pipeline.py",
        "unstuck/schemas/errors-1.json",
        "unstuck/schemas/article-1.json",
        "unstuck/templates/base.html",
        "unstuck/templates/assets/site.css",
        "unstuck/starter_kb/vocabulary.yaml",
        "unstuck/starter_kb/containers/CROSS_DOCKER_001.md",
        "unstuck/client_files/unstuck_client.py",
        "unstuck/client_files/unstuck-client.js",
        "unstuck/client/client.js",
        "unstuck/scrollback/hooks/hook.bash",
        "unstuck/scrollback/hooks/hook.zsh",
        "unstuck/scrollback/hooks/hook.fish",
        "unstuck/scrollback/hooks/hook.ps1",
        "unstuck/starter_index/match.index",
        "unstuck/starter_index/match.index.note",
        "unstuck_search/rules.json",
        "unstuck/py.typed",
    ):
        assert part in names
    assert not [name for name in names if name.startswith(("build/", "search/", "tests/"))]


def test_the_wheel_holds_the_clients_that_the_checkout_makes(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name, data in client_files().items():
            assert archive.read(f"unstuck/client_files/{name}") == data


def test_installed_alone_it_answers_checks_and_builds_the_starter_kb(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    done = run(binaries / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    unstuck = binaries / "unstuck"
    os.environ["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    answer = run(unstuck, cwd=tmp_path, stdin="exec /usr/local/bin/run.sh: exec format error\n")
    assert answer.returncode == 0
    assert "CROSS_DOCKER_001" in answer.stdout
    assert not list((tmp_path / "cache").rglob("match.index")), "the index that ships was not used"
    find = "import unstuck.resources as r; print(r.starter_kb_path())"
    starter = run(binaries / "python", "-c", find, cwd=tmp_path).stdout.strip()
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "kb").symlink_to(starter)
    built = run(unstuck, "build", "--strict", "--out", tmp_path / "site", cwd=tmp_path / "copy")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "kb" / "CROSS_DOCKER_001" / "index.html").is_file()
    assert (tmp_path / "site" / "errors.json").is_file()
