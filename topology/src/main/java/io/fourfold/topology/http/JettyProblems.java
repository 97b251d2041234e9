package io.fourfold.topology.http;

import io.javalin.http.HttpStatus;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, before or beside any route, as a problem: malformed requests, and those that are too long. */
final class JettyProblems implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        AnswerHeaders.complete(request, response);
        HttpStatus status = HttpStatus.forStatus(response.getStatus());
        Problem.of(response.getStatus(), status.getMessage(), detail(request, status))
                .send(response, callback);
        return true;
    }

    /** Failures of the service itself are for its log alone. */
    private static String detail(Request request, HttpStatus status) {
        boolean clientsFault = status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        return clientsFault
                        && request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refusal
                        && refusal.getReason() != null
                ? refusal.getReason()
                : "The request cannot be answered";
    }
}
