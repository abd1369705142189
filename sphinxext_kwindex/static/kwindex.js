// @ts-check
// Progressive only: without this script every table is complete and in its order.
(() => {
  "use strict";

  /** The cell of a column in the first row of a set of overloads.
   * @param {HTMLTableSectionElement} body @param {number} column @returns {string} */
  const cell = (body, column) => body.rows[0]?.cells[column]?.textContent ?? "";

  /** The number to sort by: the first one; of uses the sum, none without any.
   * @param {string} text @param {boolean} uses @returns {number} */
  function numberIn(text, uses) {
    const plain = text.replace(/,(?=\d{3})/g, "");
    if (!uses) return parseInt(plain, 10);
    // "4 in 2 other files, 1 here": not the number of files.
    const found = plain.replace(/ in \d+/g, "").match(/\d+/g) ?? [];
    return found.reduce((sum, number) => sum + Number(number), 0);
  }

  /** @param {HTMLTableElement} table */
  function makeSortable(table) {
    const heads = Array.from(table.tHead?.rows[0]?.cells ?? []);
    const original = Array.from(table.tBodies);
    heads.forEach((head, column) => {
      if (column === 1) return; // prose has no order
      const uses =
        column === heads.length - 1 && table.classList.contains("kwindex-uses");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kwindex-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        let bodies = original;
        if (was !== "descending") {
          const sign = was === "ascending" ? -1 : 1;
          head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
          bodies = original.slice().sort((a, b) => {
            const [x, y] = [cell(a, column), cell(b, column)].map((t) => t.trim());
            const [m, n] = [x, y].map((t) => numberIn(t, uses));
            const order = isNaN(m) || isNaN(n) ? x.localeCompare(y) : m - n;
            return sign * order;
          });
        }
        table.append(...bodies);
      });
    });
  }

  /** @param {HTMLTableElement[]} tables */
  function addFilter(tables) {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "kwindex-filter";
    box.placeholder = "Filter keywords";
    box.setAttribute("aria-label", "Filter keywords");
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const table of tables) {
        let shown = 0;
        for (const body of Array.from(table.tBodies)) {
          const text = (body.textContent ?? "").toLowerCase();
          body.hidden = !words.every((word) => text.includes(word));
          if (!body.hidden) shown += 1;
        }
        table.hidden = shown === 0;
      }
    });
    tables[0].before(box);
  }

  /** Give each row a permanent link, as Sphinx gives one to each heading.
   * @param {HTMLTableElement} table */
  function addPermalinks(table) {
    /** @type {NodeListOf<HTMLTableRowElement>} */
    const rows = table.querySelectorAll("tbody tr[id]");
    rows.forEach((row) => {
      const link = document.createElement("a");
      link.className = "headerlink";
      link.href = `#${row.id}`;
      link.title = "Link to this row";
      link.textContent = "\u00b6";
      row.cells[0]?.querySelector("code")?.after(link);
    });
  }

  /** Let a click on a line's number lead to the line.
   * @param {HTMLElement} listing */
  function makeClickable(listing) {
    listing.classList.add("kwindex-clickable");
    listing.addEventListener("click", (event) => {
      // Names are links too, but have no id.
      const line = event.target;
      if (line instanceof HTMLAnchorElement && line.id) location.hash = line.id;
    });
  }

  /** Put a button behind a line of code that copies it.
   * @param {HTMLElement} code */
  function addCopy(code) {
    const text = code.textContent ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kwindex-copier";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${text}`);
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(text).then(
        () => (button.textContent = "Copied"),
        () => (button.textContent = "Not copied"),
      );
    });
    code.after(" ", button);
  }

  /** Let a path or a long name be broken where its parts end.
   * @param {Element} element
   * @param {RegExp} ends */
  function addBreaks(element, ends) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts) {
      const parts = text.data.split(ends);
      if (!text.nextSibling && !parts[parts.length - 1]) parts.pop();
      if (parts.length < 2) continue;
      text.replaceWith(
        ...parts.flatMap((part, number) =>
          number ? [document.createElement("wbr"), part] : [part],
        ),
      );
    }
  }

  function openTarget() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return;
    }
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    let inside = target.parentElement?.closest("details");
    while (inside) {
      inside.open = true;
      inside = inside.parentElement?.closest("details");
    }
    if (id.startsWith("kw-")) target.scrollIntoView();
  }

  function start() {
    /** @type {Map<Element | null, HTMLTableElement[]>} */
    const places = new Map();
    /** @type {NodeListOf<HTMLTableElement>} */
    const found = document.querySelectorAll("table.kwindex-keywords");
    found.forEach((table) => {
      makeSortable(table);
      addPermalinks(table);
      if (table.closest("details")) return;
      const parent = table.parentElement;
      places.set(parent, [...(places.get(parent) ?? []), table]);
    });
    places.forEach((tables) => {
      const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
      if (rows > 12) addFilter(tables);
    });
    /** @type {NodeListOf<HTMLElement>} */
    const listings = document.querySelectorAll(".kwindex-listing");
    listings.forEach(makeClickable);
    /** @type {NodeListOf<HTMLElement>} */
    const copied = document.querySelectorAll("code.kwindex-copy");
    document
      .querySelectorAll(
        ".kwindex-page > h1, .kwindex-keywords th small, .kwindex-keywords td > code",
      )
      .forEach((element) => addBreaks(element, /(?<=\/|::|\((?!\)))/));
    // A name that stands alone may be broken within its words, too: no blank is near.
    document
      .querySelectorAll(".kwindex-table th code, .kwindex-used dt code")
      .forEach((name) => addBreaks(name, /(?<=\/|::|_(?=[^_]))|(?<=[a-z\d])(?=[A-Z])/));
    // Only pages that came by https, or from this machine, may copy.
    if (navigator.clipboard) copied.forEach(addCopy);
    openTarget();
    window.addEventListener("hashchange", openTarget);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
