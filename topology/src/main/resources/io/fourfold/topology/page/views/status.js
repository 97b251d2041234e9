// How the service is, in words, and what to do.
import { html, nothing } from "../vendor/lit.js";
import { connection, lag, restored } from "../data/connection.js";
import { feed } from "../data/feed.js";
import { count, decimal, percent, plural, since } from "../data/text.js";
import { icon } from "../parts/icon.js";
import { loading, notice } from "../parts/notice.js";
import { PageElement } from "../parts/element.js";
import { href } from "../router.js";

const SAYS = {
  well: ["good", "check", "All is well", "Photos are described as they come, and every part of the index answers."],
  restoring: ["wait", "rotate-ccw", "Restoring", "The index is read back from Kafka. Questions are answered when it is there."],
  incomplete: ["warn", "triangle-alert", "Incomplete", "Some parts of the index do not answer, so photos may be missing from answers."],
  refusing: ["warn", "circle-alert", "Not ready", "The service refuses questions until it is."],
  gone: ["bad", "wifi-off", "Server gone", "It does not answer. This page tries again by itself; below is what it said last."],
};
const LEVELS = { error: ["bad", "circle-alert"], warning: ["warn", "triangle-alert"], info: ["wait", "info"] };
const ROLES = { images: "Describing photos", index: "Index", search: "Search by events", publish: "Publishing results" };
const STATES = {
  RUNNING: "running",
  REBALANCING: "joining its group",
  CREATED: "starting",
  STARTING: "starting",
  JOINING: "joining its group",
  WAITING: "waiting for another one",
  PENDING_SHUTDOWN: "stopping",
  PENDING_ERROR: "stopping after an error",
  ERROR: "stopped by an error",
  NOT_RUNNING: "stopped",
};

class StatusView extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    this.follow(connection, feed);
    connection.ask();
    const clock = setInterval(() => this.requestUpdate(), 1000);
    this.left.addEventListener("abort", () => clearInterval(clock));
  }

  render() {
    const { state, status } = connection;
    return html`<div class="view-head"><h1>Status</h1></div>
      ${status
        ? html`${this.#headline(state)} ${this.#figures(status)} ${this.#restoring(status)} ${this.#roles(status)} ${this.#more(status)}`
        : state === "gone"
          ? notice("wifi-off", "Server gone", "It has not answered since this page was opened. The page tries again by itself.")
          : loading("The server is asked")}`;
  }

  #headline(state) {
    const [kind, name, title, text] = SAYS[state] ?? ["wait", "rotate-ccw", "Connecting", "The server is asked."];
    const advice = connection.status.advice;
    return html`<section class="headline ${kind}">
        ${icon(name)}<div><h2>${title}</h2><p>${text}</p></div>
      </section>
      ${advice.length > 0
        ? html`<ul class="advice" aria-label="What to do">
            ${advice.map(({ level, about, text }) => html`<li class=${LEVELS[level][0]}>
              ${icon(LEVELS[level][1])}<p>${text}${about === "dead-letters" ? html` <a href=${href("letters")}>Look at them</a>` : nothing}</p>
            </li>`)}
          </ul>`
        : nothing}`;
  }

  #figures(status) {
    const figure = (value, name, note = nothing) => html`<div class="figure"><dt>${name}</dt><dd>${value ?? "–"}</dd><dd class="quiet">${note}</dd></div>`;
    const records = lag(status);
    return html`<dl class="board">
      ${figure(status.photos == null ? null : count(status.photos), "photos in the index", shardsOf(status))}
      ${figure(decimal(feed.rate()), "photos a second", "over the last 10 s")}
      ${figure(records == null ? null : count(records), "records waiting", waitingBy(status))}
      ${figure(status.waiting == null ? null : count(status.waiting), "photos tried again", "their file could not be had")}
      ${figure(status.deadLetters == null ? null : html`<a href=${href("letters")}>${count(status.deadLetters)}</a>`, "dead letters", "nobody has dealt with")}
    </dl>`;
  }

  #restoring(status) {
    if (status.restoring.length === 0) {
      return nothing;
    }
    return html`<section class="card"><h2>Being restored: ${percent(restored(status))}</h2>
      <ul class="plain-list">${status.restoring.map(
        (store) => html`<li class="restore"><span>${store.store}, partition ${store.partition}</span>
          <progress max=${Math.max(1, store.total)} .value=${store.restored} aria-label="${store.store} ${store.partition}"></progress>
          <span class="quiet">${count(store.restored)} of ${count(store.total)}</span></li>`,
      )}</ul></section>`;
  }

  #roles(status) {
    if (status.roles.length === 0) {
      return nothing;
    }
    return html`<section class="card"><h2>What this instance does${status.instance ? html` <span class="quiet">${status.instance}</span>` : nothing}</h2>
      <table>
        <thead><tr><th scope="col">Role</th><th scope="col">State</th><th scope="col">Partitions here</th></tr></thead>
        <tbody>${status.roles.map((role) => html`<tr>
          <th scope="row">${ROLES[role.role] ?? role.role}</th>
          <td><span class="dot ${role.ready ? "good" : "warn"}"></span>${STATES[role.state] ?? role.state.toLowerCase()}${role.ready ? "" : ", not ready"}</td>
          <td>${partitionsOf(status, role.role)}</td>
        </tr>`)}</tbody>
      </table></section>`;
  }

  #more(status) {
    const { network, reasons, measured, feed: streams } = status;
    return html`
      ${reasons.length > 0
        ? html`<section class="card"><h2>What goes wrong</h2><ul class="plain-list">${reasons.map(
            (reason) => html`<li><p>${reason.exception}</p><p class="quiet">${reason.application}, ${plural(reason.times, "time")} in ${reason.seconds} s
              ${reason.topic ? `, at ${reason.topic}-${reason.partition} @ ${reason.offset}` : ""}
              ${reason.outage ? "· something it depends on is away; it goes on when that is back" : ""}</p></li>`,
          )}</ul></section>`
        : nothing}
      <section class="card"><h2>Network</h2>
        <dl class="facts">
          <div><dt>In service</dt><dd>${network?.inService ?? "not known yet"}</dd></div>
          ${network?.other ? html`<div><dt>Beside it</dt><dd>${network.other}</dd></div>` : nothing}
          ${network ? html`<div><dt>Switches</dt><dd>${network.epoch - 1}</dd></div>` : nothing}
          ${streams ? html`<div><dt>Pages that follow</dt><dd>${streams.clients} of at most ${streams.most}</dd></div>` : nothing}
          ${measured ? html`<div><dt>Measured</dt><dd>${since(measured)}</dd></div>` : nothing}
        </dl></section>`;
  }
}

/** Where records wait, by role. */
function waitingBy(status) {
  const roles = [...new Set((status.lag ?? []).map((each) => each.role))].filter((role) => lag(status, role) > 0);
  return roles.length > 0 ? roles.map((role) => `${ROLES[role] ?? role} ${count(lag(status, role))}`).join(", ") : "everything is worked through";
}

function shardsOf(status) {
  if (!status.shards) {
    return "";
  }
  const { answered, total, complete } = status.shards;
  return complete ? `all ${total} parts answer` : `${answered} of ${total} parts answer`;
}

function partitionsOf(status, role) {
  const partitions = status.applications
    .filter(({ application }) => application.includes(`-${role}`))
    .flatMap((application) => application.partitions);
  return partitions.length > 0 ? [...new Set(partitions)].sort((a, b) => a - b).join(", ") : "–";
}

customElements.define("status-view", StatusView);
