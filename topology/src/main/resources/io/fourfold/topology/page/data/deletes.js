// Deleting with a moment to think again: the request is sent when the moment is over, or the page is left.
import { address, part, request } from "./api.js";
import { toasts } from "./toasts.js";

const UNDO_MS = 6000;

class Deletes extends EventTarget {
  /** Changes with what is hidden. */
  version = 0;
  #pending = new Map();
  #gone = new Set();

  constructor() {
    super();
    addEventListener("pagehide", () => {
      for (const imageId of this.#pending.keys()) {
        fetch(address(`images/${part(imageId)}`), { method: "DELETE", keepalive: true });
      }
    });
  }

  /** Whether a photo is to be left out of every list. */
  hides(imageId) {
    return this.#pending.has(imageId) || this.#gone.has(imageId);
  }

  delete(imageId) {
    const timer = setTimeout(() => this.#send(imageId), UNDO_MS);
    const toast = toasts.show(`Deleted ${imageId}`, {
      action: { label: "Undo", run: () => this.undo(imageId) },
      ms: UNDO_MS,
    });
    this.#pending.set(imageId, { timer, toast });
    this.#changed();
  }

  undo(imageId) {
    const pending = this.#pending.get(imageId);
    if (pending) {
      clearTimeout(pending.timer);
      toasts.close(pending.toast);
      this.#pending.delete(imageId);
      this.#changed();
    }
  }

  /** A newer upload of the photo has come. */
  returned(imageId) {
    if (this.#gone.delete(imageId)) {
      this.#changed();
    }
  }

  /** Sends what is pending, at once. */
  async finish() {
    await Promise.all(
      [...this.#pending].map(([imageId, { timer, toast }]) => {
        clearTimeout(timer);
        toasts.close(toast);
        return this.#send(imageId);
      }),
    );
  }

  async #send(imageId) {
    try {
      await request(`images/${part(imageId)}`, { method: "DELETE" });
      this.#gone.add(imageId);
    } catch (error) {
      toasts.show(`${imageId} could not be deleted: ${error.message}`, { kind: "bad", ms: 10000 });
    }
    this.#pending.delete(imageId);
    this.#changed();
  }

  #changed() {
    this.version++;
    this.dispatchEvent(new Event("change"));
  }
}

export const deletes = new Deletes();
