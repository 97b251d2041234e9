package io.fourfold.topology.http;

import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.similarity.Visibility;
import java.util.EnumSet;
import java.util.Set;

/** Who asks: two owners of photos, and who may see everything. */
final class Tenants {

    static final String ANN = "ann";
    static final String BOB = "bob";

    /** Whose photos nobody has. */
    static final String NOBODY = "nobody";

    /** Without a credential. */
    static final String EVERYBODY = "";

    private Tenants() {}

    /** Takes each tenant's name for its key. */
    static Doorkeeper doorkeeper() {
        return (credential, address) -> credential
                .map(owner -> new Caller(owner, EnumSet.allOf(Scope.class), new Visibility(Set.of(owner), Set.of())))
                .orElse(Caller.ANYONE);
    }
}
