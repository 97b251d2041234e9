package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The trainable part of a backbone at work on one thread: from cached maps to pooled features, and back. */
final class TailPass {

    private final List<Layer> bottlenecks = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private final Pointwise expand;
    private final Layer relu = new Relu6();
    private final Layer pool;

    /**
     * @param gradients of the same shapes as the weights, added to by {@link #backward}
     * @param photos in one pass, at most
     */
    TailPass(TailWeights weights, Parameters gradients, int photos) {
        int side = BackboneParts.inputSide(weights.first());
        for (int i = weights.first(); i < weights.last(); i++) {
            int stride = BackboneParts.stride(i);
            bottlenecks.add(new Bottleneck(
                    weights.parameters(), gradients, BackboneParts.scope(i), stride, photos * side * side));
            strides.add(stride);
            side /= stride;
        }
        int rows = photos * side * side;
        this.expand =
                new Pointwise(weights.parameters(), gradients, BackboneParts.scope(weights.last()) + "/expand", rows);
        this.pool = new MeanPool(photos, rows, weights.featureSize());
    }

    /**
     * Computes pooled features.
     *
     * @param maps {@code [photos * side * side, channels]}
     * @return {@code [photos, features]}, overwritten by the next call
     */
    Matrix forward(Matrix maps, int side) {
        Matrix map = maps;
        int mapSide = side;
        for (int i = 0; i < bottlenecks.size(); i++) {
            map = bottlenecks.get(i).forward(map, mapSide);
            mapSide /= strides.get(i);
        }
        return pool.forward(relu.forward(expand.forward(map, mapSide), mapSide), mapSide);
    }

    /** Adds the gradients of all weights, from those of the last features. */
    void backward(Matrix featureGradients) {
        Matrix gradient = expand.backward(relu.backward(pool.backward(featureGradients)));
        for (int i = bottlenecks.size() - 1; i >= 0; i--) {
            gradient = bottlenecks.get(i).backward(gradient);
        }
    }
}
