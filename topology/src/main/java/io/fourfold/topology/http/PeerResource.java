package io.fourfold.topology.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fourfold.topology.peer.PeerJson;
import io.fourfold.topology.peer.PeerRoute;
import io.fourfold.topology.shard.ShardReader;
import io.fourfold.topology.shard.ShardRequest;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What other instances ask this one: its own partitions' answers, never those of others. */
final class PeerResource {

    private static final String CONTENT_TYPE = "application/json";

    private final ShardReader shards;

    PeerResource(ShardReader shards) {
        this.shards = shards;
    }

    List<Route> routes() {
        return Arrays.stream(PeerRoute.values())
                .map(route -> Route.post(
                                route.path(),
                                "between instances: answers of the partitions kept here",
                                context -> answer(route, context))
                        .open())
                .toList();
    }

    private void answer(PeerRoute route, Context context) throws IOException {
        long received = System.nanoTime();
        byte[] answers = PeerJson.writeAnswers(shards.answer(request(route, context, received)));
        context.contentType(CONTENT_TYPE).result(answers);
    }

    private static ShardRequest<?> request(PeerRoute route, Context context, long received) throws IOException {
        try {
            return PeerJson.readRequest(route, context.bodyAsBytes(), received);
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("not a request of another instance: " + e.getOriginalMessage());
        }
    }
}
