// A large photo, and over it what each place speaks for.
import { html, nothing } from "../vendor/lit.js";
import { PageElement } from "./element.js";
import "./photo-image.js";

/** Red, green and blue of what speaks for and against; on photos, in both themes. */
const FOR = [255, 146, 43];
const AGAINST = [34, 139, 230];
const STRONGEST = 200;

class PhotoStage extends PageElement {
  static properties = { imageId: {}, src: {}, text: {}, explanation: { attribute: false }, ratio: { state: true } };

  willUpdate(changed) {
    if (changed.has("imageId") || changed.has("src")) {
      this.ratio = null;
    }
  }

  render() {
    return html`<div class="stage" .style=${`--ratio: ${this.ratio ?? 4 / 3}`} @load=${{ handleEvent: (event) => this.#loaded(event), capture: true }}>
      <photo-image .imageId=${this.imageId} .src=${this.src} .text=${this.text}></photo-image>
      ${this.explanation ? html`<canvas class="heat" aria-hidden="true"></canvas>` : nothing}
    </div>`;
  }

  updated() {
    const canvas = this.querySelector("canvas");
    if (canvas) {
      this.#draw(canvas, this.explanation);
    }
  }

  #loaded({ target }) {
    this.ratio = target.naturalWidth / target.naturalHeight || null;
  }

  /** One pixel for each place; the browser draws it large and soft. */
  #draw(canvas, { rows, columns, values, empty }) {
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext("2d");
    const pixels = context.createImageData(columns, rows);
    const most = Math.max(...values.map((value) => Math.abs(value - empty)), 1e-12);
    values.forEach((value, i) => {
      const share = (value - empty) / most;
      const [red, green, blue] = share > 0 ? FOR : AGAINST;
      pixels.data.set([red, green, blue, Math.round(STRONGEST * Math.abs(share) ** 0.8)], i * 4);
    });
    context.putImageData(pixels, 0, 0);
  }
}

customElements.define("photo-stage", PhotoStage);
