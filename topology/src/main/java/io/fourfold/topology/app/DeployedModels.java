package io.fourfold.topology.app;

import io.fourfold.topology.config.Role;
import io.fourfold.topology.error.Failure;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.http.Health;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.UnavailableNetworkException;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.Indexes;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardReader;
import io.fourfold.topology.shard.ShardRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs on this instance what is deployed. A request takes the network in service once and keeps it: what one network
 * began to answer it also ends, since the one before goes on running after a switch.
 */
final class DeployedModels implements Indexes, ShardReader, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeployedModels.class);

    /** The first epoch is 1. */
    private static final long NO_EPOCH = 0;

    private final ModelStarter starter;
    private final String ownVersion;
    private final Map<String, RunningModel> running = new ConcurrentHashMap<>();
    private volatile RunningModel inService;
    private volatile Models deployed;
    private volatile InServiceRoles inServiceRoles = InServiceRoles.none();
    private volatile String reason = "The instance is starting";
    private volatile long reasonSince = System.nanoTime();
    private volatile UnavailableNetworkException unavailable;
    private long epoch = NO_EPOCH;

    /**
     * @param ownVersion version of the network that this instance was started with
     */
    DeployedModels(ModelStarter starter, String ownVersion) {
        this.ownVersion = ownVersion;
        this.starter = starter;
    }

    /**
     * The network in service.
     *
     * @throws NotReadyException if it does not run on this instance
     */
    RunningModel modelInService() {
        RunningModel model = inService;
        if (model == null) {
            throw new NotReadyException(reason);
        }
        return model;
    }

    /** Which networks are deployed; empty until that is known. */
    Optional<Models> deployed() {
        return Optional.ofNullable(deployed);
    }

    /** State of a role of this instance, as it runs for the network in service; empty until it does. */
    Optional<String> state(Role role) {
        return role == Role.SEARCH
                ? inServiceRoles.search().map(RunningRole::state)
                : Optional.ofNullable(inService).flatMap(model -> model.state(role));
    }

    /** Whether a role runs for the network in service and does what it is there for. */
    boolean ready(Role role) {
        return role == Role.SEARCH
                ? inServiceRoles.search().filter(RunningRole::ready).isPresent()
                : Optional.ofNullable(inService)
                        .filter(model -> model.ready(role))
                        .isPresent();
    }

    /** What publishes the results of the network in service; empty if this instance does not. */
    Optional<Publication> publication() {
        return inServiceRoles.results();
    }

    /** Whether only a restart of the process helps one of the applications. */
    boolean dead() {
        return everyRole().anyMatch(RunningRole::dead)
                || publication().filter(Publication::dead).isPresent();
    }

    /** What goes wrong on this instance, by the application. */
    List<Health.Reason> reasons() {
        List<Health.Reason> reasons = new ArrayList<>();
        if (inService == null) {
            reasons.add(new Health.Reason("network", new Failure(Optional.empty(), reason, 1, noneSince(), true)));
        }
        everyRole()
                .forEach(role -> role.troubles()
                        .forEach(failure -> reasons.add(new Health.Reason(role.applicationId(), failure))));
        publication()
                .filter(publication -> publication.running().isEmpty())
                .ifPresent(publication ->
                        publication.troubles().forEach(failure -> reasons.add(new Health.Reason("publish", failure))));
        inServiceRoles
                .words()
                .ifPresent(
                        words -> words.troubles().forEach(failure -> reasons.add(new Health.Reason("words", failure))));
        return reasons;
    }

    private Duration noneSince() {
        return Duration.ofNanos(System.nanoTime() - reasonSince);
    }

    /** Every application that runs on this instance. */
    Stream<RunningRole> everyRole() {
        return Stream.concat(
                running.values().stream().flatMap(model -> model.roles().values().stream()), inServiceRoles.running());
    }

    /** Number of photos in the index in service on this instance; 0 while there is none. */
    long indexedPhotos() {
        return Optional.ofNullable(inService)
                .flatMap(RunningModel::index)
                .map(index -> index.state().indexedPhotos())
                .orElse(0L);
    }

    /**
     * Does nothing if the network in service can run on this instance.
     *
     * @throws UnavailableNetworkException if it cannot
     */
    void requireAvailable() {
        UnavailableNetworkException failure = unavailable;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public IndexState inService() {
        return modelInService().requireIndex().state();
    }

    @Override
    public IndexState ofModel(String modelVersion) {
        return ofVersion(modelVersion).requireIndex().state();
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        return ofVersion(request.modelVersion()).requireIndex().state().answer(request);
    }

    /**
     * Starts, switches and stops what has changed.
     *
     * @throws RuntimeException if a network cannot be started now; the others are then as they must be, and it may be
     *     called again
     */
    synchronized void deploy(Models models) {
        deployed = models;
        if (models.deployed().noneMatch(model -> model.version().equals(ownVersion))) {
            LOG.warn(
                    "This instance was started with network {}, but {} is in service; move to it with: fourfold reindex",
                    ownVersion,
                    models.inService().version());
        }
        List<RuntimeException> failures = new ArrayList<>();
        models.deployed().forEach(model -> start(model, failures));
        putIntoService(models, failures);
        stopAllBut(models.deployed().map(Models.Model::version).collect(Collectors.toSet()));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    @Override
    public synchronized void close() {
        inService = null;
        reason = "The instance is stopping";
        inServiceRoles.close();
        running.values().parallelStream().forEach(RunningModel::close);
        running.clear();
    }

    private void start(Models.Model model, List<RuntimeException> failures) {
        try {
            running.computeIfAbsent(model.version(), version -> starter.start(model));
        } catch (RuntimeException e) {
            LOG.error("Network {} does not run here: {}", model.version(), e.getMessage());
            failures.add(e);
        }
    }

    private void putIntoService(Models models, List<RuntimeException> failures) {
        RunningModel next = running.get(models.inService().version());
        if (next == null) {
            reasonSince = inService == null ? reasonSince : System.nanoTime();
            reason = failures.get(0).getMessage();
            unavailable = failures.get(0) instanceof UnavailableNetworkException e ? e : null;
            inService = null;
            // Those of the epoch before would answer with its network, and hold up whoever publishes this one.
            closeInServiceRoles();
            return;
        }
        unavailable = null;
        inService = next;
        if (epoch != models.epoch()) {
            LOG.info("Network {} is in service (epoch {})", next.version(), models.epoch());
            closeInServiceRoles();
            inServiceRoles = starter.startInService(models, next.network());
            epoch = models.epoch();
        }
    }

    private void closeInServiceRoles() {
        inServiceRoles.close();
        inServiceRoles = InServiceRoles.none();
        epoch = NO_EPOCH;
    }

    private void stopAllBut(Set<String> versions) {
        for (String version : new HashSet<>(running.keySet())) {
            if (!versions.contains(version)) {
                LOG.info("Network {} is deployed no more", version);
                starter.remove(running.remove(version));
            }
        }
    }

    private RunningModel ofVersion(String modelVersion) {
        RunningModel model = running.get(modelVersion);
        if (model == null) {
            throw new NotReadyException("Network " + modelVersion + " does not run on this instance");
        }
        return model;
    }
}
