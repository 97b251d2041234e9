package io.fourfold.model.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.model.confidence.Calibration.Featureless;
import io.fourfold.model.confidence.Calibration.Weight;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final float[] PHOTO = {-100, 0};
    private static final float[] FEATURELESS = {100, 0};

    private final Calibration calibration =
            new Calibration(500, 0.4, 0.5, weights(new Weight(-1, 0.5, 2)), new Featureless(List.of(1f, 0f), 0));

    @Test
    void shouldGiveTheLogisticOfTheWeightedEvidence() {
        assertThat(calibration.confidence(PHOTO, evidence(-1))).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
        assertThat(calibration.confidence(PHOTO, evidence(-1.5))).isCloseTo(1 / (1 + Math.exp(1.5)), within(1e-12));
    }

    @Test
    void shouldNotBelieveEvidenceBeyondWhatWasMeasured() {
        assertThat(calibration.confidence(PHOTO, evidence(0.5)))
                .isEqualTo(calibration.confidence(PHOTO, evidence(1000)));
    }

    @Test
    void shouldNotBelieveWhatIsSaidOfAFeaturelessPicture() {
        assertThat(calibration.confidence(FEATURELESS, evidence(0.5))).isLessThan(1e-9);
    }

    @Test
    void shouldHalveTheConfidenceWhereAPictureMayBeEither() {
        assertThat(calibration.confidence(new float[] {0, 7}, evidence(-1)))
                .isCloseTo(calibration.confidence(PHOTO, evidence(-1)) / 2, within(1e-12));
    }

    @Test
    void shouldComeBackFromJson() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readValue(json.writeValueAsBytes(calibration), Calibration.class))
                .isEqualTo(calibration);
    }

    @Test
    void shouldRefuseMissingEvidence() {
        assertThatThrownBy(() -> new Calibration(
                        1, 0, 0, Map.of(Evidence.MATCH, new Weight(0, 1, 1)), calibration.featureless()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("calibrate the model again");
    }

    /** All evidence but the log-probability is worth nothing. */
    private static Map<Evidence, Weight> weights(Weight logProbability) {
        Map<Evidence, Weight> weights = new EnumMap<>(Evidence.class);
        for (Evidence kind : Evidence.values()) {
            weights.put(kind, new Weight(0, 1, 0));
        }
        weights.put(Evidence.LOG_PROBABILITY, logProbability);
        return weights;
    }

    private static Map<Evidence, Double> evidence(double logProbability) {
        return Map.of(
                Evidence.LOG_PROBABILITY,
                logProbability,
                Evidence.MATCH,
                0.5,
                Evidence.AGREEMENT,
                0.5,
                Evidence.NEARNESS,
                0.5);
    }
}
