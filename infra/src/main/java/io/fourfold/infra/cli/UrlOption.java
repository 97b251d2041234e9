package io.fourfold.infra.cli;

import io.fourfold.infra.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which running Fourfold is asked, and with which credential: never an argument, which others on the machine can see. */
final class UrlOption {

    private static final String KEY_VARIABLE = "FOURFOLD_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the HTTP API; default: ${DEFAULT-VALUE}")
    private URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "holds an API key or a token; default: what the environment variable FOURFOLD_KEY says, if it"
                    + " is set")
    private Path keyFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** @throws UncheckedIOException if the file cannot be read */
    ApiClient api() {
        return new ApiClient(url, key());
    }

    private Optional<String> key() {
        if (keyFile == null) {
            return EnvironmentDefaults.variable(spec, KEY_VARIABLE);
        }
        try {
            return Optional.of(Files.readString(keyFile).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("the key cannot be read from " + keyFile, e);
        }
    }
}
