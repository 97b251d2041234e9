package io.fourfold.model.train;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Says a few times a minute how far a training is, how fast, and how long it will still take. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Clock clock;
    private final Consumer<String> log;
    private final int totalSteps;
    private final int firstStep;
    private final Instant start;
    private Instant lastReport;
    private double loss;
    private double contrastive;
    private double reward;
    private int tokens;
    private int batches;

    Progress(Clock clock, Consumer<String> log, int firstStep, int totalSteps) {
        this.clock = clock;
        this.log = log;
        this.firstStep = firstStep;
        this.totalSteps = totalSteps;
        this.start = clock.instant();
        this.lastReport = start;
    }

    /** @param stepsDone the batch of this loss included */
    void add(BatchLoss batch, int epoch, int stepsDone) {
        loss += batch.negativeLogProbability();
        tokens += batch.tokens();
        contrastive += batch.contrastive();
        reward += batch.reward();
        batches++;
        Instant now = clock.instant();
        if (Duration.between(lastReport, now).compareTo(INTERVAL) < 0) {
            return;
        }
        double seconds = Duration.between(lastReport, now).toMillis() / 1000.0;
        double secondsPerStep = Duration.between(start, now).toMillis() / 1000.0 / Math.max(1, stepsDone - firstStep);
        log.accept(String.format(
                Locale.ROOT,
                "epoch %d, step %d of %d: loss %.3f per token, contrastive %.3f, reward %.3f, %.0f tokens/s, %.0f min left",
                epoch,
                stepsDone,
                totalSteps,
                loss / tokens,
                contrastive / batches,
                reward / batches,
                tokens / seconds,
                secondsPerStep * (totalSteps - stepsDone) / 60));
        lastReport = now;
        loss = 0;
        contrastive = 0;
        reward = 0;
        tokens = 0;
        batches = 0;
    }
}
