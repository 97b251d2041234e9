package io.fourfold.topology.http;

import io.fourfold.topology.config.FourfoldConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * How many requests one client, an address or a key, may send in a while and at a time. Unless the limits are set, whoever is on
 * this machine is not limited.
 */
final class ClientLimits {

    private static final int REQUESTS_A_SECOND = 200;
    private static final int REQUESTS_AT_A_TIME = 50;

    /** So long may a client send more than that, as much as in the whole of it. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int NETWORK_BYTES = 8;

    private final FourfoldConfig.RequestLimits limits;
    private final LongSupplier nanoTime;
    private final AtomicReference<Window> window = new AtomicReference<>(new Window(Long.MIN_VALUE));
    private final ConcurrentMap<String, Integer> running = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    ClientLimits(FourfoldConfig.RequestLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** A request, until it has been answered. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /** Requests of each client in a span of time; forgotten with it. */
    private record Window(long number, ConcurrentMap<String, AtomicInteger> requests) {

        Window(long number) {
            this(number, new ConcurrentHashMap<>());
        }
    }

    /**
     * Lets a client's request in, which counts until the turn is closed.
     *
     * @param client a key's name, or else {@link #client(String)}
     * @param address that the request comes from
     * @throws TooManyRequestsException if it has sent too many, or has too many answered now
     */
    Turn enter(String client, String address) {
        long most = limit(limits.rate(), REQUESTS_A_SECOND, address) * WINDOW.toSeconds();
        long now = nanoTime.getAsLong();
        if (counted(client, now) > most) {
            Duration left = Duration.ofNanos(WINDOW.toNanos() - Math.floorMod(now, WINDOW.toNanos()));
            throw new TooManyRequestsException(
                    "No client may send more than " + most / WINDOW.toSeconds() + " requests a second", left);
        }
        long atATime = limit(limits.concurrency(), REQUESTS_AT_A_TIME, address);
        if (running.merge(client, 1, Integer::sum) > atATime) {
            leave(client);
            throw new TooManyRequestsException(
                    "No client may have more than " + atATime + " requests answered at a time", Duration.ZERO);
        }
        return () -> leave(client);
    }

    /** Who has an address: in IPv6, whoever has its network of 64 bits. */
    static String client(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > NETWORK_BYTES ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private int counted(String client, long now) {
        long number = Math.floorDiv(now, WINDOW.toNanos());
        Window current = window.updateAndGet(known -> known.number() == number ? known : new Window(number));
        return current.requests()
                .computeIfAbsent(client, any -> new AtomicInteger())
                .incrementAndGet();
    }

    private void leave(String client) {
        running.computeIfPresent(client, (any, count) -> count == 1 ? null : count - 1);
    }

    /** Of a set limit, 0 is none. */
    private static long limit(OptionalInt set, int otherwise, String address) {
        if (set.isPresent()) {
            return set.getAsInt() == 0 ? Integer.MAX_VALUE : set.getAsInt();
        }
        return thisMachine(address) ? Integer.MAX_VALUE : otherwise;
    }

    private static boolean thisMachine(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }
}
