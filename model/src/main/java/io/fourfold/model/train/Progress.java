package io.fourfold.model.train;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says a few times a minute how far a training is, how well it does, how fast, and how long it will still take. */
public final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Clock clock;
    private final Consumer<String> log;
    private final String unit;
    private final long first;
    private final long total;
    private final Instant start;
    private final Map<String, Mean> means = new LinkedHashMap<>();
    private Instant lastReport;
    private long done;

    private record Mean(double sum, double count) {
        Mean plus(Mean other) {
            return new Mean(sum + other.sum, count + other.count);
        }
    }

    /**
     * @param log receives lines
     * @param unit of work, such as a step
     * @param done units done in runs before
     * @param total units to be done in all
     */
    public Progress(Clock clock, Consumer<String> log, String unit, long done, long total) {
        this.clock = clock;
        this.log = log;
        this.unit = unit;
        this.first = done;
        this.done = done;
        this.total = total;
        this.start = clock.instant();
        this.lastReport = start;
    }

    /** Takes a measure into its mean, which the next line says. */
    public void measure(String name, double sum, double count) {
        means.merge(name, new Mean(sum, count), Mean::plus);
    }

    /** Counts units done, and says so unless the last line is recent. */
    public void advance(int epoch, int units) {
        done += units;
        Instant now = clock.instant();
        if (Duration.between(lastReport, now).compareTo(INTERVAL) < 0) {
            return;
        }
        double perSecond =
                (done - first) * 1000.0 / Duration.between(start, now).toMillis();
        String measures = means.entrySet().stream()
                .map(mean -> String.format(
                        Locale.ROOT,
                        "%s %.4f",
                        mean.getKey(),
                        mean.getValue().sum() / mean.getValue().count()))
                .collect(Collectors.joining(", "));
        log.accept(String.format(
                Locale.ROOT,
                "epoch %d, %s %d of %d: %s, %.1f %ss/s, %.0f min left",
                epoch,
                unit,
                done,
                total,
                measures,
                perSecond,
                unit,
                (total - done) / perSecond / 60));
        lastReport = now;
        means.clear();
    }
}
