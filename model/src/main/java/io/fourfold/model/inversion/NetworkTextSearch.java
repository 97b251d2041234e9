package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.SentenceLikelihood;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.inversion.DecoderInversion.Descent;
import io.fourfold.model.inversion.InversionOptions.Start;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeanings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Text search by a trained network. */
public final class NetworkTextSearch implements TextSearch {

    /** Descents in one pass: enough to keep BLAS busy, few enough to keep a pass's buffers at tens of megabytes. */
    private static final int DESCENTS_PER_PASS = 48;

    private final Vocabulary vocabulary;
    private final WordMeanings meanings;
    private final TextDirections directions;
    private final EmbeddingPrior prior;
    private final Rescoring rescoring;
    private final Decoder decoder;
    private final Queue<SentencePass> passes = new ConcurrentLinkedQueue<>();

    /**
     * @param meanings of words outside the vocabulary
     * @param directions trained with the decoder
     * @param prior of the embeddings that the decoder was trained with
     * @param hubness of those embeddings
     */
    public NetworkTextSearch(
            Decoder decoder,
            Vocabulary vocabulary,
            WordMeanings meanings,
            TextDirections directions,
            EmbeddingPrior prior,
            Hubness hubness) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.meanings = meanings;
        this.directions = directions;
        this.prior = prior;
        this.rescoring = new Rescoring(prior, hubness, new SentenceLikelihood(decoder, Vocabulary.END));
    }

    @Override
    public Query understand(String text) {
        return Query.of(text, vocabulary, meanings);
    }

    @Override
    public List<InvertedQuery> invert(List<Query> queries, InversionOptions options) {
        List<InvertedQuery> inverted = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(options.seed());
        int queriesPerPass = Math.max(1, DESCENTS_PER_PASS / options.restarts());
        for (int from = 0; from < queries.size(); from += queriesPerPass) {
            List<Query> part = queries.subList(from, Math.min(queries.size(), from + queriesPerPass));
            inverted.addAll(withPass(pass -> invert(part, options, random, pass)));
        }
        return inverted;
    }

    @Override
    public double[] rescore(InvertedQuery query, List<float[]> images) {
        if (images.isEmpty()) {
            return new double[0];
        }
        return rescoring.score(query, query.query().tokens(vocabulary), images);
    }

    private List<InvertedQuery> invert(
            List<Query> queries, InversionOptions options, SplittableRandom random, SentencePass pass) {
        List<int[]> sentences =
                queries.stream().map(query -> query.tokens(vocabulary)).toList();
        List<float[]> starts = new ArrayList<>();
        List<int[]> descending = new ArrayList<>();
        List<float[]> learned = options.start() == Start.LEARNED
                ? directions.of(queries.stream().map(Query::meanings).toList(), vocabulary)
                : List.of();
        for (int i = 0; i < sentences.size(); i++) {
            for (int restart = 0; restart < options.restarts(); restart++) {
                descending.add(sentences.get(i));
                starts.add(
                        switch (options.start()) {
                            case LEARNED -> learnedStart(learned.get(i), options.startLength());
                            case MEAN -> prior.mean();
                            case RANDOM -> Vectors.gaussian(prior.mean().length, random);
                        });
            }
        }
        List<Descent> descents = new DecoderInversion(pass, prior).descend(descending, starts, options);
        List<InvertedQuery> inverted = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Descent best = best(descents.subList(i * options.restarts(), (i + 1) * options.restarts()));
            float[] direction = Vectors.unit(best.embedding());
            if (options.start() == Start.LEARNED) {
                direction = best.steps() == 0
                        ? learned.get(i)
                        : Vectors.unitSum(direction, learned.get(i), options.startWeight());
            }
            inverted.add(new InvertedQuery(
                    queries.get(i), direction, best.steps(), best.startLoss(), best.loss(), prior.scale(direction)));
        }
        return inverted;
    }

    private float[] learnedStart(float[] direction, double length) {
        float[] start = prior.mean().clone();
        for (int i = 0; i < start.length; i++) {
            start[i] += (float) length * direction[i];
        }
        return start;
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

    private <T> T withPass(Function<SentencePass, T> work) {
        SentencePass pass = passes.poll();
        if (pass == null) {
            pass = new SentencePass(decoder, Vocabulary.END);
        }
        try {
            return work.apply(pass);
        } finally {
            passes.add(pass);
        }
    }
}
