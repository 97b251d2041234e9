package io.fourfold.model.inversion;

import io.fourfold.model.decoder.SentenceLikelihood;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.text.Hubness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Scores photos by their cosine with the inverted query, corrected for how near they are to texts in general, and by how much
 * likelier they make the query than the mean photo does: {@code log p(query | photo) - log p(query | mean)}.
 */
final class Rescoring {

    /** Part of a photo's hubness that is taken off its cosine. Like the next, chosen on photos held out of training. */
    private static final double HUBNESS_WEIGHT = 0.5;
    /** What a natural unit of log-probability is worth as a cosine. */
    private static final double LIKELIHOOD_WEIGHT = 0.025;

    private static final int SAMPLES = 200;

    private final EmbeddingPrior prior;
    private final Hubness hubness;
    private final SentenceLikelihood likelihood;
    /** Ready before the first search, while the rest of the network loads. */
    private final CompletableFuture<Double> meanHubness;

    Rescoring(EmbeddingPrior prior, Hubness hubness, SentenceLikelihood likelihood) {
        this.prior = prior;
        this.hubness = hubness;
        this.likelihood = likelihood;
        this.meanHubness = CompletableFuture.supplyAsync(() -> meanHubness(prior, hubness));
    }

    private static double meanHubness(EmbeddingPrior prior, Hubness hubness) {
        SplittableRandom random = new SplittableRandom(1);
        Matrix samples = Matrix.zeros(SAMPLES, prior.mean().length);
        for (int i = 0; i < SAMPLES; i++) {
            samples.write(i, prior.sample(random));
        }
        return Arrays.stream(hubness.of(Vectors.unitRows(samples))).average().orElseThrow();
    }

    /**
     * Scores photos on the query's scale.
     *
     * @param sentence the query's tokens
     * @param images embeddings, not normalised
     */
    double[] score(InvertedQuery query, int[] sentence, List<float[]> images) {
        Matrix embeddings = Matrix.zeros(images.size() + 1, prior.mean().length);
        List<int[]> sentences = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            embeddings.write(i, images.get(i));
            sentences.add(sentence);
        }
        embeddings.write(images.size(), prior.mean());
        sentences.add(sentence);
        double[] logProbabilities = likelihood.logProbabilities(embeddings, sentences);
        Matrix directions = Vectors.unitRows(embeddings.rows(0, images.size()));
        double[] hubs = hubness.of(directions);
        double[] scores = new double[images.size()];
        float[] direction = new float[directions.columns()];
        for (int i = 0; i < scores.length; i++) {
            directions.read(i, direction);
            double cosine = Vectors.dot(direction, query.embedding());
            double hub = hubs[i] - meanHubness.join();
            double gain = logProbabilities[i] - logProbabilities[images.size()];
            scores[i] = query.scale().score(cosine - HUBNESS_WEIGHT * hub + LIKELIHOOD_WEIGHT * gain);
        }
        return scores;
    }
}
