package io.fourfold.infra.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** An HTTP store of one small photo, on the loopback address, that also fails in the ways in which stores fail. */
public final class PhotoStore implements AutoCloseable {

    static final String GOOD = "good.jpg";
    static final String UNAVAILABLE = "unavailable.jpg";
    static final String MISSING = "missing.jpg";
    static final String DRIPPING = "dripping.jpg";

    private static final String PREFIX = "/photos/";
    private static final int WIDTH = 320;
    private static final int DRIP_MS = 100;

    private final byte[] photo;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    private PhotoStore(byte[] photo, HttpServer server) {
        this.photo = photo;
        this.server = server;
    }

    /** @param original is scaled down */
    public static PhotoStore start(Path original) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PhotoStore store = new PhotoStore(small(original), server);
        server.createContext(PREFIX + GOOD, exchange -> store.answer(exchange, 200));
        server.createContext(PREFIX + UNAVAILABLE, exchange -> store.answer(exchange, 503));
        server.createContext(PREFIX + DRIPPING, store::drip);
        server.setExecutor(store.threads);
        server.start();
        return store;
    }

    /** Under which all of its photos lie. */
    public URI prefix() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PREFIX);
    }

    byte[] photo() {
        return photo.clone();
    }

    URI uri(String name) {
        return prefix().resolve(name);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, status == 200 ? photo.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(photo);
            }
        }
    }

    /** Sends a byte now and then, until the client gives up or the store closes. */
    private void drip(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, photo.length);
            for (int i = 0; i < photo.length && !closed.await(DRIP_MS, TimeUnit.MILLISECONDS); i++) {
                exchange.getResponseBody().write(photo[i]);
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] small(Path original) throws IOException {
        Image scaled = ImageIO.read(original.toFile()).getScaledInstance(WIDTH, -1, Image.SCALE_FAST);
        BufferedImage image =
                new BufferedImage(scaled.getWidth(null), scaled.getHeight(null), BufferedImage.TYPE_INT_RGB);
        image.getGraphics().drawImage(scaled, 0, 0, null);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", file);
        return file.toByteArray();
    }
}
