// Who one is and what one may do. The key or token is in a cookie that no script can read: this knows what the server says of it.

const RETURN = "fourfold.return";
const LIMIT_MS = 8000;

class Session extends EventTarget {
  /** asking, in or out; where access is not restricted, everybody is in. Sends "in" whenever it becomes that. */
  state = "asking";
  /** {name, scopes, owners, albums, access, oidc}, as the server says; null before. */
  who = null;
  /** Whether one was in before, on this page. */
  ended = false;
  /** Why the provider's login ended without one: cancelled, refused, busy or away; null if it did not. */
  failed = new URLSearchParams(location.search).get("login");
  #asking = null;
  /** Who what is on the page was for. */
  #shownTo = null;
  /** The other tabs share the cookie. */
  #tabs = new BroadcastChannel("fourfold.session");

  constructor() {
    super();
    this.#tabs.onmessage = ({ data }) => data !== this.state && this.ask();
    document.addEventListener("visibilitychange", () => document.hidden || this.state !== "out" || this.ask());
    // Back from the provider, which knows nothing of what is behind the #.
    const before = sessionStorage.getItem(RETURN);
    sessionStorage.removeItem(RETURN);
    if ((before && !location.hash) || this.failed) {
      history.replaceState(null, "", location.pathname + (location.hash || before || ""));
    }
  }

  /** Whether there is anybody to be known, and to be logged out. */
  get restricted() {
    return this.who?.access === "on";
  }

  /** @param scope read, write or admin */
  may(scope) {
    return this.who !== null && (!this.restricted || (this.who.scopes ?? []).includes(scope));
  }

  /** Asks who one is; nothing changes if the server does not answer. */
  ask() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** A request was answered by 401: resolves when one is in again, as the same as before. */
  again(signal) {
    this.lost();
    return new Promise((resolve, reject) => {
      this.addEventListener("in", resolve, { once: true, signal });
      signal?.addEventListener("abort", () => reject(new DOMException("left", "AbortError")), { once: true });
    });
  }

  /** A request was answered by 401. */
  lost() {
    this.#become("out", this.who);
    if (this.who === null) {
      this.ask();
    }
  }

  /** @throws {Error} which says why not */
  async logIn(credential) {
    let response;
    try {
      response = await fetch("v1/session", { method: "POST", headers: { "Content-Type": "text/plain" }, body: credential });
    } catch {
      throw new Error("The server does not answer. Try again in a moment.");
    }
    if (!response.ok) {
      throw new Error(await refusal(response));
    }
    await this.ask();
    if (this.state !== "in") {
      throw new Error("The browser did not keep the cookie: allow cookies of this address, and reach it by HTTPS if the server expects that.");
    }
  }

  /** The page begins anew, with nothing of what was on it. */
  async logOut() {
    const response = await fetch("v1/session", { method: "DELETE" });
    if (!response.ok && response.status !== 401) {
      throw new Error(await refusal(response));
    }
    this.#tabs.postMessage("out");
    location.replace(location.pathname);
  }

  /** Where one comes back to from the provider. */
  remember() {
    sessionStorage.setItem(RETURN, location.hash);
  }

  async #ask() {
    let who;
    try {
      const response = await fetch("v1/session", { signal: AbortSignal.timeout(LIMIT_MS) });
      if (!response.ok) {
        return;
      }
      who = await response.json();
    } catch {
      return;
    }
    this.#become(who.access === "off" || who.name != null ? "in" : "out", who);
  }

  #become(state, who) {
    const before = this.state;
    if (state === "in") {
      const name = JSON.stringify([who.name, who.scopes, who.owners, who.albums]);
      if (this.#shownTo !== null && name !== this.#shownTo) {
        // Somebody else: what the one before saw and was about to do is not for them.
        location.reload();
        return;
      }
      this.#shownTo = name;
    } else {
      this.ended ||= before === "in";
    }
    this.state = state;
    this.who = who;
    this.dispatchEvent(new Event("change"));
    if (state !== before) {
      state === "in" && this.dispatchEvent(new Event("in"));
      this.restricted && this.#tabs.postMessage(state);
    }
  }
}

async function refusal(response) {
  if (response.status === 401) {
    return "This key is not known here. It may be mistyped, revoked or expired.";
  }
  if (response.status === 429) {
    const seconds = response.headers.get("Retry-After");
    return `Too many attempts: try again in ${seconds ? `${seconds} s` : "a moment"}.`;
  }
  const body = await response.json().catch(() => ({}));
  return body.detail || body.title || `The server answered ${response.status}.`;
}

export const session = new Session();
