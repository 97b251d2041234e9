package io.fourfold.topology.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.config.FourfoldConfig.ClaimSettings;
import io.fourfold.topology.similarity.Visibility;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads who a token is of, and what its claims allow. */
record TokenClaims(ClaimSettings settings) {

    private static final String ALL = "*";

    /** @throws UnauthenticatedException if the claims that bind a caller are not there */
    Caller caller(JWTClaimsSet token) {
        Map<String, Object> claims = token.getClaims();
        return new Caller(
                name(claims),
                scopes(claims),
                new Visibility(bound(claims, settings.owners()), bound(claims, settings.albums())));
    }

    private static String name(Map<String, Object> claims) {
        return Stream.of("preferred_username", "sub", "client_id")
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("unnamed");
    }

    private Set<Scope> scopes(Map<String, Object> claims) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Optional<Object> claim = settings.scopes().isPresent()
                ? claim(claims, settings.scopes().get())
                : claim(claims, "scope").or(() -> claim(claims, "scp"));
        claim.stream()
                .flatMap(TokenClaims::texts)
                .flatMap(text -> Stream.of(text.split("\\s+")))
                .filter(text -> text.startsWith(settings.scopePrefix()))
                .map(text -> Scope.of(text.substring(settings.scopePrefix().length())))
                .flatMap(Optional::stream)
                .forEach(scopes::add);
        return scopes;
    }

    /** No restriction if no setting names the claim; one that the token lacks would be none as well, and so is refused. */
    private static Set<String> bound(Map<String, Object> claims, Optional<String> name) {
        if (name.isEmpty()) {
            return Set.of();
        }
        List<String> values = claim(claims, name.get()).stream()
                .flatMap(TokenClaims::texts)
                .filter(value -> !value.isBlank())
                .toList();
        if (values.isEmpty()) {
            throw new UnauthenticatedException(
                    Reason.TOKEN, "The token has no claim " + name.get() + ", which says what it is for");
        }
        return values.contains(ALL) ? Set.of() : values.stream().collect(Collectors.toUnmodifiableSet());
    }

    /** A claim by its name, or by the names of the claims that lead to it. */
    private static Optional<Object> claim(Map<?, ?> claims, String name) {
        if (claims.get(name) != null) {
            return Optional.of(claims.get(name));
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, name.substring(dot + 1))
                : Optional.empty();
    }

    private static Stream<String> texts(Object claim) {
        Collection<?> values = claim instanceof Collection<?> list ? list : List.of(claim);
        return values.stream().filter(String.class::isInstance).map(String.class::cast);
    }
}
