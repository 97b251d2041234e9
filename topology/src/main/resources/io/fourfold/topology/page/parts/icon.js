import { html } from "../vendor/lit.js";

/** One of the vendored icons; it says nothing to screen readers, the text beside it does. */
export const icon = (name) =>
  html`<svg class="icon" aria-hidden="true" focusable="false"><use href="page/vendor/icons.svg#${name}"></use></svg>`;
