package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.List;

/**
 * How likely the decoder finds people's captions; words that are not in the vocabulary count as the unknown token. Safe for
 * concurrent callers; each call runs on its caller's thread.
 */
public final class NetworkLikelihood implements CaptionLikelihood {

    private final SentenceLikelihood likelihood;
    private final Vocabulary vocabulary;

    /** @param decoder whose weights will not change */
    public NetworkLikelihood(Decoder decoder, Vocabulary vocabulary) {
        this.likelihood = new SentenceLikelihood(decoder, Vocabulary.END);
        this.vocabulary = vocabulary;
    }

    @Override
    public TokenLoss of(float[] embedding, List<String> captions) {
        TokenLoss sum = TokenLoss.NONE;
        double[] logProbabilities = logProbabilities(embedding, captions);
        for (int i = 0; i < logProbabilities.length; i++) {
            int words = vocabulary.tokens(captions.get(i)).length;
            sum = sum.plus(new TokenLoss(-logProbabilities[i], words + 1));
        }
        return sum;
    }

    /**
     * Natural logarithm of each caption's probability, end token included.
     *
     * @param embedding the photo's embedding, {@code [embedding]}
     * @return {@code [captions]}
     */
    public double[] logProbabilities(float[] embedding, List<String> captions) {
        if (captions.isEmpty()) {
            return new double[0];
        }
        List<int[]> sentences = captions.stream().map(vocabulary::tokens).toList();
        Matrix embeddings = Matrix.zeros(sentences.size(), embedding.length);
        embeddings.fillRows(Matrix.row(embedding));
        return likelihood.logProbabilities(embeddings, sentences);
    }
}
