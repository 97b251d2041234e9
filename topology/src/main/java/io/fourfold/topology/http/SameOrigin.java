package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.URI;
import java.util.regex.Pattern;

/** Whether a browser's request comes from a page of this service, which the browser says and a page cannot feign. */
final class SameOrigin {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private static final Pattern LOOPBACK =
            Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private SameOrigin() {}

    /** Whether the browser says so: nothing said is no. */
    static boolean says(Context context) {
        String site = context.header(FETCH_SITE);
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = context.header(Header.ORIGIN);
        return origin != null && isOwn(origin, context.header(Header.HOST));
    }

    /** Whether the browser says otherwise; what is no browser says nothing. */
    static boolean denies(Context context) {
        boolean silent = context.header(FETCH_SITE) == null && context.header(Header.ORIGIN) == null;
        return !silent && !says(context);
    }

    /** Whether the request names its host as localhost or by an address of the loopback network. */
    static boolean addressesThisMachine(Context context) {
        String host = context.req().getServerName();
        return host.equalsIgnoreCase("localhost") || LOOPBACK.matcher(host).matches();
    }

    /** The scheme is left out, since a proxy may end TLS. */
    private static boolean isOwn(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
