package io.fourfold.topology.http;

import io.fourfold.topology.access.UnauthenticatedException;
import io.fourfold.topology.peer.HttpPeers;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Lets in instances that know the secret. How long the comparison takes says nothing about it. */
final class PeerSecret implements Handler {

    private final byte[] expected;

    PeerSecret(String secret) {
        expected = digest(secret);
    }

    @Override
    public void handle(Context context) {
        String sent = context.header(HttpPeers.SECRET_HEADER);
        if (sent == null || !MessageDigest.isEqual(expected, digest(sent))) {
            throw new UnauthenticatedException(
                    UnauthenticatedException.Reason.SECRET, "Other instances need http.peer.secret");
        }
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
