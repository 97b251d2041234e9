package io.fourfold.bench.cli;

import io.fourfold.bench.ModelBench;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold bench model}. */
@Command(
        name = "model",
        description =
                "Loads a bundle and captions photos by a beam of 5 on one thread, in a process with a heap of 512 MB.")
final class ModelBenchCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;
    private static final double BUNDLE_LIMIT_MB = 40;
    private static final double LOAD_LIMIT_MS = 1500;
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

    @Spec
    private CommandSpec spec;

    private boolean held = true;

    @Override
    public Integer call() throws Exception {
        Path photoFolder = folder == null ? Distribution.fromSystemProperty().samples() : folder;
        List<Path> photos = PhotoFile.find(List.of(photoFolder)).stream()
                .map(PhotoFile::path)
                .toList();
        ModelBench.Result result = ModelBench.run(photos, rounds, model, reference);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d photos, %d times each%n%-37s %10s %10s%n", photos.size(), rounds, "", "measured", "limit");
        print("bundle, MB", result.bundleBytes() / MEGABYTE, BUNDLE_LIMIT_MB, out);
        print("loading it in a fresh process, ms", result.loadMillis(), LOAD_LIMIT_MS, out);
        if (reference == null) {
            out.printf("%-37s %10.1f %10s%n", "encoding a photo, ms", result.encodeMillis(), "");
        } else {
            double limit = REFERENCE_LIMIT * result.referenceMillis();
            print("encoding a photo, ms (2 x reference)", result.encodeMillis(), limit, out);
        }
        print("captioning it, ms (encoding)", result.captionMillis(), result.encodeMillis(), out);
        print("peak of the heap, MB", result.peakHeapBytes() / MEGABYTE, HEAP_LIMIT_MB, out);
        return held ? 0 : 1;
    }

    private void print(String name, double measured, double limit, PrintWriter out) {
        boolean holds = measured <= limit;
        held &= holds;
        out.printf("%-37s %10.1f %10.1f  %s%n", name, measured, limit, holds ? "held" : "MISSED");
    }
}
