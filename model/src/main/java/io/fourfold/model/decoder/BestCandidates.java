package io.fourfold.model.decoder;

/** The highest-scored continuations seen so far, best first; the earlier one wins a tie. */
final class BestCandidates {

    private final int[] rows;
    private final int[] tokens;
    private final double[] scores;
    private int size;

    BestCandidates(int capacity) {
        rows = new int[capacity];
        tokens = new int[capacity];
        scores = new double[capacity];
    }

    boolean accepts(double score) {
        return size < scores.length || score > scores[size - 1];
    }

    void offer(int row, int token, double score) {
        if (!accepts(score)) {
            return;
        }
        if (size < scores.length) {
            size++;
        }
        int at = size - 1;
        for (; at > 0 && score > scores[at - 1]; at--) {
            rows[at] = rows[at - 1];
            tokens[at] = tokens[at - 1];
            scores[at] = scores[at - 1];
        }
        rows[at] = row;
        tokens[at] = token;
        scores[at] = score;
    }

    int size() {
        return size;
    }

    int row(int i) {
        return rows[i];
    }

    int token(int i) {
        return tokens[i];
    }

    double score(int i) {
        return scores[i];
    }
}
