package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.train.AdamOptimizer;
import io.fourfold.model.train.CosineSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Backbone tail and heads under training: features of photos, and steps of learning. */
final class TailTraining {

    private final TailWeights weights;
    private final Parameters gradients;
    private final Optional<Teacher> teacher;
    private final Lesson captions;
    private final Optional<Lesson> teaching;
    private final AdamOptimizer tailOptimizer;
    private final Augmentation augmentation;
    private final List<TailWorker> workers;
    private final ExecutorService executor;
    private final int batchSize;
    private final int frozenSteps;
    private final CosineSchedule tailSchedule;

    /**
     * @param frozen the layers before the trainable part
     * @param teacher to learn from too
     * @param standardising photos whose features the heads are standardised by
     * @param executor with at least as many threads as the configuration names
     */
    TailTraining(
            AdaptationConfig config,
            ImageEncoder frozen,
            TailWeights weights,
            Optional<Teacher> teacher,
            List<AdaptationPhoto> standardising,
            int stepsPerEpoch,
            ExecutorService executor)
            throws InterruptedException {
        this.weights = weights;
        this.executor = executor;
        AdaptationConfig.Schedule schedule = config.schedule();
        this.batchSize = schedule.batchSize();
        int steps = schedule.epochs() * stepsPerEpoch;
        this.frozenSteps = schedule.headEpochs() * stepsPerEpoch;
        CosineSchedule headSchedule = new CosineSchedule(schedule.headRate(), stepsPerEpoch / 4, steps);
        this.tailSchedule = new CosineSchedule(schedule.learningRate(), stepsPerEpoch / 2, steps - frozenSteps);
        this.augmentation = config.augmentation();
        this.workers = IntStream.range(0, config.threads())
                .mapToObj(i -> new TailWorker(frozen, weights, batchSize, i, config.threads()))
                .toList();
        this.gradients = weights.parameters().zerosLike();
        Standardisation standardisation = Standardisation.measure(features(standardising));
        SplittableRandom random = new SplittableRandom(config.seed());
        this.captions = new Lesson(
                "head",
                new TargetHead(standardisation, config.captions().dimensions(), random),
                config.loss(),
                1,
                headSchedule);
        this.teacher = teacher;
        this.teaching = teacher.map(known -> new Lesson(
                "teaching",
                new TargetHead(standardisation, known.dimensions(), random),
                config.loss(),
                config.teacherWeight(),
                headSchedule));
        this.tailOptimizer = new AdamOptimizer(weights.parameters(), gradients);
    }

    /** All that must be saved to go on later. */
    Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        state.put("tail", weights.parameters().flat());
        state.put("tail.mean", tailOptimizer.mean());
        state.put("tail.variance", tailOptimizer.variance());
        state.putAll(captions.state());
        teaching.ifPresent(lesson -> state.putAll(lesson.state()));
        return state;
    }

    /** Pooled features of photos as they are, {@code [photos][features]}. */
    float[][] features(List<AdaptationPhoto> photos) throws InterruptedException {
        float[][] features = new float[photos.size()][];
        for (int from = 0; from < photos.size(); from += batchSize) {
            List<AdaptationPhoto> batch = photos.subList(from, Math.min(photos.size(), from + batchSize));
            float[][] computed = forward(
                            batch.stream()
                                    .<Supplier<float[]>>map(photo -> () -> Augmentation.none(photo.pixels()))
                                    .toList(),
                            (place, pixels) -> {})
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
        return captions.said(matrix).toArray();
    }

    /**
     * One step of learning.
     *
     * @param step steps done before this one
     */
    StepLoss learn(List<AdaptationPhoto> batch, int step, SplittableRandom random) throws InterruptedException {
        List<Supplier<float[]>> views = new ArrayList<>();
        for (AdaptationPhoto photo : batch) {
            SplittableRandom own = random.split();
            views.add(() -> augmentation.apply(photo.pixels(), own));
        }
        float[][] taught = new float[batch.size()][];
        Matrix features =
                forward(views, (place, pixels) -> teacher.ifPresent(known -> taught[place] = known.target(pixels)));
        float[][] said = batch.stream().map(AdaptationPhoto::target).toArray(float[][]::new);
        Matrix featureGradients = Matrix.zeros(features.rows(), features.columns());
        StepLoss loss = new StepLoss(
                captions.learn(features, said, step, featureGradients),
                teaching.map(lesson -> lesson.learn(features, taught, step, featureGradients)));
        int tailStep = step - frozenSteps;
        if (tailStep >= 0) {
            onAll(worker -> worker.backward(featureGradients));
            gradients.flat().clear();
            workers.forEach(worker -> Blas.add(worker.gradients().flat(), gradients.flat()));
            tailOptimizer.update(tailStep, tailSchedule.rate(tailStep));
        }
        return loss;
    }

    /**
     * Losses of a step.
     *
     * @param captions to what people said
     * @param teacher to what the teacher sees, if there is one
     */
    record StepLoss(TargetLoss.Value captions, Optional<TargetLoss.Value> teacher) {}

    private Matrix forward(List<Supplier<float[]>> photos, TailWorker.PixelReader seen) throws InterruptedException {
        Matrix features = Matrix.zeros(photos.size(), weights.featureSize());
        onAll(worker -> worker.forward(photos, seen, features));
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
