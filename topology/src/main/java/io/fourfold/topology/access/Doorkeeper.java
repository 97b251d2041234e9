package io.fourfold.topology.access;

import java.util.Optional;

/** Knows who asks. */
@FunctionalInterface
public interface Doorkeeper {

    /** Access is off. */
    Doorkeeper OPEN = (credential, address) -> Caller.ANYONE;

    /**
     * Who asks.
     *
     * @param credential an API key or a bearer token, if one came along
     * @param address that the request comes from
     * @throws UnauthenticatedException if the credential is missing or wrong
     * @throws TooManyAttemptsException if it is not looked at now
     */
    Caller admit(Optional<String> credential, String address);

    /** The way to log in at a provider, if there is one. */
    default Optional<OidcLogin> login() {
        return Optional.empty();
    }
}
