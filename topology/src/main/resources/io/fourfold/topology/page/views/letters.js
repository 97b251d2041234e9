// Records that could not be handled: why, what they were, and what to do with them.
import { html, nothing } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { address, get, part, patiently, request } from "../data/api.js";
import { connection } from "../data/connection.js";
import { feed } from "../data/feed.js";
import { session } from "../data/session.js";
import { bytes, plural, since } from "../data/text.js";
import { toasts } from "../data/toasts.js";
import { icon } from "../parts/icon.js";
import { failure, loading, notice } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import { adjust, href } from "../router.js";
import "../parts/photo-image.js";

const K = 50;
const WAIT_MS = 300;

class LettersView extends PageElement {
  static properties = {
    params: { attribute: false },
    letters: { state: true },
    cursor: { state: true },
    chosen: { state: true },
    details: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  #timer = null;

  constructor() {
    super();
    this.chosen = new Set();
    this.details = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(session);
    feed.addEventListener("dead-letter", () => this.#soon(), { signal: this.left });
    connection.addEventListener("back", () => this.#load(), { signal: this.left });
  }

  willUpdate(changed) {
    if (changed.has("params")) {
      this.reason = this.params.get("reason") ?? "";
      this.#load();
    }
  }

  render() {
    return html`
      <div class="view-head">
        <h1>Dead letters</h1>
        <label class="filter">${icon("search")}<span class="visually-hidden">Only those whose reason has</span>
          <input type="search" placeholder="Reason" .value=${this.reason} @input=${this.#filter} maxlength="200" /></label>
      </div>
      <p class="lead">Records that can never be handled as they are. Mend what is wrong, then replay them; discard what nobody needs.</p>
      ${this.error ? failure(this.error, () => this.#load()) : !this.letters ? loading("Dead letters are read") : this.#list()}
    `;
  }

  #list() {
    if (this.letters.length === 0) {
      return this.reason
        ? notice("mail-warning", "None with this reason", `No dead letter has “${this.reason}” in its reason.`)
        : notice("check", "No dead letters", "Every record was handled, or somebody has dealt with it.");
    }
    const shown = `${plural(this.letters.length, "letter")}${this.cursor ? " shown" : ""}`;
    return html`
      ${session.may("admin") ? this.#actions(shown) : html`<p class="quiet">${shown}</p>`}
      <ul class="letters">${this.letters.map((letter) => this.#letter(letter))}</ul>
      ${this.cursor ? html`<button class="button" @click=${() => this.#load(this.cursor)}>Show more</button>` : nothing}
    `;
  }

  #actions(shown) {
    const all = this.chosen.size === this.letters.length;
    return html`<div class="letter-actions">
        <label class="check"><input type="checkbox" .checked=${all} .indeterminate=${this.chosen.size > 0 && !all} @change=${this.#all} />
          <span>${this.chosen.size > 0 ? `${this.chosen.size} chosen` : shown}</span></label>
        <button class="button primary" ?disabled=${this.chosen.size === 0 || this.busy} @click=${() => this.#deal("replay", [...this.chosen])}>
          ${icon("rotate-ccw")}Replay</button>
        <button class="button danger" ?disabled=${this.chosen.size === 0 || this.busy} @click=${() => this.#deal("discard", [...this.chosen])}>
          ${icon("trash-2")}Discard</button>
      </div>`;
  }

  #letter(letter) {
    const name = letter.key || "(no key)";
    const mayDeal = session.may("admin");
    return html`<li class="letter">
      ${mayDeal
        ? html`<label class="check"><input type="checkbox" .checked=${this.chosen.has(letter.id)} @change=${() => this.#choose(letter.id)}
            aria-label="Choose ${name}" /></label>`
        : html`<span></span>`}
      <photo-image .imageId=${name} .src=${address(`dead-letters/${part(letter.id)}/photo`)} .text=${""}></photo-image>
      <div class="letter-text">
        <h2>${letter.key ? html`<a href=${href("photo", letter.key)}>${letter.key}</a>` : name}</h2>
        <p class="reason">${letter.reason}</p>
        <p class="quiet">${since(letter.time)} · ${letter.exception.split(".").pop()}
          ${letter.topic ? html` · <span class="place">${letter.topic}-${letter.partition} @ ${letter.offset}</span>` : nothing}
          ${letter.attempts > 0 ? html` · replayed ${plural(letter.attempts, "time")}` : nothing}</p>
        <details @toggle=${(event) => event.target.open && this.#look(letter.id)}>
          <summary>Details<span class="visually-hidden"> of ${name}</span></summary>
          ${this.#detail(this.details.get(letter.id))}
        </details>
      </div>
      ${mayDeal
        ? html`<div class="letter-buttons">
            <button class="button" ?disabled=${this.busy} aria-label="Replay ${name}" @click=${() => this.#deal("replay", [letter.id])}>Replay</button>
            <button class="button" ?disabled=${this.busy} aria-label="Discard ${name}" @click=${() => this.#deal("discard", [letter.id])}>Discard</button>
          </div>`
        : nothing}
    </li>`;
  }

  #detail(detail) {
    if (!detail) {
      return loading("Being read");
    }
    if (detail.error) {
      return html`<p class="quiet">${detail.error.message}</p>`;
    }
    return html`<dl class="facts headers">
      <div><dt>Value</dt><dd>${detail.valueBytes < 0 ? "none" : bytes(detail.valueBytes)}</dd></div>
      ${Object.entries(detail.headers).map(([name, value]) => html`<div><dt>${name}</dt><dd tabindex="0">${value}</dd></div>`)}
    </dl>`;
  }

  #choose(id) {
    const chosen = new Set(this.chosen);
    chosen.delete(id) || chosen.add(id);
    this.chosen = chosen;
  }

  #all() {
    this.chosen = this.chosen.size === this.letters.length ? new Set() : new Set(this.letters.map((letter) => letter.id));
  }

  #filter(event) {
    this.reason = event.target.value;
    adjust("letters", "", { reason: this.reason });
    this.#soon();
  }

  /** Each request reads the whole topic, so many events make one. */
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isConnected && this.#load(), WAIT_MS);
  }

  async #look(id) {
    if (!this.details.get(id) || this.details.get(id).error) {
      const detail = await patiently(() => get(`dead-letters/${part(id)}`, {}, this.left), this.left).catch((error) => ({ error }));
      this.details = new Map(this.details).set(id, detail);
    }
  }

  async #load(cursor = "") {
    const signal = this.anew();
    this.error = null;
    try {
      const answer = await patiently(() => get("dead-letters", { reason: this.reason, k: K, cursor }, signal), signal);
      this.letters = cursor ? [...this.letters, ...answer.deadLetters] : answer.deadLetters;
      this.cursor = answer.nextCursor ?? null;
      const there = new Set(this.letters.map((letter) => letter.id));
      this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
    } catch (error) {
      if (!aborted(error)) {
        this.error = error;
      }
    }
  }

  async #deal(what, ids) {
    this.busy = true;
    try {
      const query = new URLSearchParams(ids.map((id) => ["id", id]));
      const answer = await patiently(() => request(`dead-letters/${what}?${query}`, { method: "POST" }), this.left);
      const text = what === "discard" ? `${plural(answer.discarded, "letter")} discarded` : outcome(answer);
      toasts.show(text, { kind: answer.exhausted || answer.withoutOrigin ? "warn" : "info" });
      announce(text);
      this.chosen = new Set();
      await this.#load();
      connection.ask();
    } catch (error) {
      if (!aborted(error)) {
        toasts.show(error.message, { kind: "bad", ms: 10000 });
      }
    }
    this.busy = false;
  }
}

function outcome({ replayed, superseded, exhausted, withoutOrigin }) {
  return [
    [replayed, "replayed"],
    [superseded, "dropped, since a newer record of the key has come"],
    [exhausted, "left, since replayed five times already"],
    [withoutOrigin, "left, since where it came from is not known"],
  ]
    .filter(([number]) => number > 0)
    .map(([number, text]) => `${number} ${text}`)
    .join("; ") || "There was nothing to replay";
}

customElements.define("letters-view", LettersView);
