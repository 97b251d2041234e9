package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.words.Vocabulary;

/**
 * What a training learned.
 *
 * @param decoder weights of the best epoch
 * @param projection from the backbone's feature to the image embedding
 * @param vocabulary words that the decoder knows
 * @param textEncoder from text to image embedding
 * @param heldOut score of the best epoch
 */
public record TrainingResult(
        DecoderWeights decoder,
        AffineMap projection,
        Vocabulary vocabulary,
        TextEncoder textEncoder,
        HeldOutScore heldOut) {}
