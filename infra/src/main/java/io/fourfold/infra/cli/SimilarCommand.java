package io.fourfold.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold similar}. */
@Command(name = "similar", description = "Asks a running Fourfold for the photos most like a file or a stored photo.")
final class SimilarCommand extends ConsoleCommand {

    @Parameters(paramLabel = "IMAGE|ID", description = "a photo file, or the id of a stored photo")
    private String image;

    @Mixin
    private RequestOptions request;

    @Override
    public Integer call() throws Exception {
        ApiClient api = request.api();
        JsonNode answer = Files.isRegularFile(Path.of(image))
                ? api.similarToFile(Files.readAllBytes(Path.of(image)), request.count())
                : api.similarToStored(image, request.count());
        for (JsonNode hit : answer.get("hits")) {
            out().printf(
                            "%.3f  %s%n",
                            hit.get("score").asDouble(), hit.get("imageId").asText());
        }
        return 0;
    }
}
