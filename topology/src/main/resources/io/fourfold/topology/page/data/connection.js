// How the server is: asked again and again while the page is looked at, and whenever a request finds that it is gone.

import { session } from "./session.js";

const EVERY_MS = 5000;
const AGAIN_MS = 1500;
const LIMIT_MS = 8000;

class Connection extends EventTarget {
  /** connecting, well, restoring, incomplete, refusing or gone */
  state = "connecting";
  /** What /v1/status said last, null before. */
  status = null;
  #timer = null;
  #asking = false;

  start() {
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    addEventListener("online", () => this.ask());
    session.addEventListener("in", () => this.ask());
    this.addEventListener("back", () => session.state === "asking" && session.ask());
    this.ask();
  }

  /** Some request found nobody there. */
  lost() {
    if (this.state !== "gone") {
      this.#become("gone", this.status);
      this.#again();
    }
  }

  /** Some request was answered. */
  answered() {
    if (this.state === "gone") {
      this.ask();
    }
  }

  async ask() {
    if (this.#asking || session.state === "out") {
      return;
    }
    this.#asking = true;
    clearTimeout(this.#timer);
    try {
      const response = await fetch("v1/status", { signal: AbortSignal.timeout(LIMIT_MS) });
      if (response.ok) {
        // Who may only look is told less.
        const status = { roles: [], applications: [], restoring: [], reasons: [], advice: [], ...(await response.json()) };
        this.#become(stateOf(status), status);
      } else if (response.status === 401) {
        session.lost();
      } else {
        this.#become("refusing", this.status);
      }
    } catch {
      this.#become("gone", this.status);
    } finally {
      this.#asking = false;
      this.#again();
    }
  }

  #again() {
    clearTimeout(this.#timer);
    const calm = this.state === "well" || this.state === "incomplete";
    this.#timer = setTimeout(() => (document.hidden ? this.#again() : this.ask()), calm ? EVERY_MS : AGAIN_MS);
  }

  #become(state, status) {
    const before = this.state;
    this.state = state;
    this.status = status;
    this.dispatchEvent(new Event("change"));
    if (before === "gone" && state !== "gone") {
      this.dispatchEvent(new Event("back"));
    }
  }
}

/** What a status means for those who look at the page. */
function stateOf(status) {
  if (!status.live) {
    return "refusing";
  }
  if (status.restoring.length > 0 && !status.ready) {
    return "restoring";
  }
  if (!status.ready) {
    return "refusing";
  }
  return status.shards && !status.shards.complete ? "incomplete" : "well";
}

/** How much of the stores is there again, 0 to 1. */
export function restored(status) {
  const sum = (field) => status.restoring.reduce((all, store) => all + store[field], 0);
  const total = sum("total");
  return total === 0 ? 0 : Math.min(1, sum("restored") / total);
}

/** Records that wait to be worked through, over all roles; null if not known. */
export function lag(status, role = null) {
  const lags = status?.lag?.filter((entry) => role === null || entry.role === role);
  return lags?.length ? lags.reduce((all, entry) => all + entry.records, 0) : null;
}

export const connection = new Connection();
