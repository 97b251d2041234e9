package io.fourfold.topology.http;

/** Thrown for a query or path parameter that is missing or out of range. */
final class BadParameterException extends RuntimeException {

    private final String parameter;

    BadParameterException(String parameter, String whatIsAllowed) {
        super("'" + parameter + "' " + whatIsAllowed);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
