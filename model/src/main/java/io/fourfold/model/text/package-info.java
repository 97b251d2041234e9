/** From a text to the direction of the image embeddings that it describes. */
package io.fourfold.model.text;
