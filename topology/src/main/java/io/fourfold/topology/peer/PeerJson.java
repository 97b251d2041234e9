package io.fourfold.topology.peer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import io.fourfold.topology.similarity.Visibility;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Queries between instances, and their answers, as JSON. Unknown members are ignored, so that instances of two
 * releases answer each other during an upgrade.
 */
public final class PeerJson {

    /** Upper end of {@code query.timeout.ms}. */
    private static final long LONGEST_TIMEOUT_MS = 60_000;

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new SimpleModule().addDeserializer(Visibility.class, new VisibilityDeserializer()))
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private PeerJson() {}

    /**
     * Body of a request: a {@link ShardRequest} whose query has a known type.
     *
     * @param timeoutMs how long the answer is still wanted, since clocks of two machines differ; an instance of an earlier
     *     release does not say
     */
    record RequestJson<Q>(
            Q query,
            Set<Integer> partitions,
            OptionalLong maxStandbyLag,
            String modelVersion,
            OptionalLong timeoutMs) {}

    /** An instance of an earlier release does not say, and has nobody who may not see everything. */
    private static final class VisibilityDeserializer extends StdDeserializer<Visibility> {

        private static final long serialVersionUID = 1L;

        private VisibilityDeserializer() {
            super(Visibility.class);
        }

        @Override
        public Visibility deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            NamesJson names = context.readValue(parser, NamesJson.class);
            return new Visibility(names.owners(), names.albums());
        }

        @Override
        public Visibility getAbsentValue(DeserializationContext context) {
            return Visibility.EVERYTHING;
        }
    }

    /** Whose photos, in which albums. */
    private record NamesJson(Set<String> owners, Set<String> albums) {}

    static byte[] write(ShardRequest<?> request, Duration timeout) {
        return bytes(new RequestJson<>(
                request.query(),
                request.partitions(),
                request.maxStandbyLag(),
                request.modelVersion(),
                OptionalLong.of(timeout.toMillis())));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param received when it came, on the clock of {@link System#nanoTime}
     * @throws JsonProcessingException if it is anything else
     */
    public static ShardRequest<?> readRequest(PeerRoute query, byte[] body, long received) throws IOException {
        RequestJson<ShardQuery<?>> request = MAPPER.readValue(body, query.requestType());
        long timeoutMs = Math.min(request.timeoutMs().orElse(LONGEST_TIMEOUT_MS), LONGEST_TIMEOUT_MS);
        return new ShardRequest<>(
                request.query(),
                request.partitions(),
                request.maxStandbyLag(),
                request.modelVersion(),
                received + TimeUnit.MILLISECONDS.toNanos(timeoutMs));
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
