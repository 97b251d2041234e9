package io.fourfold.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.Caption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturelessPicturesTest {

    private static final long OTHER_SEED = 7;

    @Test
    void shouldDrawTheSamePicturesFromTheSameSeed() {
        List<byte[]> first = new FeaturelessPictures(OTHER_SEED).ofEveryKind(1);

        assertThat(first).hasSameSizeAs(FeaturelessPictures.Kind.values()).doesNotHaveDuplicates();
        assertThat(new FeaturelessPictures(OTHER_SEED).ofEveryKind(1))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(first);
    }

    /** Of other pictures than it was calibrated with. */
    @Test
    void shouldNotBeBelievedByTheNetworkThatComesWithFourfold() {
        try (ModelBundle network = ModelBundle.loadDefault()) {
            assertThat(new FeaturelessPictures(OTHER_SEED).ofEveryKind(2))
                    .flatExtracting(file -> network.captions(network.embed(file)))
                    .extracting(Caption::confidence)
                    .allSatisfy(
                            confidence -> assertThat(confidence.getAsDouble()).isBetween(0.0, 0.2));
        }
    }
}
