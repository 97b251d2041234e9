/**
 * The application that describes uploaded photos. What becomes of a photo is listed in
 * {@link io.fourfold.topology.images.PhotoOutputs}.
 */
package io.fourfold.topology.images;
