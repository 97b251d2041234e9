/** Files of a data set of captioned photos, in the form of Flickr8k, and which photos are held out. */
package io.fourfold.model.dataset;
