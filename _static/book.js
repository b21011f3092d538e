// Comfort for readers: citing in one step, previews of sources and claims, and the filter of the ledger.
// Without this file everything is still there: the controls are links, the tables are whole.
(() => {
  "use strict";
  const local = location.protocol === "file:"; // browsers let no script fetch files there: links stay links
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

  // ---- Cite this section ---------------------------------------------------------------------
  const forms = { txt: "Text", bib: "BibTeX", ris: "RIS", json: "CSL-JSON" };
  let dialog;

  async function cite(control) {
    const label = control.dataset.label;
    const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
    const parts = await Promise.all(Object.keys(forms).map(async (form) => {
      const address = new URL(`cite/${label}.${form}`, root);
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(address);
      return [form, address, await answer.text()];
    }));
    // Files of a book without a base address cite pages relative to its root: put the reader's own in front.
    const relative = new RegExp(`(^|[\\s"{])([\\w/-]+\\.html#${label})`, "gm");
    const whole = (text) => text.replace(relative, (all, before, path) => before + new URL(path, root)).trim();
    const here = whole(parts[0][2]).split(" ").pop();

    dialog?.remove();
    const status = make("p", { className: "cite-status", role: "status" });
    const copy = (name, text) => {
      const button = make("button", { type: "button", textContent: "Copy" });
      button.setAttribute("aria-label", `Copy ${name}`);
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(text);
          status.textContent = `${name} copied`;
        } catch {
          status.textContent = "The browser does not let the page copy: select the text instead";
        }
      };
      return button;
    };
    const rows = parts.map(([form, address, raw]) => {
      const text = whole(raw), name = forms[form];
      const file = URL.createObjectURL(new Blob([text + "\n"], { type: "text/plain" }));
      const download = make("a", { href: file, download: `${label}.${form}`, textContent: "Download" });
      download.setAttribute("aria-label", `Download ${name}`);
      const shown = form === "txt" ? make("p", { textContent: text }) : make("pre", { textContent: text, tabIndex: 0 });
      if (form !== "txt") { shown.setAttribute("role", "region"); shown.setAttribute("aria-label", name); }
      return make("section", {}, make("h3", { textContent: name }), shown, make("p", {}, copy(name, text), " ", download));
    });
    rows.push(make("section", {}, make("h3", { textContent: "Link" }),
      make("p", {}, make("a", { href: here, textContent: here })), make("p", {}, copy("Link", here))));
    const close = make("button", { type: "button", textContent: "Close", className: "cite-close" });
    close.onclick = () => dialog.close();
    const title = make("h2", { id: "cite-title", textContent: control.getAttribute("aria-label") });
    dialog = make("dialog", { className: "cite-dialog" }, close, title, ...rows, status);
    dialog.setAttribute("aria-labelledby", "cite-title");
    dialog.onclose = () => control.focus();
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const control = event.target.closest?.(".cite-control");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey || local) return;
    event.preventDefault();
    cite(control).catch(() => { location.href = control.href; });
  });

  // ---- Previews of sources and claims (WCAG 1.4.13: dismissable, hoverable, persistent) -----------
  let previews, preview, anchor, wanted, timer, touched;

  const target = (node) => {
    const link = node?.closest?.("article a.internal[href*='#']");
    return link && (/#cite-/.test(link.hash) || link.querySelector(".claim-link")) && !link.closest(".preview") ? link : null;
  };
  const hide = () => {
    clearTimeout(timer);
    anchor?.removeAttribute("aria-describedby");
    preview?.remove();
    preview = anchor = wanted = null;
  };
  function entry(link) {
    const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
    const page = location.pathname.slice(root.pathname.length).replace(/\.html$/, "") || "index";
    previews ??= fetch(new URL(`_previews/${page}.json`, root)).then((answer) => answer.json()).catch(() => ({}));
    return previews.then((all) => all[link.hash.slice(1)]);
  }
  async function show(link) { // false where there is nothing to show
    wanted = link;
    if (anchor === link || local) return true;
    const content = await entry(link);
    if (wanted !== link) return true; // the reader has moved on
    if (!content) return false;
    hide();
    anchor = link;
    // Right after the link for Tab, in the top layer so that no table cuts it off.
    preview = make("span", { className: "preview", id: "preview", popover: "manual", innerHTML: content });
    preview.setAttribute("role", "group");
    preview.setAttribute("aria-label", "Preview");
    link.after(preview);
    preview.showPopover?.();
    link.setAttribute("aria-describedby", "preview");
    const box = link.getBoundingClientRect(), wide = preview.offsetWidth, high = preview.offsetHeight;
    const below = box.bottom + high + 8 < innerHeight || box.top < high + 8;
    preview.style.left = `${Math.max(8, Math.min(box.left, innerWidth - wide - 24)) + scrollX}px`;
    preview.style.top = `${(below ? box.bottom + 4 : box.top - high - 4) + scrollY}px`;
    return true;
  }
  const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = target(event.target);
    if (link) later(() => show(link), 250);
    else if (event.target.closest?.(".preview")) clearTimeout(timer);
    else if (preview && document.activeElement !== anchor) later(hide, 300);
    else if (!preview && document.activeElement !== wanted) hide();
  });
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("focusin", (event) => {
    const link = target(event.target);
    if (link && !touched) show(link);
    else if (!preview?.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { touched = false; if (event.key === "Escape") hide(); });
  document.addEventListener("click", (event) => {
    const link = target(event.target);
    if (link && touched && anchor !== link && !local) {
      event.preventDefault();
      show(link).then((shown) => { if (!shown) location.href = link.href; });
    }
    else if (preview && !preview.contains(event.target)) hide();
  });

  // ---- Ledger ----------------------------------------------------------------------------------
  const ledger = document.querySelector("table.ledger");
  if (ledger) {
    const body = ledger.tBodies[0], all = [...body.rows];
    const cell = (row, i) => row.cells[i].textContent.trim();
    const facts = all.map((row) => ({
      row, seed: cell(row, 0).replace(/-\d+$/, ""), topic: cell(row, 2), verdict: cell(row, 3), text: row.textContent.toLowerCase(),
    }));
    const count = make("p", { className: "ledger-count", role: "status" });
    const select = (name) => {
      const choices = [...new Set(facts.map((fact) => fact[name]))].map((value) => make("option", { value, textContent: value }));
      return make("select", { name }, make("option", { value: "", textContent: "all" }), ...choices);
    };
    const fields = { seed: select("seed"), topic: select("topic"), verdict: select("verdict"), words: make("input", { type: "search", name: "words" }) };
    const names = { seed: "Article", topic: "Topic", verdict: "Verdict", words: "Words" };
    const form = make("form", { className: "ledger-filter" },
      ...Object.entries(fields).map(([name, field]) => make("label", {}, names[name] + " ", field)),
      make("button", { type: "reset", textContent: "Show all" }));
    form.setAttribute("aria-label", "Filter the claims");
    const filter = () => {
      const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const fact of facts) {
        const fits = ["seed", "topic", "verdict"].every((k) => !fields[k].value || fact[k] === fields[k].value)
          && words.every((word) => fact.text.includes(word));
        fact.row.hidden = !fits;
        shown += fits;
      }
      count.textContent = `${shown} of ${all.length} claims`;
    };
    form.oninput = filter;
    form.onreset = () => setTimeout(filter);
    form.onsubmit = (event) => event.preventDefault();
    [...ledger.tHead.rows[0].cells].forEach((head, i) => {
      const button = make("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.onclick = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of ledger.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const order = facts.slice().sort((a, b) => cell(a.row, i).localeCompare(cell(b.row, i), "en", { numeric: true }));
        body.append(...(down ? order.reverse() : order).map((fact) => fact.row));
      };
    });
    (ledger.closest(".table-wrapper") ?? ledger).before(form, count);
    filter();
  }
})();
