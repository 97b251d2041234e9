// A field for one word of the vocabulary, with completion.
import { html } from "../vendor/lit.js";
import { get } from "../data/api.js";
import { PageElement } from "./element.js";

const K = 12;
const WAIT_MS = 80;
let next = 0;

class WordField extends PageElement {
  static properties = { label: {}, value: {}, hint: {}, choices: { state: true } };

  #id = `word-${next++}`;
  #timer = null;

  constructor() {
    super();
    this.choices = [];
  }

  get word() {
    return this.querySelector("input").value.trim().toLowerCase();
  }

  render() {
    return html`<label class="word-field">
      <span>${this.label}</span>
      <input type="text" .value=${this.value ?? ""} list=${this.#id} placeholder=${this.hint ?? ""} autocomplete="off"
        autocapitalize="none" spellcheck="false" maxlength="40" @input=${this.#typed} @change=${this.#chosen} />
      <datalist id=${this.#id}>${this.choices.map((word) => html`<option value=${word}></option>`)}</datalist>
    </label>`;
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#complete(), WAIT_MS);
    if (this.choices.includes(this.word)) {
      this.#chosen();
    }
  }

  #chosen() {
    if (this.word) {
      this.dispatchEvent(new CustomEvent("chosen", { detail: this.word, bubbles: true }));
    }
  }

  async #complete() {
    try {
      const answer = await get("words", { prefix: this.word, k: K }, this.anew());
      this.choices = answer.words;
    } catch {
      // Without completion one can still type.
    }
  }
}

customElements.define("word-field", WordField);
