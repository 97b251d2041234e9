package io.fourfold.topology.http;

import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.Scope;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.util.Optional;

/** Stands before each route: who asks must be known and have the scope that the route needs. */
final class Access {

    /** Holds the credential of whoever has logged in to the page. */
    static final String COOKIE = "fourfold";

    private static final String CALLER = "fourfold.caller";
    private static final String BEARER = "Bearer ";

    private final Doorkeeper doorkeeper;

    Access(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    /**
     * Who asks; everybody on a route that is open.
     *
     * @throws IllegalStateException if the route is not behind {@link #guarded}
     */
    static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException(context.path() + " is not guarded");
        }
        return caller;
    }

    /** The route's handler, which lets in whoever has its scope. */
    Handler guarded(Route route) {
        if (route.scope().isEmpty()) {
            return route.handler();
        }
        Scope scope = route.scope().get();
        return context -> {
            Caller caller = doorkeeper.admit(credential(context), context.ip());
            context.attribute(CALLER, caller);
            if (!caller.may(scope)) {
                throw new ForbiddenException(scope);
            }
            route.handler().handle(context);
        };
    }

    private static Optional<String> credential(Context context) {
        String header = context.header(Header.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).trim());
        }
        return Optional.ofNullable(context.cookie(COOKIE));
    }
}
