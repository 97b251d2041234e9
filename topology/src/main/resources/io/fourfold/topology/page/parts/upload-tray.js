// The photos that were dropped: how far each has come, and why one was refused.
import { html, nothing } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { confidence, plural } from "../data/text.js";
import { session } from "../data/session.js";
import { uploads } from "../data/uploads.js";
import { href } from "../router.js";
import { icon } from "./icon.js";
import { PageElement } from "./element.js";
import "./photo-image.js";

const ROWS = 200;

class UploadTray extends PageElement {
  static properties = { folded: { state: true } };

  #said = "";

  connectedCallback() {
    super.connectedCallback();
    this.follow(uploads, session);
    uploads.addEventListener("change", () => this.#tell(), { signal: this.left });
  }

  render() {
    const { items } = uploads;
    if (items.length === 0) {
      return nothing;
    }
    const busy = uploads.count("waiting", "working", "sent");
    const looked = uploads.count("looked");
    const done = items.length - busy;
    const mayStore = session.may("write");
    return html`<section class="tray" aria-label="Added photos">
      <header>
        <h2>${busy ? `${done} of ${plural(items.length, "photo")}` : this.#outcome()}</h2>
        <button class="bare" aria-expanded=${!this.folded} aria-label=${this.folded ? "Show them" : "Fold"}
          @click=${() => (this.folded = !this.folded)}>${icon(this.folded ? "plus" : "minus")}</button>
        <button class="bare" aria-label="Close, and leave what still waits" @click=${() => uploads.clear()}>${icon("x")}</button>
      </header>
      <progress max=${items.length} .value=${done} aria-label="Photos done"></progress>
      ${this.folded
        ? nothing
        : html`<ul>
              ${items.slice(0, ROWS).map((item) => this.#row(item))}
              ${items.length > ROWS ? html`<li class="more">and ${items.length - ROWS} more</li>` : nothing}
            </ul>
            <footer>
              ${mayStore
                ? html`<label class="switch">
                    <input type="checkbox" role="switch" .checked=${uploads.store}
                      @change=${(event) => (uploads.store = event.target.checked)} />
                    <span>Store photos when they are dropped</span>
                  </label>`
                : nothing}
              ${looked && mayStore
                ? html`<button class="button primary" @click=${() => uploads.storeLooked()}>
                    Store ${looked === 1 ? "this photo" : `these ${looked}`}
                  </button>`
                : nothing}
            </footer>`}
    </section>`;
  }

  #row(item) {
    const address =
      item.state === "looked" ? href("look", item.lookId) : item.state === "stored" ? href("photo", item.imageId) : null;
    const picture = html`<photo-image .imageId=${item.name} .src=${item.url ?? ""} .text=${""}></photo-image>`;
    const text = html`<span class="row-text">
      <span class="row-title">${item.caption ?? item.name}</span>
      <span class="row-note">${item.caption ? `${confidence(item.confidence)} · ${item.name} · ` : ""}${item.text}</span>
    </span>`;
    return html`<li class=${item.state}>
      ${address ? html`<a href=${address}>${picture}${text}${icon("eye")}</a>` : html`<div>${picture}${text}${this.#end(item)}</div>`}
    </li>`;
  }

  #end(item) {
    if (item.state === "refused") {
      return html`<button class="bare" aria-label="Try ${item.name} again" @click=${() => uploads.retry(item)}>
        ${icon("rotate-ccw")}
      </button>`;
    }
    return item.state === "waiting" ? nothing : html`<span class="spinner"></span>`;
  }

  #outcome() {
    const parts = [
      [uploads.count("stored"), "stored"],
      [uploads.count("looked"), "looked at"],
      [uploads.count("refused"), "refused"],
    ];
    return parts
      .filter(([number]) => number > 0)
      .map(([number, text]) => `${number} ${text}`)
      .join(", ");
  }

  #tell() {
    if (uploads.items.length > 0 && uploads.count("waiting", "working", "sent") === 0 && this.#said !== this.#outcome()) {
      this.#said = this.#outcome();
      announce(`Added photos: ${this.#said}`);
    }
  }
}

customElements.define("upload-tray", UploadTray);
