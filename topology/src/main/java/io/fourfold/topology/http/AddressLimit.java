package io.fourfold.topology.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what one address asks for beyond what a client may. */
final class AddressLimit extends Handler.Wrapper {

    private final ClientLimits limits;

    AddressLimit(ClientLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String address = Request.getRemoteAddr(request);
        ClientLimits.Turn turn;
        try {
            turn = limits.enter(ClientLimits.client(address), address);
        } catch (TooManyRequestsException e) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, e.retryAfter());
            e.problem().send(response, callback);
            return true;
        }
        return Turns.handle(super::handle, request, response, callback, turn::close);
    }
}
