"""The site in a real browser: Debian's Chromium, driven by Playwright, over a server of this test alone."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # the browser asks for it by itself, once; no page names it
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(built_html: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built_html)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page whose errors and outside requests fail the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"], base_url=site
    )
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site, "data:", "blob:")) else trouble.append(request.url))
    yield page
    context.close()
    assert trouble == []


def names(built_html: Path) -> list[str]:
    return sorted(str(p.relative_to(built_html)) for p in built_html.rglob("*.html") if "_static" not in p.parts)


def axe(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on the page as it stands, by rule and first place; by all rules where none is named."""
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(AXE)
    result = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], ...(rules.length ? {runOnly: rules} : {})})", list(rules)
    )
    return [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} and {len(v['nodes']) - 1} more" for v in result["violations"]
    ]


# Entries that lists have hundreds of.  axe takes half a minute for them all; those that are built alike, element by element with
# classes and languages, give the same findings.
ENTRIES = [".work", "table.ledger tbody tr", ".citations li", "table.genindextable li", "table.data-table tbody tr", ".claim"]
PROSE = ["section > p", "section > ul > li", "section > ol > li", "td", "dd"]
THIN = """(lists) => {
  for (const many of lists) {
    const seen = new Set();
    for (const node of document.querySelectorAll(many)) {
      const built = [node, ...node.querySelectorAll("*")].map((e) => `${e.tagName} ${e.className} ${e.lang}`);
      const kind = [...new Set(built)].sort().join();
      if (seen.has(kind) && !node.querySelector(many)) node.remove();
      seen.add(kind);
    }
  }
}"""


def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, site: str, built_html: Path) -> None:
    """Each page once: all rules on a desk in light, colours in the dark, and on a phone what depends on the width."""
    context = browser.new_context(color_scheme="light", base_url=site)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name in names(built_html):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(name, wait_until="load")
        page.evaluate(THIN, ENTRIES)
        found[name] = axe(page)
        page.evaluate(THIN, PROSE)  # for colours one of each kind will do
        page.emulate_media(color_scheme="dark")
        found[name] += axe(page, "color-contrast")
        page.set_viewport_size({"width": 360, "height": 740})
        page.reload()
        page.evaluate(THIN, ENTRIES)
        found[name] += ["phone: " + what for what in axe(page, "scrollable-region-focusable", "target-size")]
        width = page.evaluate("document.documentElement.scrollWidth")
        found[name] += [f"{width} pixels wide on a phone of 360"] if width > 360 else []
    context.close()
    assert {name: what for name, what in found.items() if what} == {}


def test_reading_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("chapters/summit.html")
    assert page.locator("article h2").count() > 10
    page.locator("#summit-brief h2 .cite-control").click()
    assert page.url.endswith("reference/citing.html#citing-summit-brief")
    assert "edition 2026.11" in page.locator("#citing-summit-brief").inner_text()
    page.goto("reference/claims.html")
    assert page.locator("table.ledger tbody tr").count() >= 300
    context.close()


