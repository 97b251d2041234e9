package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Duration;
import java.util.Optional;

/** The cookies of the page, which no script can read. */
final class SessionCookie {

    /** More than that no browser keeps in a cookie, with its name and attributes. */
    static final int LONGEST = 3_900;

    private static final String CREDENTIAL = "fourfold";
    private static final String LOGIN = "fourfold-login";
    private static final Duration LOGIN_KEPT = Duration.ofMinutes(10);

    private SessionCookie() {}

    /** The credential of whoever has logged in. */
    static Optional<String> credential(Context context) {
        return value(context, CREDENTIAL);
    }

    /** Keeps the credential until the browser closes. No other site's page makes the browser send it. */
    static void keep(Context context, String credential) {
        set(context, CREDENTIAL, credential, "/; SameSite=Strict");
    }

    static void forget(Context context) {
        set(context, CREDENTIAL, "", "/; SameSite=Strict; Max-Age=0");
    }

    /** What the login that is under way needs to know when it comes back. */
    static Optional<String> login(Context context) {
        return value(context, LOGIN);
    }

    /** Lax, since the provider sends the user back. */
    static void keepLogin(Context context, String value) {
        set(context, LOGIN, value, SessionResource.CALLBACK + "; SameSite=Lax; Max-Age=" + LOGIN_KEPT.toSeconds());
    }

    static void forgetLogin(Context context) {
        set(context, LOGIN, "", SessionResource.CALLBACK + "; SameSite=Lax; Max-Age=0");
    }

    private static Optional<String> value(Context context, String name) {
        return Optional.ofNullable(context.cookie(name)).filter(value -> !value.isEmpty());
    }

    /** Where the user's connection is encrypted, here or by the proxy, the cookie comes along no other. */
    private static void set(Context context, String name, String value, String attributes) {
        context.res()
                .addHeader(
                        Header.SET_COOKIE,
                        name + "=" + value + "; HttpOnly; Path=" + attributes
                                + (context.req().isSecure() ? "; Secure" : ""));
    }
}
