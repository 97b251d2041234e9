package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.train.AdamOptimizer;
import io.fourfold.model.train.CosineSchedule;
import io.fourfold.model.train.Standardisation;
import io.fourfold.model.train.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Backbone tail and heads under training: features of photos, and steps of learning. */
final class TailTraining {

    private final FrozenLayers frozen;
    private final TailWeights weights;
    private final Parameters gradients;
    private final Standardisation standardisation;
    private final Lesson captions;
    private final Optional<Lesson> memory;
    private final AdamOptimizer tailOptimizer;
    private final Augmentation augmentation;
    private final Workers<TailWorker> workers;
    private final int batchSize;
    private final int frozenSteps;
    private final CosineSchedule tailSchedule;

    /**
     * @param frozen the layers before the trainable part
     * @param standardising photos whose features the heads are standardised by
     * @param executor with at least as many threads as the configuration names
     */
    TailTraining(
            AdaptationConfig config,
            FrozenLayers frozen,
            TailWeights weights,
            List<AdaptationPhoto> standardising,
            int stepsPerEpoch,
            ExecutorService executor)
            throws InterruptedException {
        this.frozen = frozen;
        this.weights = weights;
        AdaptationConfig.Schedule schedule = config.schedule();
        this.batchSize = schedule.batchSize();
        int steps = schedule.epochs() * stepsPerEpoch;
        this.frozenSteps = schedule.headEpochs() * stepsPerEpoch;
        CosineSchedule headSchedule = new CosineSchedule(schedule.headRate(), stepsPerEpoch / 4, steps);
        this.tailSchedule = new CosineSchedule(schedule.learningRate(), stepsPerEpoch / 2, steps - frozenSteps);
        this.augmentation = config.augmentation();
        TailWeights before = weights.copy();
        int side = frozen.mapSide(weights.inputChannels());
        List<TailWorker> shares = IntStream.range(0, config.threads())
                .mapToObj(i -> new TailWorker(weights, before, batchSize, side, i, config.threads()))
                .toList();
        this.workers = new Workers<>(shares, executor);
        this.gradients = weights.parameters().zerosLike();
        this.standardisation = Standardisation.measure(features(standardising));
        SplittableRandom random = new SplittableRandom(config.seed());
        this.captions = new Lesson(
                "head",
                new TargetHead(standardisation, config.captions().dimensions(), random),
                config.loss(),
                1,
                headSchedule);
        this.memory = config.remembers()
                ? Optional.of(new Lesson(
                        "memory", TargetHead.same(standardisation), config.loss(), config.memoryWeight(), headSchedule))
                : Optional.empty();
        this.tailOptimizer = new AdamOptimizer(weights.parameters(), gradients);
    }

    /** All that must be saved to go on later. */
    Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        state.put("tail", weights.parameters().flat());
        state.put("tail.mean", tailOptimizer.mean());
        state.put("tail.variance", tailOptimizer.variance());
        state.putAll(captions.state());
        memory.ifPresent(lesson -> state.putAll(lesson.state()));
        return state;
    }

    /** Pooled features of photos as they are, {@code [photos][features]}. */
    float[][] features(List<AdaptationPhoto> photos) throws InterruptedException {
        float[][] features = new float[photos.size()][];
        for (int from = 0; from < photos.size(); from += batchSize) {
            List<AdaptationPhoto> batch = photos.subList(from, Math.min(photos.size(), from + batchSize));
            float[][] computed = forward(
                            frozen.whole(),
                            batch.stream()
                                    .<Supplier<float[]>>map(photo -> () -> Augmentation.whole(
                                            photo.pixels(), frozen.whole().side()))
                                    .toList())
                    .toArray();
            System.arraycopy(computed, 0, features, from, computed.length);
        }
        return features;
    }

    /** What the network says about photos, {@code [photos][dimensions]}. */
    float[][] said(float[][] features) {
        return captions.said(Matrix.of(features)).toArray();
    }

    /**
     * One step of learning.
     *
     * @param photos of which those with captions teach what people say, and all what the backbone saw in them before
     * @param step steps done before this one
     */
    StepLoss learn(List<AdaptationPhoto> photos, int step, SplittableRandom random) throws InterruptedException {
        List<AdaptationPhoto> batch = new ArrayList<>(photos);
        batch.sort(Comparator.comparing(photo -> !photo.captioned()));
        List<Supplier<float[]>> views = new ArrayList<>();
        for (AdaptationPhoto photo : batch) {
            SplittableRandom own = random.split();
            views.add(() -> augmentation.apply(photo.pixels(), own));
        }
        Matrix features = forward(frozen.views(), views);
        float[][] said = batch.stream()
                .filter(AdaptationPhoto::captioned)
                .map(AdaptationPhoto::target)
                .toArray(float[][]::new);
        Matrix featureGradients = Matrix.zeros(features.rows(), features.columns());
        StepLoss loss = new StepLoss(
                captions.learn(features.rows(0, said.length), said, step, featureGradients.rows(0, said.length)),
                remember(features, step, featureGradients));
        int tailStep = step - frozenSteps;
        if (tailStep >= 0) {
            workers.run(worker -> worker.backward(featureGradients));
            gradients.flat().clear();
            workers.all().forEach(worker -> Blas.add(worker.gradients().flat(), gradients.flat()));
            tailOptimizer.update(tailStep, tailSchedule.rate(tailStep));
        }
        return loss;
    }

    private Optional<TargetLoss.Value> remember(Matrix features, int step, Matrix featureGradients)
            throws InterruptedException {
        if (memory.isEmpty()) {
            return Optional.empty();
        }
        Matrix before = Matrix.zeros(features.rows(), features.columns());
        workers.run(worker -> worker.remember(before));
        float[][] targets = Arrays.stream(standardisation.apply(before.toArray()))
                .map(Vectors::unit)
                .toArray(float[][]::new);
        return Optional.of(memory.get().learn(features, targets, step, featureGradients));
    }

    /**
     * Losses of a step.
     *
     * @param captions to what people said
     * @param memory to what the backbone saw before, if it is to remember
     */
    record StepLoss(TargetLoss.Value captions, Optional<TargetLoss.Value> memory) {}

    private Matrix forward(ImageEncoder before, List<Supplier<float[]>> photos) throws InterruptedException {
        Matrix features = Matrix.zeros(photos.size(), weights.featureSize());
        workers.run(worker -> worker.forward(before, photos, features));
        return features;
    }
}
