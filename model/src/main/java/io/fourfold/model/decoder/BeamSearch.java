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

    private final Decoder decoder;
    private final Vocabulary vocabulary;
    private final SentenceRules rules;
    private final int width;
    private final int maximumWords;
    private final Queue<BeamBuffers> pool = new ConcurrentLinkedQueue<>();

    /**
     * @param decoder whose weights will not change
     * @param width sentences followed at the same time, and returned
     * @param maximumWords longest sentence
     */
    public BeamSearch(Decoder decoder, Vocabulary vocabulary, int width, int maximumWords) {
        if (width < 1 || maximumWords < 1) {
            throw new IllegalArgumentException("a beam needs at least one sentence of one word");
        }
        this.decoder = decoder.frozen();
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
        BeamBuffers buffers = pool.poll();
        if (buffers == null) {
            buffers = new BeamBuffers(decoder.shape(), width);
        }
        try {
            return captions(search(embedding, buffers));
        } finally {
            pool.add(buffers);
        }
    }

    private List<Hypothesis> search(float[] embedding, BeamBuffers buffers) {
        List<Hypothesis> finished = new ArrayList<>();
        List<Hypothesis> running = List.of(Hypothesis.EMPTY);
        buffers.start(embedding);
        for (int length = 0; length <= maximumWords && !running.isEmpty(); length++) {
            buffers.step(decoder, running.size());
            List<Hypothesis> best = continuations(running, buffers, length);
            List<Hypothesis> next = new ArrayList<>();
            for (int i = 0; i < best.size() && next.size() < width; i++) {
                Hypothesis candidate = best.get(i);
                if (!candidate.ended()) {
                    next.add(candidate);
                } else if (i < width) {
                    finished.add(candidate);
                }
            }
            if (finished.size() >= width && noneBetter(next, finished)) {
                break;
            }
            buffers.proceed(decoder, next);
            running = next;
        }
        return finished;
    }

    /** The best continuations of all sentences, enough to leave a full beam when some of them end. */
    private List<Hypothesis> continuations(List<Hypothesis> running, BeamBuffers buffers, int length) {
        BestCandidates best = new BestCandidates(2 * width);
        float[] scores = buffers.scores();
        for (int row = 0; row < running.size(); row++) {
            Hypothesis hypothesis = running.get(row);
            buffers.logProbabilities(row);
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
                .mapToObj(i -> running.get(best.row(i)).with(best.row(i), best.token(i), best.score(i)))
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
