package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.store.ActiveStores;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.junit.jupiter.api.Test;

class KafkaStoresTest {

    private static final Set<Integer> BOTH = Set.of(0, 1);

    private boolean stoodStill;
    private final ActiveStores active = new ActiveStores(() -> !stoodStill);
    private Runnable meanwhile = () -> {};
    private final KafkaStores stores = new KafkaStores(new Everything(), active, () -> true);

    /** Kafka Streams answers from whatever store there is, restored or not, unless asked for active ones alone. */
    private final class Everything implements KafkaStores.Queries {

        @Override
        @SuppressWarnings("unchecked")
        public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
            StateQueryResult<R> result = new StateQueryResult<>();
            request.getPartitions()
                    .forEach(partition -> result.addResult(partition, (QueryResult<R>) QueryResult.forResult("photo")));
            meanwhile.run();
            return result;
        }
    }

    @Test
    void shouldAnswerFromRestoredStoresWhileAnotherIsBeingRestored() {
        active.begins("captions", 1);

        assertThat(ask(true)).containsOnlyKeys(1);
    }

    @Test
    void shouldNotAnswerFromAnotherStoreOfTheSamePartition() {
        active.begins("similarity", 1);

        assertThat(ask(true)).isEmpty();
    }

    @Test
    void shouldNotAnswerWhatOthersMayHaveTakenOverWhileItStoodStill() {
        active.begins("captions", 1);
        meanwhile = () -> stoodStill = true;

        assertThat(ask(true)).isEmpty();
    }

    @Test
    void shouldAnswerFromStandbysIfAsked() {
        active.begins("captions", 1);

        assertThat(ask(false)).containsOnlyKeys(0, 1);
    }

    @Test
    void shouldNotAnswerFromAStoreThatIsClosedMeanwhile() {
        active.begins("captions", 1);
        meanwhile = () -> active.ends("captions", 1);

        assertThat(ask(true)).isEmpty();
    }

    @Test
    void shouldNotAnswerFromAStoreThatIsRestoredAnewMeanwhile() {
        active.begins("captions", 1);
        meanwhile = () -> {
            active.ends("captions", 1);
            active.begins("captions", 1);
        };

        assertThat(ask(true)).isEmpty();
    }

    private Map<Integer, String> ask(boolean activeOnly) {
        return stores.query("captions", KeyQuery.<String, String>withKey("photo"), BOTH, activeOnly);
    }
}
