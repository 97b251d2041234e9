package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.function.Supplier;

/** Runs the backbone over one share of each batch, on one thread. */
final class TailWorker {

    /** Looks at what the backbone is shown. */
    @FunctionalInterface
    interface PixelReader {
        void read(int place, float[] pixels);
    }

    private final TailPass pass;
    private final Parameters gradients;
    private final Matrix maps;
    private final int channels;
    private final int index;
    private final int workers;

    /**
     * @param photos in a batch, at most
     * @param side width and height of the maps, at most
     * @param index of this worker among all {@code workers}
     */
    TailWorker(TailWeights weights, int photos, int side, int index, int workers) {
        int share = (photos + workers - 1) / workers;
        this.gradients = weights.parameters().zerosLike();
        this.pass = new TailPass(weights, gradients, share, side);
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
     * @param seen receives the pixels of each photo of this share, by its place in the batch
     * @param features this share's rows of it are overwritten, {@code [batch, features]}
     */
    void forward(ImageEncoder frozen, List<Supplier<float[]>> batch, PixelReader seen, Matrix features) {
        int from = from(batch.size(), index);
        int count = from(batch.size(), index + 1) - from;
        for (int i = 0; i < count; i++) {
            float[] pixels = batch.get(from + i).get();
            seen.read(from + i, pixels);
            float[] map = frozen.encode(pixels);
            maps.buffer().put(i * map.length, map);
        }
        int places = frozen.outputSize() / channels;
        Matrix computed = pass.forward(maps.rows(0, count * places), (int) Math.sqrt(places));
        features.rows(from, count).copyRows(computed);
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
