package io.fourfold.model.explain;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.FloatTolerance;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.linear.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class PhotoPlacesTest {

    private static final float[] OTHER = {3, -1, 2, 0, 0.5f, 1};
    private static final int PLACES = RandomPlaces.ROWS * RandomPlaces.COLUMNS;
    private static final FloatTolerance TOLERANCE = ofAdditions(PLACES * RandomPlaces.SIZE);

    private final PhotoPlaces places = RandomPlaces.draw();
    private final Explanation explanation = places.cosine(OTHER);

    @Test
    void shouldAddUpToTheCosine() {
        double cosine = Vectors.cosine(places.photo().embedding(), OTHER);

        assertThat(explanation.total()).isEqualTo(cosine);
        assertThat(Arrays.stream(explanation.values()).sum()).isCloseTo(cosine, TOLERANCE.around(explanation.values()));
    }

    @Test
    void shouldGiveEachPlaceItsShareOfWhatAnEmptyPhotoHas() {
        double ofEmptyPhoto = Vectors.dot(places.empty().embedding(), Vectors.unit(OTHER))
                / Vectors.length(places.photo().embedding());

        assertThat(explanation.empty() * PLACES).isCloseTo(ofEmptyPhoto, TOLERANCE.around(explanation.values()));
    }

    @Test
    void shouldSayThatAnEmptyPlaceAddsNothing() {
        assertThat(explanation.added()[RandomPlaces.EMPTY_PLACE]).isCloseTo(0, TOLERANCE.around(explanation.values()));
        assertThat(explanation.added()[0]).isNotCloseTo(0, TOLERANCE.around(explanation.values()));
    }

    @Test
    void shouldNotDependOnTheOthersLength() {
        float[] longer = new float[OTHER.length];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = 7 * OTHER[i];
        }

        assertThat(places.cosine(longer).values())
                .containsExactly(explanation.values(), TOLERANCE.around(explanation.values()));
    }

    @Test
    void shouldFillAnEmptyPhotoWithTheMeanColour() {
        float[] pixels = new float[224 * 224 * PhotoDecoder.CHANNELS];
        for (int i = 0; i < pixels.length / 2; i++) {
            pixels[i] = 100 * (i % PhotoDecoder.CHANNELS);
        }

        assertThat(PhotoPlaces.empty(new DecodedPhoto(pixels)).pixels())
                .hasSize(pixels.length)
                .startsWith(0, 50, 100)
                .endsWith(0, 50, 100);
    }
}
