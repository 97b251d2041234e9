package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.SimilarImages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class ScatterGatherTest {

    private static final HostInfo SELF = new HostInfo("self", 8080);
    private static final HostInfo OTHER = new HostInfo("other", 8080);
    private static final HostInfo THIRD = new HostInfo("third", 8080);
    private static final Set<Integer> ALL = Set.of(0, 1, 2);
    private static final OptionalLong NO_STANDBYS = OptionalLong.empty();

    private final FakePeers peers = new FakePeers();
    private final Map<Integer, ShardOwners> owners = new HashMap<>();

    @Test
    void shouldAskEachPartitionWhereItIs() {
        owned(0, SELF);
        owned(1, OTHER);
        owned(2, OTHER);
        peers.add(OTHER, new FakeShards("other", 1, 2));

        assertThat(ask(new FakeShards("self", 0), NO_STANDBYS))
                .containsExactlyInAnyOrder("0@self", "1@other", "2@other");
        assertThat(peers.asked()).containsExactly(OTHER);
    }

    @Test
    void shouldAnswerWithoutThePartitionsOfAnInstanceThatDoesNotAnswer() {
        owned(0, SELF);
        owned(1, OTHER);

        assertThat(ask(new FakeShards("self", 0), NO_STANDBYS)).containsExactly("0@self");
    }

    @Test
    void shouldAnswerWithoutThePartitionsOfAnInstanceThatFails() {
        owned(0, SELF);
        owned(1, OTHER);
        peers.add(OTHER, notReady());

        assertThat(ask(new FakeShards("self", 0), NO_STANDBYS)).containsExactly("0@self");
    }

    @Test
    void shouldAnswerWithoutItsOwnPartitionsWhileTheyRestore() {
        owned(0, SELF);
        owned(1, OTHER);
        peers.add(OTHER, new FakeShards("other", 1));

        assertThat(ask(notReady(), NO_STANDBYS)).containsExactly("1@other");
    }

    @Test
    void shouldAskTheNewOwnerOfAPartitionThatHasMoved() {
        owned(0, OTHER);
        peers.add(OTHER, new ShardReader() {
            @Override
            public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
                owned(0, THIRD);
                return List.of();
            }
        });
        peers.add(THIRD, new FakeShards("third", 0));

        assertThat(ask(new FakeShards("self"), NO_STANDBYS)).containsExactly("0@third");
    }

    @Test
    void shouldAskEveryoneForAPartitionWhoseOwnerIsNotKnownYet() {
        owned(0, OTHER);
        owned(1, THIRD);
        peers.add(OTHER, new FakeShards("other", 0));
        peers.add(THIRD, new FakeShards("third", 1, 2));

        assertThat(ask(new FakeShards("self"), NO_STANDBYS)).containsExactlyInAnyOrder("0@other", "1@third", "2@third");
    }

    @Test
    void shouldNotWaitAgainAndAgainForAHungInstance() {
        owned(0, SELF);
        owned(1, OTHER);
        ScatterGather scatter = scatter(new FakeShards("self", 0), NO_STANDBYS, () -> 0);

        for (int query = 0; query < 5; query++) {
            assertThat(scatter.gather(query(), ALL)).containsOnlyKeys(0);
        }
        assertThat(peers.asked()).containsExactly(OTHER, OTHER);
    }

    @Test
    void shouldAskTheStandbyOfAHungInstanceAtOnce() {
        owners.put(1, new ShardOwners(Set.of(OTHER), Set.of(THIRD)));
        peers.add(THIRD, new FakeShards("third").withStandby(1, 0));
        ScatterGather scatter = scatter(new FakeShards("self"), OptionalLong.of(0), () -> 0);

        for (int query = 0; query < 3; query++) {
            assertThat(scatter.gather(query(), ALL)).containsOnlyKeys(1);
        }
        assertThat(peers.asked()).containsExactly(OTHER, THIRD, OTHER, THIRD, THIRD);
    }

    @Test
    void shouldGoOnAskingAnInstanceThatFailsAtOnce() {
        owned(0, SELF);
        owned(1, OTHER);
        peers.add(OTHER, notReady());
        ScatterGather scatter = scatter(new FakeShards("self", 0), NO_STANDBYS, () -> 0);

        for (int query = 0; query < 3; query++) {
            scatter.gather(query(), ALL);
        }
        assertThat(peers.asked()).containsExactly(OTHER, OTHER, OTHER);
    }

    @Test
    void shouldCountPartitionOnceThatTwoInstancesAnswer() {
        owners.put(0, new ShardOwners(Set.of(OTHER, THIRD), Set.of()));
        peers.add(OTHER, new FakeShards("other", 0));
        peers.add(THIRD, new FakeShards("third", 0));

        assertThat(ask(new FakeShards("self"), NO_STANDBYS)).hasSize(1);
    }

    @Test
    void shouldNotAskStandbysUnlessAllowed() {
        owners.put(0, new ShardOwners(Set.of(OTHER), Set.of(THIRD)));
        peers.add(OTHER, notReady());
        peers.add(THIRD, new FakeShards("third").withStandby(0, 0));

        assertThat(ask(new FakeShards("self"), NO_STANDBYS)).isEmpty();
    }

    @Test
    void shouldAskStandbyWhenActiveIsAway() {
        owners.put(0, new ShardOwners(Set.of(OTHER), Set.of(THIRD)));
        peers.add(OTHER, notReady());
        peers.add(THIRD, new FakeShards("third").withStandby(0, 10));

        assertThat(ask(new FakeShards("self"), OptionalLong.of(10))).containsExactly("0@third");
        assertThat(ask(new FakeShards("self"), OptionalLong.of(9))).isEmpty();
    }

    @Test
    void shouldNotAskStandbyWhileActiveAnswers() {
        owners.put(0, new ShardOwners(Set.of(OTHER), Set.of(THIRD)));
        peers.add(OTHER, new FakeShards("other", 0));
        peers.add(THIRD, new FakeShards("third").withStandby(0, 0));

        ScatterGather scatter = scatter(new FakeShards("self"), OptionalLong.of(10), System::nanoTime);
        assertThat(scatter.gather(query(), Set.of(0)).get(0).active()).isTrue();
        assertThat(peers.asked()).containsExactly(OTHER);
    }

    @Test
    void shouldTakeTheFreshestStandby() {
        owners.put(0, new ShardOwners(Set.of(), Set.of(OTHER, THIRD)));
        peers.add(OTHER, new FakeShards("other").withStandby(0, 7));
        peers.add(THIRD, new FakeShards("third").withStandby(0, 3));

        assertThat(ask(new FakeShards("self"), OptionalLong.of(10))).containsExactly("0@third");
    }

    @Test
    void shouldNotAskAnInstanceAgainThatDidNotAnswer() {
        owners.put(0, new ShardOwners(Set.of(OTHER), Set.of()));

        ask(new FakeShards("self"), OptionalLong.of(10));
        assertThat(peers.asked()).containsExactly(OTHER);
    }

    @Test
    void shouldRefuseFurtherQuestionsWhenTooManyAreAsked() {
        ScatterGather scatter = scatter(
                new FakeShards("self"), new ScatterLimits(Duration.ofSeconds(1), NO_STANDBYS, 0), System::nanoTime);

        assertThatThrownBy(() -> scatter.gather(query(), ALL))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("Too many");
    }

    private void owned(int partition, HostInfo instance) {
        owners.put(partition, new ShardOwners(Set.of(instance), Set.of()));
    }

    /** The ids of the hits. */
    private List<String> ask(ShardReader self, OptionalLong maxStandbyLag) {
        ScatterGather scatter = scatter(self, maxStandbyLag, System::nanoTime);
        return scatter.gather(query(), ALL).values().stream()
                .flatMap(answer -> answer.value().hits().stream())
                .map(hit -> hit.imageId())
                .toList();
    }

    private ScatterGather scatter(ShardReader self, OptionalLong maxStandbyLag, LongSupplier nanoTime) {
        return scatter(self, new ScatterLimits(Duration.ofMillis(20), maxStandbyLag, 1), nanoTime);
    }

    private ScatterGather scatter(ShardReader self, ScatterLimits limits, LongSupplier nanoTime) {
        return new ScatterGather(
                new FakeShardMap(ALL.size(), owners), new Instances(SELF, self, peers, "v1"), limits, nanoTime);
    }

    private static ShardQuery.Similar query() {
        return new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 10));
    }

    private static ShardReader notReady() {
        return new ShardReader() {
            @Override
            public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
                throw new NotReadyException("restoring");
            }
        };
    }
}
