package io.fourfold.topology.images;

import io.fourfold.schemas.serde.UnknownSchemaException;
import java.time.Duration;

/**
 * How often and how long a photo is tried that cannot be had now.
 *
 * @param attempts most tries
 * @param age longest time after the first failure
 * @param firstPause pause after the first failure; each further one is twice as long, up to a quarter of an hour
 */
public record RetryBudget(int attempts, Duration age, Duration firstPause) {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 20;

    /** Tries of what most likely lies in the photo itself, and only perhaps in the surroundings. */
    private static final int DOUBTFUL_ATTEMPTS = 4;

    /** Whether an upload that failed is not to be tried again. */
    boolean isSpent(WaitingUpload upload, Throwable failure) {
        boolean doubtful = failure instanceof Error || failure instanceof UnknownSchemaException;
        int most = doubtful ? Math.min(DOUBTFUL_ATTEMPTS, attempts) : attempts;
        return upload.attempts() >= most || upload.lastFailure() - upload.firstFailure() >= age.toMillis();
    }

    /** Time until the next try of an upload, in ms. */
    long pauseMillis(WaitingUpload upload) {
        int doublings = Math.max(0, Math.min(MOST_DOUBLINGS, upload.attempts() - 1));
        return Math.min(LONGEST_PAUSE.toMillis(), firstPause.toMillis() << doublings);
    }
}
