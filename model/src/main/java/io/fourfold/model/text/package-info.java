/**
 * From a text to the direction of the image embeddings that it describes: a recurrent encoder, a bag of words,
 * and how near photos are to texts in general.
 */
package io.fourfold.model.text;
