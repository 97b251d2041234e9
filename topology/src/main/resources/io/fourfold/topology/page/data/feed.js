// What happens on the server, as it happens: one stream for the whole page.
//
// Browsers allow six connections to a host, and each tab with a stream takes one: a tab that nobody looks at gives it back
// and goes on later where it was.

import { deletes } from "./deletes.js";
import { forgetLocally } from "./pictures.js";
import { session } from "./session.js";

const BEFORE = 60;
/** So long after the stream has opened, what was there before has come. */
const BEFORE_MS = 1000;
const RATE_MS = 10000;
const MOST = 2000;
const HIDDEN_MS = 30000;
const BATCH_MS = 400;
const RECONNECT_MS = 2000;
/** By then the index has the picture. */
const PICTURE_MS = 5000;

class Feed extends EventTarget {
  /** Newest first, each photo once. */
  photos = [];
  /** Photos described since the page was opened. */
  seen = 0;
  open = false;
  #source = null;
  #lastId = null;
  #before = Infinity;
  #arrived = [];
  #arrivals = [];
  #batch = null;
  #hiding = null;

  start() {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.#hiding);
      if (document.hidden) {
        this.#hiding = setTimeout(() => this.#disconnect(), HIDDEN_MS);
      } else if (this.#source === null) {
        this.#connect();
      }
    });
    session.addEventListener("change", () => {
      if (session.state === "out") {
        this.#disconnect();
      } else if (this.#source === null && !document.hidden) {
        this.#connect();
      }
    });
    this.#connect();
  }

  /** Photos a second, over the last seconds. */
  rate(now = performance.now()) {
    this.#arrivals = this.#arrivals.filter((time) => now - time < RATE_MS);
    return this.#arrivals.length / (RATE_MS / 1000);
  }

  #connect() {
    if (session.state === "out") {
      return;
    }
    const query = this.#lastId === null ? `last=${BEFORE}` : `after=${encodeURIComponent(this.#lastId)}`;
    const source = new EventSource(`v1/feed?${query}`);
    this.#source = source;
    source.onopen = () => {
      if (this.#lastId === null) {
        this.#before = performance.now() + BEFORE_MS;
      }
      this.#state(true);
    };
    source.onerror = async () => {
      this.#state(false);
      // The browser connects again by itself unless the server refused, without telling why.
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        await session.ask();
        setTimeout(() => this.#source === source && this.#connect(), RECONNECT_MS);
      }
    };
    source.addEventListener("captioned", (event) => this.#took(event, (data) => this.#captioned(data)));
    source.addEventListener("deleted", (event) => this.#took(event, (data) => this.#deleted(data)));
    source.addEventListener("dead-letter", (event) => this.#took(event, (data) => this.#send("dead-letter", data)));
    source.addEventListener("gap", (event) => this.#took(event, () => this.#gap()));
  }

  #disconnect() {
    this.#source?.close();
    this.#source = null;
    this.#state(false);
  }

  #state(open) {
    if (this.open !== open) {
      this.open = open;
      this.dispatchEvent(new Event("change"));
    }
  }

  #took(event, handle) {
    this.#lastId = event.lastEventId || this.#lastId;
    handle(JSON.parse(event.data));
  }

  #captioned(data) {
    const best = data.captions[0];
    const fresh = performance.now() > this.#before;
    deletes.returned(data.imageId);
    setTimeout(() => forgetLocally(data.imageId), PICTURE_MS);
    this.#arrived.push({ ...data, caption: best?.text, confidence: best?.confidence, fresh });
    if (fresh) {
      this.#arrivals.push(performance.now());
    }
    this.seen += fresh ? 1 : 0;
    this.#send("captioned", data);
    this.#soon();
  }

  /** Something was missed: what is kept may be wrong. */
  #gap() {
    this.#arrived = [];
    this.photos = [];
    this.#send("gap", {});
  }

  #deleted(data) {
    this.#arrived.push({ imageId: data.imageId, deleted: true });
    this.#send("deleted", data);
    this.#soon();
  }

  #send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Many events make one change of the list. */
  #soon() {
    this.#batch ??= setTimeout(() => {
      this.#batch = null;
      const newest = new Map();
      for (const photo of this.#arrived) {
        newest.delete(photo.imageId);
        newest.set(photo.imageId, photo);
      }
      this.#arrived = [];
      const first = [...newest.values()].filter((photo) => !photo.deleted).reverse();
      const rest = this.photos.filter((photo) => !newest.has(photo.imageId));
      this.photos = [...first, ...rest].slice(0, MOST);
      this.dispatchEvent(new Event("change"));
    }, BATCH_MS);
  }
}

export const feed = new Feed();
