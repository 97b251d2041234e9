package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneTail.Kind;
import io.fourfold.model.encoder.BackboneTail.Step;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The trainable part of a backbone at work on one thread: from its input maps to pooled features, and back. */
final class TailPass {

    private static final float RELU6 = 6;

    private final List<Step> steps;
    /** One for each step; none for a sum, which is made in the memory of the layer before it. */
    private final List<Layer> layers = new ArrayList<>();

    /**
     * @param gradients of the same shapes as the weights, added to by {@link #backward}
     * @param photos in one pass, at most
     * @param side width and height of the input maps, at most
     */
    TailPass(TailWeights weights, Parameters gradients, int photos, int side) {
        this.steps = weights.steps();
        int rows = photos * side * side;
        for (Step step : steps) {
            layers.add(layer(step, weights, gradients, photos, rows));
            rows /= step.stride() * step.stride();
        }
    }

    private static Layer layer(Step step, TailWeights weights, Parameters gradients, int photos, int rows) {
        return switch (step.kind()) {
            case POINTWISE -> new Pointwise(weights.parameters(), gradients, step.name(), rows);
            case DEPTHWISE -> new Depthwise(weights.parameters(), gradients, step.name(), step.stride(), rows);
            case RELU -> new Relu(Float.POSITIVE_INFINITY);
            case RELU6 -> new Relu(RELU6);
            case SUM -> null;
            case MEAN -> new MeanPool(photos, rows, weights.featureSize());
        };
    }

    /**
     * Computes pooled features.
     *
     * @param maps {@code [photos * side * side, channels]}
     * @return {@code [photos, features]}, overwritten by the next call
     */
    Matrix forward(Matrix maps, int side) {
        List<Matrix> computed = new ArrayList<>(List.of(maps));
        int mapSide = side;
        for (int i = 0; i < layers.size(); i++) {
            Matrix map = computed.get(i);
            if (steps.get(i).kind() == Kind.SUM) {
                Blas.add(computed.get(steps.get(i).summand()), map);
                computed.add(map);
            } else {
                computed.add(layers.get(i).forward(map, mapSide));
                mapSide /= steps.get(i).stride();
            }
        }
        return computed.get(layers.size());
    }

    /** Adds the gradients of all weights, from those of the last features. */
    void backward(Matrix featureGradients) {
        Matrix[] ofSummands = new Matrix[layers.size()];
        Matrix gradient = featureGradients;
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (steps.get(i).kind() == Kind.SUM) {
                ofSummands[steps.get(i).summand()] = gradient;
            } else {
                gradient = layers.get(i).backward(gradient);
            }
            if (ofSummands[i] != null) {
                Blas.add(ofSummands[i], gradient);
            }
        }
    }
}
