package io.fourfold.topology.peer;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What instances ask each other: the path of each query, and the types of its JSON. */
public enum PeerRoute {
    SIMILAR(ShardQuery.Similar.class, type(SimilarImages.Hits.class)),
    CAPTIONS(ShardQuery.Captions.class, byId(CaptionedImage.class)),
    EMBEDDINGS(ShardQuery.Embeddings.class, byId(IndexedImage.class)),
    THUMBNAILS(ShardQuery.Thumbnails.class, byId(byte[].class)),
    LISTING(ShardQuery.Listing.class, type(ListedImages.class)),
    COUNT(ShardQuery.Count.class, type(Long.class));

    /** What the paths of all routes start with. */
    public static final String PREFIX = "/internal/";

    private final Class<? extends ShardQuery<?>> query;
    private final JavaType answer;

    PeerRoute(Class<? extends ShardQuery<?>> query, JavaType answer) {
        this.query = query;
        this.answer = answer;
    }

    static PeerRoute of(ShardQuery<?> query) {
        return Arrays.stream(values())
                .filter(route -> route.query.isInstance(query))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No path for " + query.getClass()));
    }

    public String path() {
        return PREFIX + "v1/" + name().toLowerCase(Locale.ROOT);
    }

    /** Type of a request's body. */
    JavaType requestType() {
        return types().constructParametricType(PeerJson.RequestJson.class, query);
    }

    /** Type of a response's body. */
    JavaType answersType() {
        return types().constructCollectionType(List.class, types().constructParametricType(ShardAnswer.class, answer));
    }

    private static JavaType type(Class<?> type) {
        return types().constructType(type);
    }

    private static JavaType byId(Class<?> type) {
        return types().constructMapType(Map.class, String.class, type);
    }

    private static TypeFactory types() {
        return TypeFactory.defaultInstance();
    }
}
