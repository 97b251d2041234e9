package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Trains the last bottlenecks of a backbone, epoch by epoch, and keeps the best ones; with a teacher the last ones, since how well
 * they do at captions does not say what they have learned from it.
 */
final class AdaptationTrainer {

    private static final int STANDARDISING_PHOTOS = 1000;

    private final AdaptationConfig config;
    private final Clock clock;
    private final Consumer<String> log;

    AdaptationTrainer(AdaptationConfig config, Clock clock, Consumer<String> log) {
        this.config = config;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Trains, or resumes the same training if {@code directory} holds a checkpoint of it.
     *
     * @param frozen the layers before the trainable part
     * @param weights overwritten by the best ones
     * @param teacher to learn from, if the step is taught
     * @param heldOut photos to choose the best epoch by
     */
    AdaptationScore train(
            ImageEncoder frozen,
            TailWeights weights,
            Optional<ImageEncoder> teacher,
            List<AdaptationPhoto> photos,
            List<AdaptationPhoto> heldOut,
            Path directory)
            throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(config.threads());
        try {
            List<AdaptationPhoto> standardising = photos.subList(0, Math.min(photos.size(), STANDARDISING_PHOTOS));
            Optional<Teacher> standardised = teacher.map(encoder -> new Teacher(encoder, standardising));
            TailTraining training = new TailTraining(
                    config, frozen, weights, standardised, standardising, stepsPerEpoch(photos), executor);
            String identity = identity(weights, standardised, photos);
            Checkpoint last = new Checkpoint(directory.resolve("last-" + identity + ".bin"));
            Checkpoint best = new Checkpoint(directory.resolve("best-" + identity + ".bin"));
            AdaptationScore score = run(training, photos, heldOut, last, best);
            best.restore(Map.of("tail", weights.parameters().flat()));
            return score;
        } finally {
            executor.shutdownNow();
        }
    }

    private AdaptationScore run(
            TailTraining training,
            List<AdaptationPhoto> photos,
            List<AdaptationPhoto> heldOut,
            Checkpoint last,
            Checkpoint best)
            throws IOException, InterruptedException {
        Matrix bestScore = Matrix.zeros(1, AdaptationScore.SIZE);
        Map<String, Matrix> state = new LinkedHashMap<>(training.state());
        state.put("score", bestScore);
        int epochsDone = last.exists() ? last.restore(state) : 0;
        if (epochsDone == 0) {
            log.accept(photos.size() + " photos to learn from, " + heldOut.size() + " held out, " + config);
            log.accept("before: " + score(training, heldOut, 0));
        }
        AdaptationProgress progress = new AdaptationProgress(
                clock, log, (long) epochsDone * photos.size(), (long) config.epochs() * photos.size());
        for (int epoch = epochsDone; epoch < config.epochs(); epoch++) {
            learn(training, photos, epoch, progress);
            AdaptationScore score = score(training, heldOut, epoch + 1);
            log.accept("epoch " + (epoch + 1) + " done: " + score);
            if (epoch == 0 || config.taught() || score.betterThan(AdaptationScore.of(bestScore))) {
                bestScore.copyRows(score.toMatrix());
                best.save(state, epoch + 1);
            }
            last.save(state, epoch + 1);
        }
        return AdaptationScore.of(bestScore);
    }

    private void learn(TailTraining training, List<AdaptationPhoto> photos, int epoch, AdaptationProgress progress)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(config.seed() + 1 + epoch);
        List<AdaptationPhoto> shuffled = new ArrayList<>(photos);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        int steps = stepsPerEpoch(photos);
        for (int i = 0; i < steps; i++) {
            int from = i * config.batchSize();
            List<AdaptationPhoto> batch = shuffled.subList(from, Math.min(shuffled.size(), from + config.batchSize()));
            progress.add(training.learn(batch, epoch * steps + i, random), batch.size(), epoch + 1);
        }
    }

    /** Names a training by all that it depends on, so that a checkpoint is never taken up with something else. */
    private String identity(TailWeights weights, Optional<Teacher> teacher, List<AdaptationPhoto> photos) {
        int hash = 31 * config.toString().hashCode()
                + Arrays.hashCode(weights.parameters().flat().toArray()[0]);
        for (AdaptationPhoto photo : photos) {
            hash = 31 * hash + Arrays.hashCode(photo.pixels());
            hash = 31 * hash + Arrays.hashCode(photo.target());
        }
        hash = 31 * hash + teacher.map(Teacher::identity).orElse(0);
        return String.format("%08x", hash);
    }

    private int stepsPerEpoch(List<AdaptationPhoto> photos) {
        return (photos.size() + config.batchSize() - 1) / config.batchSize();
    }

    private AdaptationScore score(TailTraining training, List<AdaptationPhoto> photos, int epochs)
            throws InterruptedException {
        List<SparseVector> captions =
                photos.stream().map(AdaptationPhoto::words).toList();
        float[][] features = training.features(photos);
        float[][] said = training.said(features);
        double cosine = 0;
        for (int i = 0; i < said.length; i++) {
            cosine += TargetLoss.cosine(said[i], photos.get(i).target()) / said.length;
        }
        return new AdaptationScore(
                epochs,
                NeighbourScore.of(features, captions),
                NeighbourScore.ofStandardised(features, captions),
                NeighbourScore.of(said, captions),
                cosine);
    }
}
