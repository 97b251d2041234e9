// Words that mean alike, and words one can reckon with.
import { html, nothing } from "../vendor/lit.js";
import { announce } from "../data/announcer.js";
import { get, part, patiently } from "../data/api.js";
import { icon } from "../parts/icon.js";
import { failure, loading } from "../parts/notice.js";
import { aborted, PageElement } from "../parts/element.js";
import { adjust, href } from "../router.js";
import "../parts/word-field.js";

const K = 15;
const WORD = "snow";
const EQUATION = { a: "man", b: "men", c: "woman" };
const EQUATIONS = [
  ["man", "men", "woman"],
  ["boy", "man", "girl"],
  ["dog", "dogs", "horse"],
  ["walk", "walking", "run"],
  ["grass", "green", "sky"],
];

class WordsView extends PageElement {
  static properties = { params: { attribute: false }, alike: { state: true }, result: { state: true } };

  #asked = {};

  willUpdate(changed) {
    if (changed.has("params")) {
      this.#take(this.params);
    }
  }

  #take(params) {
    this.word = params.get("word") || WORD;
    this.equation = Object.fromEntries(["a", "b", "c"].map((name) => [name, params.get(name) || EQUATION[name]]));
    this.#ask("alike", `words/${part(this.word)}/similar`, { k: K });
    this.#ask("result", "words/analogy", { ...this.equation, k: 6 });
  }

  render() {
    const { a, b, c } = this.equation;
    return html`
      <div class="view-head"><h1>Words</h1></div>
      <p class="lead">The words that the network writes captions with lie in a space where those that mean alike are near each
        other. It has learned that from captions alone.</p>
      <section class="card" aria-labelledby="alike-title">
        <h2 id="alike-title">Words like <em>${this.word}</em></h2>
        <form class="word-form" @submit=${(event) => event.preventDefault()} @chosen=${(event) => this.#choose({ word: event.detail })}>
          <word-field label="Word" .value=${this.word}></word-field>
        </form>
        ${this.#hits(this.alike, (word) => ({ ...this.equation, word }), (near) => this.#choose({ word: near }))}
      </section>
      <section class="card" aria-labelledby="equation-title">
        <h2 id="equation-title">Word arithmetic</h2>
        <p class="hint">${a} is to ${b} as ${c} is to what? Every word of the equation can be changed.</p>
        <form class="equation" @submit=${(event) => event.preventDefault()}>
          ${this.#operand("b")}<span class="sign" aria-label="minus">−</span>
          ${this.#operand("a")}<span class="sign" aria-label="plus">+</span>
          ${this.#operand("c")}<span class="sign" aria-label="is about">≈</span>
          <output class="solution">${this.result?.hits?.[0]?.word ?? "…"}</output>
        </form>
        ${this.#hits(this.result, (word) => ({ ...this.equation, word }))}
        <p class="hint">Others:</p>
        <ul class="chips">
          ${EQUATIONS.map(([a, b, c]) => html`<li>
            <a class="chip" href=${href("words", "", { word: this.word, a, b, c })}>${b} − ${a} + ${c}</a></li>`)}
        </ul>
      </section>
    `;
  }

  #operand(name) {
    return html`<word-field label=${{ b: "Take", a: "without", c: "with" }[name]} .value=${this.equation[name]}
      @chosen=${(event) => this.#choose({ [name]: event.detail })}></word-field>`;
  }

  #hits(answer, params, correct) {
    if (!answer) {
      return loading("Words are compared");
    }
    if (answer.error) {
      const near = answer.error.body?.nearSpellings ?? [];
      return answer.error.kind === "unknown-word"
        ? html`<p class="nothing-fits">${icon("info")}${answer.error.message}
            ${near.map((word) => html` <a class="chip" href=${href("words", "", params(word))}>${word}</a>`)}</p>`
        : failure(answer.error);
    }
    const most = answer.hits[0]?.score || 1;
    return html`<ol class="word-hits">
      ${answer.hits.map((hit) => html`<li>
        <a href=${href("words", "", params(hit.word))}>
          <span class="word-bar" .style=${`--share: ${Math.max(0, hit.score / most)}`}></span>
          <span class="word-text">${hit.word}</span><span class="word-score">${hit.score.toFixed(2)}</span>
        </a></li>`)}
    </ol>`;
  }

  #choose(change) {
    const now = { word: this.word, ...this.equation };
    const next = { ...now, ...change };
    if (Object.keys(change).every((name) => now[name] === next[name])) {
      return;
    }
    adjust("words", "", next);
    this.#take(new URLSearchParams(next));
    this.requestUpdate();
  }

  async #ask(name, path, params) {
    this.#asked[name]?.abort();
    const asked = (this.#asked[name] = new AbortController());
    try {
      this[name] = await patiently(() => get(path, params, asked.signal), asked.signal);
      announce(`${name === "alike" ? `Like ${this.word}` : "The answer"}: ${this[name].hits.slice(0, 3).map((hit) => hit.word).join(", ")}`);
    } catch (error) {
      if (!aborted(error)) {
        this[name] = { error };
      }
    }
  }
}

customElements.define("words-view", WordsView);
