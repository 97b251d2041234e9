package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold delete}. */
@Command(
        name = "delete",
        description = "Produces the events that delete photos, with everything that is known of them.")
final class DeleteCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "image ids")
    private List<String> imageIds;

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (PhotoUploader uploader = clusterOptions.cluster().uploader()) {
            imageIds.forEach(imageId -> uploader.delete(imageId, () -> {}));
            uploader.flush();
        }
        spec.commandLine().getOut().printf("%d deletes sent.%n", imageIds.size());
        return 0;
    }
}
