"""The arrows between rooms, as ARCHITECTURE.md draws them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {"unstuck": ROOT / "build/unstuck", "unstuck_search": ROOT / "search/unstuck_search"}


def modules() -> dict[str, Path]:
    found = {}
    for package, folder in SOURCES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join((package, *parts)).removesuffix(".__init__")
            found[name] = path
    return found


MODULES = modules()


def imports(path: Path) -> set[str]:
    """Every module a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(name: str) -> str:
    return ".".join(name.split(".")[:2])


def importers(of: str) -> set[str]:
    return {
        name for name, path in MODULES.items() if any(one == of or one.startswith(f"{of}.") for one in imports(path))
    }


def test_search_knows_nothing_of_the_pipeline() -> None:
    assert not {name for name in importers("unstuck") if name.startswith("unstuck_search")}


def test_only_one_file_imports_whoosh() -> None:
    assert importers("whoosh") == {"unstuck_search.whoosh_engine"}


def test_only_the_servers_import_what_serves() -> None:
    of_servers = ("unstuck.server", "unstuck.mcp_", "unstuck.cli.serve", "unstuck.cli.mcp")
    for package in ("starlette", "uvicorn", "watchfiles", "mcp", "mcp_types", "anyio"):
        assert not {name for name in importers(package) if not name.startswith(of_servers)}
    # What the HTTP API needs must do without the SDK, which is an extra.
    assert {name.split("_")[0] for name in importers("mcp") | importers("mcp_types")} == {"unstuck.mcp"}


@pytest.mark.parametrize(
    ("who", "may_not"),
    [
        ("unstuck.checks", ("unstuck.pages", "unstuck.feeds", "unstuck.output", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.pages", ("unstuck.checks", "unstuck.feeds", "unstuck.output", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.feeds", ("unstuck.checks", "unstuck.pages", "unstuck.output", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.report", ("unstuck.pages", "unstuck.feeds", "unstuck.output", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.parse", ("unstuck.pages", "unstuck.feeds", "unstuck.checks", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.output", ("unstuck.pages", "unstuck.feeds", "unstuck.checks", "unstuck.pipeline", "unstuck.cli")),
        ("unstuck.pipeline", ("unstuck.cli",)),
    ],
)
def test_rooms_do_not_know_of(who: str, may_not: tuple[str, ...]) -> None:
    for name, path in MODULES.items():
        if room(name) == who:
            known = {room(one) for one in imports(path)}
            assert not known & set(may_not), name


def test_only_the_output_module_writes_files() -> None:
    writing = {"write_text", "write_bytes", "rename", "rmtree", "mkdir", "unlink", "replace"}
    allowed = {"unstuck.output", "unstuck_search.whoosh_engine"}
    for name, path in MODULES.items():
        if name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                method = node.func.attr
                # `str.replace` and `datetime.replace` take two arguments or keywords; `Path.replace` takes one.
                if method == "replace" and (len(node.args) != 1 or node.keywords):
                    continue
                assert method not in writing, f"{name}:{node.lineno} {method}"


def test_files_can_be_read_in_one_sitting() -> None:
    long = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_source_roots_hold_one_package_and_nothing_else() -> None:
    for root, package in (("build", "unstuck"), ("search", "unstuck_search")):
        assert [path.name for path in (ROOT / root).iterdir() if not path.name.startswith((".", "__"))] == [package]
