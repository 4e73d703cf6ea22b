"""The structure that ARCHITECTURE.md describes: rooms, the floors they lie on, and what only one module may do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {"unstuck": ROOT / "build/unstuck", "unstuck_search": ROOT / "search/unstuck_search"}
MAX_LINES = 400
MAX_FLAT_MODULES = 12

# A room imports rooms of the floors below it, never one of its own floor or above.
FLOORS = (
    {"finding", "errors", "json_data", "packing", "progress", "resources", "wording"},
    {"article", "output", "scrollback", "store"},
    {"addresses", "config", "schemas"},
    {"pages", "feeds", "proposal"},
    {"export", "lookup"},
    {"terminal"},
    {"findings"},
    {"checks"},
    {"report", "remote"},
    {"client"},
    {"site", "server"},
    {"mcp"},
    {"cli"},
    {"__main__"},
)
SEARCH_FLOORS = (
    {"limits", "partition"},
    {"rules"},
    {"text", "redact", "browser", "commands"},
    {"lines", "fulltext"},
    {"signatures"},
    {"index"},
    {"matcher"},
)


def modules() -> dict[str, Path]:
    found = {}
    for package, folder in SOURCES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join((package, *parts)).removesuffix(".__init__")
            found[name] = path
    return found


MODULES = modules()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imports(name: str) -> set[str]:
    """Every module a file imports, inside functions too."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(module: str) -> str:
    """The room of a module: the first name below its package."""
    return module.split(".")[1] if "." in module else ""


