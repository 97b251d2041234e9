// Photos that show what a text says, with how each word was understood and where nothing fits any more.
import { html, nothing } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { get, patiently } from "../data/api.js";
import { browse } from "../data/browsing.js";
import { deletes } from "../data/deletes.js";
import { looks } from "../data/looks.js";
import { decimal, plural } from "../data/text.js";
import { icon } from "../parts/icon.js";
import { failure, incomplete, loading, notice } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import { adjust, go, href } from "../router.js";
import "../parts/photo-grid.js";

const K = 100;
/** Scores are standard deviations above the mean of photos that have nothing to do with the text (see the API). */
const FITS = 2;
const EXAMPLES = ["people outdoors", "a dog in the snow", "water and mountains", "a man on a boat", "food on a table", "a city at night"];

class SearchView extends PageElement {
  static properties = {
    query: {},
    least: {},
    answer: { state: true },
    error: { state: true },
    waits: { state: true },
    fits: { state: true },
    open: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.follow(deletes);
    if (this.hasUpdated) {
      this.#search();
    }
  }

  willUpdate(changed) {
    if (changed.has("least")) {
      this.fits = Number.isFinite(parseFloat(this.least)) ? parseFloat(this.least) : FITS;
    }
    if (changed.has("query")) {
      this.answer = null;
      this.error = null;
      this.open = false;
    }
  }

  updated(changed) {
    if (changed.has("query")) {
      this.#search();
    }
  }

  render() {
    return html`
      <div class="view-head"><h1>${this.query ? html`“${this.query}”` : "Search"}</h1></div>
      ${this.query ? this.#result() : this.#start()}
    `;
  }

  #start() {
    return html`
      <div class="two">
        <section class="card">
          <h2>By what a photo shows</h2>
          <p>Say it in a few words, in the field above (press <kbd>/</kbd>). For example:</p>
          <ul class="chips">
            ${EXAMPLES.map((text) => html`<li><a class="chip" href=${href("search", "", { q: text })}>${text}</a></li>`)}
          </ul>
        </section>
        <section class="card">
          <h2>By a photo of yours</h2>
          <p>Drop it here, paste it, or choose it. It is looked at and not stored: you get its captions, what speaks for each
            word, and the photos that look like it.</p>
          <label class="button">
            ${icon("scan-search")}Choose a photo
            <input type="file" accept="image/*" class="visually-hidden" @change=${this.#chosen} />
          </label>
        </section>
      </div>
    `;
  }

  #chosen(event) {
    const [file] = event.target.files;
    if (file) {
      go("look", looks.add(file));
    }
  }

  #result() {
    if (this.error) {
      return this.#failed();
    }
    if (!this.answer) {
      return loading(this.waits ?? "Searching");
    }
    const { answer } = this;
    const photos = answer.hits
      .filter((hit) => !deletes.hides(hit.imageId))
      .map((hit) => ({ ...hit, badge: decimal(hit.score), badgeKind: this.#kind(hit.score), params: { q: this.query } }));
    const fitting = photos.filter((photo) => photo.score >= this.fits);
    const rest = photos.filter((photo) => photo.score < this.fits);
    return html`
      ${this.#understood()} ${incomplete(answer.shards)}
      ${fitting.length > 0
        ? html`<photo-grid .photos=${fitting} label="Photos that fit" @click=${() => browse(photos)}></photo-grid>`
        : photos.length > 0
          ? html`<p class="nothing-fits">${icon("info")} No photo fits well.${rest.length > 0 ? " The nearest are below the line." : ""}</p>`
          : notice("images", "No photos", "Nothing is stored yet: add photos, then search again.")}
      ${photos.length > 0 ? this.#line(fitting.length) : nothing}
      ${rest.length > 0
        ? this.open || fitting.length === 0
          ? html`<photo-grid class="beyond" .photos=${rest} label="Photos that hardly fit" @click=${() => browse(photos)}></photo-grid>`
          : html`<button class="button" @click=${() => (this.open = true)}>Show ${plural(rest.length, "photo")} below the line</button>`
        : nothing}
    `;
  }

  /** The line is drawn in what the scores mean, and can be moved. */
  #line(fitting) {
    return html`<div class="cut">
      <label for="cut">${plural(fitting, "photo")} with a score of at least <output>${decimal(this.fits)}</output></label>
      <input id="cut" type="range" min="-1" max="5" step="0.1" .value=${String(this.fits)} @input=${this.#moved} />
      <details>
        <summary>What the score says</summary>
        <p>How many standard deviations a photo lies above the photos that have nothing to do with the text. Those have about
          0; of a hundred of them, two or three come above 2, and one in a thousand above 3. So below 2 hardly anything fits.</p>
      </details>
    </div>`;
  }

  #kind(score) {
    return score >= 3 ? "strong" : score >= this.fits ? "" : "weak";
  }

  #moved(event) {
    this.fits = Number(event.target.value);
    adjust("search", "", { q: this.query, min: this.fits === FITS ? "" : this.fits });
  }

  #understood() {
    const words = this.answer.words.filter((word) => !word.known);
    if (words.length === 0) {
      return html`<p class="understood">Every word is one that the network has learned.</p>`;
    }
    const unknown = new Map(this.answer.unknownWords.map((word) => [word.word, word.nearSpellings]));
    return html`<p class="understood">
      ${words.map((word) =>
        word.understoodAs.length > 0
          ? html`<span class="chip plain"><b>${word.word}</b> understood as ${word.understoodAs.join(", ")}</span>`
          : html`<span class="chip plain warn"><b>${word.word}</b> left out: not known${(unknown.get(word.word) ?? []).slice(0, 3).map(
                (near, i) => html`${i === 0 ? "; did you mean " : ", "}<a href=${this.#instead(word.word, near)}>${near}</a>`,
              )}</span>`,
      )}
    </p>`;
  }

  #instead(word, near) {
    return href("search", "", { q: this.query.split(/\s+/).map((each) => (each.toLowerCase() === word ? near : each)).join(" ") });
  }

  #failed() {
    const near = this.error.body?.unknownWords ?? [];
    const known = near.filter((word) => word.nearSpellings.length > 0);
    if (this.error.kind === "inexpressible-text") {
      return notice(
        "whole-word",
        "The network knows none of these words",
        html`It has learned some thousands of everyday English words from captions.
        ${known.length > 0
          ? html`Spelt nearly the same:
            ${known.map((word) => word.nearSpellings.slice(0, 4).map((text) => html` <a class="chip" href=${this.#instead(word.word, text)}>${text}</a>`))}`
          : nothing}`,
      );
    }
    return failure(this.error, () => this.#search());
  }

  async #search() {
    if (!this.query) {
      return;
    }
    const signal = this.anew();
    this.error = null;
    this.waits = null;
    try {
      this.answer = await patiently(
        () => get("search", { q: this.query, k: K }, signal),
        signal,
        (error) => (this.waits = `${error.message} Tried again in a moment.`),
      );
      const fitting = this.answer.hits.filter((hit) => hit.score >= this.fits).length;
      announce(`${plural(fitting, "photo")} found`);
    } catch (error) {
      if (!aborted(error)) {
        this.error = error;
      }
    }
  }
}

customElements.define("search-view", SearchView);
