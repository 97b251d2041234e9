package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.train.ModelTraining;
import io.fourfold.model.train.TrainingConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold model train}. */
@Command(
        name = "train",
        description = "Trains a network on captioned photos and writes a model bundle; goes on where it was stopped.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "FILE.onnx",
            description = "the encoder to start from; see model convert")
    private Path backbone;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write the bundle")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        BundleManifest manifest = new ModelTraining(TrainingConfig.shipped(), Clock.systemUTC())
                .train(data.images(), data.captions(), data.split(), backbone, out);
        spec.commandLine().getOut().printf("%s in %s%n", manifest.version(), out);
        return 0;
    }
}
