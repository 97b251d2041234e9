package io.fourfold.model.recipe;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.adapt.BackboneAdaptation;
import io.fourfold.model.calibrate.BundleCalibration;
import io.fourfold.model.dataset.TrainingData;
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
 * From a packaged backbone, photos and captions to a model bundle: conversion of the backbone, its adaptation, features of all
 * photos, the training of the decoder, the meanings of words outside its vocabulary, and how far its captions are to be believed.
 * Everything is kept in {@code training} beside the bundle's files; started again with the same folder, a stopped recipe goes on
 * where it was.
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
     * @param meanings what the meanings of words outside the vocabulary are learned from
     * @param out receives the bundle
     * @return what {@code out/model.json} says
     * @throws IOException if a file cannot be had, read or written
     */
    public BundleManifest run(
            PackageSource backbonePackage, TrainingData data, Optional<MeaningSources> meanings, Path out)
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
                    backbonePackage.toString(),
                    backbone,
                    () -> BackboneConverter.convert(backbonePackage.fetch(work), backbone));
            stages.run(
                    "adaptation",
                    identity(adaptation, data, backbone),
                    adapted,
                    () -> new BackboneAdaptation(adaptation, clock).adapt(backbone, data, adapted));
            stages.run(
                    "features",
                    identity("features", data, adapted),
                    modelTraining.features(out),
                    () -> modelTraining.extractFeatures(data, adapted, out));
            stages.run(
                    "decoder",
                    identity(training + ", " + search, data, adapted),
                    manifest,
                    () -> modelTraining.train(data, adapted, out));
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
            Path calibrated = work.resolve("calibrated.json");
            stages.run(
                    "confidence",
                    identity(BundleManifest.read(manifest).with(null), data, adapted),
                    calibrated,
                    () -> new BundleCalibration(log)
                            .calibrate(out, modelTraining.heldOut(data))
                            .write(calibrated));
            BundleManifest.read(calibrated).write(manifest);
            log.accept("all stages: " + Stages.text(stages.total().toMillis()));
        }
        return BundleManifest.read(manifest);
    }

    /** Hexadecimal digest of what a stage's result depends on. */
    private static String identity(Object config, TrainingData data, Path encoder) throws IOException {
        return Sha256.hex(
                config.toString().getBytes(StandardCharsets.UTF_8),
                data.captioned().toString().getBytes(StandardCharsets.UTF_8),
                data.withoutCaptions().toString().getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(encoder));
    }
}
