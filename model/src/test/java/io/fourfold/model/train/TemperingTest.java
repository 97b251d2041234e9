package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TemperingTest {

    private final List<CaptionedPhoto> photos = photos();
    private final Vocabulary vocabulary = Vocabulary.learn(
            photos.stream().flatMap(photo -> photo.captions().stream()).toList(), 1);
    private final TrainedNetwork network = new TrainedNetwork(
            new DecoderShape(vocabulary.tokens(), 6, 8), Standardisation.measure(photos), new SplittableRandom(3));
    private final HeldOutCheck check = new HeldOutCheck(photos, vocabulary, 2, 6);

    @Test
    void shouldCoolDownANetworkThatIsTooSure() {
        network.decoder().weights().temper(1 / 2000.0);
        double before = check.crossEntropy(network);
        String caption = caption();

        double temperature = Tempering.temper(network, check);

        assertThat(temperature).isGreaterThan(1.5);
        assertThat(check.crossEntropy(network)).isLessThan(0.9 * before);
        assertThat(caption()).isEqualTo(caption);
    }

    @Test
    void shouldStopWhereTheNextStepWouldBeWorse() {
        network.decoder().weights().temper(1 / 2000.0);
        Tempering.temper(network, check);
        double tempered = check.crossEntropy(network);

        // Around the best temperature a step changes so little that rounding may allow for one more.
        assertThat(Tempering.temper(network, check)).isBetween(1.0, 1.05);
        assertThat(check.crossEntropy(network)).isCloseTo(tempered, within(1e-4));
    }

    /** The likeliest first word is the likeliest at any temperature; longer captions may be weighed otherwise. */
    private String caption() {
        return new BeamSearch(network.decoder(), vocabulary, 1, 1)
                .search(network.projection()
                        .folded()
                        .apply(photos.get(0).features().plain()))
                .get(0)
                .text();
    }

    private static List<CaptionedPhoto> photos() {
        List<String> captions = List.of("dogs run", "boys swim", "birds fly", "girls sing");
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            float[] feature = new float[4];
            feature[i] = 1;
            photos.add(new CaptionedPhoto(i + ".jpg", new PhotoFeatures(feature, feature), captions, 1));
        }
        return photos;
    }
}
