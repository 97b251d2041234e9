// Points on a plane that can be moved, zoomed, pointed at and encircled.
//
// Events: "hovered" and "chosen" with the point's number or -1, "encircled" with numbers, "moved" when the view has changed.
import { html } from "../vendor/lit.js";
import { theme } from "../data/theme.js";
import { PageElement } from "../parts/element.js";
import { PicturesNear } from "./pictures-near.js";
import { PointIndex } from "./point-index.js";
import { KINDS, Raster } from "./raster.js";
import { Viewport } from "./viewport.js";

const MOST_PIXELS = 5e6;
const CLICK_PX = 5;
const REACH_PX = 14;
const NEAR = 140;
const LABELS = 160;
const PICTURE_PX = 72;
const SMALL_PICTURE_PX = 48;
const SMALL_MAP_PX = 480;
const STEP_PX = 80;
const FRAMES = 240;

class ScatterMap extends PageElement {
  static properties = {
    /** {labels, xs, ys}, numbers from -1 to 1 */
    points: { attribute: false },
    /** pictures or words: what stands at a point when it is near */
    near: {},
    label: {},
    /** Numbers of the points to be seen among the others; null for none. */
    marked: { attribute: false },
    /** Points that are joined with the first. */
    joined: { attribute: false },
    fresh: { attribute: false },
    lasso: { type: Boolean },
  };

  /** Milliseconds from frame to frame, and of drawing, while something moves: the newest last. */
  frameTimes = [];
  drawTimes = [];
  viewport = new Viewport();

  #raster = new Raster();
  #pictures = new PicturesNear(() => this.#soon());
  #index = null;
  #kinds = new Uint8Array();
  #groups = [];
  #frame = 0;
  #lastFrame = 0;
  #pointers = new Map();
  #start = null;
  #ring = null;
  #hovered = -1;
  #colours = null;

  connectedCallback() {
    super.connectedCallback();
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(this);
    theme.addEventListener("change", () => { this.#colours = null; this.#soon(); }, { signal: this.left });
    this.left.addEventListener("abort", () => {
      sizes.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    });
  }

  render() {
    return html`<canvas tabindex="0" role="application" aria-label=${this.label}
      @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}
      @pointerleave=${() => this.#hover(-1)} @dblclick=${this.#closer} @keydown=${this.#key}></canvas>`;
  }

  firstUpdated() {
    this.querySelector("canvas").addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#resize();
  }

  willUpdate(changed) {
    if (changed.has("points") && this.points) {
      this.#index = new PointIndex(this.points.xs, this.points.ys);
      this.#hovered = -1;
    }
    if (["points", "marked", "fresh"].some((name) => changed.has(name)) && this.points) {
      this.#sort();
    }
  }

  updated() {
    this.#soon();
  }

  /** Shows a point in the middle. */
  centre(i, zoom = 6) {
    this.viewport.centre(this.points.xs[i], this.points.ys[i], zoom);
    this.#moved();
  }

  zoomBy(factor) {
    this.viewport.zoomAt(this.viewport.width / 2, this.viewport.height / 2, factor);
    this.#moved();
  }

  reset() {
    this.viewport.reset();
    this.#moved();
  }

  /** Where a point is, in pixels from the element's corner. */
  screen(i) {
    return this.viewport.toScreen(this.points.xs[i], this.points.ys[i]);
  }

  #sort() {
    const { xs } = this.points;
    const some = this.marked?.length > 0;
    this.#kinds = new Uint8Array(xs.length).fill(some ? KINDS.dim : KINDS.plain);
    if (!some) {
      this.fresh?.forEach((i) => (this.#kinds[i] = KINDS.fresh));
    }
    this.marked?.forEach((i) => (this.#kinds[i] = KINDS.marked));
    const groups = Object.values(KINDS).map(() => []);
    this.#kinds.forEach((kind, i) => groups[kind].push(i));
    this.#groups = groups.map((group) => Int32Array.from(group));
  }

  get #dense() {
    const { width, height } = this.viewport;
    const wanted = Math.min(2, devicePixelRatio || 1);
    return width * height * wanted * wanted > MOST_PIXELS ? 1 : wanted;
  }

  #resize() {
    const canvas = this.querySelector("canvas");
    if (!canvas || this.clientWidth === 0) {
      return;
    }
    this.viewport.resize(this.clientWidth, this.clientHeight);
    canvas.width = Math.round(this.clientWidth * this.#dense);
    canvas.height = Math.round(this.clientHeight * this.#dense);
    this.#draw();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      if (now - this.#lastFrame < 1000) {
        this.frameTimes = [...this.frameTimes, now - this.#lastFrame].slice(-FRAMES);
      }
      this.#lastFrame = now;
      const started = performance.now();
      this.#draw();
      this.drawTimes = [...this.drawTimes, performance.now() - started].slice(-FRAMES);
    });
  }

  #moved() {
    this.#soon();
    this.dispatchEvent(new CustomEvent("moved"));
  }

  #draw() {
    const canvas = this.querySelector("canvas");
    if (!this.points || !canvas || canvas.width === 0) {
      return;
    }
    const dense = this.#dense;
    const { width, height, scale, x, y } = this.viewport;
    const context = canvas.getContext("2d");
    const colours = (this.#colours ??= coloursOf(this));
    const radius = this.#radius * dense;
    const toPixels = { scale: scale * dense, left: (width / 2 - x * scale) * dense, top: (height / 2 - y * scale) * dense };
    context.setTransform(1, 0, 0, 1, 0, 0);
    this.#raster.draw(
      context,
      canvas.width,
      canvas.height,
      this.points,
      this.#groups,
      toPixels,
      [radius, radius, radius + dense, radius + 1.5 * dense],
      colours.kinds,
      colours.ground,
    );
    context.setTransform(dense, 0, 0, dense, 0, 0);
    this.#drawJoined(context, colours);
    this.near === "pictures" ? this.#drawPictures(context, colours) : this.#drawWords(context, colours);
    this.#drawHovered(context, colours);
    this.#drawRing(context, colours);
  }

  /** More points are smaller; nearer ones larger. */
  get #radius() {
    const many = Math.sqrt(4000 / Math.max(500, this.points.xs.length));
    return Math.min(7, Math.max(1, 2.4 * many * Math.sqrt(this.viewport.zoom)));
  }

