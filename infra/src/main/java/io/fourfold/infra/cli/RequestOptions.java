package io.fourfold.infra.cli;

import io.fourfold.infra.client.ApiClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that ask a running Fourfold for photos. */
final class RequestOptions {

    @Option(
            names = {"-k", "--count"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many; default: ${DEFAULT-VALUE}")
    private int k;

    @Mixin
    private UrlOption url;

    int count() {
        return k;
    }

    ApiClient api() {
        return url.api();
    }
}
