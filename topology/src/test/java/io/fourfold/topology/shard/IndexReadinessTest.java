package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class IndexReadinessTest {

    private static final HostInfo SELF = new HostInfo("self", 8080);
    private static final HostInfo OTHER = new HostInfo("other", 8080);

    private final FakePeers peers = new FakePeers();
    private final Map<Integer, ShardOwners> owners = new HashMap<>();

    @Test
    void shouldBeReadyOnceItsPartitionsAnswer() {
        owned(0, SELF);
        owned(1, OTHER);

        assertThat(readiness(new FakeShards("self", 0)).ready()).isTrue();
    }

    @Test
    void shouldNotBeReadyWhileOneOfItsPartitionsRestores() {
        owned(0, SELF);
        owned(1, SELF);

        assertThat(readiness(new FakeShards("self", 0)).ready()).isFalse();
    }

    @Test
    void shouldNotBeReadyWhileADeadInstanceKeepsThePartitions() {
        owned(0, OTHER);
        owned(1, OTHER);

        assertThat(readiness(new FakeShards("self")).ready()).isFalse();
    }

    @Test
    void shouldNotBeReadyWhileNobodyKeepsThePartitions() {
        assertThat(readiness(new FakeShards("self")).ready()).isFalse();
    }

    @Test
    void shouldBeReadyWithoutPartitionsIfOthersAnswerForAllOfThem() {
        owned(0, OTHER);
        owned(1, OTHER);
        peers.add(OTHER, new FakeShards("other", 0, 1));

        assertThat(readiness(new FakeShards("self")).ready()).isTrue();
    }

    @Test
    void shouldStayReadyWhenAnotherInstanceDies() {
        owned(0, OTHER);
        owned(1, OTHER);
        peers.add(OTHER, new FakeShards("other", 0, 1));
        IndexReadiness readiness = readiness(new FakeShards("self"));
        assertThat(readiness.ready()).isTrue();

        peers.add(OTHER, new FakeShards("other"));
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void shouldStayReadyWhilePartitionsOfADeadInstanceRestoreHere() {
        owned(0, SELF);
        owned(1, OTHER);
        IndexReadiness readiness = readiness(new FakeShards("self", 0));
        assertThat(readiness.ready()).isTrue();

        owned(1, SELF);
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void shouldRestoreItsFirstPartitionsBeforeItIsReadyAgain() {
        owned(0, OTHER);
        owned(1, OTHER);
        peers.add(OTHER, new FakeShards("other", 0, 1));
        IndexReadiness readiness = readiness(new FakeShards("self"));
        assertThat(readiness.ready()).isTrue();

        owned(1, SELF);
        assertThat(readiness.ready()).isFalse();
    }

    @Test
    void shouldStayReadyWhenABusyInstanceComesToAProbeTooLate() {
        owned(0, SELF);
        FakeShards shards = new FakeShards("self", 0);
        AtomicBoolean busy = new AtomicBoolean();
        IndexReadiness readiness = readiness(new ShardReader() {
            @Override
            public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
                if (busy.get()) {
                    throw new NotReadyException("The query came too late to be answered in time");
                }
                return shards.answer(request);
            }
        });
        assertThat(readiness.ready()).isTrue();

        busy.set(true);
        assertThat(readiness.ready()).isTrue();
    }

    private void owned(int partition, HostInfo instance) {
        owners.put(partition, new ShardOwners(Set.of(instance), Set.of()));
    }

    private IndexReadiness readiness(ShardReader self) {
        FakeShardMap map = new FakeShardMap(2, owners);
        Instances instances = new Instances(SELF, self, peers, "v1");
        ScatterLimits limits = new ScatterLimits(Duration.ofMillis(20), OptionalLong.empty(), 1);
        return new IndexReadiness(map, new ScatterGather(map, instances, limits, System::nanoTime), instances);
    }
}
