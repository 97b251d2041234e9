package io.fourfold.topology.http;

import io.fourfold.topology.access.Scope;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Optional;

/**
 * One route of the API.
 *
 * @param method HTTP method
 * @param path with parameters in braces
 * @param summary one line on what it answers
 * @param scope that a caller needs; empty if it is open to everybody
 * @param handler answers
 */
record Route(HandlerType method, String path, String summary, Optional<Scope> scope, Handler handler) {

    /** Needs {@link Scope#READ}. */
    static Route get(String path, String summary, Handler handler) {
        return new Route(HandlerType.GET, path, summary, Optional.of(Scope.READ), handler);
    }

    /** Needs {@link Scope#WRITE}. */
    static Route put(String path, String summary, Handler handler) {
        return new Route(HandlerType.PUT, path, summary, Optional.of(Scope.WRITE), handler);
    }

    /** Needs {@link Scope#WRITE}. */
    static Route delete(String path, String summary, Handler handler) {
        return new Route(HandlerType.DELETE, path, summary, Optional.of(Scope.WRITE), handler);
    }

    /** Needs {@link Scope#WRITE}, unless it only looks at its body and says so. */
    static Route post(String path, String summary, Handler handler) {
        return new Route(HandlerType.POST, path, summary, Optional.of(Scope.WRITE), handler);
    }

    /** The same route, but for callers with that scope. */
    Route needs(Scope other) {
        return new Route(method, path, summary, Optional.of(other), handler);
    }

    /** The same route, but for everybody. */
    Route open() {
        return new Route(method, path, summary, Optional.empty(), handler);
    }
}
