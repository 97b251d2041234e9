package io.fourfold.bench.cli;

import io.fourfold.bench.LoadBench;
import io.fourfold.bench.ModelBench;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold bench model}. */
@Command(
        name = "model",
        description =
                "Loads a bundle and captions photos by a beam of 5 on one thread, in a process with a heap of 512 MB.")
final class ModelBenchCommand extends ConsoleCommand {

    private static final double MEGABYTE = 1e6;
    private static final double BUNDLE_LIMIT_MB = 40;
    private static final double LOAD_LIMIT = 1.2;
    private static final double REFERENCE_LIMIT = 2;
    private static final double HEAP_LIMIT_MB = 512 * 1.048576;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder of photos; default: the sample photos")
    private Path folder;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "times that every photo is captioned; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--reference",
            paramLabel = "FILE.onnx",
            description = "a plain MobileNetV2 to compare the encoder with, as model convert writes it")
    private Path reference;

    @Option(names = "--model", paramLabel = "DIR", description = "model bundle; default: the built-in one")
    private Path model;

    @Override
    public Integer call() throws Exception {
        Path photoFolder = folder == null ? Distribution.fromSystemProperty().samples() : folder;
        List<Path> photos = PhotoFile.find(List.of(photoFolder)).stream()
                .map(PhotoFile::path)
                .toList();
        Optional<Path> bundle = Optional.ofNullable(model);
        LoadBench.Times load = LoadBench.run(bundle);
        ModelBench.Result result = ModelBench.run(photos, rounds, bundle, Optional.ofNullable(reference));
        LimitTable table = new LimitTable(out());
        table.heading("%d photos, %d times each".formatted(photos.size(), rounds));
        table.atMost("bundle, MB", result.bundleBytes() / MEGABYTE, BUNDLE_LIMIT_MB);
        table.atMost(
                "loading it in a fresh process, ms; limit: %.1f times reading it and ONNX Runtime's session"
                        .formatted(LOAD_LIMIT),
                load.bundleMillis(),
                LOAD_LIMIT * load.leastMillis());
        if (reference == null) {
            table.row("encoding a photo, ms", result.encodeMillis());
        } else {
            table.atMost(
                    "encoding a photo, ms; limit: %.0f times the reference".formatted(REFERENCE_LIMIT),
                    result.encodeMillis(),
                    REFERENCE_LIMIT * result.referenceMillis());
        }
        table.atMost("captioning it, ms; limit: encoding it", result.captionMillis(), result.encodeMillis());
        table.atMost("peak of the heap, MB", result.peakHeapBytes() / MEGABYTE, HEAP_LIMIT_MB);
        return table.held() ? 0 : 1;
    }
}
