/** Text search: the image embedding from which the decoder would say a text, by gradients on the embedding. */
package io.fourfold.model.inversion;
