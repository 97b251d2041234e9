// All photos, or the words, on a plane where alike ones are near each other.
import { createRef, html, nothing, ref } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { get, part, patiently, pause, send } from "../data/api.js";
import { browse } from "../data/browsing.js";
import { deletes } from "../data/deletes.js";
import { count, percent, plural, readable } from "../data/text.js";
import { icon } from "../parts/icon.js";
import { failure, loading, notice } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import { adjust, href } from "../router.js";
import "../maps/scatter-map.js";
import "../parts/photo-grid.js";
import "../parts/photo-image.js";

const FITS = 2;
const NEIGHBOURS = 12;
const HOVER_MS = 200;
const AGAIN_MS = 2000;
const LATER_MS = 15000;
const LISTED = 12;

const KINDS = {
  photos: { path: "maps/images", name: "imageId", near: "pictures", one: "photo" },
  words: { path: "maps/words", name: "word", near: "words", one: "word" },
};

class MapsView extends PageElement {
  static properties = {
    kind: {},
    params: { attribute: false },
    points: { state: true },
    answer: { state: true },
    error: { state: true },
    waits: { state: true },
    found: { state: true },
    encircled: { state: true },
    hovered: { state: true },
    chosen: { state: true },
    neighbours: { state: true },
    lasso: { state: true },
  };

  #map = createRef();
  #numbers = new Map();
  #timer = null;
  #asked = null;
  #searched = null;
  #list = [];

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", (event) => this.#key(event), { signal: this.left });
    deletes.addEventListener("change", () => this.#place(), { signal: this.left });
  }

  willUpdate(changed) {
    if (changed.has("kind")) {
      this.what = KINDS[this.kind] ?? KINDS.photos;
      this.points = this.answer = this.error = this.found = this.encircled = this.neighbours = null;
      this.chosen = this.hovered = null;
      this.lasso = false;
      this.#follow();
    }
    if (changed.has("params")) {
      this.query = this.params.get("q") ?? "";
      this.list = this.params.get("as") === "list";
      this.#search();
    }
  }

