package io.fourfold.topology.search;

import io.fourfold.schemas.SearchRequested;
import java.util.Optional;

/** What every request must keep to. */
final class RequestCheck {

    private static final int MAX_K = 100;
    private static final int MAX_TIME_LIMIT_MS = 600_000;

    /** Far more than is understood; longer ones would make records too large that hold the request beside other things. */
    private static final int MAX_LETTERS = 10_000;

    private RequestCheck() {}

    /** What is wrong with a request and what is allowed. */
    static Optional<String> problem(SearchRequested request) {
        if (request.getK() < 1 || request.getK() > MAX_K) {
            return Optional.of("k must be from 1 to " + MAX_K + ", not " + request.getK());
        }
        if (tooLong(request.getText()) || tooLong(request.getOwner()) || tooLong(request.getAlbum())) {
            return Optional.of("text, owner and album may have " + MAX_LETTERS + " letters each");
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

    /** As much of a text as an answer repeats. */
    static String repeated(String text) {
        return tooLong(text) ? text.substring(0, MAX_LETTERS) : text;
    }

    private static boolean tooLong(String text) {
        return text != null && text.length() > MAX_LETTERS;
    }
}
