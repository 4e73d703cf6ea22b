"""A client of an application inside this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from driver import Project
from serving import app_of


@pytest.fixture
def client(project: Project) -> Iterator[TestClient]:
    """A client of a knowledge base of one public article and a draft, with a built site."""
    project.article("TOOL_FILE_001", **{"tags: [docker]": "tags: [docker]\naliases: [OLD_FILE_001]"})
    project.article("TOOL_DRAFT_001", title="Not yet", **{"tags: [docker]": "tags: [docker]\nstatus: draft"})
    project.write("site/index.html", "<html><head></head><body>home</body></html>")
    project.write("site/kb/TOOL_FILE_001/index.html", "<html>article</html>")
    project.write("site/404.html", "<html>nothing here</html>")
    project.write("site/.unstuck-manifest.json", "{}")
    project.write("secret.txt", "secret")
    (project.folder / "site" / "link.txt").symlink_to(project.folder / "secret.txt")
    with TestClient(app_of(project), base_url="http://127.0.0.1") as made:
        yield made
