package io.fourfold.model.confidence;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What evidence is worth, measured on photos that the network did not learn from (Platt 1999): the log-odds that a caption
 * is accepted are a weighted sum of its evidence. A caption counts as accepted if its CIDEr-D is above a bar.
 *
 * @param photos number of photos measured on
 * @param bar CIDEr-D that half of these photos' best captions exceed
 * @param bias log-odds of mean evidence
 * @param evidence what each is worth
 * @param featureless how pictures without content are told
 */
public record Calibration(
        int photos, double bar, double bias, Map<Evidence, Weight> evidence, Featureless featureless) {

    /** Evidence further from the mean counts as this far, in standard deviations: beyond it nothing was measured. */
    private static final double FURTHEST = 3;

    /** @throws IllegalArgumentException if a part is missing */
    public Calibration {
        if (evidence == null || evidence.size() < Evidence.values().length || featureless == null) {
            throw new IllegalArgumentException(
                    "the confidence lacks evidence or featureless: calibrate the model again");
        }
        evidence = new EnumMap<>(evidence);
    }

    /**
     * A kind of evidence.
     *
     * @param mean over captions
     * @param deviation standard deviation, above 0
     * @param weight what one deviation more adds to the log-odds
     */
    public record Weight(double mean, double deviation, double weight) {

        /** In standard deviations from the mean, not beyond what was measured. */
        public double standardised(double value) {
            return Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / deviation));
        }
    }

    /**
     * Linear discriminant (Fisher 1936) of blank, noisy, striped and written pictures against training photos.
     *
     * @param direction {@code [embedding]}
     * @param threshold product of the direction with an embedding as likely of either
     */
    public record Featureless(List<Float> direction, double threshold) {

        public Featureless {
            direction = List.copyOf(direction);
        }

        /** Probability that a picture has content. */
        double hasContent(float[] embedding) {
            double along = 0;
            for (int i = 0; i < embedding.length; i++) {
                along += direction.get(i) * embedding[i];
            }
            return sigmoid(threshold - along);
        }
    }

    /**
     * Probability that a person would accept a caption, 0 to 1.
     *
     * @param embedding of the photo
     * @param found its caption's evidence
     */
    public double confidence(float[] embedding, Map<Evidence, Double> found) {
        double logOdds = bias;
        for (Map.Entry<Evidence, Weight> kind : evidence.entrySet()) {
            Weight weight = kind.getValue();
            logOdds += weight.weight() * weight.standardised(found.get(kind.getKey()));
        }
        return featureless.hasContent(embedding) * sigmoid(logOdds);
    }

    private static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
