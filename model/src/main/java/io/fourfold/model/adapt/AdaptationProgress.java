package io.fourfold.model.adapt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Says a few times a minute how far an adaptation is, how fast, and how long it will still take. */
final class AdaptationProgress {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Clock clock;
    private final Consumer<String> log;
    private final long totalPhotos;
    private Instant lastReport;
    private long photosDone;
    private int photos;
    private double cosine;
    private double divergence;
    private boolean taught;
    private double teacherCosine;

    /**
     * @param photosDone in all epochs before
     * @param totalPhotos in all epochs
     */
    AdaptationProgress(Clock clock, Consumer<String> log, long photosDone, long totalPhotos) {
        this.clock = clock;
        this.log = log;
        this.photosDone = photosDone;
        this.totalPhotos = totalPhotos;
        this.lastReport = clock.instant();
    }

    /** @param batch photos that this is the mean loss of */
    void add(TailTraining.StepLoss loss, int batch, int epoch) {
        cosine += loss.captions().cosine() * batch;
        divergence += loss.captions().divergence() * batch;
        taught |= loss.teacher().isPresent();
        teacherCosine += loss.teacher().map(TargetLoss.Value::cosine).orElse(0.0) * batch;
        photos += batch;
        photosDone += batch;
        Instant now = clock.instant();
        double seconds = Duration.between(lastReport, now).toMillis() / 1000.0;
        if (seconds < INTERVAL.toSeconds()) {
            return;
        }
        double rate = photos / seconds;
        log.accept(String.format(
                Locale.ROOT,
                "epoch %d, photo %d of %d: 1 - cosine %.4f, divergence %.4f%s, %.0f photos/s, %.0f min left",
                epoch,
                photosDone,
                totalPhotos,
                cosine / photos,
                divergence / photos,
                taught ? String.format(Locale.ROOT, ", to the teacher %.4f", teacherCosine / photos) : "",
                rate,
                (totalPhotos - photosDone) / rate / 60));
        lastReport = now;
        photos = 0;
        cosine = 0;
        divergence = 0;
        teacherCosine = 0;
    }
}
