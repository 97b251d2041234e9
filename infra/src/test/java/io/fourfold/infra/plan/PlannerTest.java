package io.fourfold.infra.plan;

import static io.fourfold.infra.plan.TestFigures.demand;
import static io.fourfold.infra.plan.TestFigures.figures;
import static io.fourfold.infra.plan.TestFigures.hardware;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void shouldKeepEveryRoleWithinTheBusyPart() {
        Plan plan = planner(demand(1e9, 10_000, 500)).plan();

        assertThat(plan.roles()).allSatisfy(role -> assertThat(role.busy()).isLessThanOrEqualTo(0.6));
        assertThat(plan.partitions()).isGreaterThanOrEqualTo(2 * plan.index().instances());
        assertThat(plan.describing().mostPartitions() * plan.describing().threads())
                .isEqualTo(plan.partitions());
        assertThat(plan.limits()).allSatisfy(limit -> assertThat(limit.room()).isGreaterThan(1));
    }

    @Test
    void shouldTakeNoMoreInstancesThanItNeeds() {
        Index index = planner(demand(1e9, 10_000, 500)).plan().index();

        Index fewer =
                new Index(index.demand(), index.figures(), index.hardware(), index.partitions(), index.instances() - 1);

        assertThat(fewer.busy()).isGreaterThan(0.6);
    }

    @Test
    void shouldTakeTwoInstancesOfARoleThatHasLittleToDo() {
        Plan plan = planner(demand(10_000, 1, 1)).plan();

        assertThat(plan.imagesInstances()).isEqualTo(2);
        assertThat(plan.index().instances()).isEqualTo(2);
        assertThat(plan.searchInstances()).isZero();
    }

    @Test
    void shouldTakeMoreInstancesForMemoryAlone() {
        Plan plan = planner(demand(1e9, 1, 0.01)).plan();

        assertThat(plan.index().heapBytes()).isLessThanOrEqualTo(48e9);
        assertThat(plan.index().instances()).isGreaterThan(10);
    }

    @Test
    void shouldAddInstancesUntilThreadsShareGivenPartitionsEvenly() {
        Planner planner = planner(demand(1e6, 1_000, 10));

        // 100 partitions of 10 photos a second each keep a thread half busy, so no thread can have two.
        assertThat(planner.plan(100).describing().mostPartitions()).isEqualTo(1);
    }

    @Test
    void shouldSayWhichPartitionsAreTooFew() {
        Planner planner = planner(demand(1e6, 1_000, 10));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(50))
                .withMessageContaining("50 partitions are too few")
                .withMessageContaining("20 photos a second");
    }

    @Test
    void shouldSayWhatAnIndexOfNoSizeCouldDo() {
        Planner planner = planner(demand(1e12, 1, 10_000));

        assertThatIllegalArgumentException().isThrownBy(planner::plan).withMessageContaining("processor time in all");
    }

    @Test
    void shouldRestoreNothingWithStandbys() {
        Demand demand = new Demand(1e8, 100, 50, 0, 0, false, 3, 1, Duration.ofSeconds(45), 1);

        Index with = planner(demand).plan().index();

        assertThat(with.outageSeconds()).isEqualTo(with.detectionSeconds() + with.rejoinSeconds());
        assertThat(with.photosOfInstance()).isEqualTo(2 * 1e8 * with.fanOut().mostShare());
    }

    @Test
    void shouldCountEveryTopicAndChangelog() {
        // Uploads, three results, the same of the network, words, networks, keys, retries, dead letters, four of
        // searches, changelogs.
        assertThat(new Brokers(demand(1e6, 1, 1), figures(), 12).topics()).isEqualTo(1 + 3 + 3 + 5 + 4 + 5);
    }

    private static Planner planner(Demand demand) {
        return new Planner(demand, hardware(), figures());
    }
}
