package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;

/**
 * A layer at work on one thread: it keeps what its backward pass needs. Maps are square; a matrix holds those of several
 * photos, one place a row, photo by photo and row by row: {@code [photos * side * side, channels]}.
 */
interface Layer {

    /**
     * Computes the output, in memory that is overwritten by the next call.
     *
     * @param input kept until {@link #backward}, not changed
     * @param side width and height of the input's maps
     */
    Matrix forward(Matrix input, int side);

    /**
     * Adds the gradients of the layer's weights to those it was made with.
     *
     * @param gradient of the last output; may be overwritten
     * @return gradient of the last input, in memory that is overwritten by the next call
     */
    Matrix backward(Matrix gradient);
}
