package io.fourfold.topology.access;

import io.fourfold.schemas.AccessKey;
import io.fourfold.topology.similarity.Visibility;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of an API key.
 *
 * @param id names it
 * @param name whose it is
 * @param hash of its secret
 * @param scopes what it may do
 * @param visibility which photos there are for it
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused; empty: never
 * @param revoked whether it is refused for good
 */
public record ApiKey(
        String id,
        String name,
        String hash,
        Set<Scope> scopes,
        Visibility visibility,
        Instant createdAt,
        Optional<Instant> expiresAt,
        boolean revoked) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    static ApiKey of(String id, AccessKey event) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        event.getScopes().forEach(label -> Scope.of(label).ifPresent(scopes::add));
        return new ApiKey(
                id,
                event.getName(),
                event.getHash(),
                scopes,
                new Visibility(Set.copyOf(event.getOwners()), Set.copyOf(event.getAlbums())),
                event.getCreatedAt(),
                Optional.ofNullable(event.getExpiresAt()),
                event.getRevoked());
    }

    AccessKey toEvent() {
        return AccessKey.newBuilder()
                .setName(name)
                .setHash(hash)
                .setScopes(scopes.stream().sorted().map(Scope::label).collect(Collectors.toList()))
                .setOwners(sorted(visibility.owners()))
                .setAlbums(sorted(visibility.albums()))
                .setCreatedAt(createdAt)
                .setExpiresAt(expiresAt.orElse(null))
                .setRevoked(revoked)
                .build();
    }

    /** Whether it opens anything at that time. */
    public boolean valid(Instant now) {
        return !revoked && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    Caller caller() {
        return new Caller(name, scopes, visibility);
    }

    ApiKey revokedNow() {
        return new ApiKey(id, name, hash, scopes, visibility, createdAt, expiresAt, true);
    }

    /** The same key, refused from then on at the latest. */
    ApiKey expiringAt(Instant end) {
        Instant earlier = expiresAt.filter(known -> known.isBefore(end)).orElse(end);
        return new ApiKey(id, name, hash, scopes, visibility, createdAt, Optional.of(earlier), revoked);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
