package io.fourfold.model.adapt;

import io.fourfold.model.decoder.Blas;
import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.Parameters;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.train.AdamOptimizer;
import io.fourfold.model.train.CosineSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Backbone tail and head under training: features of photos, and steps of learning. */
final class TailTraining {

    private final TailWeights weights;
    private final Parameters gradients;
    private final CaptionHead head;
    private final AdamOptimizer tailOptimizer;
    private final AdamOptimizer headOptimizer;
    private final CaptionLoss loss;
    private final Augmentation augmentation;
    private final List<TailWorker> workers;
    private final ExecutorService executor;
    private final int batchSize;
    private final int frozenSteps;
    private final CosineSchedule headSchedule;
    private final CosineSchedule tailSchedule;

    /**
     * @param frozen the layers before the trainable part
     * @param standardising photos whose features the head is standardised by
     * @param executor with at least as many threads as the configuration names
     */
    TailTraining(
            AdaptationConfig config,
            ImageEncoder frozen,
            TailWeights weights,
            List<AdaptationPhoto> standardising,
            int stepsPerEpoch,
            ExecutorService executor)
            throws InterruptedException {
        this.weights = weights;
        this.executor = executor;
        this.batchSize = config.batchSize();
        int steps = config.epochs() * stepsPerEpoch;
        this.frozenSteps = config.headEpochs() * stepsPerEpoch;
        this.headSchedule = new CosineSchedule(config.headRate(), stepsPerEpoch / 4, steps);
        this.tailSchedule = new CosineSchedule(config.learningRate(), stepsPerEpoch / 2, steps - frozenSteps);
        this.augmentation = new Augmentation(config.smallestSide(), config.colour());
        this.loss = new CaptionLoss(config.similarityWeight(), config.temperature());
        this.workers = IntStream.range(0, config.threads())
                .mapToObj(i -> new TailWorker(frozen, weights, batchSize, i, config.threads()))
                .toList();
        this.gradients = weights.parameters().zerosLike();
        this.head = new CaptionHead(
                Standardisation.measure(features(standardising)),
                config.dimensions(),
                new SplittableRandom(config.seed()));
        this.tailOptimizer = new AdamOptimizer(weights.parameters(), gradients);
        this.headOptimizer = new AdamOptimizer(head.parameters(), head.gradients());
    }

    /** All that must be saved to go on later. */
    Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        state.put("tail", weights.parameters().flat());
        state.put("tail.mean", tailOptimizer.mean());
        state.put("tail.variance", tailOptimizer.variance());
        state.put("head", head.parameters().flat());
        state.put("head.mean", headOptimizer.mean());
        state.put("head.variance", headOptimizer.variance());
        return state;
    }

    /** Pooled features of photos as they are, {@code [photos][features]}. */
    float[][] features(List<AdaptationPhoto> photos) throws InterruptedException {
        float[][] features = new float[photos.size()][];
        for (int from = 0; from < photos.size(); from += batchSize) {
            List<AdaptationPhoto> batch = photos.subList(from, Math.min(photos.size(), from + batchSize));
            float[][] computed = forward(batch.stream()
                            .<Supplier<float[]>>map(photo -> () -> Augmentation.none(photo.pixels()))
                            .toList())
                    .toArray();
            System.arraycopy(computed, 0, features, from, computed.length);
        }
        return features;
    }

    /** What the network says about photos, {@code [photos][dimensions]}. */
    float[][] said(float[][] features) {
        Matrix matrix = Matrix.zeros(features.length, weights.featureSize());
        for (int row = 0; row < features.length; row++) {
            matrix.write(row, features[row]);
        }
        return head.forward(matrix).toArray();
    }

    /**
     * One step of learning.
     *
     * @param step steps done before this one
     */
    CaptionLoss.Value learn(List<AdaptationPhoto> batch, int step, SplittableRandom random)
            throws InterruptedException {
        List<Supplier<float[]>> views = new ArrayList<>();
        for (AdaptationPhoto photo : batch) {
            SplittableRandom own = random.split();
            views.add(() -> augmentation.apply(photo.pixels(), own));
        }
        Matrix features = forward(views);
        Matrix said = head.forward(features);
        Matrix saidGradients = Matrix.zeros(said.rows(), said.columns());
        CaptionLoss.Value value = loss.gradients(
                said, batch.stream().map(AdaptationPhoto::target).toArray(float[][]::new), saidGradients);
        Matrix featureGradients = head.backward(saidGradients);
        headOptimizer.update(step, headSchedule.rate(step));
        int tailStep = step - frozenSteps;
        if (tailStep >= 0) {
            onAll(worker -> worker.backward(featureGradients));
            gradients.flat().clear();
            workers.forEach(worker -> Blas.add(worker.gradients().flat(), gradients.flat()));
            tailOptimizer.update(tailStep, tailSchedule.rate(tailStep));
        }
        return value;
    }

    private Matrix forward(List<Supplier<float[]>> photos) throws InterruptedException {
        Matrix features = Matrix.zeros(photos.size(), weights.featureSize());
        onAll(worker -> worker.forward(photos, features));
        return features;
    }

    private void onAll(Consumer<TailWorker> work) throws InterruptedException {
        List<Callable<Void>> calls = new ArrayList<>();
        for (TailWorker worker : workers) {
            calls.add(() -> {
                work.accept(worker);
                return null;
            });
        }
        for (Future<Void> done : executor.invokeAll(calls)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("training failed", e.getCause());
            }
        }
    }
}