  render() {
    const tab = (kind, text) => html`<a href=${href("maps", kind)} aria-current=${this.what === KINDS[kind] ? "page" : nothing}>${text}</a>`;
    return html`
      <div class="view-head map-head">
        <h1>Maps</h1>
        <nav class="tabs" aria-label="What is on the map">${tab("photos", "Photos")}${tab("words", "Words")}</nav>
        <form class="map-search" role="search" aria-label="On the map" @submit=${this.#ask}>
          ${icon("search")}
          <label class="visually-hidden" for="map-search">${this.what === KINDS.photos ? "Show where photos of something are" : "Find a word"}</label>
          <input id="map-search" type="search" name="q" .value=${this.query} autocomplete="off"
            placeholder=${this.what === KINDS.photos ? "Where are photos of …" : "Find a word"} maxlength="200" />
        </form>
        <div class="map-tools" role="group" aria-label="Map">
          ${this.list
            ? nothing
            : html`<button class="bare" aria-pressed=${this.lasso} title="Encircle (or hold shift)" aria-label="Encircle"
                  @click=${() => (this.lasso = !this.lasso)}>${icon("lasso-select")}</button>
                <button class="bare" title="Nearer (+)" aria-label="Nearer" @click=${() => this.#map.value?.zoomBy(1.6)}>${icon("zoom-in")}</button>
                <button class="bare" title="Farther (-)" aria-label="Farther" @click=${() => this.#map.value?.zoomBy(1 / 1.6)}>${icon("zoom-out")}</button>
                <button class="bare" title="All of it (0)" aria-label="All of it" @click=${() => this.#map.value?.reset()}>${icon("maximize")}</button>`}
          <button class="button" aria-pressed=${this.list} @click=${this.#asList}>${icon("list")}List</button>
        </div>
      </div>
      ${this.#content()}
    `;
  }

  #content() {
    if (this.error) {
      return failure(this.error, () => this.#follow());
    }
    if (!this.points) {
      return loading(this.waits ?? "The map is fetched");
    }
    if (this.points.labels.length === 0) {
      return notice("map", "Nothing to draw yet", "The map needs some photos: add a few, and it draws itself.");
    }
    return html`<p class="map-note">${this.#note()}</p>${this.list ? this.#asGrid() : this.#drawn()}`;
  }

  #note() {
    const { progress, trustworthiness } = this.answer;
    const all = plural(this.points.labels.length, this.what.one);
    const drawing = progress < 1 ? ` · being drawn, ${percent(progress)}` : "";
    const trust = trustworthiness == null ? nothing : html` · <span title="1 if the 12 nearest on the map are near in truth, 0.5 if they are any (Venna and Kaski 2001)"
      >trustworthiness ${trustworthiness.toFixed(2)}</span>`;
    const found = this.found ? html` · <b>${this.found.length}</b> ${this.found.length === 1 ? "fits" : "fit"} “${this.query}”` : nothing;
    return html`${all}${drawing}${trust}${found}`;
  }

  #drawn() {
    const joined = this.neighbours?.numbers;
    return html`<div class="map-columns">
      <div class="map-frame">
        <scatter-map ${ref(this.#map)} class=${this.lasso ? "lasso" : ""} .points=${this.points} .near=${this.what.near} .lasso=${this.lasso}
          .marked=${this.encircled ?? this.found ?? joined ?? null} .joined=${joined ?? null} .fresh=${this.points.fresh}
          label="Map of ${plural(this.points.labels.length, this.what.one)}: arrow keys move it, plus and minus zoom, Enter chooses what is in the middle. The list has the same."
          @hovered=${(event) => this.#hover(event.detail)} @chosen=${(event) => this.#choose(event.detail)}
          @encircled=${(event) => this.#encircle(event.detail)} @moved=${() => this.hovered !== null && this.requestUpdate()}></scatter-map>
        ${this.#tip()}
      </div>
      <aside class="map-side" aria-label="Chosen">${this.#side()}</aside>
    </div>`;
  }

  #tip() {
    if (this.hovered === null || !this.#map.value) {
      return nothing;
    }
    const [x, y] = this.#map.value.screen(this.hovered);
    const label = this.points.labels[this.hovered];
    const { width, height } = this.#map.value.viewport;
    const across = x > width / 2 ? `right: ${width - x + 14}px` : `left: ${x + 14}px`;
    const down = y > height / 2 ? `bottom: ${height - y + 14}px` : `top: ${y + 14}px`;
    return html`<div class="map-tip" aria-hidden="true" .style=${`${across}; ${down}`}>
      ${this.what === KINDS.photos ? html`<photo-image .imageId=${label} .text=${""}></photo-image>` : nothing}
      <span>${readable(label)}</span>
    </div>`;
  }

  #side() {
    if (this.encircled) {
      const numbers = this.encircled;
      return html`<div class="side-head"><h2>${plural(numbers.length, this.what.one)} encircled</h2>
          <button class="bare" aria-label="Let go" @click=${() => (this.encircled = null)}>${icon("x")}</button></div>
        ${this.#rows(numbers.slice(0, LISTED * 4))}
        ${numbers.length > LISTED * 4 ? html`<p class="quiet">and ${count(numbers.length - LISTED * 4)} more</p>` : nothing}`;
    }
    if (this.chosen !== null) {
      const label = this.points.labels[this.chosen];
      return html`<div class="side-head"><h2>${readable(label)}</h2>
          <button class="bare" aria-label="Let go" @click=${() => this.#choose(-1)}>${icon("x")}</button></div>
        ${this.what === KINDS.photos
          ? html`<a class="side-picture" href=${href("photo", label)}><photo-image .imageId=${label} .text=${label}></photo-image></a>
              <a class="button" href=${href("photo", label)}>${icon("eye")}Open</a>`
          : html`<a class="button" href=${href("words", "", { word: label })}>${icon("whole-word")}Words like it</a>`}
        <h3>True neighbours</h3>
        ${this.neighbours?.of === this.chosen ? this.#rows(this.neighbours.numbers.slice(1), this.neighbours.scores) : loading("Asked for")}`;
    }
    if (this.found) {
      return html`<div class="side-head"><h2>Fit “${this.query}”</h2>
          <button class="bare" aria-label="Let go" @click=${() => this.#lookFor("")}>${icon("x")}</button></div>
        ${this.found.length > 0 ? this.#rows(this.found.slice(0, LISTED * 2)) : html`<p class="quiet">Nothing on the map does.</p>`}`;
    }
    return html`<p class="quiet">Point at ${this.what.one === "photo" ? "a photo" : "a word"} to see what is nearest to it in truth: a plane cannot keep every
      distance. Press it for more. Drag to move, turn the wheel to zoom, encircle some to list them.</p>`;
  }

  #rows(numbers, scores = null) {
    return html`<ol class="side-list">${numbers.map((i, place) => {
      const label = this.points.labels[i];
      const photo = this.what === KINDS.photos;
      return html`<li><a href=${photo ? href("photo", label) : href("words", "", { word: label })}>
        ${photo ? html`<photo-image .imageId=${label} .text=${""}></photo-image>` : nothing}<span class="clip">${readable(label)}</span>
        ${scores ? html`<span class="quiet">${scores[place].toFixed(2)}</span>` : nothing}</a>
        <button class="bare" aria-label="Show ${readable(label)} on the map" @click=${() => this.#showOnMap(i)}>${icon("locate")}</button></li>`;
    })}</ol>`;
  }

  /** The same in an order that walks over the plane, so that alike ones stand beside each other. */
  #asGrid() {
    const chosen = this.encircled ?? this.found;
    const numbers = chosen ?? this.points.walk;
    if (this.what === KINDS.words) {
      return html`<ol class="word-list">${numbers.map((i) => html`<li><a href=${href("words", "", { word: this.points.labels[i] })}>${this.points.labels[i]}</a></li>`)}</ol>`;
    }
    if (this.#list.of !== numbers) {
      this.#list = numbers.map((i) => ({ imageId: this.points.labels[i], caption: readable(this.points.labels[i]), named: true }));
      this.#list.of = numbers;
    }
    return html`<photo-grid class="plain" .photos=${this.#list} least="150" text="2" label="Photos of the map, alike ones beside each other"
      @click=${() => browse(this.#list)}></photo-grid>`;
  }

  /** Fetches the map, and again while it is being drawn, now and then later. */
  async #follow() {
    const signal = this.anew();
    const { path } = this.what;
    this.error = null;
    let etag = null;
    try {
      for (;;) {
        const headers = etag ? { "If-None-Match": etag } : {};
        const answer = await patiently(() => send(path, { signal, headers, cache: "no-store" }), signal, (error) => (this.waits = error.message));
        if (answer.status !== 304) {
          etag = answer.headers.get("etag");
          this.answer = answer.body;
          this.#place();
        }
        await pause(this.answer.progress < 1 ? AGAIN_MS : LATER_MS, signal);
      }
    } catch (error) {
      if (!aborted(error)) {
        this.error = error;
      }
    }
  }

  /** The answer's points as the map wants them; what is chosen stays chosen. */
  #place() {
    if (!this.answer) {
      return;
    }
    const { name } = this.what;
    const points = this.answer.points.filter((point) => !deletes.hides(point[name]));
    const names = (numbers) => numbers?.map((i) => this.points.labels[i]);
    const kept = { found: names(this.found), encircled: names(this.encircled), chosen: this.chosen === null ? null : this.points.labels[this.chosen] };
    const labels = points.map((point) => point[name]);
    this.#numbers = new Map(labels.map((label, i) => [label, i]));
    this.points = {
      labels,
      xs: Float32Array.from(points, (point) => point.x),
      ys: Float32Array.from(points, (point) => point.y),
      fresh: points.flatMap((point, i) => (point.provisional ? [i] : [])),
      walk: walk(points),
    };
    this.hovered = null;
    this.neighbours = null;
    this.found = this.#numbered(kept.found);
    this.encircled = this.#numbered(kept.encircled);
    this.chosen = this.#numbers.get(kept.chosen) ?? null;
    if (this.chosen !== null) {
      this.#askNeighbours(this.chosen);
    }
    if (this.query && !this.found) {
      this.#search();
    }
  }

