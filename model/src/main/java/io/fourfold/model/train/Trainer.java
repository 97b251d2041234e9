package io.fourfold.model.train;

import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Trains projection and decoder together on captioned photos: first to say what people said, then, by {@link SelfCritical}, to
 * say what people would agree with. Each phase ends with the weights of the epoch that captions held-out photos best, and can be
 * stopped and resumed after any epoch. The same configuration gives the same weights.
 *
 * @param log receives lines of progress
 */
public record Trainer(TrainingConfig config, Clock clock, Consumer<String> log) {

    /**
     * Trains, or resumes the same training if {@code directory} holds a checkpoint of it.
     *
     * @param photos all photos to learn from; some of them are held out
     * @param embedding length of image embeddings and word vectors
     * @param directory receives checkpoints
     */
    public TrainingResult train(List<CaptionedPhoto> photos, int embedding, Path directory)
            throws IOException, InterruptedException {
        if (photos.size() < config.heldOutPhotos() + 2) {
            throw new IllegalArgumentException("too few photos to train on: " + photos.size() + ", of which "
                    + config.heldOutPhotos() + " would be held out");
        }
        Files.createDirectories(directory);
        PhotoSplit<CaptionedPhoto> split = PhotoSplit.of(photos, config.heldOutPhotos(), config.seed());
        List<CaptionedPhoto> heldOut = split.heldOut();
        List<CaptionedPhoto> learned = split.learned();
        Vocabulary vocabulary = Vocabulary.learn(
                photos.stream().flatMap(photo -> photo.captions().stream()).toList(),
                config.captions().minimumWordCount());
        TrainedNetwork network = new TrainedNetwork(
                new DecoderShape(vocabulary.tokens(), embedding, config.hidden()),
                Standardisation.measure(learned),
                new SplittableRandom(config.seed()));
        HeldOutCheck check = new HeldOutCheck(
                heldOut, vocabulary, config.beam().width(), config.beam().maximumWords());
        log.accept(learned.size() + " photos to learn from, " + heldOut.size() + " held out, " + vocabulary.tokens()
                + " tokens, " + config);
        ExecutorService executor = Executors.newFixedThreadPool(config.batches().threads());
        try {
            ExampleBatches batches = new ExampleBatches(
                    learned,
                    vocabulary,
                    config.captions().maximumWords(),
                    config.batches().size());
            TrainingConfig imitation = config.withoutSelfCritical();
            HeldOutScore score = run(
                    network,
                    batches,
                    check,
                    new BatchTrainer(imitation, network, executor, Optional.empty()),
                    new Phase(
                            "imitation",
                            config.imitation().epochs(),
                            config.imitation().learningRate(),
                            config.seed() + 1),
                    new Checkpoints(directory, "imitation-" + identity(imitation, photos)));
            if (config.selfCritical().epochs() > 0) {
                network.forgetGradients();
                score = run(
                        network,
                        batches,
                        check,
                        new BatchTrainer(
                                config,
                                network,
                                executor,
                                Optional.of(new CaptionReward(
                                        learned,
                                        vocabulary,
                                        config.selfCritical().misnaming()))),
                        new Phase(
                                "self-critical",
                                config.selfCritical().epochs(),
                                config.selfCritical().learningRate(),
                                config.seed() + 1 + config.imitation().epochs()),
                        new Checkpoints(directory, "self-critical-" + identity(config, photos)));
                double temperature = Tempering.temper(network, check);
                score = check.score(network);
                log.accept(String.format(Locale.ROOT, "temperature %.2f: held out %s", temperature, score));
            }
            return new TrainingResult(
                    network.decoder().weights(),
                    network.projection().folded(),
                    vocabulary,
                    network.textEncoder(),
                    score);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Trains through a phase, from where it was stopped, and leaves the network with the weights of its best epoch. */
    private HeldOutScore run(
            TrainedNetwork network,
            ExampleBatches batches,
            HeldOutCheck check,
            BatchTrainer trainer,
            Phase phase,
            Checkpoints checkpoints)
            throws IOException, InterruptedException {
        Checkpoint last = checkpoints.last();
        int epochsDone = last.exists() ? last.restore(network.state()) : 0;
        HeldOutScore best = epochsDone > 0 ? scoreOfBest(network, checkpoints, check) : null;
        int stepsPerEpoch = batches.epoch(new SplittableRandom(config.seed())).size();
        CosineSchedule schedule =
                new CosineSchedule(phase.learningRate(), stepsPerEpoch / 4, phase.epochs() * stepsPerEpoch);
        Progress progress = new Progress(clock, log, "step", epochsDone * stepsPerEpoch, schedule.totalSteps());
        for (int epoch = epochsDone; epoch < phase.epochs(); epoch++) {
            SplittableRandom random = new SplittableRandom(phase.seed() + epoch);
            int step = epoch * stepsPerEpoch;
            for (List<Example> batch : batches.epoch(random)) {
                BatchLoss loss = trainer.learn(batch, step, schedule.rate(step), random);
                step++;
                progress.measure("loss per token", loss.negativeLogProbability(), loss.tokens());
                progress.measure("contrastive", loss.contrastive(), 1);
                progress.measure("reward", loss.reward(), 1);
                progress.advance(epoch + 1, 1);
            }
            HeldOutScore score = check.score(network);
            log.accept(phase.name() + " epoch " + (epoch + 1) + " done: held out " + score);
            if (best == null || score.betterThan(best)) {
                best = score;
                checkpoints.best().save(network.state(), epoch + 1);
            }
            last.save(network.state(), epoch + 1);
        }
        checkpoints.best().restore(network.state());
        return best;
    }

    private static String identity(TrainingConfig config, List<CaptionedPhoto> photos) {
        TrainingIdentity identity = new TrainingIdentity(config);
        for (CaptionedPhoto photo : photos) {
            identity.add(photo.name() + " " + photo.times());
            photo.captions().forEach(identity::add);
            identity.add(photo.features().plain()).add(photo.features().flipped());
        }
        return identity.digits();
    }

    private static HeldOutScore scoreOfBest(TrainedNetwork network, Checkpoints checkpoints, HeldOutCheck check)
            throws IOException {
        checkpoints.best().restore(network.state());
        HeldOutScore score = check.score(network);
        checkpoints.last().restore(network.state());
        return score;
    }

    private record Phase(String name, int epochs, double learningRate, long seed) {}

    private record Checkpoints(Path directory, String name) {

        Checkpoint last() {
            return new Checkpoint(directory.resolve(name + "-last.bin"));
        }

        Checkpoint best() {
            return new Checkpoint(directory.resolve(name + "-best.bin"));
        }
    }
}
