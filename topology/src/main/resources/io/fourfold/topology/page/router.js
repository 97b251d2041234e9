// Every view has an address behind the #, which can be shared: #/search?q=a+dog, #/photo/kayaker.webp
// The server needs to know nothing of them, and the page works below any path.

/** What an address says: {view, id, params}; id is "" where it has none. */
export function parse(hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const slash = path.indexOf("/");
  const view = slash < 0 ? path : path.slice(0, slash);
  const id = slash < 0 ? "" : decode(path.slice(slash + 1));
  return { view: view || "feed", id, params: new URLSearchParams(query) };
}

/** The address of a view; params that are empty are left out. */
export function href(view, id = "", params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== "" && value != null));
  const text = query.toString();
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${text ? `?${text}` : ""}`;
}

export function go(view, id, params) {
  location.hash = href(view, id, params);
}

/** To where one came from, within this page. */
export function back() {
  steps > 0 ? history.back() : go("feed");
}

let steps = 0;
addEventListener("hashchange", () => steps++);

/** Changes the address without a step in the history: a threshold that is being dragged. */
export function adjust(view, id, params) {
  history.replaceState(history.state, "", href(view, id, params));
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
