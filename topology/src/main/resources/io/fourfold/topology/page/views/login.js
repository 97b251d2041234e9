// Asked of whoever is not known to the server, in the place of any view, whose address stays.
import { html, nothing } from "../vendor/lit.js";
import { session } from "../data/session.js";
import { icon } from "../parts/icon.js";
import { PageElement } from "../parts/element.js";

const FAILURES = {
  cancelled: "The login was cancelled, or your organisation does not let you in here. You are not logged in.",
  refused: "That login did not work: it began too long ago or in another window, or your organisation's answer is not for this service. Log in again.",
  busy: "Too many attempts: try again in a minute.",
  away: "Your organisation's login does not answer. Try again in a moment; a key works all the same.",
};

class LoginView extends PageElement {
  static properties = { error: { state: true }, busy: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.follow(session);
  }

  firstUpdated() {
    this.querySelector("input").focus();
  }

  render() {
    const { ended, failed, who } = session;
    const error = this.error ?? (Object.hasOwn(FAILURES, failed) ? FAILURES[failed] : null);
    return html`<section class="login card" aria-labelledby="login-title">
      <h1 id="login-title">Log in</h1>
      ${ended
        ? html`<p class="banner warn" role="alert">${icon("triangle-alert")}<span>Your session has ended: its key was revoked, or it has
            expired. Log in again to go on; nothing that you have typed is lost.</span></p>`
        : html`<p class="quiet">Photos are shown to those who have a key.</p>`}
      <form method="post" @submit=${this.#submit}>
        <label for="login-key">Key</label>
        <input id="login-key" type="password" required maxlength="8192" autocomplete="current-password" autocapitalize="off"
          spellcheck="false" aria-invalid=${this.error ? "true" : nothing} aria-describedby="login-error login-hint" />
        <p id="login-error" class="login-error" role="alert">${error ?? nothing}</p>
        <button class="button primary" ?disabled=${this.busy}>${icon("key-round")}Log in</button>
      </form>
      ${who?.oidc
        ? html`<p class="or"><span>or</span></p>
            <a class="button" href="v1/session/login" target=${ended ? "_blank" : nothing} rel=${ended ? "noopener" : nothing}
              @click=${() => ended || session.remember()}>${icon("building-2")}Log in with your organisation</a>
            ${ended ? html`<p class="hint">It opens beside this page, which goes on when you come back.</p>` : nothing}`
        : nothing}
      <p id="login-hint" class="hint">A key begins with ff_. Whoever runs this service gives you one. It stays in a cookie that no script
        can read, until you log out.</p>
    </section>`;
  }

  async #submit(event) {
    event.preventDefault();
    const field = event.target.querySelector("input");
    const credential = field.value.trim();
    field.value = "";
    this.error = null;
    session.failed = null;
    this.busy = true;
    try {
      await session.logIn(credential);
    } catch (error) {
      this.error = error.message;
      field.focus();
    }
    this.busy = false;
  }
}

customElements.define("login-view", LoginView);
