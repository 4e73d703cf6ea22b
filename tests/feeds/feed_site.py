"""A small knowledge base with all that breaks feeds in its words, built whole."""

from __future__ import annotations

from pathlib import Path

from driver import Project

BASE = "https://kb.example.com/help"
TITLE = 'Tab & <b>bold</b> "quoted" ]](x) {{ }} ]]>'


def hostile_project(folder: Path, *, base_url: str = BASE, articles: int = 3) -> Project:
    """Articles whose titles, commands and tags hold markup of every format that feeds are written in."""
    project = Project(folder)
    address = f'base_url = "{base_url}"\n' if base_url else ""
    project.write("unstuck.toml", f'title = "KB & <friends>"\ndescription = "Errors [and] <fixes> & more"\n{address}')
    for number in range(1, articles + 1):
        project.article(
            f"A_FEED_{number:03}",
            template=f'tool{number}: cannot open {{file:path}}: <no> & "such" file {number}',
            sample=f'tool{number}: cannot open /etc/x: <no> & "such" file {number}',
            title=f"{TITLE} {number}",
            **{
                "tags: [docker]": "tags: [docker, 'c++ & <c>']",
                "mend --it": f"mend --it __FILE_NAME__ ']]>' '</code>' {number}",
                "2026-01-02": f"2026-01-{number % 28 + 1:02}",
            },
        )
    return project


def build(project: Project, *options: str, **env: str) -> Path:
    """Build a project's site; returns its folder."""
    ran = project.run("build", "--quiet", *options, **env)
    assert ran.status == 0, ran.err
    return project.folder / "site"
