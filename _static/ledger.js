// The filter and the sorting of the ledger; without this file the table is whole.
(() => {
  "use strict";
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

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
