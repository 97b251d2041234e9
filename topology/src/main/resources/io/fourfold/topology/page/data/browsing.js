// The list that the photo on view was chosen from: arrow keys go on in it.

let ids = [];

export function browse(photos) {
  ids = photos.map((photo) => photo.imageId);
}

/** The photo so many places further, or undefined. */
export function beside(imageId, step) {
  const place = ids.indexOf(imageId);
  return place < 0 ? undefined : ids[place + step];
}

export function position(imageId) {
  const place = ids.indexOf(imageId);
  return place < 0 ? null : { place: place + 1, all: ids.length };
}
