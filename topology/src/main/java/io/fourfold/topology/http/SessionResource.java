package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.OidcLogin;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.access.TooManyAttemptsException;
import io.fourfold.topology.access.UnauthenticatedException;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the page logs in and out, and who it has logged in. The credential lies in a cookie that scripts cannot read. */
final class SessionResource {

    static final String CALLBACK = "/v1/session/callback";

    private static final Logger LOG = LoggerFactory.getLogger(SessionResource.class);
    private static final String PATH = "/v1/session";

    private final Doorkeeper doorkeeper;
    private final Refusals refusals;

    SessionResource(Doorkeeper doorkeeper, Refusals refusals) {
        this.doorkeeper = doorkeeper;
        this.refusals = refusals;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "who asks, and what may be done", this::session).open(),
                Route.post(PATH, "logs in with the key or token in the body", this::logIn)
                        .open(),
                Route.delete(PATH, "logs out", this::logOut).open(),
                Route.get(PATH + "/login", "logs in at the login provider", forPeople(this::begin))
                        .open(),
                Route.get(
                                CALLBACK,
                                "where the login provider sends users back to: ?code=&state=",
                                forPeople(this::finish))
                        .open());
    }

    /**
     * Who asks; the name is left out if nobody has logged in.
     *
     * @param scopes what may be done
     * @param owners whose photos there are; none: everybody's
     * @param albums the albums that there are; none: all
     * @param access {@code off} if everybody may do everything
     * @param oidc whether {@code /v1/session/login} leads anywhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionJson(
            String name, List<String> scopes, List<String> owners, List<String> albums, String access, boolean oidc) {}

    private void session(Context context) {
        try {
            answer(context, doorkeeper.admit(Access.credential(context), context.ip()));
        } catch (UnauthenticatedException e) {
            context.json(json(null, Set.of(), Visibility.EVERYTHING));
        }
    }

    private void logIn(Context context) throws IOException {
        requireOwnPage(context);
        byte[] body = context.bodyInputStream().readNBytes(SessionCookie.LONGEST + 1);
        if (body.length > SessionCookie.LONGEST) {
            throw new BadBodyException(tooLarge());
        }
        String credential = new String(body, StandardCharsets.UTF_8).trim();
        Caller caller = doorkeeper.admit(Optional.of(credential).filter(text -> !text.isEmpty()), context.ip());
        keep(context, credential, caller);
        answer(context, caller);
    }

    private void logOut(Context context) {
        requireOwnPage(context);
        SessionCookie.forget(context);
        context.status(HttpStatus.NO_CONTENT);
    }

    /** Why somebody is not logged in, as the page is told. */
    private enum Failure {
        /** The user has not logged in at the provider, or the provider has not let the user. */
        CANCELLED,
        /** It began elsewhere or too long ago, or the provider's tokens are not to be taken. */
        REFUSED,
        /** There are too many attempts. */
        BUSY,
        /** The provider does not answer. */
        AWAY
    }

    /** No program comes here, but a browser that shows whatever comes: the page, which says in words what has failed. */
    private Handler forPeople(Handler login) {
        return context -> {
            try {
                login.handle(context);
            } catch (UnauthenticatedException e) {
                refusals.count(context, e);
                toPage(context, context.queryParam("error") == null ? Failure.REFUSED : Failure.CANCELLED);
            } catch (TooManyAttemptsException e) {
                refusals.count(context, e);
                toPage(context, Failure.BUSY);
            } catch (NotReadyException e) {
                toPage(context, Failure.AWAY);
            }
        };
    }

    private static void toPage(Context context, Failure failure) {
        redirect(context, "/?login=" + failure.name().toLowerCase(Locale.ROOT));
    }

    private void begin(Context context) {
        OidcLogin.Begun begun = login().begin(callback(context));
        SessionCookie.keepLogin(context, begun.state() + "." + begun.codeVerifier());
        redirect(context, begun.provider().toString());
    }

    private void finish(Context context) throws IOException {
        OidcLogin login = login();
        String[] kept = SessionCookie.login(context).orElse("").split("\\.", 2);
        if (kept.length < 2
                || !same(kept[0], Parameters.optional(context, "state").orElse(""))) {
            throw refusal("The login did not begin in this browser, or too long ago");
        }
        SessionCookie.forgetLogin(context);
        String code = Parameters.optional(context, "code")
                .orElseThrow(() -> refusal("The login provider did not log the user in"));
        String credential = login.finish(code, kept[1], callback(context), context.ip());
        if (credential.length() > SessionCookie.LONGEST) {
            LOG.warn(
                    "A token of {} bytes fits in no cookie; have the login provider put less into its tokens",
                    credential.length());
            throw refusal("The token of the login provider fits in no cookie");
        }
        keep(context, credential, doorkeeper.admit(Optional.of(credential), context.ip()));
        redirect(context, "/");
    }

    private static void keep(Context context, String credential, Caller caller) {
        if (caller == Caller.ANYONE) {
            return;
        }
        SessionCookie.keep(context, credential);
        LOG.info("{} has logged in from {}", Access.printable(caller.name()), context.ip());
    }

    /** Else another site's page could have a user work in somebody else's name. */
    private static void requireOwnPage(Context context) {
        if (SameOrigin.denies(context)) {
            throw ForbiddenException.foreignOrigin();
        }
    }

    private OidcLogin login() {
        return doorkeeper.login().orElseThrow(NoLoginException::new);
    }

    private static URI callback(Context context) {
        return URI.create(context.scheme() + "://" + context.host() + CALLBACK);
    }

    private static void redirect(Context context, String to) {
        context.status(HttpStatus.FOUND).header(Header.LOCATION, to).header(Header.CACHE_CONTROL, "no-store");
    }

    private void answer(Context context, Caller caller) {
        context.json(json(caller.name(), caller.scopes(), caller.visibility()));
    }

    private SessionJson json(String name, Set<Scope> scopes, Visibility visibility) {
        return new SessionJson(
                name,
                scopes.stream().sorted().map(Scope::label).toList(),
                visibility.owners().stream().sorted().toList(),
                visibility.albums().stream().sorted().toList(),
                doorkeeper == Doorkeeper.OPEN ? "off" : "on",
                doorkeeper.login().isPresent());
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static UnauthenticatedException refusal(String message) {
        return new UnauthenticatedException(UnauthenticatedException.Reason.LOGIN, message);
    }

    private static Problem tooLarge() {
        return Problem.of(
                "credential-too-large",
                "Credential too large",
                HttpStatus.CONTENT_TOO_LARGE,
                "A key or token of more than " + SessionCookie.LONGEST
                        + " bytes fits in no cookie; have the provider put less into its tokens");
    }
}
