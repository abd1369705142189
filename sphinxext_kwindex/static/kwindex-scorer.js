// The score of a search result, for Sphinx: see "html_search_scorer" in its manual.
// Sphinx takes names apart at dots, so that of trailmap::Route and NoRouteError::to
// none is a better match for "Route" to it than the other.
// Sphinx 8 has names in its data as HTML, Sphinx 9 as they are.
var kwindexName = (title) => {
  const signs = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'" };
  return String(title)
    .replace(/&(lt|gt|amp|quot|#x27);/g, (_, sign) => signs[sign])
    .trim();
};
var Scorer = {
  score: (result) => {
    const [, title, , , score, , kind] = result;
    if (kind !== undefined && kind !== "object") return score;
    const query = (new URLSearchParams(window.location.search).get("q") || "").trim();
    const name = kwindexName(title);
    if (!query || !(name.includes("::") || /^[\w~]+$/.test(name))) return score;
    if (name === query || name.endsWith("::" + query)) return score + 60;
    const lower = query.toLowerCase();
    const last = name.slice(name.lastIndexOf("::") + 1).replace(/^:/, "").toLowerCase();
    if (last === lower) return score + 50;
    return last.startsWith(lower) ? score + 5 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
