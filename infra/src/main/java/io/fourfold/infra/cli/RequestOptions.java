package io.fourfold.infra.cli;

import io.fourfold.infra.client.ApiClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Options of the commands that ask a running Fourfold for photos. */
final class RequestOptions {

    @Option(
            names = {"-k", "--count"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many; default: ${DEFAULT-VALUE}")
    private int k;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the HTTP API; default: ${DEFAULT-VALUE}")
    private URI url;

    int count() {
        return k;
    }

    ApiClient api() {
        return new ApiClient(url);
    }
}
