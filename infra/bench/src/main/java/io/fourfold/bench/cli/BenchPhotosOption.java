package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;

/** Which photos a bench of the index extends. */
final class BenchPhotosOption {

    private static final int PHOTOS_PER_REPORT = 500;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "folder of at least 50 photos; default: as many as 7,000 would be, drawn from how the model"
                    + " bundle says its embeddings are spread")
    private Path folder;

    /** @param log receives lines of progress */
    BenchPhotos photos(ModelBundle bundle, int queries, Consumer<String> log) throws IOException {
        if (folder == null) {
            return BenchPhotos.drawn(bundle, queries);
        }
        List<PhotoFile> files = PhotoFile.find(List.of(folder));
        return BenchPhotos.embedded(files, queries, bundle, done -> {
            if (done % PHOTOS_PER_REPORT == 0) {
                log.accept("%,d of %,d photos embedded".formatted(done, files.size()));
            }
        });
    }
}
