// Small pictures for a canvas: loaded a few at a time, those that were wanted last first, the oldest forgotten.
import { picture } from "../data/pictures.js";

const KEPT = 400;
const AT_ONCE = 4;

export class PicturesNear {
  #images = new Map();
  #wanted = [];
  #loading = 0;

  /** @param ready called whenever one has come */
  constructor(ready) {
    this.ready = ready;
  }

  /** The picture, or null while it is not there. */
  get(imageId) {
    const image = this.#images.get(imageId);
    if (image === undefined) {
      if (!this.#wanted.includes(imageId)) {
        this.#wanted = [imageId, ...this.#wanted].slice(0, KEPT / 2);
        this.#next();
      }
      return null;
    }
    this.#images.delete(imageId);
    this.#images.set(imageId, image);
    return image;
  }

  async #next() {
    if (this.#loading >= AT_ONCE || this.#wanted.length === 0) {
      return;
    }
    this.#loading++;
    const imageId = this.#wanted.shift();
    const image = new Image();
    image.src = picture(imageId) ?? "";
    try {
      await image.decode();
      this.#images.set(imageId, image);
    } catch {
      this.#images.set(imageId, null);
    }
    if (this.#images.size > KEPT) {
      this.#images.delete(this.#images.keys().next().value);
    }
    this.#loading--;
    this.ready();
    this.#next();
  }
}
