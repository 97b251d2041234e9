package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.StoredNetwork;
import io.fourfold.model.VectorApi;
import io.fourfold.model.inversion.EmbeddingPrior;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built-in network says by 16-bit weights what it says by those that it was trained with. */
@Tag("numeric")
class FrozenCaptionsTest {

    private static final int PHOTOS = 40;
    private static final double LOG_PROBABILITY_TOLERANCE = 0.001;

    @Test
    void shouldSayTheSameByWeightsOf16Bits() throws IOException {
        VectorApi.assumePresent();
        StoredNetwork stored = StoredNetwork.readDefault();
        BeamSearch plain = new BeamSearch(stored.vocabulary(), 3, 20, new Decoder(stored.decoder()));
        BeamSearch frozen = new BeamSearch(new Decoder(stored.decoder()), stored.vocabulary(), 3, 20);
        List<float[]> embeddings = embeddings();

        List<List<Caption>> expected = plain.search(embeddings);
        List<List<Caption>> actual = frozen.search(embeddings);

        for (int i = 0; i < PHOTOS; i++) {
            for (int j = 0; j < expected.get(i).size(); j++) {
                Caption caption = expected.get(i).get(j);
                assertThat(actual.get(i).get(j).text()).isEqualTo(caption.text());
                assertThat(actual.get(i).get(j).logProbability())
                        .isCloseTo(caption.logProbability(), within(LOG_PROBABILITY_TOLERANCE));
            }
        }
    }

    private static List<float[]> embeddings() {
        List<float[]> embeddings = new ArrayList<>();
        try (ModelBundle network = ModelBundle.loadDefault()) {
            EmbeddingPrior prior = network.prior().orElseThrow();
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < PHOTOS; i++) {
                embeddings.add(prior.sample(random));
            }
        }
        return embeddings;
    }
}
