export { LitElement, html, svg, nothing } from "lit";
export { classMap } from "lit/directives/class-map.js";
export { createRef, ref } from "lit/directives/ref.js";
export { live } from "lit/directives/live.js";
export { repeat } from "lit/directives/repeat.js";
