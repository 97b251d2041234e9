package io.fourfold.model.decoder;

import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the sentences that the decoder finds most probable per word, within {@link SentenceRules}. Safe for concurrent callers;
 * each search runs on its caller's thread.
 */
public final class BeamSearch {

    /** Images described at once: enough to keep SIMD busy, few enough for their rows to stay in the cache. */
    private static final int TOGETHER = 8;

    private final Decoder decoder;
    private final Vocabulary vocabulary;
    private final SentenceRules rules;
    private final int width;
    private final int maximumWords;
    private final WordGates words;
    private final Queue<BeamBuffers> single = new ConcurrentLinkedQueue<>();
    private final Queue<BeamBuffers> several = new ConcurrentLinkedQueue<>();

    /**
     * @param decoder whose weights will not change
     * @param width sentences followed at the same time, and returned
     * @param maximumWords longest sentence
     */
    public BeamSearch(Decoder decoder, Vocabulary vocabulary, int width, int maximumWords) {
        this(vocabulary, width, maximumWords, decoder.frozen());
    }

    /** @param decoder is used as it is */
    BeamSearch(Vocabulary vocabulary, int width, int maximumWords, Decoder decoder) {
        if (width < 1 || maximumWords < 1) {
            throw new IllegalArgumentException("a beam needs at least one sentence of one word");
        }
        this.decoder = decoder;
        this.words = new WordGates(decoder);
        this.vocabulary = vocabulary;
        this.rules = new SentenceRules(vocabulary);
        this.width = width;
        this.maximumWords = maximumWords;
    }

    /**
     * Describes an image.
     *
     * @param embedding image embedding, {@code [embedding]}
     * @return best first by log-probability per token, the end counted as one; at most as many as the beam is wide, never empty
     */
    public List<Caption> search(float[] embedding) {
        return search(List.of(embedding)).get(0);
    }

    /** Describes images as one by one, in less time: each of the decoder's steps is made for several at once. */
    public List<List<Caption>> search(List<float[]> embeddings) {
        List<List<Caption>> captions = new ArrayList<>();
        for (int from = 0; from < embeddings.size(); from += TOGETHER) {
            captions.addAll(searchTogether(embeddings.subList(from, Math.min(embeddings.size(), from + TOGETHER))));
        }
        return captions;
    }

    private List<List<Caption>> searchTogether(List<float[]> embeddings) {
        Queue<BeamBuffers> pool = embeddings.size() == 1 ? single : several;
        BeamBuffers buffers = pool.poll();
        if (buffers == null) {
            buffers = new BeamBuffers(decoder.shape(), embeddings.size() == 1 ? width : TOGETHER * width);
        }
        try {
            return search(embeddings, buffers);
        } finally {
            pool.add(buffers);
        }
    }

    /** Beams that have not ended lie one after the other, each a row for each of its sentences. */
    private List<List<Caption>> search(List<float[]> embeddings, BeamBuffers buffers) {
        List<Beam> beams = embeddings.stream().map(embedding -> new Beam()).toList();
        List<Beam> open = beams;
        buffers.start(decoder, embeddings);
        for (int length = 0; length <= maximumWords && !open.isEmpty(); length++) {
            buffers.step(
                    decoder, open.stream().mapToInt(beam -> beam.running.size()).sum());
            List<Beam> still = new ArrayList<>();
            List<Hypothesis> next = new ArrayList<>();
            int row = 0;
            for (Beam beam : open) {
                int rows = beam.running.size();
                beam.grow(buffers, row, length);
                row += rows;
                if (!beam.running.isEmpty()) {
                    still.add(beam);
                    next.addAll(beam.running);
                }
            }
            buffers.proceed(words, next);
            open = still;
        }
        return beams.stream().map(beam -> captions(beam.finished)).toList();
    }

    /** The sentences about one image. */
    private final class Beam {

        private final List<Hypothesis> finished = new ArrayList<>();
        private List<Hypothesis> running = List.of(Hypothesis.EMPTY);

        /** @param firstRow of its rows; none is running afterwards if it has ended */
        void grow(BeamBuffers buffers, int firstRow, int length) {
            List<Hypothesis> best = continuations(running, buffers, firstRow, length);
            List<Hypothesis> next = new ArrayList<>();
            for (int i = 0; i < best.size() && next.size() < width; i++) {
                Hypothesis candidate = best.get(i);
                if (!candidate.ended()) {
                    next.add(candidate);
                } else if (i < width) {
                    finished.add(candidate);
                }
            }
            running = finished.size() >= width && noneBetter(next, finished) ? List.of() : next;
        }
    }

    /** The best continuations of all sentences, enough to leave a full beam when some of them end. */
    private List<Hypothesis> continuations(List<Hypothesis> running, BeamBuffers buffers, int firstRow, int length) {
        BestCandidates best = new BestCandidates(2 * width);
        float[] scores = buffers.scores();
        for (int i = 0; i < running.size(); i++) {
            int row = firstRow + i;
            Hypothesis hypothesis = running.get(i);
            buffers.logProbabilities(decoder, row);
            if (rules.mayEnd(hypothesis.words())) {
                best.offer(row, Vocabulary.END, hypothesis.logProbability() + scores[Vocabulary.END]);
            }
            for (int token = Vocabulary.FIRST_WORD; token < scores.length && length < maximumWords; token++) {
                double score = hypothesis.logProbability() + scores[token];
                if (best.accepts(score) && allowed(hypothesis, token, length)) {
                    best.offer(row, token, score);
                }
            }
        }
        return IntStream.range(0, best.size())
                .mapToObj(i -> running.get(best.row(i) - firstRow).with(best.row(i), best.token(i), best.score(i)))
                .toList();
    }

    private boolean allowed(Hypothesis hypothesis, int token, int length) {
        return rules.mayFollow(hypothesis.words(), token)
                && (length < maximumWords - 1 || rules.mayBeLast(hypothesis.lastWord(), token));
    }

    private static boolean noneBetter(List<Hypothesis> running, List<Hypothesis> finished) {
        double best = finished.stream().mapToDouble(Hypothesis::score).max().orElseThrow();
        return running.stream().allMatch(hypothesis -> hypothesis.score() <= best);
    }

    private List<Caption> captions(List<Hypothesis> finished) {
        if (finished.isEmpty()) {
            throw new IllegalStateException("no sentence of at most " + maximumWords + " words keeps the rules");
        }
        return finished.stream()
                .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                .limit(width)
                .map(hypothesis -> new Caption(text(hypothesis.words()), hypothesis.logProbability()))
                .toList();
    }

    private String text(int[] words) {
        return IntStream.of(words).mapToObj(vocabulary::word).collect(Collectors.joining(" "));
    }
}
