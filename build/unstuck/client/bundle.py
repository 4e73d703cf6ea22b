"""Python modules as one file: of each module the statements that are needed, and nothing else.

Only names at the top of modules are followed. Two modules may use the same name for different things: then the later
one's gets its module's name behind it.
"""

from __future__ import annotations

import ast
import importlib.util
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[str, str]  # a module's name, and a name at its top


@dataclass(frozen=True)
class Module:
    """One module read: its statements by the names that they define, and where imported names come from."""

    name: str
    lines: list[str]
    statements: dict[str, list[ast.stmt]] = field(default_factory=dict)
    own: dict[str, Key] = field(default_factory=dict)
    foreign: dict[str, list[str]] = field(default_factory=dict)


def bundle(
    roots: tuple[Key, ...], packages: tuple[str, ...], instead: Mapping[Key, str], shims: Mapping[str, str]
) -> tuple[list[str], str]:
    """The imports and the text of all that some names need.

    `packages` are ours; imports from others stay imports. `instead` is the text that takes the place of a name's
    statements, `shims` the names that take the place of imported ones (`enum.StrEnum`) or of their attributes.

    Raises:
        ValueError: a module does what cannot be bundled; the message names it.
    """
    modules: dict[str, Module] = {}
    wanted: dict[str, set[str]] = {}
    imports: set[str] = set()

    def need(key: Key) -> Key:
        """Take a name in, with all that it needs; gives where it is defined, as modules pass names on."""
        name, top = key
        if name not in modules:
            modules[name] = _read(name, packages)
            wanted[name] = set()
        module = modules[name]
        if top not in module.statements and top in module.own:
            return need(module.own[top])
        if top in wanted[name]:
            return key
        wanted[name].add(top)
        if key not in instead:
            for used in sorted({used for statement in module.statements[top] for used in _names(statement)} - {top}):
                if used in module.own:
                    module.own[used] = need(module.own[used])
                elif used in module.statements:
                    need((name, used))
                elif used in module.foreign:
                    imports.update(module.foreign[used])
        return key

    for root in roots:
        need(root)
    order = _sorted(modules, wanted)
    renamed = _renamed(order, modules, wanted)
    parts = [_text(modules[name], wanted[name], renamed[name], instead, shims) for name in order]
    return _imports(imports, shims), "".join(parts)


def _read(name: str, packages: tuple[str, ...]) -> Module:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ValueError(f"{name}: no module")
    text = Path(spec.origin).read_text(encoding="utf-8")
    tree = ast.parse(text)
    module = Module(name, text.splitlines())
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                module.foreign.setdefault(alias.name.partition(".")[0], []).append(alias.name)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if alias.asname:
                    raise ValueError(f"{name}:{statement.lineno}: an import under another name")
                if str(statement.module).partition(".")[0] in packages:
                    module.own[alias.name] = (str(statement.module), alias.name)
                else:
                    module.foreign[alias.name] = [f"{statement.module} {alias.name}"]
        else:
            for defined in _defined(statement):
                module.statements.setdefault(defined, []).append(statement)
    return module


def _defined(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {node.id for target in targets if target for node in ast.walk(target) if isinstance(node, ast.Name)}


def _names(statement: ast.stmt) -> set[str]:
    inner = [node for node in ast.walk(statement) if isinstance(node, ast.Import | ast.ImportFrom)]
    if inner:
        raise ValueError(f"line {inner[0].lineno}: an import inside `{ast.unparse(statement)[:40]}`")
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _sorted(modules: Mapping[str, Module], wanted: Mapping[str, set[str]]) -> list[str]:
    """Topologically sorted modules."""
    found: list[str] = []

    def visit(name: str) -> None:
        module = modules[name]
        for other, top in sorted(module.own.values()):
            if other in wanted and top in wanted[other] and other != name and other not in found:
                visit(other)
        if name not in found:
            found.append(name)

    for name, tops in wanted.items():
        if tops:
            visit(name)
    return found


def _renamed(
    order: list[str], modules: Mapping[str, Module], wanted: Mapping[str, set[str]]
) -> dict[str, dict[str, str]]:
    """New names by module: for those that an earlier module uses for something else."""
    taken: dict[str, Key] = {}
    found: dict[str, dict[str, str]] = {name: {} for name in order}
    for name in order:
        for top in sorted(wanted[name]):
            if top in taken and _source(modules[name], top) != _source(modules[taken[top][0]], top):
                found[name][top] = f"{top}_{name.rpartition('.')[2]}"
            taken.setdefault(found[name].get(top, top), (name, top))
    for name in order:
        for local, (other, top) in modules[name].own.items():
            if other in found and top in found[other]:
                found[name][local] = found[other][top]
    return found


def _source(module: Module, top: str) -> list[str]:
    return [ast.unparse(statement) for statement in module.statements[top]]


def _text(
    module: Module, wanted: set[str], renamed: Mapping[str, str], instead: Mapping[Key, str], shims: Mapping[str, str]
) -> str:
    parts = [f"\n\n# {'-' * 20} {module.name}\n"]
    kept = {id(statement): (statement, top) for top in wanted for statement in module.statements[top]}
    for statement, top in sorted(kept.values(), key=lambda one: one[0].lineno):
        large = isinstance(statement, ast.FunctionDef | ast.ClassDef)
        text = instead.get((module.name, top)) or _lines(module, statement, renamed, shims)
        parts.append(f"\n\n{text}\n" if large else f"{text}\n")
    return "".join(parts)


def _lines(module: Module, statement: ast.stmt, renamed: Mapping[str, str], shims: Mapping[str, str]) -> str:
    """The lines of a statement with the comments above it, with names replaced."""
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef | ast.ClassDef) else []
    first = min(statement.lineno, *(one.lineno for one in decorators)) if decorators else statement.lineno
    lines = module.lines[first - 1 : statement.end_lineno]
    edits: list[tuple[int, int, int, str]] = []
    for node in ast.walk(statement):
        if isinstance(node, ast.arg) and node.arg in renamed:
            raise ValueError(f"{module.name}:{node.lineno}: `{node.arg}` is a name at the top of several modules")
        if isinstance(node, ast.Name) and node.id in renamed:
            edits.append((node.lineno, node.col_offset, len(node.id), renamed[node.id]))
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in shims and node.end_col_offset is not None:
            edits.append(
                (node.lineno, node.col_offset, node.end_col_offset - node.col_offset, shims[ast.unparse(node)])
            )
    if isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name in renamed:
        at = module.lines[statement.lineno - 1].index(statement.name)
        edits.append((statement.lineno, at, len(statement.name), renamed[statement.name]))
    for line, column, length, new in sorted(edits, reverse=True):
        raw = lines[line - first].encode()
        lines[line - first] = (raw[:column] + new.encode() + raw[column + length :]).decode()
    above = first - 2
    while above >= 0 and module.lines[above].startswith("#"):
        lines.insert(0, module.lines[above])
        above -= 1
    return "\n".join(lines)


def _imports(found: set[str], shims: Mapping[str, str]) -> list[str]:
    """Import statements: of whole modules, and of names from modules."""
    names: dict[str, list[str]] = defaultdict(list)
    for module, space, name in sorted(one.partition(" ") for one in found):
        if space and f"{module}.{name}" not in shims:
            names[module].append(name)
    whole = [f"import {one}" for one in sorted(found) if " " not in one]
    return [*whole, *(f"from {module} import {', '.join(held)}" for module, held in sorted(names.items()))]
