package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            boolean good = exchange.getRequestURI().getPath().equals("/good");
            exchange.sendResponseHeaders(good ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendEachRequestOnceAndCountErrors() throws Exception {
        HttpLoad.Result result = new HttpLoad(i -> address(i == 0 ? "bad" : "good")).run(3, Duration.ofMillis(1));

        assertThat(result.latenciesMs().length).isGreaterThanOrEqualTo(3);
        assertThat(result.latenciesMs()).isSorted();
        assertThat(result.errors()).isEqualTo(1);
    }

    @Test
    void shouldKeepAsManyConnectionsOpenAsWanted() throws Exception {
        new HttpLoad(i -> address("good")).run(3, Duration.ofMillis(200));

        assertThat(clientPorts).hasSize(3);
    }

    @Test
    void shouldFindPercentiles() {
        HttpLoad.Result result = new HttpLoad.Result(new double[] {1, 2, 3, 4}, 0, 2);

        assertThat(result.percentile(0.5)).isEqualTo(3);
        assertThat(result.percentile(0.99)).isEqualTo(4);
        assertThat(result.perSecond()).isEqualTo(2);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }
}
