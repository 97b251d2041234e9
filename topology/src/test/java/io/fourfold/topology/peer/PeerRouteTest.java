package io.fourfold.topology.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerRouteTest {

    @Test
    void shouldHaveOneRouteForEveryQuery() {
        Stream<Class<?>> queries = Arrays.stream(PeerRoute.values())
                .map(PeerRoute::requestType)
                .map(request -> request.getBindings().getBoundType(0))
                .map(JavaType::getRawClass);

        assertThat(queries).containsExactlyInAnyOrder(ShardQuery.class.getPermittedSubclasses());
    }

    @Test
    void shouldFindTheRouteOfAQuery() {
        assertThat(PeerRoute.of(new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 1))))
                .isEqualTo(PeerRoute.SIMILAR);
        assertThat(PeerRoute.of(new ShardQuery.Captions(Map.of(0, List.of("photo-1")))))
                .isEqualTo(PeerRoute.CAPTIONS);
        assertThat(PeerRoute.of(new ShardQuery.Embeddings(Map.of(0, List.of("photo-1")))))
                .isEqualTo(PeerRoute.EMBEDDINGS);
    }
}
