// What stands where there is nothing to show: why, and what to do.
import { html, nothing } from "../vendor/lit.js";
import { connection } from "../data/connection.js";
import { icon } from "./icon.js";

export const notice = (name, title, text, action = nothing) => html`
  <div class="notice">
    ${icon(name)}
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>
`;

export const failure = (error, retry) =>
  notice(
    error.passing ? "rotate-ccw" : "circle-alert",
    error.title || "That did not work",
    error.message,
    retry ? html`<button class="button" @click=${retry}>Try again</button>` : nothing,
  );

export const loading = (text) => html`<p class="loading" role="status"><span class="spinner"></span>${text}</p>`;

/** Said where an answer does not cover the whole index, unless it is said above every view. */
export const incomplete = (shards) =>
  !shards || shards.complete || connection.state === "incomplete"
    ? nothing
    : html`<p class="incomplete" role="status">
        ${icon("triangle-alert")} Incomplete: ${shards.answered} of ${shards.total} parts of the index answered. Photos of the
        others may be missing; they come back when their instance does.
      </p>`;
