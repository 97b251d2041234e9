// What every element of the page has: it renders into the document itself, and what it listens to ends with it.
import { LitElement } from "../vendor/lit.js";

export class PageElement extends LitElement {
  #left = new AbortController();
  #requests = new AbortController();

  createRenderRoot() {
    return this;
  }

  /** Ends when the element leaves the page. */
  get left() {
    return this.#left.signal;
  }

  connectedCallback() {
    if (this.#left.signal.aborted) {
      this.#left = new AbortController();
    }
    super.connectedCallback();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
    this.#requests.abort();
  }

  /** Renders again whenever one of them changes. */
  follow(...sources) {
    for (const source of sources) {
      source.addEventListener("change", () => this.requestUpdate(), { signal: this.left });
    }
  }

  /** A signal for new requests; those before are aborted. */
  anew() {
    this.#requests.abort();
    this.#requests = new AbortController();
    return this.#requests.signal;
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export const aborted = (error) => error.name === "AbortError";
