package io.fourfold.topology.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One route of the API.
 *
 * @param method HTTP method
 * @param path with parameters in braces
 * @param summary one line on what it answers
 * @param handler answers
 */
record Route(HandlerType method, String path, String summary, Handler handler) {

    static Route get(String path, String summary, Handler handler) {
        return new Route(HandlerType.GET, path, summary, handler);
    }

    static Route put(String path, String summary, Handler handler) {
        return new Route(HandlerType.PUT, path, summary, handler);
    }

    static Route delete(String path, String summary, Handler handler) {
        return new Route(HandlerType.DELETE, path, summary, handler);
    }

    static Route post(String path, String summary, Handler handler) {
        return new Route(HandlerType.POST, path, summary, handler);
    }
}
