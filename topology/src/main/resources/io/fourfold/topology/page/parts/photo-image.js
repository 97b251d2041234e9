// A photo's picture, or a place for it: it may come later, or never.
import { html } from "../vendor/lit.js";
import { picture } from "../data/pictures.js";
import { session } from "../data/session.js";
import { readable } from "../data/text.js";
import { icon } from "./icon.js";
import { PageElement } from "./element.js";

const AGAIN_MS = [1500, 4000, 10000];

class PhotoImage extends PageElement {
  static properties = {
    imageId: {},
    /** What it shows, for those who do not see it. */
    text: {},
    /** An address of its own, for photos that are not stored. */
    src: {},
    missing: { state: true },
  };

  #tries = 0;
  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    session.addEventListener("in", () => this.#anew(), { signal: this.left });
  }

  willUpdate(changed) {
    if (changed.has("imageId") || changed.has("src")) {
      this.#anew();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    const address = this.src ?? picture(this.imageId);
    if (this.missing || !address) {
      return html`<span class="no-picture" role="img" aria-label=${this.text || "no picture"}>
        ${icon("image")}<span class="no-picture-name" aria-hidden="true">${readable(this.imageId ?? "")}</span>
      </span>`;
    }
    return html`<img src=${address} alt=${this.text ?? ""} loading="lazy" decoding="async" draggable="false"
      @error=${this.#failed} />`;
  }

  #anew() {
    this.missing = false;
    this.#tries = 0;
  }

  #failed() {
    this.missing = true;
    if (!this.src && this.#tries < AGAIN_MS.length) {
      this.#timer = setTimeout(() => (this.missing = false), AGAIN_MS[this.#tries++]);
    }
  }
}

customElements.define("photo-image", PhotoImage);
