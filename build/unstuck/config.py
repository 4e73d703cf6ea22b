"""Configuration: `unstuck.toml`, or `[tool.unstuck]` in pyproject.toml; the nearest one upwards counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from unstuck.errors import UsageError

PROFILES = ("strict", "loose")
_KINDS: Mapping[str, tuple[type, str]] = {"sections": (dict, "a table"), "twins": (bool, "true or false")}
# Of BCP 47: language, script, region, variants. What browsers refuse must not get into a page.
_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Config:
    """How one knowledge base is built. `root` is the folder that relative paths start from.

    `base_url` is the site's public address (empty: links stay relative and nothing that needs one is written).
    `language` is the BCP 47 tag of the articles; pages speak it where they have a catalogue, else English.
    `ask_url` is where readers ask for a missing article, with `{title}` and `{body}` to be filled in (empty: a mail).
    `twins` says whether each article is also published as JSON and as Markdown.
    `sections` maps further headings onto section roles (`"Lösung" = "solution"`).
    """

    root: Path
    title: str = "Unstuck"
    description: str = "Paste an error, get the fix."
    language: str = "en"
    base_url: str = ""
    kb: str = "kb"
    out: str = "site"
    profile: str = "strict"
    baseline: str = ""
    ask_url: str = ""
    twins: bool = True
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def kb_path(self) -> Path:
        """The folder that holds the articles."""
        return self.root / self.kb

    @property
    def loose(self) -> bool:
        """Whether the KB is a folder adopted as it is."""
        return self.profile == "loose"


def find_config(start: Path) -> Config:
    """The configuration that holds in a folder; the defaults, rooted there, where no file says otherwise.

    Raises:
        UsageError: the nearest file is not valid.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        own = folder / "unstuck.toml"
        if own.is_file():
            return make_config(folder, _read(own), own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("unstuck")
            if isinstance(table, dict):
                return make_config(folder, table, project)
    # A checkout's own kb/ counts from any folder inside it, as a configuration file would.
    for folder in (start, *start.parents):
        if (folder / "kb").is_dir():
            return Config(folder)
    return Config(start)


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # most folders have no configuration

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        if place is None:
            raise UsageError(f"{path}: not valid TOML: {error}") from None
        problem = str(error)[: place.start()].rstrip()
        raise UsageError(f"{path}:{place[1]}:{place[2]}: not valid TOML: {problem}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None


def make_config(root: Path, table: Mapping[str, Any], path: Path) -> Config:
    """A configuration from its table.

    Raises:
        UsageError: an unknown key, a wrong type or a value out of range.
    """
    from unstuck.article.vocabulary import closest

    known = [one.name for one in fields(Config) if one.name != "root"]
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            hint = closest(key, known)
            raise UsageError(f"{path}: unknown key `{key}`" + (f"; did you mean `{hint}`?" if hint else ""))
        expected, kind = _KINDS.get(name, (str, "text in quotes"))
        if not isinstance(value, expected):
            raise UsageError(f"{path}: `{key}` must be {kind}, not `{value}`")
    values = {key.replace("-", "_"): value for key, value in table.items()}
    config = Config(root, **values)
    if config.profile not in PROFILES:
        raise UsageError(f"{path}: `profile` must be one of {', '.join(PROFILES)}, not `{config.profile}`")
    if not _LANGUAGE.fullmatch(config.language):
        raise UsageError(f"{path}: `language` must be a tag such as `en` or `de-AT`, not `{config.language}`")
    if config.base_url and urlsplit(config.base_url).scheme not in ("http", "https"):
        raise UsageError(f"{path}: `base_url` must begin with https:// or http://, not `{config.base_url}`")
    if config.ask_url and urlsplit(config.ask_url).scheme not in ("http", "https", "mailto"):
        raise UsageError(f"{path}: `ask_url` must begin with https://, http:// or mailto:, not `{config.ask_url}`")
    if config.sections:
        _check_roles(config.sections, path)
    return config


def _check_roles(sections: Mapping[str, str], path: Path) -> None:
    from unstuck.article.model import Role
    from unstuck.article.vocabulary import closest

    roles = [role.value for role in Role]
    for heading, name in sections.items():
        if name not in roles:
            hint = closest(str(name), roles)
            meant = f"; did you mean `{hint}`?" if hint else "."
            every = ", ".join(roles)
            raise UsageError(f"{path}: `sections`, `{heading}`: `{name}` is not a role{meant} The roles are {every}")
