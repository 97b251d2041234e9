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

    /** Two captions may be so nearly as likely that rounding decides. */
    private static final int NEAR_TIES = 1;

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

        int same = 0;
        for (int i = 0; i < PHOTOS; i++) {
            Caption wanted = expected.get(i).get(0);
            Caption best = actual.get(i).get(0);
            assertThat(best.logProbability()).isCloseTo(wanted.logProbability(), within(LOG_PROBABILITY_TOLERANCE));
            same += best.text().equals(wanted.text()) ? 1 : 0;
        }
        assertThat(same).isGreaterThanOrEqualTo(PHOTOS - NEAR_TIES);
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
