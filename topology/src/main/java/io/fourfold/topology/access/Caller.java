package io.fourfold.topology.access;

import io.fourfold.topology.similarity.Visibility;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name for logs and the page
 * @param scopes what it may do
 * @param visibility which photos there are for it
 */
public record Caller(String name, Set<Scope> scopes, Visibility visibility) {

    /** Who asks while access is off: everybody, who may do everything. */
    public static final Caller ANYONE = new Caller("anyone", EnumSet.allOf(Scope.class), Visibility.EVERYTHING);

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
