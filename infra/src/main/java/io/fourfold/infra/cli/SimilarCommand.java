package io.fourfold.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.ApiClient;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold similar}. */
@Command(name = "similar", description = "Asks a running Fourfold for the photos most like a file or a stored photo.")
final class SimilarCommand implements Callable<Integer> {

    @Parameters(paramLabel = "IMAGE|ID", description = "a photo file, or the id of a stored photo")
    private String image;

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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ApiClient api = new ApiClient(url);
        JsonNode answer = Files.isRegularFile(Path.of(image))
                ? api.similarToFile(Files.readAllBytes(Path.of(image)), k)
                : api.similarToStored(image, k);
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode hit : answer.get("hits")) {
            out.printf(
                    "%.3f  %s%n",
                    hit.get("score").asDouble(), hit.get("imageId").asText());
        }
        return 0;
    }
}
