package io.fourfold.infra.cli;

import io.fourfold.model.encoder.ForeignBackbone;
import io.fourfold.model.encoder.PixelValues;
import io.fourfold.model.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options that name a backbone to train a decoder behind, and how to use one of another origin. */
final class BackboneOptions {

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "FILE.onnx",
            description =
                    "trains only the decoder, behind this encoder: one of model convert or model adapt, or any other in"
                            + " ONNX that reads N x H x W x 3 or N x 3 x H x W")
    private Path file;

    @Option(
            names = "--backbone-output",
            paramLabel = "NAME",
            description =
                    "of a backbone of another origin: its last map, over whose places the mean is taken, or its pooled"
                            + " feature; default: its only output, if that is a map")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--backbone-values",
            paramLabel = "RANGE",
            description = "what such a backbone was trained to see: byte (0 to 255), unit (0 to 1), signed (-1 to 1),"
                    + " imagenet or clip (their mean and deviation)")
    private PixelValues values;

    @Option(
            names = "--backbone-side",
            paramLabel = "PIXELS",
            description = "width and height of its photos, where it leaves that open; default: 224")
    private Optional<Integer> side = Optional.empty();

    /**
     * The backbone in the form that training takes; one of another origin is written into {@code out/training} in that form.
     *
     * @throws IllegalArgumentException if it is not clear how to use it; the message says why
     */
    Path prepare(Path out) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + " is missing");
        }
        byte[] onnx = Files.readAllBytes(file);
        try {
            boolean told = values != null || output.isPresent() || side.isPresent();
            if (!told && ForeignBackbone.isBackbone(onnx)) {
                return file;
            }
            if (values == null) {
                throw new IllegalArgumentException(
                        "it is of another origin: say by --backbone-values what it was trained to see");
            }
            OptionalInt pixels = side.map(OptionalInt::of).orElse(OptionalInt.empty());
            Path prepared = out.resolve("training").resolve("given-backbone.onnx");
            AtomicFile.write(
                    prepared,
                    new ForeignBackbone(output, values, pixels)
                            .of(onnx, file.getFileName().toString()));
            return prepared;
        } catch (IllegalArgumentException unclear) {
            throw new IllegalArgumentException(
                    "cannot use " + file + " as a backbone: " + unclear.getMessage(), unclear);
        }
    }
}
