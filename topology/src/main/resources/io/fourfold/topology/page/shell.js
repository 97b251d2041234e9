// What is around every view: where one can go, the search field, how the server is, what falls onto the page.
import { html, nothing } from "./vendor/lit.js";
import { announceIn } from "./data/announcer.js";
import { connection, restored } from "./data/connection.js";
import { percent } from "./data/text.js";
import { toasts } from "./data/toasts.js";
import { looks } from "./data/looks.js";
import { uploads } from "./data/uploads.js";
import { icon } from "./parts/icon.js";
import { failure, loading } from "./parts/notice.js";
import { PageElement } from "./parts/element.js";
import { go, href, parse } from "./router.js";
import "./parts/upload-tray.js";

const VIEWS = [
  { name: "feed", label: "Photos", icon: "images" },
  { name: "search", label: "Search", icon: "search" },
  { name: "words", label: "Words", icon: "whole-word" },
  { name: "maps", label: "Maps", icon: "map" },
  { name: "letters", label: "Dead letters", short: "Letters", icon: "mail-warning" },
  { name: "status", label: "Status", icon: "activity" },
];

/** Each view comes when it is first asked for. */
const ELEMENTS = {
  feed: [
    () => import("./views/feed.js"),
    ({ params }) => html`<feed-view .album=${params.get("album")} .owner=${params.get("owner")}></feed-view>`,
  ],
  search: [
    () => import("./views/search.js"),
    ({ params }) => html`<search-view .query=${params.get("q") ?? ""} .least=${params.get("min")}></search-view>`,
  ],
  photo: [
    () => import("./views/photo.js"),
    ({ id, params }) => html`<photo-view .imageId=${id} .params=${params}></photo-view>`,
  ],
  look: [
    () => import("./views/photo.js"),
    ({ id, params }) => html`<photo-view .lookId=${id} .params=${params}></photo-view>`,
  ],
  words: [() => import("./views/words.js"), ({ params }) => html`<words-view .params=${params}></words-view>`],
  maps: [
    () => import("./views/maps.js"),
    ({ id, params }) => html`<maps-view .kind=${id || "photos"} .params=${params}></maps-view>`,
  ],
  letters: [() => import("./views/letters.js"), ({ params }) => html`<letters-view .params=${params}></letters-view>`],
  status: [() => import("./views/status.js"), () => html`<status-view></status-view>`],
};

const STATES = {
  connecting: ["Connecting", "wait"],
  well: ["Live", "good"],
  restoring: ["Restoring", "wait"],
  incomplete: ["Incomplete", "warn"],
  refusing: ["Not ready", "warn"],
  gone: ["Server gone", "bad"],
};

/** When the first view can be used: a mark for those who measure. */
const USABLE = "usable";

class Shell extends PageElement {
  static properties = { route: { state: true }, ready: { state: true }, broken: { state: true }, dragging: { state: true } };

