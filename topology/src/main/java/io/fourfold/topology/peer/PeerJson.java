package io.fourfold.topology.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Queries between instances, and their answers, as JSON. Unknown members are ignored, so that instances of two
 * releases answer each other during an upgrade.
 */
public final class PeerJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private PeerJson() {}

    /** Body of a request: a {@link ShardRequest} whose query has a known type. */
    record RequestJson<Q>(Q query, Set<Integer> partitions, OptionalLong maxStandbyLag, String modelVersion) {}

    static byte[] write(ShardRequest<?> request) {
        return bytes(new RequestJson<>(
                request.query(), request.partitions(), request.maxStandbyLag(), request.modelVersion()));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JsonProcessingException if it is anything else
     */
    public static ShardRequest<?> readRequest(PeerRoute query, byte[] body) throws IOException {
        RequestJson<ShardQuery<?>> request = MAPPER.readValue(body, query.requestType());
        return new ShardRequest<>(
                request.query(), request.partitions(), request.maxStandbyLag(), request.modelVersion());
    }

    public static byte[] writeAnswers(List<? extends ShardAnswer<?>> answers) {
        return bytes(answers);
    }

    /**
     * Reads what {@link #writeAnswers} wrote.
     *
     * @throws JsonProcessingException if it is anything else
     */
    static <A> List<ShardAnswer<A>> readAnswers(ShardQuery<A> query, byte[] body) throws IOException {
        return MAPPER.readValue(body, PeerRoute.of(query).answersType());
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }
}
