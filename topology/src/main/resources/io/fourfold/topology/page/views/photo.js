// One photo: what the network says of it and why, what looks like it, what is known of it.
import { html, nothing, ref, createRef } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { get, part, patiently, post } from "../data/api.js";
import { beside, position } from "../data/browsing.js";
import { deletes } from "../data/deletes.js";
import { explain } from "../data/explanations.js";
import { feed } from "../data/feed.js";
import { looks } from "../data/looks.js";
import { session } from "../data/session.js";
import { confidence, percent, probability, readable } from "../data/text.js";
import { uploads } from "../data/uploads.js";
import { icon } from "../parts/icon.js";
import { failure, loading, notice } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import { adjust, back, go, href } from "../router.js";
import "../parts/photo-stage.js";
import "../parts/similar-photos.js";
import "../parts/side-by-side.js";

const HOVER_MS = 120;

class PhotoView extends PageElement {
  static properties = {
    imageId: {},
    lookId: {},
    params: { attribute: false },
    answer: { state: true },
    error: { state: true },
    waits: { state: true },
    about: { state: true },
    explanation: { state: true },
    unexplained: { state: true },
  };

  #pinned = null;
  #timer = null;
  #dialog = createRef();
  #photo = null;

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", (event) => this.#key(event), { signal: this.left });
    const again = ({ detail }) => detail.imageId === this.imageId && this.#load();
    feed.addEventListener("captioned", again, { signal: this.left });
    feed.addEventListener("deleted", again, { signal: this.left });
    this.follow(session);
  }

  willUpdate(changed) {
    if (changed.has("imageId") || changed.has("lookId")) {
      const look = this.lookId && looks.of(this.lookId);
      this.#photo = this.imageId
        ? { key: this.imageId, imageId: this.imageId }
        : look && { key: this.lookId, file: look.file, url: look.url, name: look.name };
      this.answer = null;
      this.explanation = null;
      this.unexplained = null;
      this.about = null;
      this.#pinned = null;
      this.#load();
    }
    if (changed.has("params")) {
      this.#pinned = null;
      for (const name of ["word", "q", "image"]) {
        if (this.params.get(name) && (name !== "q" || this.params.get("why") !== null)) {
          this.#pinned = { [name]: this.params.get(name) };
        }
      }
      this.#show(this.#pinned);
    }
  }

  get #title() {
    return this.answer?.captions?.[0]?.text ?? (this.imageId ? readable(this.imageId) : (this.#photo?.name ?? "Photo"));
  }

  render() {
    if (!this.#photo) {
      return notice("image", "This photo was only looked at", "It was not stored, and is not here any more. Drop it once more.");
    }
    return html`
      <div class="view-head">
        <button class="bare" aria-label="Back (Esc)" title="Back (Esc)" @click=${back}>${icon("arrow-left")}</button>
        <h1 class="photo-title">${this.#title}</h1>
        ${this.#steps()}
      </div>
      ${this.error ? this.#failed() : nothing}
      <div class="photo-columns">
        <div>
          <photo-stage .imageId=${this.imageId ?? ""} .src=${this.#photo.url} .text=${this.#title} .explanation=${this.explanation}></photo-stage>
          ${this.#asks()} ${this.#legend()}
        </div>
        <div class="photo-side">${this.#captions()} ${this.#facts()}</div>
      </div>
      <similar-photos .photo=${this.#photo}></similar-photos>
      <side-by-side ${ref(this.#dialog)}></side-by-side>
    `;
  }

  #steps() {
    const place = position(this.imageId);
    if (!place) {
      return nothing;
    }
    const step = (label, name, by) => {
      const other = beside(this.imageId, by);
      return html`<button class="bare" aria-label=${label} title=${label} ?disabled=${!other} @click=${() => this.#step(by)}>
        ${icon(name)}
      </button>`;
    };
    return html`<div class="steps">
      ${step("The photo before (left arrow)", "chevron-left", -1)}<span>${place.place} of ${place.all}</span>
      ${step("The photo after (right arrow)", "chevron-right", 1)}
    </div>`;
  }

  #captions() {
    const captions = this.answer?.captions;
    if (!captions) {
      return this.error ? nothing : loading(this.waits ?? "The network looks at it");
    }
    if (captions.length === 0) {
      return html`<p class="quiet">It has no captions.</p>`;
    }
    const most = Math.exp(captions[0].logProbability);
    return html`<section aria-labelledby="captions-title">
      <h2 id="captions-title">Captions</h2>
      <p class="hint">Point at a word, or press it, to see which places speak for it.</p>
      <ol class="beam">
        ${captions.map(
          (caption, i) => html`<li>
            <p class="sentence">${caption.text.split(" ").map((word) => this.#word(word))}</p>
            <p class="caption-note">
              <span class="bar" .style=${`--share: ${Math.exp(caption.logProbability) / most}`}></span>
              <span title="Probability that the network says exactly this sentence">${probability(Math.exp(caption.logProbability))}</span>
              <span class=${caption.confidence < 0.3 ? "doubtful" : ""} title="Probability that a person would accept it">
                ${confidence(caption.confidence)}</span>
            </p>
          </li>`,
        )}
      </ol>
    </section>`;
  }

  #word(word) {
    const about = { word };
    const pressed = this.#pinned?.word === word;
    return html`<button class="word" aria-pressed=${pressed} @mouseenter=${() => this.#hover(about)} @mouseleave=${() => this.#hover(this.#pinned)}
        @focus=${() => this.#hover(about)} @blur=${() => this.#hover(this.#pinned)} @click=${() => this.#pin(pressed ? null : about)}
        >${word}</button>${" "}`;
  }

  /** Why it was found, and why it looks like another. */
  #asks() {
    const q = this.params.get("q");
    const like = this.params.get("like");
    if (!q && !like) {
      return nothing;
    }
    const ask = (about, text) => {
      const pressed = JSON.stringify(this.#pinned) === JSON.stringify(about);
      return html`<button class="button" aria-pressed=${pressed} @click=${() => this.#pin(pressed ? null : about)}>${icon("eye")}<span class="clip">${text}</span></button>`;
    };
    return html`<section class="asks" aria-label="Why it was found">
      ${q ? ask({ q }, html`What speaks for “${q}”`) : nothing}
      ${like ? ask({ image: like }, html`What makes it like ${readable(like)}`) : nothing}
      ${like
        ? html`<button class="button" @click=${() => this.#compare(like)}>${icon("columns-2")}Side by side</button>`
        : nothing}
    </section>`;
  }

  #legend() {
    if (this.unexplained) {
      return html`<p class="legend">${icon("info")}${this.unexplained}</p>`;
    }
    if (!this.explanation) {
      return html`<p class="legend quiet">${this.about ? html`<span class="spinner"></span>The network looks once more` : " "}</p>`;
    }
    const { total, after, fromPicture } = this.explanation;
    const { word, q, image } = this.explanation.about;
    const what = word ? html`<b>${word}</b>` : q ? html`“${q}”` : html`likeness to <b>${readable(image)}</b>`;
    const much = word
      ? html`The network gives it ${probability(Math.exp(total))}${after ? html` after “${after}”` : " as the first word"}.`
      : html`Cosine ${total.toFixed(2)}.`;
    return html`<p class="legend">
      <span class="swatch for"></span>speaks for ${what} <span class="swatch against"></span>speaks against it. ${much}
      ${fromPicture ? "Seen on the small picture, since the photo itself is not kept." : nothing}
    </p>`;
  }

  #facts() {
    if (!this.answer || !this.imageId) {
      return this.answer
        ? html`<section class="asks">
            <p class="quiet">Looked at, not stored.</p>
            ${session.may("write")
              ? html`<button class="button" @click=${() => this.#store()}>${icon("image-up")}Store it</button>`
              : nothing}
          </section>`
        : nothing;
    }
    const { fileName, owner, album, modelVersion, sourceSha256, embedding } = this.answer;
    const fact = (name, value) => (value == null ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
    return html`<section aria-labelledby="facts-title">
      <h2 id="facts-title">About it</h2>
      <dl class="facts">
        ${fact("Id", this.imageId)} ${fact("File", fileName)}
        ${fact("Owner", owner && html`<a href=${href("feed", "", { owner })}>${owner}</a>`)}
        ${fact("Album", album && html`<a href=${href("feed", "", { album })}>${album}</a>`)}
        ${fact("Network", modelVersion)}
        ${fact("Embedding", embedding && `${embedding.size} numbers, length ${embedding.norm.toFixed(2)}`)}
        ${fact("SHA-256", html`<span class="hash" title=${sourceSha256}>${sourceSha256.slice(0, 16)}…</span>`)}
      </dl>
      <p class="actions">
        <a class="button" href=${`v1/images/${part(this.imageId)}`} target="_blank" rel="noreferrer">JSON</a>
        ${session.may("write")
          ? html`<button class="button danger" @click=${this.#delete}>${icon("trash-2")}Delete</button>`
          : nothing}
      </p>
    </section>`;
  }

  #failed() {
    if (this.error.status === 404) {
      return notice(
        "image",
        "No such photo",
        "It was deleted, or is not described yet: a photo that was just uploaded appears here by itself.",
        html`<a class="button" href=${href("feed")}>All photos</a>`,
      );
    }
    return failure(this.error, () => this.#load());
  }

  async #load() {
    if (!this.#photo) {
      return;
    }
    const signal = this.anew();
    const { file, imageId } = this.#photo;
    this.error = null;
    try {
      this.answer = await patiently(
        () => (file ? post("captions", {}, file, signal) : get(`images/${part(imageId)}`, {}, signal)),
        signal,
        (error) => (this.waits = error.message),
      );
      document.title = `${this.#title} · Fourfold`;
      if (this.params.get("with")) {
        await this.updateComplete;
        this.#compare(this.params.get("with"));
      }
    } catch (error) {
      if (!aborted(error)) {
        this.answer = null;
        this.error = error;
      }
    }
  }

  #hover(about) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(about), HOVER_MS);
  }

  #pin(about) {
    this.#pinned = about;
    const { q, like } = Object.fromEntries(this.params);
    const params = { q, like, ...about, why: about?.q ? "" : undefined };
    adjust(this.imageId ? "photo" : "look", this.imageId || this.lookId, about?.q ? { ...params, why: "yes" } : params);
    clearTimeout(this.#timer);
    this.#show(about);
  }

  async #show(about) {
    this.about = about;
    this.unexplained = null;
    if (!about || !this.#photo) {
      this.explanation = null;
      return;
    }
    const photo = this.#photo;
    try {
      const answer = await explain(photo, about);
      if (this.about === about && this.#photo === photo) {
        this.explanation = { ...answer, about };
        const [what] = Object.values(about);
        announce(about.word ? `${what}: ${percent(Math.exp(answer.total))}` : `Explained: ${what}`);
      }
    } catch (error) {
      if (this.about === about && this.#photo === photo) {
        this.explanation = null;
        this.unexplained = error.message;
      }
    }
  }

  #compare(other) {
    this.#dialog.value?.open(this.imageId, other);
  }

  #store() {
    uploads.addStored(this.#photo.file);
  }

  #delete() {
    deletes.delete(this.imageId);
    const next = beside(this.imageId, 1);
    next ? go("photo", next) : go("feed");
  }

  #step(by) {
    const other = beside(this.imageId, by);
    if (other) {
      location.replace(href("photo", other, { q: this.params.get("q"), like: this.params.get("like") }));
    }
  }

  #key(event) {
    const { target } = event;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || target.closest?.("input, dialog, .grid")) {
      return;
    }
    if (event.key === "Escape") {
      back();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      this.#step(event.key === "ArrowLeft" ? -1 : 1);
    }
  }
}

customElements.define("photo-view", PhotoView);