  constructor() {
    super();
    this.route = parse();
    this.ready = false;
    this.dragging = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(connection, toasts);
    const listen = (type, handle) => addEventListener(type, handle, { signal: this.left });
    listen("hashchange", () => this.#arrive(true));
    listen("keydown", (event) => this.#key(event));
    listen("dragenter", (event) => this.#drag(event, true));
    listen("dragover", (event) => this.#drag(event, true));
    listen("dragleave", (event) => event.relatedTarget === null && this.#drag(event, false));
    listen("drop", (event) => this.#drop(event));
    listen("paste", (event) => this.#take([...(event.clipboardData?.files ?? [])]));
    this.#arrive(false);
  }

  firstUpdated() {
    announceIn(this.querySelector("[role=log]"));
  }

  async #arrive(moved) {
    const before = this.route?.view + this.route?.id;
    this.route = parse();
    if (!(this.route.view in ELEMENTS)) {
      this.route = { view: "feed", id: "", params: new URLSearchParams() };
    }
    this.broken = null;
    try {
      await ELEMENTS[this.route.view][0]();
      this.ready = true;
    } catch {
      this.broken = { title: "This view cannot be loaded", message: "The server does not answer.", passing: true };
    }
    await this.updateComplete;
    performance.getEntriesByName(USABLE).length > 0 || performance.mark(USABLE);
    const heading = this.querySelector("main h1");
    document.title = heading ? `${heading.textContent.trim()} · Fourfold` : "Fourfold";
    if (moved && before !== this.route.view + this.route.id) {
      scrollTo(0, 0);
      if (!this.querySelector(".top-search input").matches(":focus")) {
        this.querySelector("main")?.focus({ preventScroll: true });
      }
    }
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header class="top">
        <a class="brand" href=${href("feed")} aria-label="Fourfold, to the photos">
          <img src="page/icon.svg" alt="" width="28" height="28" /><span>Fourfold</span>
        </a>
        ${this.#search()}
        <label class="button add" title="Add photos, or drop them anywhere on this page">
          ${icon("image-up")}<span>Add photos</span>
          <input type="file" accept="image/*" multiple class="visually-hidden" aria-label="Add photos"
            @change=${this.#chosen} />
        </label>
        ${this.#state()}
      </header>
      <nav class="rail" aria-label="Views">
        ${VIEWS.map(
          (view) => html`<a href=${href(view.name)} aria-current=${this.#within(view.name) ? "page" : nothing}>
            ${icon(view.icon)}<span class="long">${view.label}</span><span class="short">${view.short ?? view.label}</span>
            ${view.name === "letters" && connection.status?.deadLetters
              ? html`<span class="count"><span class="visually-hidden">, </span>${connection.status.deadLetters > 99
                  ? "99+"
                  : connection.status.deadLetters}<span class="visually-hidden"> to look at</span></span>`
              : nothing}
          </a>`,
        )}
      </nav>
      <main id="main" tabindex="-1">${this.#banner()} ${this.#view()}</main>
      <div class="toasts" role="region" aria-label="Messages">
        ${toasts.shown.map(
          (toast) => html`<div class="toast ${toast.kind}" role="status">
            <span>${toast.text}</span>
            ${toast.action
              ? html`<button @click=${toast.action.run}>${icon("undo-2")}${toast.action.label}</button>`
              : html`<button class="bare" aria-label="Close" @click=${() => toasts.close(toast.id)}>${icon("x")}</button>`}
          </div>`,
        )}
      </div>
      <upload-tray></upload-tray>
      <div class="drop ${this.dragging ? "open" : ""}" aria-hidden="true">
        <div>${icon("image-up")}<strong>Drop photos</strong><span>JPEG, PNG, WebP, TIFF, GIF or BMP</span></div>
      </div>
      <div class="visually-hidden" role="log" aria-live="polite" aria-label="News"></div>
    `;
  }

  #view() {
    if (this.broken) {
      return failure(this.broken, () => this.#arrive(false));
    }
    return this.ready ? ELEMENTS[this.route.view][1](this.route) : loading("Loading");
  }

  #within(name) {
    const { view } = this.route;
    return view === name || (name === "feed" && view === "photo") || (name === "search" && view === "look");
  }

  #search() {
    const query = this.route.view === "search" ? (this.route.params.get("q") ?? "") : "";
    return html`<form class="top-search" role="search" aria-label="Photos" @submit=${this.#searched}>
      ${icon("search")}
      <label class="visually-hidden" for="top-search">Search photos by what they show</label>
      <input id="top-search" type="search" name="q" .value=${query} placeholder="Describe a photo" autocomplete="off"
        enterkeyhint="search" maxlength="300" />
      <kbd aria-hidden="true">/</kbd>
    </form>`;
  }

  #state() {
    const [text, kind] = STATES[connection.state];
    return html`<a class="state ${kind}" href=${href("status")} title="How the service is">
      <span class="dot"></span><span class="state-text">${text}</span>
    </a>`;
  }

  /** Said above every view, since none of them works as usual. */
  #banner() {
    const { state, status } = connection;
    if (this.route.view === "status") {
      return nothing;
    }
    const say = (kind, name, text) => html`<div class="banner ${kind}" role="alert">${icon(name)}<span>${text}</span></div>`;
    if (state === "gone") {
      return say("bad", "wifi-off", "The server does not answer. What you see is from before; this page tries again by itself.");
    }
    if (state === "restoring") {
      return say("wait", "rotate-ccw", `The index is being restored (${percent(restored(status))}). Answers come when it is there.`);
    }
    if (state === "refusing") {
      const advice = status?.advice?.[0]?.text;
      return say("warn", "circle-alert", advice ?? "The service is starting, and refuses questions until it is ready.");
    }
    if (state === "incomplete") {
      const { answered, total } = status.shards;
      return say("warn", "triangle-alert", `${answered} of ${total} parts of the index answer: photos of the others are missing for now.`);
    }
    return nothing;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  #searched(event) {
    event.preventDefault();
    const q = new FormData(event.target).get("q").trim();
    if (q) {
      go("search", "", { q });
    }
  }

  #key(event) {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=range]), textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const field = this.querySelector(".top-search input");
      field.focus();
      field.select();
    } else if (event.key === "Escape" && typing) {
      typing.blur();
    }
  }

  #drag(event, over) {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      this.dragging = over;
    }
  }

  #drop(event) {
    if (event.dataTransfer?.files.length) {
      event.preventDefault();
      this.dragging = false;
      this.#take([...event.dataTransfer.files]);
    }
  }

  #chosen(event) {
    this.#take([...event.target.files]);
    event.target.value = "";
  }

  /** One photo to search by is looked at there; many go to the tray. */
  #take(files) {
    if (files.length === 1 && this.route.view === "search" && files[0].type.startsWith("image/")) {
      go("look", looks.add(files[0]));
    } else if (files.length > 0) {
      uploads.add(files);
    }
  }
}

customElements.define("fourfold-shell", Shell);
