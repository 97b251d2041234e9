package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.config.ListenAddress;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens at one address with threads of its own, so that nothing that hangs at one listener holds up another (bulkheads:
 * M. Nygard, Release It!, 2007).
 */
final class Listener implements AutoCloseable {

    /** Jetty's own, which accept and select. */
    private static final int JETTY_THREADS = 16;

    private static final int LEAST_THREADS = 4;
    private static final int IDLE_TIMEOUT_MS = 60_000;

    private final ListenAddress address;
    private final Javalin server;

    /**
     * @param name of its threads
     * @param limit how many requests it answers at a time; a thread is there for each
     * @param routes adds what it answers
     */
    Listener(String name, ListenAddress address, RequestLimit limit, Consumer<RoutesConfig> routes) {
        this.address = address;
        this.server = Javalin.create(config -> configure(config, name, limit, routes));
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the address cannot be listened on
     */
    void start() {
        try {
            server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + address.host() + ":" + address.port() + "; choose another "
                            + address.setting().key() + " (0: any that is free), or stop what uses it",
                    e);
        }
    }

    /** The port that is listened on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(
            JavalinConfig config, String name, RequestLimit limit, Consumer<RoutesConfig> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        QueuedThreadPool threads = new QueuedThreadPool(limit.most() + JETTY_THREADS, LEAST_THREADS, IDLE_TIMEOUT_MS);
        threads.setName("http-" + name);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setHandler(limit));
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
        Problems.register(config.routes);
        routes.accept(config.routes);
    }
}
