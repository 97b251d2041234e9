package io.fourfold.topology.search;

import io.fourfold.schemas.SearchState;
import java.time.Duration;

/**
 * How much is searched for at once.
 *
 * @param batch most queries inverted together
 * @param inFlight searches of a task that may wait for the index before more are inverted; keeps the answers' memory bounded
 * @param waiting searches of a task that may wait for their inversion before no more are read
 * @param linger how long a query at least waits for others while some are in work, unless one of those is answered
 * @param timeLimit how long the index may take, unless the request says otherwise
 * @param defaultTimeLimit how long after its request an answer is wanted, unless the request says otherwise
 */
public record SearchLimits(
        int batch, int inFlight, int waiting, Duration linger, Duration timeLimit, Duration defaultTimeLimit) {

    /** The time limit is longer than a failed instance is missed, so that its searches are answered in full. */
    public static SearchLimits standard() {
        return new SearchLimits(32, 64, 1_000, Duration.ofMillis(5), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** When nobody wants the answer any more, in ms since the epoch: the limit runs from the request's timestamp. */
    long deadline(SearchState search) {
        Integer limitMs = search.getRequest().getTimeLimitMs();
        return search.getRequestedAt().toEpochMilli() + (limitMs == null ? defaultTimeLimit.toMillis() : limitMs);
    }

    /**
     * When the index must have answered, in ms since the epoch.
     *
     * @param now when the index begins, in ms since the epoch
     */
    long indexDeadline(SearchState search, long now) {
        long deadline = deadline(search);
        return search.getRequest().getTimeLimitMs() == null ? Math.min(deadline, now + timeLimit.toMillis()) : deadline;
    }
}
