// Comfort for readers: citing in one step, and previews of sources and claims; ledger.js filters the ledger.
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
    preview = make("span", { className: "preview", id: "preview", popover: "manual" });
    const [head, text, appeared, read, address] = content;
    for (const innerHTML of [head, text, appeared, read]) if (innerHTML) preview.append(make("span", { innerHTML }));
    if (address) preview.append(make("span", {}, make("a", { href: address, textContent: new URL(address).host })));
    preview.setAttribute("role", "group");
    preview.setAttribute("aria-label", "Preview");
    link.after(preview);
    preview.showPopover?.();
    link.setAttribute("aria-describedby", "preview");
    const box = link.getBoundingClientRect(), wide = preview.offsetWidth, high = preview.offsetHeight;
    const below = box.bottom + high + 8 < innerHeight || box.top < high + 8;
    preview.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8)) + scrollX}px`;
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
})();