def test_cite_dialog_by_keyboard(page: Page, site: str) -> None:
    page.goto("chapters/summit.html")
    control = page.locator("#summit-brief h2 .cite-control")
    control.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.cite-dialog")
    dialog.wait_for()
    text = dialog.locator("section p").first.inner_text()
    assert text.endswith(f"{site}chapters/summit.html#summit-brief")
    assert axe(page) == []
    dialog.get_by_role("button", name="Copy BibTeX").click()
    page.wait_for_function("document.querySelector('.cite-status').textContent !== ''")
    assert dialog.get_by_role("status").inner_text() == "BibTeX copied"
    place = dialog.get_by_role("status").bounding_box()
    assert place and place["y"] < 900, "in sight, however long the dialog is"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@incollection{handbook-2026.11-summit-brief,") and site in copied
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download CSL-JSON").click()
    assert json.loads(download.value.path().read_text("utf-8"))[0]["URL"].startswith(site)
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.dataset.label") == "summit-brief"


def test_cite_dialog_keeps_the_address_that_the_book_gives(page: Page) -> None:
    """A copy of a site with a base address, read elsewhere, still cites the site."""

    def absolute(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("chapters/summit.html", "https://book.example/en/chapters/summit.html")
        )

    page.route("**/cite/*", absolute)
    page.goto("chapters/summit.html")
    page.locator("#summit-brief h2 .cite-control").click()
    dialog = page.locator("dialog.cite-dialog")
    dialog.wait_for()
    address = "https://book.example/en/chapters/summit.html#summit-brief"
    assert dialog.locator("section p").first.inner_text().endswith(f". {address}")
    assert dialog.locator("section").last.get_by_role("link").inner_text() == address


def test_refused_copy_is_told(page: Page) -> None:
    page.goto("chapters/summit.html")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("#summit-brief h2 .cite-control").click()
    page.get_by_role("button", name="Copy RIS").click()
    page.wait_for_function("document.querySelector('.cite-status').textContent.includes('select the text')")


def test_preview_that_comes_late_is_not_shown(page: Page) -> None:
    held: list[Route] = []
    page.route("**/_previews/**", lambda route: held.append(route))
    page.goto("chapters/summit.html")
    with page.expect_request("**/_previews/**"):
        page.locator("article .bibtex-citation a").first.focus()
    page.locator("h1 .cite-control").focus()
    with page.expect_response("**/_previews/**"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator(".preview").count() == 0


def test_preview_of_a_source_by_mouse_and_keyboard(page: Page) -> None:
    page.goto("chapters/summit.html")
    link = page.locator("article .bibtex-citation a").first
    link.scroll_into_view_if_needed()
    link.hover()
    preview = page.locator(".preview")
    preview.wait_for()
    assert link.inner_text().split()[0] in preview.inner_text()
    assert axe(page) == []
    preview.hover()
    assert preview.is_visible()  # hoverable
    page.keyboard.press("Escape")
    assert preview.count() == 0  # dismissable
    link.focus()
    preview.wait_for()
    assert link.get_attribute("aria-describedby") == "preview"
    page.keyboard.press("Tab")
    assert preview.locator("a:focus").count() == 1  # its own link comes next
    page.locator("h1 .cite-control").focus()
    assert preview.count() == 0


def test_preview_of_a_claim(page: Page, built_html: Path) -> None:
    page.goto("chapters/summit.html")
    link = page.locator("article a:has(.claim-link)").first
    link.focus()
    page.locator(".preview > span:nth-child(2)").wait_for()
    claims = {c["id"]: c["text"] for c in json.loads((built_html / "data/claims.json").read_text("utf-8"))["claims"]}
    claim = str(link.get_attribute("href")).partition("#")[2]
    assert page.locator(".preview > span:nth-child(2)").inner_text() == claims[claim]


def test_touch_shows_the_preview_first_and_follows_the_second_time(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, base_url=site)
    page = context.new_page()
    page.goto("chapters/summit.html")
    link = page.locator("article .bibtex-citation a").first
    link.tap()
    page.locator(".preview").wait_for()
    assert page.url.endswith("chapters/summit.html")
    link.tap()
    page.wait_for_url("**/reference/bibliography.html#cite-*")
    context.close()


def test_touch_follows_at_once_where_no_preview_can_be_had(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, base_url=site)
    page = context.new_page()
    page.route("**/_previews/**", lambda route: route.abort())
    page.goto("chapters/summit.html")
    page.locator("article .bibtex-citation a").first.tap()
    page.wait_for_url("**/reference/bibliography.html#cite-*")
    context.close()


def test_ledger_filters_sorts_and_tells_the_count(page: Page) -> None:
    page.goto("reference/claims.html")
    rows, count = page.locator("table.ledger tbody tr"), page.locator(".ledger-count")
    total = rows.count()
    assert count.inner_text() == f"{total} of {total} claims"
    page.get_by_role("combobox", name="Verdict").select_option("contradicted")
    shown = rows.locator(".verdict").filter(visible=True).all_inner_texts()
    assert shown and set(shown) == {"contradicted"}
    page.get_by_role("combobox", name="Verdict").select_option("all")
    page.get_by_role("combobox", name="Article").select_option("caspian")
    page.get_by_role("searchbox", name="Words").fill("kazakhstan")
    assert 1 <= rows.filter(visible=True).count() < 10
    assert count.inner_text() == f"{rows.filter(visible=True).count()} of {total} claims"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function(f"document.querySelector('.ledger-count').textContent.startsWith('{total} of')")
    page.get_by_role("button", name="Verdict").press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Verdict")
    assert rows.first.locator(".verdict").inner_text() == "confirmed"
    page.evaluate(THIN, ENTRIES)
    assert axe(page) == []


@pytest.mark.parametrize(
    ("words", "target"),
    [("Tokyo Declaration", "chapters/summit.html"), ("峰会", "reference/glossary.html"), ("明治", "reference/glossary.html")],
)
def test_search_finds_english_and_chinese(page: Page, words: str, target: str) -> None:
    page.goto(f"search.html?q={words}")
    page.locator(f'#search-results li a[href*="{target}"]').first.wait_for()  # results come one by one


def test_dark_scheme_is_dark(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark", base_url=site)
    page = context.new_page()
    page.goto("chapters/summit.html")
    assert sum(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).slice(0, 3)")) < 150
    context.close()


def test_print_leaves_out_the_controls_and_shows_the_address(page: Page) -> None:
    page.goto("chapters/summit.html")
    page.emulate_media(media="print")
    assert page.locator(".cite-control").filter(visible=True).count() == 0
    assert page.locator(".page-address").is_visible() and "chapters/summit.html" in page.locator(".page-address").inner_text()


def test_target_is_marked(page: Page) -> None:
    page.goto("reference/bibliography.html#cite-netease-2025-shrine")
    assert page.locator("#cite-netease-2025-shrine").evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
