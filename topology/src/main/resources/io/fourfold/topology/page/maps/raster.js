// Draws points into an image, pixel by pixel: a hundred thousand in a few milliseconds, also where there is no GPU.

/** Points of one kind are drawn above those of the kinds before. */
export const KINDS = { dim: 0, plain: 1, fresh: 2, marked: 3 };

export class Raster {
  #image = null;
  #pixels = null;

  /**
   * @param context of the canvas that is drawn on, width and height in its pixels
   * @param points {xs, ys}
   * @param groups numbers of the points by kind
   * @param toPixels {scale, left, top}: pixel = place * scale + left, or top
   * @param radii in pixels by kind
   * @param colours in the order of the kinds, as [red, green, blue], and the colour of the rim
   */
  draw(context, width, height, points, groups, { scale, left, top }, radii, colours, rim) {
    if (this.#image?.width !== width || this.#image?.height !== height) {
      this.#image = context.createImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    }
    this.#pixels.fill(0);
    const { xs, ys } = points;
    for (let kind = 0; kind < groups.length; kind++) {
      const spans = disc(radii[kind]);
      const around = radii[kind] >= 3 ? disc(radii[kind] + 1) : null;
      const reach = Math.ceil(radii[kind]) + 1;
      const colour = packed(colours[kind]);
      const edge = packed(rim);
      for (const i of groups[kind]) {
        const x = (xs[i] * scale + left + 0.5) | 0;
        const y = (ys[i] * scale + top + 0.5) | 0;
        if (x < reach || y < reach || x >= width - reach || y >= height - reach) {
          continue;
        }
        if (around) {
          this.#stamp(around, x, y, width, edge);
        }
        this.#stamp(spans, x, y, width, colour);
      }
    }
    context.putImageData(this.#image, 0, 0);
  }

  #stamp(spans, x, y, width, colour) {
    const pixels = this.#pixels;
    const half = (spans.length - 1) / 2;
    for (let row = 0; row < spans.length; row++) {
      const start = (y + row - half) * width + x - spans[row];
      const end = start + 2 * spans[row];
      for (let i = start; i <= end; i++) {
        pixels[i] = colour;
      }
    }
  }
}

/** So much more makes small discs round, not pointed. */
const ROUND = 0.4;
const discs = new Map();

/** Half the width of each row of a disc. */
function disc(radius) {
  const key = Math.round(radius * 2);
  let spans = discs.get(key);
  if (!spans) {
    const rounded = key / 2;
    const half = Math.floor(rounded);
    spans = Array.from({ length: 2 * half + 1 }, (_, row) => Math.floor(Math.sqrt((rounded + ROUND) ** 2 - (row - half) ** 2)));
    discs.set(key, spans);
  }
  return spans;
}

/** As processors of today read it: the lowest byte is red. */
const packed = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
