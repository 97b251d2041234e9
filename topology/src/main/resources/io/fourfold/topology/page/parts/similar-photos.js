// Photos that look like one, down to a threshold that can be dragged.
import { html, nothing } from "../vendor/lit.js";
import { get, part, patiently, post } from "../data/api.js";
import { browse } from "../data/browsing.js";
import { deletes } from "../data/deletes.js";
import { plural } from "../data/text.js";
import { failure, incomplete, loading } from "./notice.js";
import { aborted, PageElement } from "./element.js";
import "./photo-grid.js";

const K = 100;
const DUPLICATE = 0.9;
const LIKE = 0.4;

class SimilarPhotos extends PageElement {
  static properties = {
    /** {key, imageId} or {key, file} */
    photo: { attribute: false },
    hits: { state: true },
    error: { state: true },
    least: { state: true },
  };

  #cursor;
  #shards;

  constructor() {
    super();
    this.least = LIKE;
    this.hits = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(deletes);
  }

  willUpdate(changed) {
    if (changed.has("photo") && changed.get("photo")?.key !== this.photo?.key) {
      this.hits = null;
      this.#cursor = "";
      this.#ask();
    }
  }

  render() {
    const hits = (this.hits ?? []).filter((hit) => !deletes.hides(hit.imageId));
    const shown = hits.filter((hit) => hit.score >= this.least);
    const duplicates = hits.filter((hit) => hit.score >= DUPLICATE).length;
    const photos = shown.map((hit) => ({
      ...hit,
      badge: hit.score >= DUPLICATE ? `near duplicate ${hit.score.toFixed(2)}` : hit.score.toFixed(2),
      badgeKind: hit.score >= DUPLICATE ? "strong" : "",
      params: this.photo.imageId ? { like: this.photo.imageId } : {},
    }));
    return html`<section class="similar" aria-labelledby="similar-title">
      <div class="section-head">
        <h2 id="similar-title">Similar photos</h2>
        ${duplicates > 0 ? html`<span class="chip plain">${plural(duplicates, "near duplicate")}</span>` : nothing}
        <label class="slider">
          <span>at least <output>${this.least.toFixed(2)}</output></span>
          <input type="range" min="-0.2" max="1" step="0.01" .value=${String(this.least)} aria-label="Least likeness"
            @input=${(event) => (this.least = Number(event.target.value))} />
        </label>
      </div>
      ${incomplete(this.#shards)}
      ${this.error
        ? failure(this.error, () => this.#ask())
        : this.hits === null
          ? loading("Photos are compared")
          : photos.length > 0
            ? html`<photo-grid .photos=${photos} least="176" label="Similar photos" @near-end=${this.#more}
                @click=${() => browse(photos)}></photo-grid>`
            : html`<p class="quiet">${hits.length > 0
                ? `No photo is as alike as that; the nearest has ${hits[0].score.toFixed(2)}.`
                : "There is no other photo to compare it with."}</p>`}
    </section>`;
  }

  #more() {
    const last = this.hits?.at(-1);
    if (this.#cursor && last && last.score >= this.least) {
      this.#ask();
    }
  }

  async #ask() {
    const signal = this.anew();
    const { imageId, file } = this.photo;
    const params = { k: K, cursor: this.#cursor };
    this.error = null;
    try {
      const answer = await patiently(
        () =>
          file ? post("images/similar", params, file, signal) : get(`images/${part(imageId)}/similar`, params, signal),
        signal,
      );
      this.hits = [...(this.hits ?? []), ...answer.hits];
      this.#cursor = answer.nextCursor ?? null;
      this.#shards = answer.shards;
    } catch (error) {
      if (!aborted(error)) {
        this.error = error;
      }
    }
  }
}

customElements.define("similar-photos", SimilarPhotos);
