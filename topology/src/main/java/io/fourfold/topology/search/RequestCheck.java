package io.fourfold.topology.search;

import io.fourfold.schemas.SearchRequested;
import java.util.Optional;

/** What every request must keep to. */
final class RequestCheck {

    private static final int MAX_K = 100;
    private static final int MAX_TIME_LIMIT_MS = 600_000;

    private RequestCheck() {}

    /** What is wrong with a request and what is allowed. */
    static Optional<String> problem(SearchRequested request) {
        if (request.getK() < 1 || request.getK() > MAX_K) {
            return Optional.of("k must be from 1 to " + MAX_K + ", not " + request.getK());
        }
        if (request.getMinScore() != null && request.getMinScore().isNaN()) {
            return Optional.of("minScore must be a number");
        }
        Integer timeLimitMs = request.getTimeLimitMs();
        if (timeLimitMs != null && (timeLimitMs < 1 || timeLimitMs > MAX_TIME_LIMIT_MS)) {
            return Optional.of("timeLimitMs must be from 1 to " + MAX_TIME_LIMIT_MS + ", not " + timeLimitMs);
        }
        return Optional.empty();
    }
}
