// Which part of the plane is to be seen: the point in the middle, and how many pixels one unit takes.

const MOST_ZOOM = 400;
/** Room for pictures at the edge. */
const MARGIN = 0.86;

export class Viewport {
  x = 0;
  y = 0;
  zoom = 1;
  width = 1;
  height = 1;

  /** Pixels of one unit; at zoom 1 all of [-1, 1] is to be seen. */
  get scale() {
    return (Math.min(this.width, this.height) / 2) * MARGIN * this.zoom;
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
  }

  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  toPlane(px, py) {
    return [(px - this.width / 2) / this.scale + this.x, (py - this.height / 2) / this.scale + this.y];
  }

  pan(dx, dy) {
    this.x = bounded(this.x - dx / this.scale);
    this.y = bounded(this.y - dy / this.scale);
  }

  /** What is under the pixel stays there. */
  zoomAt(px, py, factor) {
    const [x, y] = this.toPlane(px, py);
    this.zoom = Math.min(MOST_ZOOM, Math.max(0.8, this.zoom * factor));
    const [nextX, nextY] = this.toPlane(px, py);
    this.x = bounded(this.x + x - nextX);
    this.y = bounded(this.y + y - nextY);
  }

  /** So that a point is in the middle, at least so near. */
  centre(x, y, zoom) {
    this.x = bounded(x);
    this.y = bounded(y);
    this.zoom = Math.max(this.zoom, zoom);
  }

  reset() {
    this.x = 0;
    this.y = 0;
    this.zoom = 1;
  }
}

const bounded = (value) => Math.min(1.2, Math.max(-1.2, value));
