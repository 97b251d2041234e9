package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fourfold.topology.error.Failure;
import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.shard.IndexState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that is not well, what it means and what to do.
 *
 * @param about a role, an application's id, or a member of the status
 * @param text a sentence or two for people
 */
record Advice(Level level, String about, String text) {

    /** More than comes while an instance restarts at the pace of one. */
    private static final long MUCH_LAG = 1_000;

    private static final String NETWORK = "network";

    /** How bad it is. */
    enum Level {
        ERROR,
        WARNING,
        INFO;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All there is to say, the worst first. */
    static List<Advice> of(Health.Status health, Status.Now now) {
        List<Advice> advice = new ArrayList<>();
        if (!health.live()) {
            advice.add(new Advice(
                    Level.ERROR,
                    "instance",
                    "A part of this instance has stopped for good or fails again and again: restart the instance. Its log"
                            + " says why."));
        }
        health.reasons().forEach(reason -> advice.add(failing(reason)));
        restoring(now).ifPresent(advice::add);
        notReady(health, now).forEach(advice::add);
        now.measured().ifPresent(measured -> {
            measured.index().flatMap(Advice::missing).ifPresent(advice::add);
            measured.lags()
                    .ifPresent(lags -> lags.stream()
                            .filter(lag -> lag.records() >= MUCH_LAG)
                            .forEach(lag -> advice.add(behind(lag))));
            measured.waiting().ifPresent(count -> waiting(count).ifPresent(advice::add));
            measured.deadLetters().ifPresent(count -> deadLetters(count).ifPresent(advice::add));
        });
        now.networks().flatMap(Models::other).ifPresent(other -> advice.add(beside(other)));
        return advice.stream().sorted(Comparator.comparing(Advice::level)).toList();
    }

    private static Advice failing(Health.Reason reason) {
        Failure failure = reason.failure();
        if (failure.outage()
                && failure.place().isEmpty()
                && reason.application().equals(NETWORK)) {
            // Says itself what to do.
            return new Advice(Level.WARNING, NETWORK, failure.exception() + ".");
        }
        String what = failure.exception() + ", for " + failure.lasting().toSeconds() + " s.";
        if (failure.outage()) {
            return new Advice(
                    Level.WARNING,
                    reason.application(),
                    what + " It goes on by itself as soon as that is over: see to what is away or refuses.");
        }
        String where = failure.place()
                .map(place -> " At " + place.topic() + "-" + place.partition() + ", offset " + place.offset() + ".")
                .orElse("");
        return new Advice(
                Level.ERROR,
                reason.application(),
                what + where + " The log has the stack trace; if it lasts, restart the instance.");
    }

    private static Optional<Advice> restoring(Status.Now now) {
        if (now.restoring().isEmpty()) {
            return Optional.empty();
        }
        long restored =
                now.restoring().stream().mapToLong(Status.Restoring::restored).sum();
        long total = now.restoring().stream().mapToLong(Status.Restoring::total).sum();
        return Optional.of(new Advice(
                Level.INFO,
                "restoring",
                "Stores are being restored: " + restored + " of at most " + total
                        + " records. Wait; they answer when that is done."));
    }

    private static List<Advice> notReady(Health.Status health, Status.Now now) {
        if (!health.reasons().isEmpty() || !now.restoring().isEmpty()) {
            return List.of();
        }
        return health.readiness().entrySet().stream()
                .filter(role -> !role.getValue())
                .map(role -> new Advice(
                        Level.INFO,
                        role.getKey(),
                        "The " + role.getKey() + " role is not ready yet ("
                                + health.states().get(role.getKey())
                                + "). Wait; if it lasts for minutes, see this instance's log."))
                .toList();
    }

    private static Optional<Advice> missing(IndexState.Counted index) {
        if (index.missing().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                Level.WARNING,
                "shards",
                "Nobody answers for " + parts(index)
                        + " of the index, so photos are missing from answers. If an instance is"
                        + " restoring, wait; if not, start one with the index role."));
    }

    private static String parts(IndexState.Counted index) {
        String partitions = index.missing().stream().map(Object::toString).collect(Collectors.joining(", "));
        return (index.missing().size() == 1 ? "partition " : "partitions ") + partitions;
    }

    private static Advice behind(GroupLags.Lag lag) {
        return new Advice(
                Level.WARNING,
                "lag",
                lag.records() + " records of " + lag.topic() + " wait for the " + lag.role()
                        + " role. If they become more,"
                        + " start instances with that role, or see why those that there are do not get on.");
    }

    private static Optional<Advice> waiting(long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Advice(
                        Level.WARNING,
                        "waiting",
                        photos(count)
                                + " could not be fetched and will be tried again. See whether their store answers; the"
                                + " retry topic's headers say what it said."));
    }

    private static Optional<Advice> deadLetters(long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Advice(
                        Level.WARNING,
                        "dead-letters",
                        (count == 1 ? "1 record" : count + " records")
                                + " could not be handled. See the reasons, mend the"
                                + " cause and replay them, or discard them."));
    }

    private static Advice beside(Models.Model other) {
        return new Advice(
                Level.INFO,
                NETWORK,
                "Network " + other.version()
                        + " is deployed beside the one in service. 'fourfold reindex --status' says how"
                        + " far it is, 'fourfold reindex --cleanup' removes it.");
    }

    private static String photos(long count) {
        return count == 1 ? "1 photo" : count + " photos";
    }
}
