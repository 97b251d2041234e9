/**
 * Text search: finds the image embedding from which the decoder would say a text, by gradients on the
 * embedding with the weights fixed.
 */
package io.fourfold.model.inversion;