  #visible(most) {
    const { width, height } = this.viewport;
    return this.#index.within(...this.viewport.toPlane(0, 0), ...this.viewport.toPlane(width, height), most);
  }

  #drawJoined(context, colours) {
    if (!this.joined?.length) {
      return;
    }
    const [first, ...others] = this.joined;
    const [x, y] = this.screen(first);
    context.strokeStyle = css(colours.kinds[KINDS.marked]);
    context.globalAlpha = 0.6;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const other of others) {
      context.moveTo(x, y);
      context.lineTo(...this.screen(other));
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Of photos that stand too close, the first has the place. */
  #drawPictures(context, colours) {
    const visible = this.#visible(NEAR);
    if (visible.length > NEAR) {
      return;
    }
    const side = this.viewport.width < SMALL_MAP_PX ? SMALL_PICTURE_PX : PICTURE_PX;
    const taken = [];
    for (const i of visible) {
      const [x, y] = this.screen(i);
      if (taken.some(([tx, ty]) => Math.abs(tx - x) < side * 0.8 && Math.abs(ty - y) < side * 0.8)) {
        continue;
      }
      const image = this.#pictures.get(this.points.labels[i]);
      taken.push([x, y]);
      if (!image) {
        continue;
      }
      const whole = Math.max(image.naturalWidth, image.naturalHeight);
      const [w, h] = [(image.naturalWidth / whole) * side, (image.naturalHeight / whole) * side];
      const dim = this.#kinds[i] === KINDS.dim;
      context.globalAlpha = dim ? 0.35 : 1;
      context.fillStyle = css(this.#kinds[i] === KINDS.marked ? colours.kinds[KINDS.marked] : colours.surface);
      context.fillRect(x - w / 2 - 2, y - h / 2 - 2, w + 4, h + 4);
      context.drawImage(image, x - w / 2, y - h / 2, w, h);
      context.globalAlpha = 1;
    }
  }

  /** The most frequent words are first, and keep their place. */
  #drawWords(context, colours) {
    const { width, height } = this.viewport;
    const visible = this.#visible(Infinity);
    const order = [...(this.marked ?? []), ...visible.sort((a, b) => a - b)];
    const taken = new Set();
    let drawn = 0;
    context.font = `13px ${getComputedStyle(this).fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = css(colours.ground);
    for (const i of order) {
      const [x, y] = this.screen(i);
      if (x < 0 || y < 0 || x > width || y > height) {
        continue;
      }
      const text = this.points.labels[i];
      const cells = cellsOf(x, y - 11, text.length * 7.5 + 8);
      if (cells.some((cell) => taken.has(cell))) {
        continue;
      }
      cells.forEach((cell) => taken.add(cell));
      context.globalAlpha = this.#kinds[i] === KINDS.dim ? 0.45 : 1;
      context.strokeText(text, x, y - 11);
      context.fillStyle = css(this.#kinds[i] === KINDS.marked ? colours.kinds[KINDS.marked] : colours.ink);
      context.fillText(text, x, y - 11);
      if (++drawn >= LABELS) {
        break;
      }
    }
    context.globalAlpha = 1;
  }

  #drawHovered(context, colours) {
    if (this.#hovered >= 0) {
      context.strokeStyle = css(colours.ink);
      context.lineWidth = 2;
      context.beginPath();
      context.arc(...this.screen(this.#hovered), this.#radius + 4, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  #drawRing(context, colours) {
    if (this.#ring) {
      context.strokeStyle = context.fillStyle = css(colours.kinds[KINDS.marked]);
      context.lineWidth = 2;
      context.beginPath();
      this.#ring.forEach(([x, y]) => context.lineTo(x, y));
      context.closePath();
      context.stroke();
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  #at(event) {
    const box = this.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #pointAt([px, py]) {
    return this.#index ? this.#index.nearest(...this.viewport.toPlane(px, py), REACH_PX / this.viewport.scale) : -1;
  }

  #down(event) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    this.#pointers.set(event.pointerId, at);
    this.#start = this.#pointers.size === 1 ? at : null;
    this.#ring = this.#pointers.size === 1 && (this.lasso || event.shiftKey) ? [at] : null;
  }

  #move(event) {
    const at = this.#at(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      this.#hover(this.#pointAt(at));
      return;
    }
    this.#pointers.set(event.pointerId, at);
    if (this.#ring) {
      this.#ring.push(at);
      this.#soon();
      return;
    }
    if (this.#pointers.size === 1) {
      this.viewport.pan(at[0] - before[0], at[1] - before[1]);
    } else {
      const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const distance = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
      this.viewport.zoomAt((at[0] + other[0]) / 2, (at[1] + other[1]) / 2, distance(at) / distance(before));
    }
    if (this.#start && Math.hypot(at[0] - this.#start[0], at[1] - this.#start[1]) > CLICK_PX) {
      this.#start = null;
    }
    this.#moved();
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    const ring = this.#ring;
    this.#ring = null;
    if (ring?.length > 2 && this.#index) {
      const inside = this.#index.inside(ring.map(([x, y]) => this.viewport.toPlane(x, y)));
      this.dispatchEvent(new CustomEvent("encircled", { detail: inside }));
    } else if (this.#start && event.type === "pointerup") {
      this.dispatchEvent(new CustomEvent("chosen", { detail: this.#pointAt(this.#start) }));
    }
    this.#start = null;
    this.#soon();
  }

  #hover(i) {
    if (i !== this.#hovered) {
      this.#hovered = i;
      this.querySelector("canvas").classList.toggle("pointing", i >= 0);
      this.dispatchEvent(new CustomEvent("hovered", { detail: i }));
      this.#soon();
    }
  }

  #wheel(event) {
    event.preventDefault();
    this.viewport.zoomAt(...this.#at(event), Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)));
    this.#moved();
  }

  #closer(event) {
    this.viewport.zoomAt(...this.#at(event), 2);
    this.#moved();
  }

  #key(event) {
    const pans = { ArrowLeft: [STEP_PX, 0], ArrowRight: [-STEP_PX, 0], ArrowUp: [0, STEP_PX], ArrowDown: [0, -STEP_PX] };
    if (pans[event.key]) {
      this.viewport.pan(...pans[event.key]);
    } else if (event.key === "+" || event.key === "=") {
      this.viewport.zoomAt(this.viewport.width / 2, this.viewport.height / 2, 1.5);
    } else if (event.key === "-") {
      this.viewport.zoomAt(this.viewport.width / 2, this.viewport.height / 2, 1 / 1.5);
    } else if (event.key === "0") {
      this.viewport.reset();
    } else if (event.key === "Enter") {
      const { width, height } = this.viewport;
      const nearest = this.#index?.nearest(...this.viewport.toPlane(width / 2, height / 2), 0.5) ?? -1;
      this.dispatchEvent(new CustomEvent("chosen", { detail: nearest }));
    } else {
      return;
    }
    event.preventDefault();
    this.#moved();
  }
}

/** Cells of a grid that a text covers. */
function cellsOf(x, y, width) {
  const cells = [];
  for (let row = Math.floor((y - 7) / 5); row <= Math.floor((y + 7) / 5); row++) {
    for (let column = Math.floor((x - width / 2) / 10); column <= Math.floor((x + width / 2) / 10); column++) {
      cells.push(row * 10000 + column);
    }
  }
  return cells;
}

const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

/** The page's colours as numbers: a canvas knows no custom properties. */
function coloursOf(element) {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (name) => {
    element.style.color = `var(${name})`;
    probe.fillStyle = getComputedStyle(element).color;
    element.style.color = "";
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  return {
    kinds: ["--map-dim", "--map-plain", "--map-fresh", "--map-marked"].map(colour),
    ground: colour("--surface"),
    surface: colour("--surface"),
    ink: colour("--ink"),
  };
}

customElements.define("scatter-map", ScatterMap);
