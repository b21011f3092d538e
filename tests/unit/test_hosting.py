"""Read the Docs: its build commands leave what it publishes, and nothing that it refuses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml
from conftest import ROOT


def test_the_commands_leave_no_folder_that_read_the_docs_refuses(tmp_path: Path) -> None:
    """It refuses a checkout in which ``_build/html`` stands after the build (``check_old_output_directory``)."""
    commands = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text("utf-8"))["build"]["jobs"]["build"]["html"]
    assert "make all" in commands
    for name in ("html/index.html", "html/chapters/summit.html", "pdf/japan-central-asia.pdf", "epub/japan-central-asia.epub"):
        (tmp_path / "_build" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "_build" / name).touch()
    output = tmp_path / "output"
    for command in commands:
        if command != "make all":
            subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env={"READTHEDOCS_OUTPUT": str(output), "PATH": "/usr/bin:/bin"},
                check=True,
            )
    assert not (tmp_path / "_build/html").exists()
    assert (output / "html/chapters/summit.html").exists()
    assert [len(list((output / form).iterdir())) for form in ("pdf", "epub")] == [1, 1]


def test_it_installs_the_packages_that_make_asks_for() -> None:
    packages = [line.split()[:2] for line in (ROOT / "packages.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    wanted = {name for group, name in packages if group == "pdf"}
    assert set(yaml.safe_load((ROOT / ".readthedocs.yaml").read_text("utf-8"))["build"]["apt_packages"]) == wanted
