// Light or dark, if one does not want what the system says; theme.js sets it when the page opens.

const KEY = "fourfold.theme";

class Theme extends EventTarget {
  constructor() {
    super();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#changed());
    addEventListener("storage", (event) => event.key === KEY && this.#show(event.newValue ?? "system"));
  }

  /** system, light or dark */
  get value() {
    return document.documentElement.dataset.theme;
  }

  set value(value) {
    localStorage.setItem(KEY, value);
    this.#show(value);
  }

  #show(value) {
    document.documentElement.dataset.theme = value;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const theme = new Theme();
