// Where pictures of photos are to be had.
import { part } from "./api.js";

let template = "v1/images/{id}/thumbnail";
const local = new Map();

/** Where pictures come from, as the server is set; asked once, when the page opens. */
export async function learnPictures() {
  try {
    // Ours lie beside the page, wherever that is.
    template = (await (await fetch("page/settings.json")).json()).pictures?.replace(/^\/(?=v1\/)/, "") ?? null;
  } catch {
    // The server is away: what is usual will do.
  }
}

/** Address of a photo's picture, or null where there are none. What this page has uploaded itself, it shows at once. */
export function picture(imageId) {
  return local.get(imageId) ?? (template ? template.replace("{id}", part(imageId)) : null);
}

/** Shows a file of this page's own for a photo, until the server has a picture of it. */
export function showLocally(imageId, url) {
  local.set(imageId, url);
}

export function forgetLocally(imageId) {
  local.delete(imageId);
}
