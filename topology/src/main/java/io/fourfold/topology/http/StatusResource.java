package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.Shards;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How the service is, and what to do. */
final class StatusResource {

    private final Health health;
    private final Status status;
    private final Feed feed;

    StatusResource(Health health, Status status, Feed feed) {
        this.health = health;
        this.status = status;
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/status", "how the service is, and what to do", this::status));
    }

    /** The answer; what is not known is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusJson(
            String instance,
            boolean live,
            boolean ready,
            List<RoleJson> roles,
            List<Status.Application> applications,
            List<Status.Restoring> restoring,
            NetworkJson network,
            String measured,
            List<GroupLags.Lag> lag,
            Long photos,
            Shards shards,
            Set<Integer> shardsMissing,
            Long waiting,
            Long deadLetters,
            FeedJson feed,
            List<HealthResource.ReasonJson> reasons,
            List<Advice> advice) {}

    /** A role of this instance. */
    record RoleJson(String role, String state, boolean ready) {}

    /** The networks that are deployed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NetworkJson(String inService, String other, long epoch) {

        static NetworkJson of(Models models) {
            return new NetworkJson(
                    models.inService().version(),
                    models.other().map(Models.Model::version).orElse(null),
                    models.epoch());
        }
    }

    /** How many follow the feed of this instance. */
    record FeedJson(int clients, int most) {}

    private void status(Context context) {
        Health.Status healthNow = health.now();
        Status.Now now = status.now();
        Optional<Status.Measured> measured = now.measured();
        Optional<IndexState.Counted> index = measured.flatMap(Status.Measured::index);
        context.json(new StatusJson(
                now.instance(),
                healthNow.live(),
                healthNow.ready(),
                healthNow.states().entrySet().stream()
                        .map(role -> new RoleJson(
                                role.getKey(),
                                role.getValue(),
                                healthNow.readiness().get(role.getKey())))
                        .toList(),
                now.applications(),
                now.restoring(),
                now.networks().map(NetworkJson::of).orElse(null),
                measured.map(asked -> asked.time().toString()).orElse(null),
                measured.flatMap(Status.Measured::lags).orElse(null),
                index.map(IndexState.Counted::photos).orElse(null),
                index.map(IndexState.Counted::shards).orElse(null),
                index.map(IndexState.Counted::missing).orElse(null),
                measured.map(Status.Measured::waiting)
                        .map(StatusResource::number)
                        .orElse(null),
                measured.map(Status.Measured::deadLetters)
                        .map(StatusResource::number)
                        .orElse(null),
                new FeedJson(feed.readers(), FeedResource.CLIENTS),
                healthNow.reasons().stream().map(HealthResource.ReasonJson::of).toList(),
                Advice.of(healthNow, now)));
    }

    private static Long number(OptionalLong known) {
        return known.isPresent() ? known.getAsLong() : null;
    }
}
