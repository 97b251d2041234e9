package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.ImageEncoder;

/**
 * The layers before those that are trained.
 *
 * @param views reads what is shown in training
 * @param whole reads photos as they are
 */
record FrozenLayers(ImageEncoder views, ImageEncoder whole) implements AutoCloseable {

    /**
     * @param viewSide width and height of what is shown in training
     * @param wholeSide width and height of photos as they are
     */
    FrozenLayers(BackboneTail tail, int viewSide, int wholeSide) {
        this(new ImageEncoder(tail.before(viewSide)), new ImageEncoder(tail.before(wholeSide)));
    }

    /** Width and height of the largest maps that come out. */
    int mapSide(int channels) {
        return (int) Math.sqrt(Math.max(views.outputSize(), whole.outputSize()) / channels);
    }

    @Override
    public void close() {
        views.close();
        whole.close();
    }
}
