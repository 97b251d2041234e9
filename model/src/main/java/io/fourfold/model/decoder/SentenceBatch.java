package io.fourfold.model.decoder;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences of different lengths packed step after step without padding: the longest first, so that the rows still running at a
 * step are always the first ones. Each sentence of n words has n + 1 steps: the image embedding, then its words, predict its
 * words, then the end.
 */
public final class SentenceBatch {

    private final int[] order;
    private final int[] rowsAtStep;
    private final int[] firstRow;
    private final int[] inputs;
    private final int[] targets;

    /** @param sentences tokens of each sentence without the end token */
    public SentenceBatch(List<int[]> sentences, int endToken) {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one sentence");
        }
        order = IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -sentences.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        int steps = sentences.get(order[0]).length + 1;
        rowsAtStep = new int[steps];
        firstRow = new int[steps + 1];
        for (int step = 0; step < steps; step++) {
            int minimum = step;
            rowsAtStep[step] =
                    (int) sentences.stream().filter(s -> s.length >= minimum).count();
            firstRow[step + 1] = firstRow[step] + rowsAtStep[step];
        }
        inputs = new int[totalRows()];
        targets = new int[totalRows()];
        for (int step = 0; step < steps; step++) {
            for (int row = 0; row < rowsAtStep[step]; row++) {
                int[] sentence = sentences.get(order[row]);
                inputs[firstRow[step] + row] = step == 0 ? -1 : sentence[step - 1];
                targets[firstRow[step] + row] = step == sentence.length ? endToken : sentence[step];
            }
        }
    }

    public int sentences() {
        return order.length;
    }

    public int steps() {
        return rowsAtStep.length;
    }

    /** Rows of all steps together: predicted tokens, end tokens included. */
    public int totalRows() {
        return firstRow[firstRow.length - 1];
    }

    public int rowsAt(int step) {
        return rowsAtStep[step];
    }

    public int firstRow(int step) {
        return firstRow[step];
    }

    /** Which of the given sentences runs in a row of a step. */
    public int sentenceOf(int rowInStep) {
        return order[rowInStep];
    }

    /** Token read in a packed row; -1 where it is the image embedding. */
    public int input(int packedRow) {
        return inputs[packedRow];
    }

    /** Token to be predicted in a packed row. */
    public int target(int packedRow) {
        return targets[packedRow];
    }
}
