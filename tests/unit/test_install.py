"""Setting up on a machine that lacks something: one line says what and what to do, and nothing half-made stays."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from handbook.output.pdf.typeset import PACKAGES


def machine(tmp_path: Path, *commands: str, **scripts: str) -> Path:
    """Return a folder that holds only these commands: of this machine by name, or made by *scripts*."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in {"bash", "rm", "mktemp", "tail", "touch", "env", "id", *commands} - set(scripts):
        (folder / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name} on this machine"))
    for name, script in scripts.items():
        file = folder / name.replace("_", "-")
        file.write_text(f"#!/bin/bash\n{script}\n", "utf-8")
        file.chmod(0o755)
    return folder


def run(tmp_path: Path, path: Path, script: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(ROOT / "tools" / script), *arguments],
        cwd=tmp_path,
        env={"PATH": str(path), "HOME": str(tmp_path), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def assert_told(result: subprocess.CompletedProcess[str], words: str, tmp_path: Path) -> None:
    assert result.returncode == 1
    assert words in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_no_python(tmp_path: Path) -> None:
    result = run(tmp_path, machine(tmp_path), "install.sh", "requirements.txt", ".venv/stamp")
    assert_told(result, "needs Python 3.11 or newer (no Python found): install it", tmp_path)


def test_too_old_a_python(tmp_path: Path) -> None:
    old = machine(tmp_path, python3='[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')
    assert_told(
        run(tmp_path, old, "install.sh", "requirements.txt", ".venv/stamp"),
        "needs Python 3.11 or newer (Python 3.9.2 found)",
        tmp_path,
    )


# An environment that takes pip from the one below it: making it takes a tenth of the time.
PYTHON = f"""if [ "$2" = venv ]; then set -- -m venv --without-pip --system-site-packages "$3"; fi
exec {sys.base_prefix}/bin/python3 "$@\""""


def test_no_network_leaves_nothing_that_a_second_run_would_trust(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("furo==2025.12.19 --hash=sha256:" + "0" * 64 + "\n")
    # Nobody answers on the discard port, so that pip finds no index at once.
    offline = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_CONFIG_FILE": "/dev/null",
    }
    result = run(
        tmp_path,
        machine(tmp_path, python3=PYTHON),
        "install.sh",
        "requirements.txt",
        ".venv/stamp",
        **offline,
    )
    assert_told(result, "could not be installed: check the network", tmp_path)


def test_missing_system_package_off_debian(tmp_path: Path) -> None:
    shutil.copy(ROOT / "packages.txt", tmp_path)
    result = run(tmp_path, machine(tmp_path), "packages.sh", "pdf", "test")
    assert_told(result, "Install it and run make again.", tmp_path)
    assert "chromium java pdftotext" in result.stderr


def test_off_debian_the_fonts_are_named_and_the_build_looks_for_them(tmp_path: Path) -> None:
    shutil.copy(ROOT / "packages.txt", tmp_path)
    result = run(tmp_path, machine(tmp_path), "packages.sh", "pdf")
    assert result.returncode == 0
    assert "must already have Noto Serif, Noto Sans," in result.stderr and "make pdf BOOK_FONTS=folder" in result.stderr


def test_missing_system_package_without_network_on_debian(tmp_path: Path) -> None:
    shutil.copy(ROOT / "packages.txt", tmp_path)
    path = machine(tmp_path, dpkg_query="exit 1", apt_get="exit 100", id="echo 0")
    assert_told(run(tmp_path, path, "packages.sh", "pdf"), "apt-get could not install fonts-noto-core", tmp_path)
    assert run(tmp_path, path, "packages.sh", "pdf", BOOK_FONTS="fonts").returncode == 0


def test_the_fonts_of_the_template_are_in_the_packages() -> None:
    template = (ROOT / "_templates/book.typ").read_text("utf-8")
    named = {
        name for names in re.findall(r'^#let \w+ = \(("[^)]*)\)', template, re.M) for name in re.findall(r'"([^"]+)"', names)
    }
    lines = [line.split(maxsplit=2) for line in (ROOT / "packages.txt").read_text("utf-8").splitlines() if "fonts-" in line]
    package_of = {font: package for _, package, gives in lines for font in gives.split(", ")}
    assert len(named) > 5 and named <= set(package_of)
    told = {font: next(package for start, package in PACKAGES.items() if font.startswith(start)) for font in package_of}
    assert told == package_of
