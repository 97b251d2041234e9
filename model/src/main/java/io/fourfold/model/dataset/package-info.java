/**
 * Files of a data set of captioned photos, in the form of Flickr8k: captions and splits.
 * Knows no network.
 */
package io.fourfold.model.dataset;