def importers(of: str) -> set[str]:
    return {name for name in MODULES if any(used == of or used.startswith(f"{of}.") for used in imports(name))}


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """All calls with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def writes(call: ast.Call, name: str) -> bool:
    """Whether a call changes the file system."""
    if name in {"write_text", "write_bytes", "rename", "rmtree", "mkdir", "makedirs", "unlink", "touch", "extractall"}:
        return True
    if name in {"symlink_to", "hardlink_to", "copy2", "copyfile", "copytree", "move", "extract", "removedirs", "rmdir"}:
        return True
    if name == "replace":  # `str.replace` and `datetime.replace` take two arguments or keywords; `Path.replace` one
        return len(call.args) == 1 and not call.keywords
    if name == "open" and not (call.args and ast.unparse(call.args[0]) == "os.devnull"):
        values = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("mode", "flags"))]
        modes = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        flags = "".join(ast.unparse(value) for value in values)
        return any(re.fullmatch(r"[rwxabt+]*[wxa+][rwxabt+]*", mode) for mode in modes) or "O_WRONLY" in flags
    return False


@pytest.mark.parametrize(("package", "floors"), [("unstuck", FLOORS), ("unstuck_search", SEARCH_FLOORS)])
def test_rooms_import_only_from_the_floors_below(package: str, floors: tuple[set[str], ...]) -> None:
    floor_of = {name: number for number, names in enumerate(floors) for name in names}
    assert {room(name) for name in MODULES if name.startswith(f"{package}.")} == floor_of.keys()
    wrong = [
        f"{name} -> {used}"
        for name in MODULES
        if name.startswith(f"{package}.")
        for used in imports(name)
        if used.startswith(f"{package}.") and room(used) in floor_of and room(used) != room(name)
        if floor_of[room(used)] >= floor_of[room(name)]
    ]
    assert wrong == []


def test_modules_within_a_room_do_not_import_in_a_circle() -> None:
    known = {name: {used for used in imports(name) if used in MODULES and used != name} for name in MODULES}
    known = {name: {used for used in targets if not name.startswith(f"{used}.")} for name, targets in known.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for used in sorted(known[name]):
                visit(used, (*path, name))
            done.add(name)

    for name in known:
        visit(name, ())


def test_few_modules_lie_flat_in_the_package() -> None:
    for folder in SOURCES.values():
        assert len(list(folder.glob("*.py"))) <= MAX_FLAT_MODULES


def test_search_knows_nothing_of_the_pipeline() -> None:
    assert not {name for name in importers("unstuck") if name.startswith("unstuck_search")}


def test_only_the_engine_imports_whoosh_and_its_scores_the_coding_of_lengths() -> None:
    assert importers("whoosh") == {"unstuck_search.fulltext.whoosh_engine"}


def test_only_one_file_imports_markdown_it() -> None:
    assert importers("markdown_it") | importers("mdit_py_plugins") == {"unstuck.article.markdown"}


def test_only_the_servers_import_what_serves() -> None:
    of_servers = ("unstuck.server", "unstuck.mcp", "unstuck.cli.serve", "unstuck.cli.mcp")
    for package in ("starlette", "uvicorn", "watchfiles", "mcp", "mcp_types", "anyio"):
        assert not {name for name in importers(package) if not name.startswith(of_servers)}
    # The HTTP API must do without the SDK, which is an extra.
    assert {room(name) for name in importers("mcp") | importers("mcp_types")} == {"mcp"}


def test_only_the_output_module_and_the_store_write_files() -> None:
    allowed = {"unstuck.store", "unstuck_search.fulltext.whoosh_engine"}
    found = [
        f"{name}:{call.lineno} {function}"
        for name, tree in TREES.items()
        if name not in allowed and room(name) != "output"
        for call, function in calls(tree)
        if writes(call, function)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'path.open("w")',
        'open(path, "wb")',
        'open(path, mode="a")',
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "archive.extractall(folder)",
        "path.symlink_to(other)",
        "shutil.copytree(a, b)",
        "path.replace(other)",
    ],
)
def test_every_way_of_writing_a_file_is_seen(code: str) -> None:
    assert [writes(call, name) for call, name in calls(ast.parse(code))] == [True]


@pytest.mark.parametrize(
    "code", ['open(path, "rb")', "path.open()", 'text.replace("a", "b")', "os.open(p, os.O_RDONLY)"]
)
def test_reading_is_not_taken_for_writing(code: str) -> None:
    assert [writes(call, name) for call, name in calls(ast.parse(code))] == [False]


def test_files_can_be_read_in_one_sitting() -> None:
    long = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in long.items() if lines > MAX_LINES} == {}


def test_source_roots_hold_one_package_and_nothing_else() -> None:
    # A module directly in a source root, `__init__.py` included, would be importable by its bare name.
    for root, package in (("build", "unstuck"), ("search", "unstuck_search")):
        names = {path.name for path in (ROOT / root).iterdir() if not path.name.startswith(".")}
        assert names - {"__pycache__"} == {package}


MAP = ROOT / "ARCHITECTURE.md"
MAP_START, MAP_END = "<!-- rooms -->\n", "<!-- /rooms -->\n"


def room_table() -> str:
    """The rooms floor by floor, each with the headline of its docstring: the module map of ARCHITECTURE.md."""
    lines = []
    for package, floors in (("unstuck", FLOORS), ("unstuck_search", SEARCH_FLOORS)):
        folder = SOURCES[package].relative_to(ROOT).as_posix()
        lines += [f"`{folder}/`, from the top floor down:\n", "| room | what it is |", "|---|---|"]
        for floor in reversed(floors):
            for name in sorted(floor):
                headline = (ast.get_docstring(TREES[f"{package}.{name}"]) or "").partition("\n")[0]
                path = f"{name}/" if MODULES[f"{package}.{name}"].name == "__init__.py" else f"{name}.py"
                lines.append(f"| `{path}` | {headline} |")
        lines.append("")
    return "\n".join(lines)


def test_the_map_of_rooms_is_that_of_the_docstrings() -> None:
    text = MAP.read_text(encoding="utf-8")
    assert text.partition(MAP_START)[2].partition(MAP_END)[0] == room_table(), "run `python tests/test_architecture.py`"


if __name__ == "__main__":
    before, _, rest = MAP.read_text(encoding="utf-8").partition(MAP_START)
    MAP.write_text(before + MAP_START + room_table() + MAP_END + rest.partition(MAP_END)[2], encoding="utf-8")
