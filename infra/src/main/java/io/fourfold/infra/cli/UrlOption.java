package io.fourfold.infra.cli;

import io.fourfold.infra.client.ApiClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which running Fourfold is asked. */
final class UrlOption {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the HTTP API; default: ${DEFAULT-VALUE}")
    private URI url;

    ApiClient api() {
        return new ApiClient(url);
    }
}
