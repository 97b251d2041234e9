package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.calibrate.BundleCalibration;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.dataset.TrainingPhoto;
import io.fourfold.model.train.ModelTraining;
import io.fourfold.model.train.SearchConfig;
import io.fourfold.model.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model calibrate}. */
@Command(
        name = "calibrate",
        description = {
            "Measures how far a bundle's captions are to be believed and writes it into its model.json. Its version, being that"
                    + " of its weights, stays.",
            "model train does the same at its end. The photos are those of --split that model train holds out, or, with"
                    + " --unseen, all of --split."
        })
final class CalibrateCommand extends ConsoleCommand {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "the bundle to calibrate")
    private Path model;

    @Mixin
    private TrainingDataOptions options;

    @Option(names = "--unseen", description = "the network learned from none of the photos of --split")
    private boolean unseen;

    @Override
    public Integer call() throws Exception {
        BundleManifest calibrated = new BundleCalibration(out()::println).calibrate(model, photos());
        calibrated.write(model.resolve(BundleWriter.MANIFEST));
        out().printf(
                        "%s: calibrated on %d photos, half of whose captions have a CIDEr-D above %.3f%n",
                        calibrated.version(),
                        calibrated.confidence().photos(),
                        calibrated.confidence().bar());
        return 0;
    }

    private List<TrainingPhoto> photos() throws IOException {
        TrainingData data = options.data();
        return unseen
                ? data.captioned()
                : new ModelTraining(TrainingConfig.shipped(), SearchConfig.shipped(), Clock.systemUTC()).heldOut(data);
    }
}
