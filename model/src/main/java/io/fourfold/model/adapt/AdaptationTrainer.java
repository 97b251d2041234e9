package io.fourfold.model.adapt;

import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.train.Checkpoint;
import io.fourfold.model.train.Progress;
import io.fourfold.model.train.TrainingIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Trains the last bottlenecks of a backbone, epoch by epoch, and keeps the best ones; the last ones if they are to remember, since how
 * well they do at captions does not say what they have kept.
 */
record AdaptationTrainer(AdaptationConfig config, Clock clock, Consumer<String> log) {

    private static final int STANDARDISING_PHOTOS = 1000;

    /**
     * Trains, or resumes the same training if {@code directory} holds a checkpoint of it.
     *
     * @param frozen the layers before the trainable part
     * @param weights overwritten by the best ones
     * @param photos with captions, to learn from and to choose the best epoch by
     * @param uncaptioned to remember what the backbone saw in them; left out where it need not
     */
    AdaptationScore train(
            FrozenLayers frozen,
            TailWeights weights,
            PhotoSplit<AdaptationPhoto> photos,
            List<AdaptationPhoto> uncaptioned,
            Path directory)
            throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(config.threads());
        try {
            List<AdaptationPhoto> learned = photos.learned();
            List<AdaptationPhoto> standardising = learned.subList(0, Math.min(learned.size(), STANDARDISING_PHOTOS));
            List<AdaptationPhoto> seen = new ArrayList<>();
            learned.forEach(photo -> seen.addAll(Collections.nCopies(photo.times(), photo)));
            if (config.remembers()) {
                seen.addAll(uncaptioned);
            }
            TailTraining training =
                    new TailTraining(config, frozen, weights, standardising, stepsPerEpoch(seen), executor);
            String identity = identity(weights, seen);
            Checkpoint last = new Checkpoint(directory.resolve("last-" + identity + ".bin"));
            Checkpoint best = new Checkpoint(directory.resolve("best-" + identity + ".bin"));
            AdaptationScore score = run(training, seen, photos.heldOut(), last, best);
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
        Progress progress = new Progress(
                clock,
                log,
                "photo",
                (long) epochsDone * photos.size(),
                (long) config.schedule().epochs() * photos.size());
        for (int epoch = epochsDone; epoch < config.schedule().epochs(); epoch++) {
            learn(training, photos, epoch, progress);
            AdaptationScore score = score(training, heldOut, epoch + 1);
            log.accept("epoch " + (epoch + 1) + " done: " + score);
            if (epoch == 0 || config.remembers() || score.betterThan(AdaptationScore.of(bestScore))) {
                bestScore.copyRows(score.toMatrix());
                best.save(state, epoch + 1);
            }
            last.save(state, epoch + 1);
        }
        return AdaptationScore.of(bestScore);
    }

    private void learn(TailTraining training, List<AdaptationPhoto> photos, int epoch, Progress progress)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(config.seed() + 1 + epoch);
        List<AdaptationPhoto> shuffled = new ArrayList<>(photos);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        int steps = stepsPerEpoch(photos);
        for (int i = 0; i < steps; i++) {
            int from = i * config.schedule().batchSize();
            List<AdaptationPhoto> batch = shuffled.subList(
                    from, Math.min(shuffled.size(), from + config.schedule().batchSize()));
            TailTraining.StepLoss loss = training.learn(batch, epoch * steps + i, random);
            progress.measure("1 - cosine", loss.captions().cosine() * batch.size(), batch.size());
            progress.measure("divergence", loss.captions().divergence() * batch.size(), batch.size());
            loss.memory()
                    .ifPresent(value -> progress.measure("to memory", value.cosine() * batch.size(), batch.size()));
            progress.advance(epoch + 1, batch.size());
        }
    }

    private String identity(TailWeights weights, List<AdaptationPhoto> photos) {
        TrainingIdentity identity =
                new TrainingIdentity(config).add(weights.parameters().flat().toArray()[0]);
        photos.forEach(photo -> identity.add(photo.pixels()).add(photo.captioned() ? photo.target() : new float[0]));
        return identity.digits();
    }

    private int stepsPerEpoch(List<AdaptationPhoto> photos) {
        return (photos.size() + config.schedule().batchSize() - 1)
                / config.schedule().batchSize();
    }

    private AdaptationScore score(TailTraining training, List<AdaptationPhoto> photos, int epochs)
            throws InterruptedException {
        List<SparseVector> captions =
                photos.stream().map(AdaptationPhoto::words).toList();
        float[][] features = training.features(photos);
        float[][] said = training.said(features);
        double cosine = 0;
        for (int i = 0; i < said.length; i++) {
            cosine += Vectors.cosine(said[i], photos.get(i).target()) / said.length;
        }
        return new AdaptationScore(
                epochs,
                NeighbourScore.of(features, captions),
                NeighbourScore.ofStandardised(features, captions),
                NeighbourScore.of(said, captions),
                cosine);
    }
}
