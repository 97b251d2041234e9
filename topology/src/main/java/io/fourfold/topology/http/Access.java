package io.fourfold.topology.http;

import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.Scope;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Stands before each route: who asks must be known and have the scope that the route needs. */
final class Access {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String CALLER = "fourfold.caller";
    private static final String BEARER = "Bearer ";

    private final Doorkeeper doorkeeper;
    private final ClientLimits limits;
    private final boolean behindProxy;
    private final TenantRequests tenants;

    /**
     * @param behindProxy whether a proxy passes requests on, so that the host's name is its affair
     * @param tenants told of each request
     */
    Access(Doorkeeper doorkeeper, ClientLimits limits, boolean behindProxy, TenantRequests tenants) {
        this.doorkeeper = doorkeeper;
        this.limits = limits;
        this.behindProxy = behindProxy;
        this.tenants = tenants;
    }

    /**
     * Who asks.
     *
     * @throws IllegalStateException if the route is open, and so nobody was asked
     */
    static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException(context.path() + " is open, nobody knows who asks");
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
            Caller caller = admitted(context, scope);
            context.attribute(CALLER, caller);
            String name = printable(caller.name());
            MDC.put("caller", name);
            try {
                if (scope != Scope.READ && caller != Caller.ANYONE) {
                    LOG.info("{} {} by {}", context.method(), context.req().getRequestURI(), name);
                }
                handle(route, caller, context);
            } finally {
                MDC.remove("caller");
            }
        };
    }

    private void handle(Route route, Caller caller, Context context) throws Exception {
        if (caller == Caller.ANYONE) {
            route.handler().handle(context);
            return;
        }
        Timer.Sample sample = tenants.begins();
        try (ClientLimits.Turn turn = limits.enter("caller " + caller.name(), context.ip())) {
            route.handler().handle(context);
        } finally {
            tenants.answered(caller, sample);
        }
    }

    private Caller admitted(Context context, Scope scope) {
        Caller caller = doorkeeper.admit(credential(context), context.ip());
        if (caller == Caller.ANYONE) {
            requireOwnPage(context);
        }
        if (!caller.may(scope)) {
            throw new ForbiddenException(scope);
        }
        return caller;
    }

    /**
     * While access is off only this machine is let in; but so is its browser, with the page of any site that it shows: one that
     * sends requests, or whose name has been made one of this machine's.
     */
    private void requireOwnPage(Context context) {
        if (!behindProxy && !SameOrigin.addressesThisMachine(context)) {
            throw ForbiddenException.foreignHost();
        }
        if (changes(context) && SameOrigin.denies(context)) {
            throw ForbiddenException.foreignPage();
        }
    }

    /** A header says more than a cookie, which a browser sends along by itself. */
    static Optional<String> credential(Context context) {
        String header = context.header(Header.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).trim());
        }
        Optional<String> cookie = SessionCookie.credential(context);
        if (cookie.isPresent() && changes(context) && !SameOrigin.says(context)) {
            throw ForbiddenException.foreignOrigin();
        }
        return cookie;
    }

    private static boolean changes(Context context) {
        return context.method() != HandlerType.GET && context.method() != HandlerType.HEAD;
    }

    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
