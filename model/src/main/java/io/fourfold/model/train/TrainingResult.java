package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.decoder.TextEncoder;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.inversion.Hubness;
import io.fourfold.model.words.Vocabulary;

/**
 * What a training learned.
 *
 * @param decoder weights of the best epoch
 * @param projection from the backbone's feature to the image embedding
 * @param vocabulary words that the decoder knows
 * @param textEncoder from text to image embedding
 * @param prior of the image embeddings of the photos learned from
 * @param hubness with captions of the photos learned from
 * @param heldOut score of the best epoch
 */
public record TrainingResult(
        DecoderWeights decoder,
        AffineMap projection,
        Vocabulary vocabulary,
        TextEncoder textEncoder,
        EmbeddingPrior prior,
        Hubness hubness,
        HeldOutScore heldOut) {}
