package io.fourfold.model.adapt;

import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.train.Checkpoint;
import io.fourfold.model.train.CosineSchedule;
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

/** Trains the last bottlenecks of a backbone, epoch by epoch, and keeps the best ones. */
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
     * Trains, or resumes the training that {@code directory} holds a checkpoint of.
     *
     * @param frozen the layers before the trainable part
     * @param weights overwritten by the best ones
     * @param heldOut photos to choose the best epoch by
     */
    AdaptationScore train(
            ImageEncoder frozen,
            TailWeights weights,
            List<AdaptationPhoto> photos,
            List<AdaptationPhoto> heldOut,
            Path directory)
            throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(config.threads());
        try {
            TailTraining training = new TailTraining(
                    config,
                    frozen,
                    weights,
                    photos.subList(0, Math.min(photos.size(), STANDARDISING_PHOTOS)),
                    executor);
            Checkpoint best = new Checkpoint(directory.resolve("best.bin"));
            AdaptationScore score = run(training, photos, heldOut, new Checkpoint(directory.resolve("last.bin")), best);
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
            Checkpoint bestCheckpoint)
            throws IOException, InterruptedException {
        Matrix bestScore = Matrix.zeros(1, 5);
        Map<String, Matrix> state = new LinkedHashMap<>(training.state());
        state.put("score", bestScore);
        int epochsDone = last.exists() ? last.restore(state) : 0;
        if (epochsDone == 0) {
            log.accept(photos.size() + " photos to learn from, " + heldOut.size() + " held out, " + config);
            AdaptationScore before = score(training, heldOut, 0);
            log.accept("before: " + before);
        }
        int steps = (photos.size() + config.batchSize() - 1) / config.batchSize();
        int frozen = config.headEpochs() * steps;
        CosineSchedule tailSchedule =
                new CosineSchedule(config.learningRate(), steps / 2, (config.epochs() - config.headEpochs()) * steps);
        CosineSchedule headSchedule = new CosineSchedule(config.headRate(), steps / 4, config.epochs() * steps);
        AdaptationProgress progress = new AdaptationProgress(
                clock, log, (long) epochsDone * photos.size(), (long) config.epochs() * photos.size());
        for (int epoch = epochsDone; epoch < config.epochs(); epoch++) {
            SplittableRandom random = new SplittableRandom(config.seed() + 1 + epoch);
            List<AdaptationPhoto> shuffled = new ArrayList<>(photos);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            for (int i = 0; i < steps; i++) {
                List<AdaptationPhoto> batch = shuffled.subList(
                        i * config.batchSize(), Math.min(shuffled.size(), (i + 1) * config.batchSize()));
                int step = epoch * steps + i;
                int tailStep = step - frozen;
                CaptionLoss.Value loss = training.learn(
                        batch,
                        step,
                        headSchedule.rate(step),
                        tailStep,
                        tailSchedule.rate(Math.max(0, tailStep)),
                        random);
                progress.add(loss, batch.size(), epoch + 1);
            }
            AdaptationScore score = score(training, heldOut, epoch + 1);
            log.accept("epoch " + (epoch + 1) + " done: " + score);
            if (score.standardised() > bestScore.toArray()[0][2]) {
                bestScore.write(0, new float[] {
                    score.epochs(),
                    (float) score.features(),
                    (float) score.standardised(),
                    (float) score.head(),
                    (float) score.cosine()
                });
                bestCheckpoint.save(state, epoch + 1);
            }
            last.save(state, epoch + 1);
        }
        float[] best = bestScore.toArray()[0];
        return new AdaptationScore((int) best[0], best[1], best[2], best[3], best[4]);
    }

    private AdaptationScore score(TailTraining training, List<AdaptationPhoto> photos, int epochs)
            throws InterruptedException {
        List<SparseVector> captions =
                photos.stream().map(AdaptationPhoto::words).toList();
        float[][] features = training.features(photos);
        float[][] said = training.said(features);
        double cosine = 0;
        for (int i = 0; i < said.length; i++) {
            cosine += CaptionLoss.cosine(said[i], photos.get(i).target()) / said.length;
        }
        return new AdaptationScore(
                epochs,
                NeighbourScore.of(features, captions),
                NeighbourScore.ofStandardised(features, captions),
                NeighbourScore.of(said, captions),
                cosine);
    }
}
