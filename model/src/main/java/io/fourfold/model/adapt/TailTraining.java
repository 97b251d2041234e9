package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.train.AdamOptimizer;
import io.fourfold.model.train.CosineSchedule;
import io.fourfold.model.train.Standardisation;
import io.fourfold.model.train.Workers;
import java.util.ArrayList;
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
    private final Optional<Teacher> teacher;
    private final Lesson captions;
    private final Optional<Lesson> teaching;
    private final AdamOptimizer tailOptimizer;
    private final Augmentation augmentation;
    private final Workers<TailWorker> workers;
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
            FrozenLayers frozen,
            TailWeights weights,
            Optional<Teacher> teacher,
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
        int side = frozen.mapSide(weights.inputChannels());
        List<TailWorker> shares = IntStream.range(0, config.threads())
                .mapToObj(i -> new TailWorker(weights, batchSize, side, i, config.threads()))
                .toList();
        this.workers = new Workers<>(shares, executor);
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
                            frozen.whole(),
                            batch.stream()
                                    .<Supplier<float[]>>map(photo -> () -> Augmentation.whole(
                                            photo.pixels(), frozen.whole().side()))
                                    .toList(),
                            (place, pixels) -> {})
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
     * @param photos of which those with captions teach what people say, and all what the teacher sees
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
        float[][] taught = new float[batch.size()][];
        Matrix features = forward(
                frozen.views(),
                views,
                (place, pixels) -> teacher.ifPresent(known -> taught[place] = known.target(pixels)));
        float[][] said = batch.stream()
                .filter(AdaptationPhoto::captioned)
                .map(AdaptationPhoto::target)
                .toArray(float[][]::new);
        Matrix featureGradients = Matrix.zeros(features.rows(), features.columns());
        StepLoss loss = new StepLoss(
                captions.learn(features.rows(0, said.length), said, step, featureGradients.rows(0, said.length)),
                teaching.map(lesson -> lesson.learn(features, taught, step, featureGradients)));
        int tailStep = step - frozenSteps;
        if (tailStep >= 0) {
            workers.run(worker -> worker.backward(featureGradients));
            gradients.flat().clear();
            workers.all().forEach(worker -> Blas.add(worker.gradients().flat(), gradients.flat()));
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

    private Matrix forward(ImageEncoder before, List<Supplier<float[]>> photos, TailWorker.PixelReader seen)
            throws InterruptedException {
        Matrix features = Matrix.zeros(photos.size(), weights.featureSize());
        workers.run(worker -> worker.forward(before, photos, seen, features));
        return features;
    }
}
