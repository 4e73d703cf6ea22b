"""Fixtures that several test files use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from driver import Project

# A loaded machine is no bug, so no example has a time limit; CI tries the same examples each time, people new ones.
settings.register_profile("unstuck", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("unstuck")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
