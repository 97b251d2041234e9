package io.fourfold.infra.cli;

import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.adapt.AdaptationScore;
import io.fourfold.model.adapt.BackboneAdaptation;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model adapt}. */
@Command(
        name = "adapt",
        description =
                "Trains a backbone's last layers to say what people's captions say; goes on where it was stopped.")
final class AdaptCommand extends ConsoleCommand {

    @Mixin
    private TrainingDataOptions training;

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "FILE.onnx",
            description = "the backbone to start from; see model convert")
    private Path backbone;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.onnx",
            description = "where to write the adapted backbone")
    private Path out;

    @Override
    public Integer call() throws Exception {
        AdaptationScore score = new BackboneAdaptation(AdaptationConfig.shipped(), Clock.systemUTC())
                .adapt(backbone, training.data(), out);
        out().printf("%s: %s%n", out, score);
        return 0;
    }
}
