package io.fourfold.model.decoder;

import java.util.List;

/** How likely a network finds given captions; the other half of its quality, beside what it says itself. */
@FunctionalInterface
public interface CaptionLikelihood {

    /**
     * Sums over captions of one photo.
     *
     * @param embedding the photo's embedding
     * @param captions texts, as people wrote them
     */
    TokenLoss of(float[] embedding, List<String> captions);

    /**
     * Part of a cross-entropy.
     *
     * @param negativeLogLikelihood natural log, summed over the tokens
     * @param tokens how many, each caption's end included
     */
    record TokenLoss(double negativeLogLikelihood, long tokens) {

        public static final TokenLoss NONE = new TokenLoss(0, 0);

        /** Both parts together. */
        public TokenLoss plus(TokenLoss other) {
            return new TokenLoss(negativeLogLikelihood + other.negativeLogLikelihood, tokens + other.tokens);
        }
    }
}
