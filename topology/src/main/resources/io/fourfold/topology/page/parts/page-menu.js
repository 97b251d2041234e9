// Who one is, logging out, and light or dark.
import { html, nothing } from "../vendor/lit.js";
import { deletes } from "../data/deletes.js";
import { session } from "../data/session.js";
import { theme } from "../data/theme.js";
import { toasts } from "../data/toasts.js";
import { icon } from "./icon.js";
import { PageElement } from "./element.js";

const THEMES = { system: "System", light: "Light", dark: "Dark" };
const MAY = { read: "look", write: "store and delete photos", admin: "deal with dead letters" };

class PageMenu extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.follow(session, theme);
  }

  render() {
    const known = session.restricted && session.state === "in";
    const label = known ? `${session.who.name}: account and theme` : "Theme";
    return html`<button class="bare" popovertarget="page-menu" aria-label=${label} title=${label}>
        ${icon(known ? "circle-user-round" : "sun-moon")}
      </button>
      <div id="page-menu" class="page-menu" popover>
        ${known ? this.#who() : nothing}
        <fieldset>
          <legend>Theme</legend>
          ${Object.entries(THEMES).map(
            ([value, text]) => html`<label><input type="radio" name="theme" value=${value} .checked=${theme.value === value}
              @change=${() => (theme.value = value)} /><span>${text}</span></label>`,
          )}
        </fieldset>
      </div>`;
  }

  #who() {
    const { name, scopes, owners, albums } = session.who;
    const only = [owners?.length && `of ${owners.join(", ")}`, albums?.length && `in ${albums.join(", ")}`].filter(Boolean);
    return html`<p class="who"><strong>${name}</strong>
        <span class="quiet">May ${scopes.map((scope) => MAY[scope] ?? scope).join(", ") || "do nothing"}</span>
        ${only.length > 0 ? html`<span class="quiet">Only photos ${only.join(" and ")}</span>` : nothing}</p>
      <button class="button" @click=${this.#leave}>${icon("log-out")}Log out</button>`;
  }

  async #leave() {
    try {
      await deletes.finish();
      await session.logOut();
    } catch (error) {
      toasts.show(`You are still logged in: ${error.message}`, { kind: "bad", ms: 10000 });
    }
  }
}

customElements.define("page-menu", PageMenu);
