package io.fourfold.model;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.words.Vocabulary;

/**
 * The parts of a network that a bundle consists of.
 *
 * @param encoder ONNX model from photo to image embedding
 * @param directions from text to the direction of the image embeddings it describes
 * @param prior where the image embeddings of the training photos lie
 * @param hubness how near photos are to texts in general
 */
public record BundleContents(
        byte[] encoder,
        DecoderWeights decoder,
        Vocabulary vocabulary,
        TextDirections directions,
        EmbeddingPrior prior,
        Hubness hubness) {}
