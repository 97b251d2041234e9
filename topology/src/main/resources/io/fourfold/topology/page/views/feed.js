// Photos as they are described, the newest first, and below them all that are stored.
import { html, nothing } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { get } from "../data/api.js";
import { browse } from "../data/browsing.js";
import { connection, lag } from "../data/connection.js";
import { deletes } from "../data/deletes.js";
import { feed } from "../data/feed.js";
import { count, decimal, plural } from "../data/text.js";
import { icon } from "../parts/icon.js";
import { failure, incomplete, loading, notice } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import "../parts/photo-grid.js";

const PAGE = 100;
const SCROLLED_PX = 240;

class FeedView extends PageElement {
  static properties = { paused: { state: true }, error: { state: true }, album: {}, owner: {} };

  #stored = [];
  #cursor = "";
  #loading = false;
  #shards = null;
  #frozen = null;
  #scrolled = false;
  #list = [];
  #listOf = [];

  constructor() {
    super();
    this.paused = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(feed, connection, deletes);
    feed.addEventListener("gap", () => this.#again(), { signal: this.left });
    connection.addEventListener("back", () => this.#again(), { signal: this.left });
    feed.addEventListener("captioned", () => this.#tell(), { signal: this.left });
    addEventListener("scroll", () => this.#scroll(), { signal: this.left, passive: true });
    const clock = setInterval(() => this.requestUpdate(), 1000);
    this.left.addEventListener("abort", () => clearInterval(clock));
  }

  willUpdate(changed) {
    if (changed.has("album") || changed.has("owner")) {
      this.#again();
    }
  }

  render() {
    const photos = this.#photos();
    const waiting = this.#frozen ? feed.seen - this.#frozen.seen : 0;
    return html`
      <div class="view-head">
        <h1>${this.album ? html`Album ${this.album}` : this.owner ? html`Photos of ${this.owner}` : "Photos"}</h1>
        <dl class="figures">
          <div><dt>stored</dt><dd>${connection.status?.photos == null ? "–" : count(connection.status.photos)}</dd></div>
          <div><dt>a second</dt><dd>${decimal(feed.rate())}</dd></div>
          <div><dt>waiting</dt><dd>${lag(connection.status, "images") == null ? "–" : count(lag(connection.status, "images"))}</dd></div>
        </dl>
        <button class="button" aria-pressed=${this.paused} @click=${this.#toggle}>
          ${icon(this.paused ? "play" : "pause")}${this.paused ? "Go on" : "Pause"}
        </button>
      </div>
      ${incomplete(this.#shards)}
      ${waiting > 0
        ? html`<button class="new-photos" @click=${this.#show}>${icon("images")}${count(waiting)} new</button>`
        : nothing}
      ${photos.length > 0
        ? html`<photo-grid .photos=${photos} label="Photos, newest first" @near-end=${this.#more} @click=${() => browse(photos)}></photo-grid>`
        : this.#empty()}
    `;
  }

  #empty() {
    if (this.error) {
      return failure(this.error, () => this.#again());
    }
    if (this.#loading) {
      return loading("Photos are being fetched");
    }
    return notice(
      "images",
      "No photos yet",
      html`Drop some anywhere on this page, or choose <em>Add photos</em> above. Photos that others upload appear here with their
        captions as they come.`,
    );
  }

  /** What is new, then what was there; made again only when one of them has changed. */
  #photos() {
    const live = this.#frozen?.photos ?? feed.photos;
    const parts = [live, this.#stored, deletes.version, this.album, this.owner];
    if (parts.some((part, i) => part !== this.#listOf[i])) {
      const known = new Set(live.map((photo) => photo.imageId));
      const chosen = live.filter((photo) => (!this.album || photo.album === this.album) && (!this.owner || photo.owner === this.owner));
      this.#list = [...chosen, ...this.#stored.filter((photo) => !known.has(photo.imageId))].filter(
        (photo) => !deletes.hides(photo.imageId),
      );
      this.#listOf = parts;
    }
    return this.#list;
  }

  #toggle() {
    this.paused = !this.paused;
    this.#freeze();
    announce(this.paused ? "Paused" : "Going on");
  }

  #show() {
    this.paused = false;
    this.#frozen = null;
    scrollTo({ top: 0, behavior: "instant" });
    this.requestUpdate();
  }

  /** Who has scrolled down looks at something that must not move. */
  #scroll() {
    const scrolled = scrollY > SCROLLED_PX;
    if (scrolled !== this.#scrolled) {
      this.#scrolled = scrolled;
      this.#freeze();
    }
  }

  #freeze() {
    const still = this.paused || this.#scrolled;
    if (still) {
      this.#frozen ??= { photos: feed.photos, seen: feed.seen };
    } else {
      this.#frozen = null;
    }
    this.requestUpdate();
  }

  #tell() {
    const seen = feed.seen;
    announce(this.#frozen ? `${plural(seen - this.#frozen.seen, "new photo")}` : `New: ${feed.photos[0]?.caption ?? "a photo"}`);
  }

  async #again() {
    this.#stored = [];
    this.#cursor = "";
    this.#loading = false;
    await this.#more();
  }

  async #more() {
    if (this.#loading || this.#cursor === null) {
      return;
    }
    this.#loading = true;
    this.error = null;
    this.requestUpdate();
    const signal = this.anew();
    try {
      // A page may be empty and not the last.
      for (let found = 0; found === 0 && this.#cursor !== null; ) {
        const answer = await get("images", { k: PAGE, cursor: this.#cursor, album: this.album, owner: this.owner }, signal);
        found = answer.images.length;
        this.#stored = [...this.#stored, ...answer.images];
        this.#cursor = answer.nextCursor ?? null;
        this.#shards = answer.shards;
      }
      this.#loading = false;
    } catch (error) {
      if (aborted(error)) {
        return;
      }
      this.#loading = false;
      this.error = error;
      if (error.passing) {
        setTimeout(() => this.isConnected && this.error === error && this.#more(), 3000);
      }
    }
    this.requestUpdate();
  }
}

customElements.define("feed-view", FeedView);
