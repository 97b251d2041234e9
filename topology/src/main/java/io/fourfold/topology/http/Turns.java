package io.fourfold.topology.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request lasts until the last byte of its answer is sent, or nobody answers it. */
final class Turns {

    private Turns() {}

    /** Lets the handler answer, and runs {@code end} once when that has ended. */
    static boolean handle(Request.Handler handler, Request request, Response response, Callback callback, Runnable end)
            throws Exception {
        AtomicBoolean lasts = new AtomicBoolean(true);
        Runnable once = () -> {
            if (lasts.getAndSet(false)) {
                end.run();
            }
        };
        boolean handled = false;
        try {
            handled = handler.handle(request, response, Callback.from(callback, once));
            return handled;
        } finally {
            if (!handled) {
                once.run();
            }
        }
    }
}