  #numbered(labels) {
    return labels?.map((label) => this.#numbers.get(label)).filter((i) => i !== undefined) ?? null;
  }

  #ask(event) {
    event.preventDefault();
    this.#lookFor(new FormData(event.target).get("q").trim());
  }

  #lookFor(q) {
    this.query = q;
    this.encircled = null;
    this.#choose(-1);
    adjust("maps", this.kind, { q, as: this.list ? "list" : "" });
    this.#search();
  }

  async #search() {
    this.#searched?.abort();
    if (!this.query || !this.points) {
      this.found = null;
      return;
    }
    if (this.what === KINDS.words) {
      const i = this.#numbers.get(this.query.toLowerCase());
      this.found = i === undefined ? [] : [i];
      if (i !== undefined) {
        this.#map.value?.centre(i);
        this.#choose(i);
      }
      return;
    }
    const asked = (this.#searched = new AbortController());
    try {
      const answer = await patiently(() => get("search", { q: this.query, k: 100 }, asked.signal), asked.signal);
      this.found = this.#numbered(answer.hits.filter((hit) => hit.score >= FITS).map((hit) => hit.imageId));
      announce(`${plural(this.found.length, "photo")} fit`);
    } catch (error) {
      if (!aborted(error)) {
        this.found = [];
        announce(error.message);
      }
    }
  }

  #hover(i) {
    this.hovered = i < 0 ? null : i;
    clearTimeout(this.#timer);
    if (this.chosen === null) {
      if (i >= 0) {
        this.#timer = setTimeout(() => this.#askNeighbours(i), HOVER_MS);
      } else {
        this.neighbours = null;
        this.#asked?.abort();
      }
    }
  }

  #choose(i) {
    this.encircled = null;
    this.chosen = i < 0 ? null : i;
    this.neighbours = null;
    if (i >= 0) {
      this.#askNeighbours(i);
      announce(this.points.labels[i]);
    }
  }

  #encircle(numbers) {
    this.encircled = numbers.length > 0 ? numbers : null;
    this.lasso = false;
    announce(`${plural(numbers.length, this.what.one)} encircled`);
  }

  /** Those that are nearest in truth, as far as they are on the map. */
  async #askNeighbours(i) {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const label = part(this.points.labels[i]);
    const path = this.what === KINDS.photos ? `images/${label}/similar` : `words/${label}/similar`;
    try {
      const { hits } = await get(path, { k: NEIGHBOURS }, asked.signal);
      const there = hits.filter((hit) => this.#numbers.has(hit[this.what.name]));
      this.neighbours = {
        of: i,
        numbers: [i, ...there.map((hit) => this.#numbers.get(hit[this.what.name]))],
        scores: there.map((hit) => hit.score),
      };
    } catch (error) {
      if (!aborted(error)) {
        this.neighbours = { of: i, numbers: [i], scores: [] };
      }
    }
  }

  async #showOnMap(i) {
    if (this.list) {
      this.#asList();
    }
    await this.updateComplete;
    this.#map.value?.centre(i);
    this.#choose(i);
  }

  #asList() {
    this.list = !this.list;
    adjust("maps", this.kind, { q: this.query, as: this.list ? "list" : "" });
    this.requestUpdate();
  }

  #key(event) {
    if (event.key === "Escape" && !event.target.closest?.("input, dialog")) {
      this.lasso = false;
      this.#choose(-1);
    }
  }
}

/** Numbers of the points along a curve that fills the plane (Morton's order). */
function walk(points) {
  const spread = (value) => {
    let bits = Math.min(1023, Math.max(0, Math.floor(((value + 1) / 2) * 1024)));
    bits = (bits | (bits << 16)) & 0x30000ff;
    bits = (bits | (bits << 8)) & 0x300f00f;
    bits = (bits | (bits << 4)) & 0x30c30c3;
    return (bits | (bits << 2)) & 0x9249249;
  };
  const keys = points.map((point) => spread(point.x) * 2 + spread(point.y));
  return points.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
}

customElements.define("maps-view", MapsView);
