package io.fourfold.topology.app;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import io.fourfold.model.Network;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.peer.HttpPeers;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.KafkaIndexState;
import io.fourfold.topology.shard.ScatterLimits;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.InversionQueue;
import io.fourfold.topology.text.SearchMetrics;
import io.fourfold.topology.words.WordPublication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** Makes applications that are never started, and keeps a log of what it was told. */
final class TestModelStarter implements ModelStarter {

    private static final HostInfo SELF = new HostInfo("localhost", 1);
    private static final ScatterLimits LIMITS = new ScatterLimits(Duration.ofSeconds(1), OptionalLong.empty(), 1);

    final List<String> log = new ArrayList<>();
    final List<RunningRole> roles = new ArrayList<>();
    RunningRole search;
    Optional<RuntimeException> failure = Optional.empty();
    Optional<WordPublication> words = Optional.empty();

    private final Path directory;
    private final Networks networks = new Networks(new TestNetwork(), Optional.empty());
    private final HttpPeers peers = new HttpPeers(new SimpleMeterRegistry());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, RunningModel> started = new HashMap<>();

    TestModelStarter(Path directory) {
        this.directory = directory;
    }

    IndexState index(String version) {
        return started.get(version).requireIndex().state();
    }

    /** A network that has a location is looked for there. */
    @Override
    public RunningModel start(Models.Model model) {
        failure.ifPresent(e -> {
            throw e;
        });
        Network network = model.location().isPresent() ? networks.open(model) : TestNetwork.ofVersion(model.version());
        log.add("start " + model.version());
        RunningRole role = role("index-" + model.version());
        RunningModel running = new RunningModel(network, Map.of(Role.INDEX, role), Optional.of(index(role, network)));
        started.put(model.version(), running);
        return running;
    }

    @Override
    public InServiceRoles startInService(Models models, Network network) {
        log.add("serve " + network.version() + " in epoch " + models.epoch());
        search = role("search-" + models.epoch());
        return new InServiceRoles(Optional.empty(), words, Optional.of(search));
    }

    @Override
    public void remove(RunningModel model) {
        log.add("remove " + model.version());
        model.close();
    }

    private RunningRole role(String applicationId) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("topic").to("other");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        RunningRole role = new RunningRole(
                new StreamsApplication(new ApplicationId(applicationId, 1), builder.build(), properties),
                registry,
                LEAVE_GROUP,
                () -> true,
                () -> true);
        roles.add(role);
        return role;
    }

    private RunningIndex index(RunningRole role, Network network) {
        KafkaIndexState state = new KafkaIndexState(
                role.streams(),
                role.activeStores(),
                Map.of(),
                SELF,
                peers,
                network.version(),
                LIMITS,
                () -> true,
                false);
        InversionQueue inversions =
                new InversionQueue(new BatchInversion(network), new SearchMetrics(registry), 1, 1, 1);
        TextQueries texts = new TextQueries(
                network,
                inversions,
                state,
                new FourfoldMetrics(registry),
                new TextQueries.Limits(Set.of(), Duration.ZERO, 1),
                System::nanoTime);
        return new RunningIndex(state, texts, inversions);
    }
}
