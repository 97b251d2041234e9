import { html, nothing } from "../vendor/lit.js";
import { href } from "../router.js";
import { confidence, readable } from "../data/text.js";
import "./photo-image.js";

/**
 * A photo with its caption, as a link to its view.
 *
 * @param photo {imageId, caption, confidence, fileName, badge, badgeKind, fresh, params}; {named} if its caption is its name
 * @param index its place, for the arrow keys
 */
export const tile = (photo, index, current) => html`
  <a class="tile ${photo.fresh ? "fresh" : ""}" href=${photo.href ?? href("photo", photo.imageId, photo.params)}
    data-index=${index} tabindex=${current ? 0 : -1}>
    <span class="tile-picture">
      <photo-image .imageId=${photo.imageId} .text=${""}></photo-image>
      ${photo.badge ? html`<span class="badge ${photo.badgeKind ?? ""}">${photo.badge}</span>` : nothing}
    </span>
    <span class="tile-text">
      <span class="tile-caption ${photo.confidence >= 0 && photo.confidence < 0.3 ? "doubtful" : ""}"
        >${photo.caption ?? "No caption yet"}</span
      >
      ${photo.named
        ? nothing
        : html`<span class="tile-note">
            <span>${photo.caption == null ? "" : confidence(photo.confidence)}</span>
            <span class="tile-name">${photo.fileName ?? readable(photo.imageId)}</span>
          </span>`}
    </span>
  </a>
`;
