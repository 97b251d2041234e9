// Files that were dropped on the page: each is looked at, or stored, a few at a time.
import { pause, part, post, request } from "./api.js";
import { feed } from "./feed.js";
import { looks } from "./looks.js";
import { showLocally } from "./pictures.js";
import { session } from "./session.js";
import { smaller } from "./smaller.js";

const AT_ONCE = 2;
// What browsers show themselves.
const SHOWN = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"]);
const MOST_BYTES = 20e6;
const DESCRIBED_MS = 60000;
const STORE = "fourfold.store";

class Uploads extends EventTarget {
  /** {file, name, state, text, caption, confidence, href...}; state: waiting, working, looked, sent, stored, refused */
  items = [];
  #running = 0;

  constructor() {
    super();
    feed.addEventListener("captioned", ({ detail }) => this.#captioned(detail));
    feed.addEventListener("dead-letter", ({ detail }) => this.#deadLetter(detail));
  }

  /** Whether photos are stored as soon as they are dropped. */
  get store() {
    return session.may("write") && localStorage.getItem(STORE) === "yes";
  }

  set store(value) {
    localStorage.setItem(STORE, value ? "yes" : "no");
    this.#changed();
  }

  add(files) {
    this.#add(files, this.store);
  }

  #add(files, store) {
    this.items = [
      ...this.items,
      ...files.map((file) => ({ file, name: file.name || "pasted photo", state: "waiting", store, text: "waits" })),
    ];
    this.#changed();
    this.#next();
  }

  /** Stores a photo, whatever the switch says. */
  addStored(file) {
    this.#add([file], true);
  }

  /** Those that were only looked at are stored now. */
  storeLooked() {
    for (const item of this.items) {
      if (item.state === "looked") {
        Object.assign(item, { state: "waiting", store: true, text: "waits" });
      }
    }
    this.#changed();
    this.#next();
  }

  retry(item) {
    Object.assign(item, { state: "waiting", text: "waits" });
    this.#changed();
    this.#next();
  }

  /** Leaves those that still wait undone. */
  clear() {
    this.items = [];
    this.#changed();
  }

  count(...states) {
    return this.items.filter((item) => states.includes(item.state)).length;
  }

  async #next() {
    const item = this.items.find((each) => each.state === "waiting");
    if (!item || this.#running >= AT_ONCE) {
      return;
    }
    this.#running++;
    item.state = "working";
    this.#next();
    try {
      await (item.store ? this.#send(item) : this.#look(item));
    } catch (error) {
      if (error.passing) {
        Object.assign(item, { text: "the server is busy; tries again" });
        this.#changed();
        await pause(2000);
        item.state = "waiting";
      } else {
        Object.assign(item, { state: "refused", text: error.message });
      }
    }
    this.#running--;
    this.#changed();
    this.#next();
  }

  async #look(item) {
    this.#check(item);
    this.#say(item, "is looked at");
    const answer = await post("captions", {}, item.file);
    const lookId = looks.add(item.file);
    const best = answer.captions[0];
    Object.assign(item, { state: "looked", text: "not stored", caption: best?.text, confidence: best?.confidence, lookId });
    item.url = looks.of(lookId).url;
  }

  async #send(item) {
    this.#check(item);
    this.#say(item, "is sent");
    const body = await smaller(item.file);
    const imageId = await idOf(item);
    await request(`images/${part(imageId)}`, { method: "PUT", params: { fileName: item.name }, body });
    if (SHOWN.has(body.type)) {
      item.url ??= URL.createObjectURL(body);
      showLocally(imageId, item.url);
    }
    Object.assign(item, { state: "sent", imageId, text: "stored; its caption is on the way" });
    setTimeout(() => this.#late(item), DESCRIBED_MS);
  }

  /** What needs no server to be refused. */
  #check({ file }) {
    if (file.size === 0) {
      throw new Error("is empty");
    }
    // The server says which kinds it reads; of some only a plugin knows, and browsers may not know their types either.
    if (!file.type.startsWith("image/") && !/\.(hei[cf]|avif|tiff?)$/i.test(file.name)) {
      throw new Error("is no photo");
    }
    if (file.size > MOST_BYTES) {
      throw new Error("has more than 20 MB");
    }
  }

  #captioned(data) {
    const best = data.captions[0];
    this.#settle(data.imageId, { state: "stored", text: "stored", caption: best?.text, confidence: best?.confidence });
  }

  #deadLetter(letter) {
    this.#settle(letter.key, { state: "refused", text: letter.reason, letter: true });
  }

  #settle(imageId, news) {
    const items = this.items.filter((item) => item.state === "sent" && item.imageId === imageId);
    if (items.length > 0) {
      items.forEach((item) => Object.assign(item, news));
      this.#changed();
    }
  }

  #late(item) {
    if (item.state === "sent") {
      this.#say(item, "stored; its caption takes longer than usual");
    }
  }

  #say(item, text) {
    item.text = text;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** Its name and something of its content: another photo of the same name does not take its place. */
async function idOf({ file, name }) {
  if (!globalThis.crypto?.subtle) {
    return name.replace(/(\.[^.]*)?$/, `-${file.size.toString(16)}$1`);
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const start = [...hash.slice(0, 3)].map((value) => value.toString(16).padStart(2, "0")).join("");
  return name.replace(/(\.[^.]*)?$/, `-${start}$1`);
}

export const uploads = new Uploads();
