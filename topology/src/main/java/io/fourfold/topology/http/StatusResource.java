package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.Shards;
import io.fourfold.topology.similarity.Visibility;
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
    private final ImageQueries queries;

    StatusResource(Health health, Status status, Feed feed, ImageQueries queries) {
        this.health = health;
        this.status = status;
        this.feed = feed;
        this.queries = queries;
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
        Visibility visibility = Access.caller(context).visibility();
        context.json(visibility.unrestricted() ? all() : visibleTo(visibility));
    }

    /** Without what tells how much there is, or happens, of other photos. */
    private StatusJson visibleTo(Visibility visibility) {
        Health.Status healthNow = health.now();
        Status.Now now = status.now();
        Optional<IndexState.Counted> index = count(visibility);
        return new StatusJson(
                now.instance(),
                healthNow.live(),
                healthNow.ready(),
                roles(healthNow),
                List.of(),
                List.of(),
                now.networks().map(NetworkJson::of).orElse(null),
                null,
                null,
                index.map(IndexState.Counted::photos).orElse(null),
                index.map(IndexState.Counted::shards).orElse(null),
                index.map(IndexState.Counted::missing).orElse(null),
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    private Optional<IndexState.Counted> count(Visibility visibility) {
        try {
            return Optional.of(queries.visibleTo(visibility).count());
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    private static List<RoleJson> roles(Health.Status health) {
        return health.states().entrySet().stream()
                .map(role -> new RoleJson(
                        role.getKey(), role.getValue(), health.readiness().get(role.getKey())))
                .toList();
    }

    private StatusJson all() {
        Health.Status healthNow = health.now();
        Status.Now now = status.now();
        Optional<Status.Measured> measured = now.measured();
        Optional<IndexState.Counted> index = measured.flatMap(Status.Measured::index);
        return new StatusJson(
                now.instance(),
                healthNow.live(),
                healthNow.ready(),
                roles(healthNow),
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
                Advice.of(healthNow, now));
    }

    private static Long number(OptionalLong known) {
        return known.isPresent() ? known.getAsLong() : null;
    }
}
