// @ts-check
// On the page of the search: finds symbols, files and folders by name, and shows them
// above the results of Sphinx's own search. Names are in files beside the pages, sorted;
// a search reads the one in which the name would stand. They are scripts that call
// `kwindexNames`, since pages that are no server's may not read other files.
(() => {
  "use strict";

  /** @typedef {{ name: string, scope: string, kind: number, uri: string, rank: number }} Found */
  /** @typedef {{ scope: string, name: string, others: string[] }} Wanted */

  const SHOWN = 50;
  /** Files that one search reads by itself: names that begin alike may fill several. */
  const READ = 3;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("..", script.src);
  const asked = (new URLSearchParams(location.search).get("q") || "").trim();
  /** @type {string[]} */
  let kinds = [];
  /** The key that each file begins with. @type {string[]} */
  let starts = [];
  /** @type {Map<number, (text: string) => void>} */
  const waiting = new Map();

  /** As `analysis.name_key`. @param {string} name */
  const keyOf = (name) => (name.replace(/^[_~]+/, "") || name).toLowerCase();

  /** Read a file of names; 0 is the index.
   * @param {number} number @returns {Promise<string>} */
  const read = (number) =>
    new Promise((resolve, reject) => {
      waiting.set(number, resolve);
      const element = document.createElement("script");
      element.src = new URL(`kwindex-search/${number || "index"}.js`, root).href;
      element.addEventListener("error", reject);
      document.head.append(element);
    });

  Reflect.set(
    window,
    "kwindexNames",
    /** @param {number} number @param {string} text */
    (number, text) => waiting.get(number)?.(text),
  );

  /** Take what was typed apart: the scopes before a name may be left out. Of several
   * words the longest is the name, and the others must stand around it.
   * @param {string} typed @returns {Wanted} */
  function taken(typed) {
    const at = typed.search(/\boperator\b/);
    const words = at < 0 ? typed.split(/\s+/) : [typed];
    const text = words.reduce((one, other) => (other.length > one.length ? other : one));
    const others = words.filter((word) => word !== text).map((w) => w.toLowerCase());
    const plain = at < 0 ? text.replace(/\(.*\)$/, "").replace(/\/$/, "") : text;
    const head = at < 0 ? plain : plain.slice(0, at);
    const end = Math.max(head.lastIndexOf("::") + 2, head.lastIndexOf("/") + 1);
    const cut = end > 1 || head.startsWith("/") ? end : 0;
    const name = plain.slice(cut).replace(/^operator\s+(?=\W)/, "operator");
    return { scope: plain.slice(0, cut).replace(/(::|\/)$/, ""), name, others };
  }

  /** How well a name fits, from 0; -1 if it does not.
   * @param {string} name @param {string} key @param {string} wanted
   * @param {boolean} inside */
  function fits(name, key, wanted, inside) {
    if (name === wanted) return 0;
    if (key === keyOf(wanted)) return 1;
    if (key.startsWith(keyOf(wanted))) return 2;
    return inside && key.includes(keyOf(wanted)) ? 3 : -1;
  }

  /** @param {string} text @param {Wanted} wanted
   * @param {boolean} inside @returns {Found[]} */
  function search(text, wanted, inside) {
    const [pages, scopes, ...lines] = text.split("\n");
    const uris = pages.split("\t");
    const names = scopes.split("\t");
    const found = [];
    for (const line of lines) {
      const [name, kind, scope, page, anchor] = line.split("\t");
      const rank = fits(name, keyOf(name), wanted.name, inside);
      if (rank < 0) continue;
      const of = names[Number(scope)];
      if (wanted.scope && !`::${of}`.replace(/\//g, "::").endsWith(ends(wanted.scope)))
        continue;
      const whole = `${of}::${name}`.toLowerCase();
      if (!wanted.others.every((word) => whole.includes(word))) continue;
      const uri = `${uris[Number(page)]}#${anchor}`;
      found.push({ name, scope: of, kind: Number(kind), uri, rank });
    }
    return found;
  }

  /** @param {string} scope */
  const ends = (scope) => `::${scope.replace(/\//g, "::").replace(/^::/, "")}`;

  /** The files in which names may stand that begin so.
   * @param {string} name @returns {number[]} */
  function filesOf(name) {
    const key = keyOf(name);
    const found = [];
    for (let number = 1; number <= starts.length; number += 1) {
      const next = starts[number];
      const begins = starts[number - 1] <= key || starts[number - 1].startsWith(key);
      if (begins && (next === undefined || next >= key)) found.push(number);
    }
    return found;
  }

  /** @param {Found} found @returns {HTMLLIElement} */
  function item(found) {
    const link = document.createElement("a");
    link.href = new URL(found.uri, root).href;
    const code = document.createElement("code");
    const joint = found.kind >= kinds.length - 2 ? "/" : "::";
    code.textContent = found.scope ? found.scope + joint + found.name : found.name;
    link.append(code);
    const kind = document.createElement("small");
    kind.textContent = kinds[found.kind];
    const element = document.createElement("li");
    element.append(link, " ", kind);
    return element;
  }

  /** @param {string} text @param {() => void} action @returns {HTMLButtonElement} */
  function button(text, action) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", action);
    return element;
  }

  /** Hide what Sphinx says where it has found nothing, and names were found: that
   * "your search did not match any documents" would look like the end of it.
   * @param {HTMLElement} results */
  function hideNothing(results) {
    const look = () => {
      const said = results.querySelector(".search-summary")?.textContent;
      if (!said) return;
      results.hidden = !results.querySelector(".search li");
      observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(results, { childList: true, characterData: true, subtree: true });
    look();
  }

  async function start() {
    const results = document.getElementById("search-results");
    const wanted = taken(asked);
    if (!wanted.name || !results) return;
    const [first, ...keys] = (await read(0)).split("\n");
    kinds = first.split("\t");
    starts = keys;
    const box = document.createElement("section");
    box.className = "kwindex kwindex-found";
    box.setAttribute("aria-label", "Names");
    results.before(box);
    /** @type {Map<number, string>} */
    const texts = new Map();

    /** @param {number[]} numbers @param {boolean} inside @param {number} shown */
    async function show(numbers, inside, shown) {
      if (!results) return;
      for (const number of numbers) {
        if (!texts.has(number)) texts.set(number, await read(number));
      }
      const found = numbers.flatMap((n) => search(texts.get(n) ?? "", wanted, inside));
      found.sort(
        (a, b) =>
          a.rank - b.rank ||
          a.kind - b.kind ||
          a.scope.length - b.scope.length ||
          (a.scope + a.name < b.scope + b.name ? -1 : 1),
      );
      const head = document.createElement("h2");
      head.textContent = `Names: ${found.length || "none"}`;
      const list = document.createElement("ol");
      list.append(...found.slice(0, shown).map(item));
      const more = document.createElement("p");
      if (found.length > shown) {
        const all = `Show all ${found.length}`;
        more.append(button(all, () => show(numbers, inside, found.length)), " ");
      }
      if (!inside) {
        const every = starts.map((_, index) => index + 1);
        const text = "Look inside of names, too";
        more.append(button(text, () => show(every, true, SHOWN)));
      }
      box.replaceChildren(head, list, more);
      if (found.length) hideNothing(results);
    }

    await show(filesOf(wanted.name).slice(0, READ), false, SHOWN);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
