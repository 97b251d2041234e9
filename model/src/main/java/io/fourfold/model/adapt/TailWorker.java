package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
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

    private final ImageEncoder frozen;
    private final TailPass pass;
    private final Parameters gradients;
    private final Matrix maps;
    private final int side;
    private final int index;
    private final int workers;

    /**
     * @param frozen the layers before the trainable part
     * @param photos in a batch, at most
     * @param index of this worker among all {@code workers}
     */
    TailWorker(ImageEncoder frozen, TailWeights weights, int photos, int index, int workers) {
        this.frozen = frozen;
        this.side = BackboneParts.inputSide(weights.first());
        int share = (photos + workers - 1) / workers;
        this.gradients = weights.parameters().zerosLike();
        this.pass = new TailPass(weights, gradients, share);
        this.maps = Matrix.zeros(share * side * side, weights.inputChannels());
        this.index = index;
        this.workers = workers;
    }

    Parameters gradients() {
        return gradients;
    }

    /**
     * Computes the features of this share of the batch.
     *
     * @param batch make the photos' pixels, {@code [224, 224, 3]}
     * @param seen receives the pixels of each photo of this share, by its place in the batch
     * @param features this share's rows of it are overwritten, {@code [batch, features]}
     */
    void forward(List<Supplier<float[]>> batch, PixelReader seen, Matrix features) {
        int from = from(batch.size(), index);
        int count = from(batch.size(), index + 1) - from;
        int places = side * side;
        for (int i = 0; i < count; i++) {
            float[] pixels = batch.get(from + i).get();
            seen.read(from + i, pixels);
            float[] map = frozen.encode(pixels);
            maps.buffer().put(i * map.length, map);
        }
        Matrix computed = pass.forward(maps.rows(0, count * places), side);
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
