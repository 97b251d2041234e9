package io.fourfold.model.train;

import io.fourfold.model.metrics.CaptionScores;
import java.util.Locale;

/**
 * How well a network describes photos that it did not learn from.
 *
 * @param photos number of them
 * @param crossEntropy mean negative log-probability of a token of people's captions
 * @param captions scores of the network's own captions
 */
public record HeldOutScore(int photos, double crossEntropy, CaptionScores captions) {

    boolean betterThan(HeldOutScore other) {
        return captions.ciderD() > other.captions.ciderD();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "cross-entropy %.3f, BLEU-1 %.1f, BLEU-4 %.1f, CIDEr-D %.3f, %d of %d captions distinct",
                crossEntropy,
                captions.bleu1(),
                captions.bleu4(),
                captions.ciderD(),
                captions.distinctCaptions(),
                captions.captions());
    }
}
