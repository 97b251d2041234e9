package io.fourfold.model.calibrate;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.confidence.Calibration.Featureless;
import io.fourfold.model.confidence.Calibration.Weight;
import io.fourfold.model.confidence.CaptionEvidence;
import io.fourfold.model.confidence.Evidence;
import io.fourfold.model.dataset.TrainingPhoto;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CiderD;
import io.fourfold.model.metrics.ConfidenceScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how far a network's captions are to be believed. Every sentence of the beam is compared with what people say
 * about its photo; it is accepted if its CIDEr-D is above that of the median photo's best sentence.
 *
 * @param log receives lines of progress
 */
public record Calibrator(Consumer<String> log) {

    private static final int PICTURES_OF_A_KIND = 10;
    private static final long SEED = 1;
    private static final int PHOTOS_PER_REPORT = 100;
    private static final double LEAST_DEVIATION = 1e-6;

    /** A sentence with what speaks for it and how well it agrees with people. */
    private record Judged(Map<Evidence, Double> evidence, double ciderD) {}

    /**
     * Measures a network.
     *
     * @param photos that the network did not learn from, at least one
     * @throws IOException if a photo cannot be read
     * @throws IllegalArgumentException if the network has no text encoder
     */
    public Calibration calibrate(ModelBundle model, List<TrainingPhoto> photos) throws IOException {
        CaptionEvidence evidence = model.evidence()
                .orElseThrow(() -> new IllegalArgumentException("the model bundle " + model.version()
                        + " has no text encoder, without which there is no confidence: train it again"));
        List<float[]> embeddings = new ArrayList<>();
        List<List<Candidate>> beams = new ArrayList<>();
        List<List<Map<Evidence, Double>>> found = new ArrayList<>();
        for (TrainingPhoto photo : photos) {
            float[] embedding = embed(model, photo.file());
            List<Caption> beam = model.captions(embedding);
            embeddings.add(embedding);
            found.add(evidence.of(embedding, beam));
            beams.add(beam.stream()
                    .map(caption -> Candidate.of(caption.text(), photo.captions()))
                    .toList());
            if (embeddings.size() % PHOTOS_PER_REPORT == 0) {
                log.accept("captioned %d of %d photos".formatted(embeddings.size(), photos.size()));
            }
        }
        CiderD cider =
                new CiderD(beams.stream().map(beam -> beam.get(0).references()).toList());
        double bar = ConfidenceScores.median(
                beams.stream().mapToDouble(beam -> cider.of(beam.get(0))).toArray());
        List<Judged> judged = IntStream.range(0, beams.size())
                .boxed()
                .flatMap(photo -> IntStream.range(0, beams.get(photo).size())
                        .mapToObj(i -> new Judged(
                                found.get(photo).get(i),
                                cider.of(beams.get(photo).get(i)))))
                .toList();
        return fitted(photos.size(), bar, judged, featureless(model));
    }

    private static Calibration fitted(int photos, double bar, List<Judged> judged, Featureless featureless) {
        Map<Evidence, Weight> scales = new EnumMap<>(Evidence.class);
        for (Evidence kind : Evidence.values()) {
            double mean = mean(judged, one -> one.evidence().get(kind));
            double variance = mean(judged, one -> Math.pow(one.evidence().get(kind) - mean, 2));
            scales.put(kind, new Weight(mean, Math.max(LEAST_DEVIATION, Math.sqrt(variance)), 0));
        }
        List<double[]> inputs = judged.stream()
                .map(one -> Arrays.stream(Evidence.values())
                        .mapToDouble(kind ->
                                scales.get(kind).standardised(one.evidence().get(kind)))
                        .toArray())
                .toList();
        double[] weights = LogisticRegression.fit(
                inputs, judged.stream().map(one -> one.ciderD() > bar).toList());
        Map<Evidence, Weight> weighted = new EnumMap<>(Evidence.class);
        scales.forEach((kind, scale) ->
                weighted.put(kind, new Weight(scale.mean(), scale.deviation(), weights[kind.ordinal()])));
        return new Calibration(photos, bar, weights[weights.length - 1], weighted, featureless);
    }

    private static Featureless featureless(ModelBundle model) {
        EmbeddingPrior photos = model.prior().orElseThrow();
        List<float[]> pictures = new FeaturelessPictures(SEED)
                .ofEveryKind(PICTURES_OF_A_KIND).stream().map(model::embed).toList();
        float[] mean = photos.mean();
        float[] pictureMean = new float[mean.length];
        float[] between = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] picture : pictures) {
                sum += picture[i];
            }
            pictureMean[i] = (float) (sum / pictures.size());
            between[i] = (mean[i] + pictureMean[i]) / 2;
        }
        float[] direction = photos.distanceGradient(pictureMean);
        List<Float> numbers = new ArrayList<>();
        for (float number : direction) {
            numbers.add(number);
        }
        return new Featureless(numbers, Vectors.dot(direction, between));
    }

    private static float[] embed(ModelBundle model, Path photo) throws IOException {
        try {
            return model.embed(Files.readAllBytes(photo));
        } catch (BadPhotoException bad) {
            throw new BadPhotoException(photo + ": " + bad.getMessage(), bad);
        }
    }

    private static double mean(List<Judged> judged, ToDoubleFunction<Judged> number) {
        return judged.stream().mapToDouble(number).average().orElseThrow();
    }
}
