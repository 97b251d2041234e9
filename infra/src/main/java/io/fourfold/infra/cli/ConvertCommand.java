package io.fourfold.infra.cli;

import io.fourfold.model.encoder.BackboneConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fourfold model convert}. */
@Command(
        name = "convert",
        description = "Converts a packaged network to ONNX, the backbone that training starts from: a TensorFlow Lite"
                + " classifier, or the MobileNetV2 that npm pack @codait/max-image-segmenter@0.3.0 fetches.")
final class ConvertCommand extends ConsoleCommand {

    @Option(names = "--package", required = true, paramLabel = "FILE", description = "FILE.tflite or FILE.tgz")
    private Path packaged;

    @Option(names = "--out", required = true, paramLabel = "FILE.onnx", description = "where to write the backbone")
    private Path out;

    @Override
    public Integer call() throws IOException {
        BackboneConverter.convert(packaged, out);
        out().printf("%s, %.1f MB%n", out, Files.size(out) / 1e6);
        return 0;
    }
}
