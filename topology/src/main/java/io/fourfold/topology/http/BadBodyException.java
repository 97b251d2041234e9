package io.fourfold.topology.http;

/** Thrown for a request body that cannot be a photo. */
final class BadBodyException extends RuntimeException {

    private final transient Problem problem;

    BadBodyException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
