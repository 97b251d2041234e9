// Finds points by their place: buckets on a square grid over [-1, 1].

const SIDE = 96;

export class PointIndex {
  #buckets;

  constructor(xs, ys) {
    this.xs = xs;
    this.ys = ys;
    this.#buckets = Array.from({ length: SIDE * SIDE }, () => []);
    for (let i = 0; i < xs.length; i++) {
      this.#buckets[cell(ys[i]) * SIDE + cell(xs[i])].push(i);
    }
  }

  /** The nearest point within a distance, or -1. */
  nearest(x, y, within) {
    let best = -1;
    let least = within * within;
    this.#each(x - within, y - within, x + within, y + within, (i) => {
      const distance = (this.xs[i] - x) ** 2 + (this.ys[i] - y) ** 2;
      if (distance < least) {
        least = distance;
        best = i;
      }
    });
    return best;
  }

  /** Points within a rectangle; at most so many are gathered, one more says that there are more. */
  within(left, top, right, bottom, most = Infinity) {
    const found = [];
    this.#each(left, top, right, bottom, (i) => {
      if (this.xs[i] >= left && this.xs[i] <= right && this.ys[i] >= top && this.ys[i] <= bottom) {
        found.push(i);
      }
      return found.length > most;
    });
    return found;
  }

  /** Points within a polygon of [x, y]. */
  inside(polygon) {
    const xs = polygon.map(([x]) => x);
    const ys = polygon.map(([, y]) => y);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    return this.within(...box).filter((i) => contains(polygon, this.xs[i], this.ys[i]));
  }

  /** Until the visitor says true. */
  #each(left, top, right, bottom, visit) {
    for (let row = cell(top); row <= cell(bottom); row++) {
      for (let column = cell(left); column <= cell(right); column++) {
        for (const i of this.#buckets[row * SIDE + column]) {
          if (visit(i) === true) {
            return;
          }
        }
      }
    }
  }
}

function cell(value) {
  return Math.min(SIDE - 1, Math.max(0, Math.floor(((value + 1) / 2) * SIDE)));
}

/** Whether a ray from the point crosses the polygon an odd number of times. */
function contains(polygon, x, y) {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i];
    const [xj, yj] = polygon[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}
