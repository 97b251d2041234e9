package io.fourfold.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.testing.TestNetwork;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhotoQueriesTest {

    private static final byte[] PHOTO = TestNetwork.photo("a dog");

    @Test
    void shouldEmbedPhoto() {
        PhotoQueries.Embedding embedding = queries(1).embedding(PHOTO);

        assertThat(embedding.vector()).isEqualTo(TestNetwork.embedding(PHOTO));
        assertThat(embedding.modelVersion()).isEqualTo(TestNetwork.VERSION);
        assertThat(embedding.sourceSha256()).isEqualTo(LoadedPhoto.of(PHOTO).sha256());
    }

    @Test
    void shouldSayThatItIsBusy() {
        assertThatThrownBy(() -> queries(0).captions(PHOTO))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("Too many photos");
    }

    @Test
    void shouldAnswerAgainAfterBrokenPhoto() {
        PhotoQueries queries = queries(1);

        assertThatThrownBy(() -> queries.captions(new byte[] {1, 2, 3})).isInstanceOf(BadPhotoException.class);
        assertThat(queries.captions(PHOTO).captions()).isNotEmpty();
    }

    private static PhotoQueries queries(int concurrency) {
        return new PhotoQueries(TestNetwork::new, concurrency, Duration.ZERO);
    }
}
