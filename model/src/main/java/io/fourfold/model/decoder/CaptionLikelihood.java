package io.fourfold.model.decoder;

import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Scores people's captions by the network. Safe for concurrent callers; each call runs on its caller's thread. */
public final class CaptionLikelihood {

    private final Decoder decoder;
    private final Vocabulary vocabulary;
    private final Queue<SentencePass> pool = new ConcurrentLinkedQueue<>();

    public CaptionLikelihood(Decoder decoder, Vocabulary vocabulary) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
    }

    /**
     * Scores captions of one image; words that are not in the vocabulary count as the unknown token.
     *
     * @param embedding image embedding, {@code [embedding]}
     * @param captions at least one
     * @return one for each caption, in their order
     */
    public List<Likelihood> of(float[] embedding, List<String> captions) {
        List<int[]> sentences = captions.stream().map(vocabulary::tokens).toList();
        Matrix embeddings = Matrix.zeros(sentences.size(), embedding.length);
        embeddings.fillRows(Matrix.row(embedding));
        double[] logProbabilities = run(embeddings, sentences);
        List<Likelihood> result = new ArrayList<>();
        for (int i = 0; i < logProbabilities.length; i++) {
            result.add(new Likelihood(logProbabilities[i], sentences.get(i).length + 1));
        }
        return result;
    }

    private double[] run(Matrix embeddings, List<int[]> sentences) {
        SentencePass pass = pool.poll();
        if (pass == null) {
            pass = new SentencePass(decoder, Vocabulary.END);
        }
        try {
            return pass.forward(embeddings, sentences);
        } finally {
            pool.add(pass);
        }
    }
}
