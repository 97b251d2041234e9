// A grid of photos, of which only those exist that are to be seen: ten thousand scroll like ten.
import { html, repeat } from "../vendor/lit.js";
import { PageElement } from "./element.js";
import { tile } from "./photo-tile.js";

const GAP = 16;
const SMALL_GAP = 10;
const ROWS_BEYOND = 2;

class PhotoGrid extends PageElement {
  static properties = {
    photos: { attribute: false },
    label: {},
    /** Least width of a tile, in pixels where letters have 16. */
    least: { type: Number },
    /** Height of what stands below a picture, in sizes of letters. */
    text: { type: Number },
    current: { state: true },
    from: { state: true },
    to: { state: true },
    width: { state: true },
    rem: { state: true },
  };

  #frame = 0;

  constructor() {
    super();
    this.photos = [];
    this.least = 208;
    this.text = 4.875;
    this.current = 0;
    this.from = 0;
    this.to = 24;
    this.width = 0;
    this.rem = 16;
  }

  connectedCallback() {
    super.connectedCallback();
    const look = () => (this.#frame ||= requestAnimationFrame(() => this.#look()));
    addEventListener("scroll", look, { signal: this.left, passive: true, capture: true });
    addEventListener("resize", look, { signal: this.left, passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(this);
    this.left.addEventListener("abort", () => sizes.disconnect());
  }

  updated(changed) {
    if (changed.has("photos")) {
      this.#look();
    }
  }

  get #shape() {
    const gap = this.width < 480 ? SMALL_GAP : GAP;
    const columns = Math.max(2, Math.floor((this.width + gap) / ((this.least * this.rem) / 16 + gap)));
    const side = (this.width - gap * (columns - 1)) / columns;
    const height = Math.round(side * 0.75 + this.text * this.rem);
    return { gap, columns, side, height, step: height + gap };
  }

  /** Which tiles are to be seen. */
  #look() {
    this.#frame = 0;
    this.width = this.clientWidth;
    this.rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (this.width === 0) {
      return;
    }
    const { columns, step } = this.#shape;
    const top = this.getBoundingClientRect().top;
    const first = Math.floor(-top / step) - ROWS_BEYOND;
    const last = Math.ceil((innerHeight - top) / step) + ROWS_BEYOND;
    this.from = Math.max(0, first * columns);
    this.to = Math.max(0, last * columns);
    if (this.to >= this.photos.length) {
      this.dispatchEvent(new CustomEvent("near-end"));
    }
  }

  render() {
    const { gap, columns, side, height, step } = this.#shape;
    const rows = Math.ceil(this.photos.length / columns);
    const to = Math.min(this.to, this.photos.length);
    const shown = this.width === 0 ? [] : this.photos.slice(this.from, to).map((photo, i) => [photo, this.from + i]);
    if (this.current < this.from || this.current >= to) {
      const current = this.photos[this.current];
      if (current && this.contains(document.activeElement)) {
        shown.push([current, this.current]);
      }
    }
    return html`<ul class="grid" aria-label=${this.label} .style=${`height: ${Math.max(0, rows * step - gap)}px`}
      @keydown=${this.#key} @focusin=${this.#focused}>
      ${repeat(
        shown,
        ([photo]) => photo.imageId,
        ([photo, index]) => html`<li aria-setsize=${this.photos.length} aria-posinset=${index + 1}
          .style=${`width: ${side}px; height: ${height}px; transform: translate(${(index % columns) * (side + gap)}px, ${
            Math.floor(index / columns) * step
          }px)`}>${tile(photo, index, index === Math.min(Math.max(this.current, this.from), to - 1))}</li>`,
      )}
    </ul>`;
  }

  #focused(event) {
    const index = event.target.closest("[data-index]")?.dataset.index;
    if (index !== undefined) {
      this.current = Number(index);
    }
  }

  async #key(event) {
    const { columns } = this.#shape;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const end = { Home: 0, End: this.photos.length - 1 }[event.key];
    const next = end ?? (step === undefined ? undefined : this.current + step);
    if (next === undefined || next < 0 || next >= this.photos.length || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.current = next;
    const { step: row, height } = this.#shape;
    const y = this.getBoundingClientRect().top + Math.floor(next / columns) * row;
    if (y < 80 || y + height > innerHeight - 80) {
      scrollBy({ top: y - innerHeight / 2 + height / 2, behavior: "instant" });
    }
    this.#look();
    await this.updateComplete;
    this.querySelector(`[data-index="${next}"]`)?.focus({ preventScroll: true });
  }
}

customElements.define("photo-grid", PhotoGrid);
