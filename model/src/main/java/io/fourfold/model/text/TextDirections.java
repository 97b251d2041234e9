package io.fourfold.model.text;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Where texts lie among the image embeddings, by all that was trained to tell it: the learned start of an inversion.
 *
 * @param encoder reads words in their order
 * @param bag reads them in any order
 */
public record TextDirections(TextEncoder encoder, WordBag bag) {

    /** Weight of the bag's direction beside the encoder's, chosen on photos held out of training; 0.5 to 1 are about as good. */
    private static final double BAG_WEIGHT = 0.75;

    /**
     * Reads texts.
     *
     * @param sentences tokens of each, at least one
     * @return a direction of length 1 for each, {@code [embedding]}
     */
    public List<float[]> of(List<int[]> sentences) {
        Matrix states = Matrix.zeros(sentences.size(), encoder.words().columns());
        new TextPass(encoder).forward(sentences, states);
        float[][] inOrder = states.toArray();
        List<float[]> directions = new ArrayList<>();
        for (int i = 0; i < inOrder.length; i++) {
            float[] inAnyOrder = Vectors.unit(bag.sum(sentences.get(i)));
            directions.add(Vectors.unitSum(Vectors.unit(inOrder[i]), inAnyOrder, BAG_WEIGHT));
        }
        return directions;
    }
}
