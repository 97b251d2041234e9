package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.function.Supplier;

/** Runs the backbone over one share of each batch, on one thread. */
final class TailWorker {

    private final TailPass pass;
    private final TailPass before;
    private final Parameters gradients;
    private final Matrix maps;
    private final int channels;
    private final int index;
    private final int workers;
    private int places;

    /**
     * @param before the weights before training
     * @param photos in a batch, at most
     * @param side width and height of the maps, at most
     * @param index of this worker among all {@code workers}
     */
    TailWorker(TailWeights weights, TailWeights before, int photos, int side, int index, int workers) {
        int share = (photos + workers - 1) / workers;
        this.gradients = weights.parameters().zerosLike();
        this.pass = new TailPass(weights, gradients, share, side);
        this.before = new TailPass(before, gradients, share, side);
        this.channels = weights.inputChannels();
        this.maps = Matrix.zeros(share * side * side, channels);
        this.index = index;
        this.workers = workers;
    }

    Parameters gradients() {
        return gradients;
    }

    /**
     * Computes the features of this share of the batch.
     *
     * @param frozen the layers before the trainable part
     * @param batch make the photos' pixels, as {@code frozen} reads them
     * @param features this share's rows of it are overwritten, {@code [batch, features]}
     */
    void forward(ImageEncoder frozen, List<Supplier<float[]>> batch, Matrix features) {
        int from = from(batch.size(), index);
        int count = from(batch.size(), index + 1) - from;
        for (int i = 0; i < count; i++) {
            float[] map = frozen.encode(batch.get(from + i).get());
            maps.buffer().put(i * map.length, map);
        }
        places = frozen.outputSize() / channels;
        features.rows(from, count).copyRows(forward(pass, count));
    }

    /** Computes what the features of this share of the last batch were before training. */
    void remember(Matrix features) {
        int from = from(features.rows(), index);
        int count = from(features.rows(), index + 1) - from;
        features.rows(from, count).copyRows(forward(before, count));
    }

    private Matrix forward(TailPass tail, int count) {
        return tail.forward(maps.rows(0, count * places), (int) Math.sqrt(places));
    }

    /** Computes the gradients of this share of the last batch. */
    void backward(Matrix featureGradients) {
        gradients.flat().clear();
        int from = from(featureGradients.rows(), index);
        pass.backward(featureGradients.rows(from, from(featureGradients.rows(), index + 1) - from));
    }

    private int from(int photos, int worker) {
        return photos * worker / workers;
    }
}
