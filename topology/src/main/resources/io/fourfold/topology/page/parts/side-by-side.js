// Two photos beside each other, and in each what makes it like the other.
import { html, nothing } from "../vendor/lit.js";
import { get, part } from "../data/api.js";
import { explain } from "../data/explanations.js";
import { confidence, readable } from "../data/text.js";
import { icon } from "./icon.js";
import { PageElement } from "./element.js";
import "./photo-stage.js";

class SideBySide extends PageElement {
  static properties = { pair: { state: true }, why: { state: true } };

  /** Shows them; an id is "" for none. */
  async open(one, other) {
    this.pair = [one, other].map((imageId) => ({ imageId }));
    this.why = false;
    await this.updateComplete;
    this.querySelector("dialog").showModal();
    const pair = await Promise.all(this.pair.map((side, i) => this.#known(side.imageId, this.pair[1 - i].imageId)));
    if (this.pair?.[1].imageId === other) {
      this.pair = pair;
    }
  }

  render() {
    if (!this.pair) {
      return nothing;
    }
    const score = this.pair[0].explanation?.total;
    return html`<dialog class="pair" aria-labelledby="pair-title" @close=${() => (this.pair = null)} @click=${this.#outside}>
      <header>
        <h2 id="pair-title">Side by side${score === undefined ? nothing : html` <span class="chip plain">likeness ${score.toFixed(2)}</span>`}</h2>
        <label class="switch">
          <input type="checkbox" role="switch" .checked=${this.why} @change=${(event) => (this.why = event.target.checked)} />
          <span>What makes them alike</span>
        </label>
        <button class="bare" aria-label="Close (Esc)" @click=${() => this.querySelector("dialog").close()}>${icon("x")}</button>
      </header>
      <div class="pair-photos">
        ${this.pair.map(
          (side) => html`<figure>
            <photo-stage .imageId=${side.imageId} .text=${side.caption?.text ?? side.imageId}
              .explanation=${this.why ? side.explanation : null}></photo-stage>
            <figcaption>
              <b>${readable(side.imageId)}</b>
              ${side.caption ? html`<span>${side.caption.text}</span><span class="quiet">${confidence(side.caption.confidence)}</span>` : nothing}
              ${this.why && side.error ? html`<span class="quiet">${side.error}</span>` : nothing}
            </figcaption>
          </figure>`,
        )}
      </div>
    </dialog>`;
  }

  #outside(event) {
    if (event.target.tagName === "DIALOG") {
      event.target.close();
    }
  }

  async #known(imageId, other) {
    const side = { imageId };
    const answers = await Promise.allSettled([
      get(`images/${part(imageId)}`),
      explain({ key: imageId, imageId }, { image: other }),
    ]);
    side.caption = answers[0].value?.captions?.[0];
    side.explanation = answers[1].value;
    side.error = answers[1].reason?.message;
    return side;
  }
}

customElements.define("side-by-side", SideBySide);
