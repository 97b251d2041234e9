package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.decoder.TextEncoder;
import io.fourfold.model.decoder.TextPass;
import io.fourfold.model.inversion.DecoderInversion.Descent;
import io.fourfold.model.inversion.InversionOptions.Start;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Text search by a trained network. */
public final class NetworkTextSearch implements TextSearch {

    private static final double HUBNESS_WEIGHT = 0.5;

    private final Decoder decoder;
    private final Vocabulary vocabulary;
    private final TextEncoder textEncoder;
    private final EmbeddingPrior prior;
    private final Hubness hubness;
    private final DescentSpace whitened;
    private final DescentSpace plain;

    /** @param prior of the embeddings that the decoder was trained with */
    public NetworkTextSearch(
            Decoder decoder, Vocabulary vocabulary, TextEncoder textEncoder, EmbeddingPrior prior, Hubness hubness) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.textEncoder = textEncoder;
        this.prior = prior;
        this.hubness = hubness;
        this.whitened = DescentSpace.whitened(prior.covariance());
        this.plain = DescentSpace.plain(prior.mean().length);
    }

    @Override
    public Query understand(String text) {
        return Query.of(text, vocabulary);
    }

    @Override
    public List<InvertedQuery> invert(List<Query> queries, InversionOptions options) {
        if (queries.isEmpty()) {
            return List.of();
        }
        List<int[]> sentences =
                queries.stream().map(query -> query.tokens(vocabulary)).toList();
        List<float[]> starts = starts(sentences, options);
        List<int[]> descending = new ArrayList<>();
        sentences.forEach(sentence -> {
            for (int i = 0; i < options.restarts(); i++) {
                descending.add(sentence);
            }
        });
        List<Descent> descents = new DecoderInversion(decoder)
                .descend(descending, starts, options.priorWeight() > 0 ? whitened : plain, options);
        List<InvertedQuery> inverted = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Descent best = best(descents.subList(i * options.restarts(), (i + 1) * options.restarts()));
            float[] direction = Direction.of(best.embedding());
            inverted.add(new InvertedQuery(
                    queries.get(i), direction, best.steps(), best.startLoss(), best.loss(), prior.scale(direction)));
        }
        return inverted;
    }

    @Override
    public double[] rescore(InvertedQuery query, List<float[]> images) {
        if (images.isEmpty()) {
            return new double[0];
        }
        int[] sentence = query.query().tokens(vocabulary);
        Matrix embeddings = Matrix.zeros(images.size() + 1, prior.mean().length);
        List<int[]> sentences = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            embeddings.write(i, images.get(i));
            sentences.add(sentence);
        }
        embeddings.write(images.size(), prior.mean());
        sentences.add(sentence);
        double[] logProbabilities = new SentencePass(decoder, Vocabulary.END).forward(embeddings, sentences);
        double[] scores = new double[images.size()];
        for (int i = 0; i < scores.length; i++) {
            double gain = (logProbabilities[i] - logProbabilities[images.size()]) / (sentence.length + 1);
            float[] image = Direction.of(images.get(i));
            double cosine = Direction.dot(image, query.embedding()) - HUBNESS_WEIGHT * hubness.of(image);
            scores[i] = query.scale().score(cosine) + gain;
        }
        return scores;
    }

    private List<float[]> starts(List<int[]> sentences, InversionOptions options) {
        if (options.start() == Start.LEARNED) {
            return learned(sentences);
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        List<float[]> starts = new ArrayList<>();
        for (int i = 0; i < sentences.size() * options.restarts(); i++) {
            float[] start = prior.mean().clone();
            if (options.start() == Start.RANDOM) {
                for (int k = 0; k < start.length; k++) {
                    start[k] = (float) random.nextGaussian();
                }
            }
            starts.add(start);
        }
        return starts;
    }

    private List<float[]> learned(List<int[]> sentences) {
        Matrix states = Matrix.zeros(sentences.size(), prior.mean().length);
        new TextPass(textEncoder).forward(sentences, states);
        float length = (float) prior.length();
        List<float[]> starts = new ArrayList<>();
        for (float[] state : states.toArray()) {
            float[] start = Direction.of(state);
            for (int i = 0; i < start.length; i++) {
                start[i] *= length;
            }
            starts.add(start);
        }
        return starts;
    }

    private static Descent best(List<Descent> descents) {
        Descent best = descents.get(0);
        for (Descent descent : descents) {
            if (descent.loss() < best.loss()) {
                best = descent;
            }
        }
        return best;
    }
}
