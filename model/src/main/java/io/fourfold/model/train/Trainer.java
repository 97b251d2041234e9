package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Trains projection and decoder together on captioned photos, keeps the weights of the epoch that captions held-out photos
 * best, and can be stopped and resumed after any epoch. The same configuration gives the same weights.
 */
public final class Trainer {

    private final TrainingConfig config;
    private final Clock clock;
    private final Consumer<String> log;

    /** @param log receives lines of progress */
    public Trainer(TrainingConfig config, Clock clock, Consumer<String> log) {
        this.config = config;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Trains, or resumes the same training if {@code directory} holds a checkpoint of it.
     *
     * @param photos all photos to learn from; some of them are held out
     * @param embedding length of image embeddings and word vectors
     * @param directory receives checkpoints
     */
    public TrainingResult train(List<CaptionedPhoto> photos, int embedding, Path directory)
            throws IOException, InterruptedException {
        if (photos.size() < config.heldOutImages() + 2) {
            throw new IllegalArgumentException("too few photos to train on: " + photos.size() + ", of which "
                    + config.heldOutImages() + " would be held out");
        }
        Files.createDirectories(directory);
        List<CaptionedPhoto> shuffled = new ArrayList<>(photos);
        Collections.shuffle(shuffled, new Random(config.seed()));
        List<CaptionedPhoto> heldOut = shuffled.subList(0, config.heldOutImages());
        List<CaptionedPhoto> learned = shuffled.subList(config.heldOutImages(), shuffled.size());
        Vocabulary vocabulary = Vocabulary.learn(
                photos.stream().flatMap(photo -> photo.captions().stream()).toList(), config.minimumWordCount());
        TrainedNetwork network = new TrainedNetwork(
                new DecoderShape(vocabulary.tokens(), embedding, config.hidden()),
                FeatureScaling.measure(learned),
                new SplittableRandom(config.seed()));
        HeldOutCheck check = new HeldOutCheck(heldOut, vocabulary, config.beamWidth(), config.captionWords());
        log.accept(learned.size() + " photos to learn from, " + heldOut.size() + " held out, " + vocabulary.tokens()
                + " tokens, " + config);
        ExecutorService executor = Executors.newFixedThreadPool(config.threads());
        try {
            String identity = TrainingIdentity.of(config, photos);
            Checkpoint last = new Checkpoint(directory.resolve("last-" + identity + ".bin"));
            Checkpoint best = new Checkpoint(directory.resolve("best-" + identity + ".bin"));
            HeldOutScore bestScore = run(network, learned, vocabulary, check, last, best, executor);
            best.restore(network.state());
            AffineMap projection = network.projection().folded();
            return new TrainingResult(
                    network.decoder().weights(),
                    projection,
                    vocabulary,
                    network.textEncoder(),
                    EmbeddingPrior.measure(learned.stream()
                            .map(photo -> projection.apply(photo.features().plain()))
                            .toList()),
                    bestScore);
        } finally {
            executor.shutdownNow();
        }
    }

    private HeldOutScore run(
            TrainedNetwork network,
            List<CaptionedPhoto> photos,
            Vocabulary vocabulary,
            HeldOutCheck check,
            Checkpoint last,
            Checkpoint bestCheckpoint,
            ExecutorService executor)
            throws IOException, InterruptedException {
        ExampleBatches batches = new ExampleBatches(photos, vocabulary, config.maximumWords(), config.batchSize());
        BatchTrainer trainer = new BatchTrainer(config, network, executor);
        int epochsDone = last.exists() ? last.restore(network.state()) : 0;
        HeldOutScore best = epochsDone > 0 ? scoreOfBest(network, bestCheckpoint, last, check) : null;
        int stepsPerEpoch = batches.epoch(new SplittableRandom(config.seed())).size();
        CosineSchedule schedule =
                new CosineSchedule(config.learningRate(), stepsPerEpoch / 4, config.epochs() * stepsPerEpoch);
        Progress progress = new Progress(clock, log, epochsDone * stepsPerEpoch, schedule.totalSteps());
        for (int epoch = epochsDone; epoch < config.epochs(); epoch++) {
            SplittableRandom random = new SplittableRandom(config.seed() + 1 + epoch);
            int step = epoch * stepsPerEpoch;
            for (List<Example> batch : batches.epoch(random)) {
                BatchLoss loss = trainer.learn(batch, step, schedule.rate(step), random);
                step++;
                progress.add(loss, epoch + 1, step);
            }
            HeldOutScore score = check.score(network);
            log.accept("epoch " + (epoch + 1) + " done: held out " + score);
            if (best == null || score.betterThan(best)) {
                best = score;
                bestCheckpoint.save(network.state(), epoch + 1);
            }
            last.save(network.state(), epoch + 1);
        }
        return best;
    }

    private static HeldOutScore scoreOfBest(
            TrainedNetwork network, Checkpoint best, Checkpoint last, HeldOutCheck check) throws IOException {
        best.restore(network.state());
        HeldOutScore score = check.score(network);
        last.restore(network.state());
        return score;
    }
}
