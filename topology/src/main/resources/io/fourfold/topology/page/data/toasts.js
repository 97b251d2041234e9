// Short messages at the bottom, some with something to do.

class Toasts extends EventTarget {
  shown = [];
  #next = 1;

  /** @param action {label, run}, if there is something to do about it */
  show(text, { action = null, kind = "info", ms = 5000 } = {}) {
    const toast = { id: this.#next++, text, action, kind };
    this.shown = [...this.shown, toast].slice(-4);
    this.#changed();
    setTimeout(() => this.close(toast.id), ms);
    return toast.id;
  }

  close(id) {
    this.shown = this.shown.filter((toast) => toast.id !== id);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const toasts = new Toasts();
