package io.fourfold.topology.tls;

import io.fourfold.topology.config.FourfoldConfig.HttpSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The certificates of an instance.
 *
 * @param users that users see
 * @param peers that other instances see, with whom it trusts among them
 */
public record Certificates(Optional<ReloadedTls> users, Optional<ReloadedTls> peers) implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * Reads what is set.
     *
     * @throws IllegalStateException if it cannot be used; says why
     */
    public static Certificates of(HttpSettings settings) {
        return new Certificates(
                settings.tls().map(files -> new ReloadedTls(files, PAUSE)),
                settings.peerTls().map(files -> new ReloadedTls(files, PAUSE)));
    }

    @Override
    public void close() {
        users.ifPresent(ReloadedTls::close);
        peers.ifPresent(ReloadedTls::close);
    }
}
