package io.fourfold.topology.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often an address may be wrong. After some failures in a minute nothing more of it is looked at until the minute is over. Of
 * IPv6, the network counts, since a host has all of its addresses.
 */
final class FailureLimit {

    private static final int MOST_FAILURES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;
    private static final int LONGEST_ADDRESS = 64;

    private final LongSupplier nanoTime;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** Failures since a time. */
    private static final class Window {
        private final long since;
        private int failures;

        private Window(long since) {
            this.since = since;
        }
    }

    FailureLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @throws TooManyAttemptsException if the address has been wrong too often */
    synchronized void require(String address) {
        Window window = current(network(address));
        if (window != null && window.failures >= MOST_FAILURES) {
            throw new TooManyAttemptsException(
                    "Too many wrong keys or tokens came from this address; try again in a minute",
                    WINDOW.minusNanos(nanoTime.getAsLong() - window.since));
        }
    }

    /** Counts a failure. */
    synchronized void failed(String address) {
        String network = network(address);
        Window window = current(network);
        if (window == null) {
            window = new Window(nanoTime.getAsLong());
            windows.put(network, window);
        }
        window.failures++;
    }

    private Window current(String network) {
        Window window = windows.get(network);
        if (window != null && nanoTime.getAsLong() - window.since >= WINDOW.toNanos()) {
            windows.remove(network);
            return null;
        }
        return window;
    }

    /** Only what has a colon is parsed, for which no name is ever looked up. */
    private static String network(String address) {
        if (address.contains(":")) {
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return bytes.length > NETWORK_BYTES ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES)) : address;
            } catch (UnknownHostException e) {
                // Counts as it is.
            }
        }
        return address.substring(0, Math.min(address.length(), LONGEST_ADDRESS));
    }
}
