package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold delete}. */
@Command(
        name = "delete",
        description = "Produces the events that delete photos, with everything that is known of them.")
final class DeleteCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "image ids")
    private List<String> imageIds;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        try (PhotoUploader uploader = clusterOptions.cluster().uploader()) {
            imageIds.forEach(imageId -> uploader.delete(imageId, () -> {}));
            uploader.flush();
        }
        out().printf("%d deletes sent.%n", imageIds.size());
        return 0;
    }
}
