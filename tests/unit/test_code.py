"""The code keeps the settings of pyproject.toml, and the text is spelled."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

CHECKS = {
    "ruff": ["check", "."],
    "ruff format": ["--check", "."],
    "mypy": [],
    "codespell": [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "index.md",
        "chapters",
        "seeds",
        "reference",
        "_ext",
        "figures",
        "tests",
        "tools",
    ],
}


@pytest.mark.parametrize("tool", CHECKS)
def test_tool_finds_nothing(tool: str) -> None:
    # codespell has no module to run by its package's name alone.
    module, *command = {"codespell": "codespell_lib"}.get(tool, tool).split()
    run = subprocess.run(
        [sys.executable, "-m", module, *command, *CHECKS[tool]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
