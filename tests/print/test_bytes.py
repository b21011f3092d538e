"""The same source gives the same bytes, in another folder and read by more processes too."""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


def digests(folder: Path) -> dict[str, str]:
    skip = {".buildinfo", ".buildinfo.bak"}
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in skip
    }


@pytest.mark.parametrize(("builder", "result"), [("html", "."), ("bookpdf", "japan-central-asia.pdf"), ("epub", "japan-central-asia.epub")])
def test_two_builds_are_the_same(tmp_path: Path, builder: str, result: str) -> None:
    found = []
    for place, jobs in (("one", "1"), ("another/place", "3")):
        source = tmp_path / place
        names = ("conf.py", "index.md", "refs.bib", "redirects.txt", "chapters", "seeds", "reference", "figures", "_ext", "_static", "_templates")
        source.mkdir(parents=True)
        for name in names:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-E", "-q", "-j", jobs, "-b", builder, "-d", str(source / "_doctrees"), str(source), str(source / "_out")],
            check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "PYTHONHASHSEED": str(len(place))},
        )
        out = source / "_out" / result
        found.append(digests(out) if out.is_dir() else hashlib.sha256(out.read_bytes()).hexdigest())
    assert found[0] == found[1]
