package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.config.Role;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.http.Health;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.Models.Model;
import io.fourfold.topology.models.UnavailableNetworkException;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.words.WordPublication;
import io.fourfold.topology.words.WordPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedModelsTest {

    private static final Model ONE = new Model("one", Optional.empty());
    private static final Model TWO = new Model("two", Optional.empty());
    private static final Model MISSING = new Model("missing", Optional.of("/no/such/bundle"));
    private static final Models FIRST = Models.first(ONE);
    private static final Models BESIDE = FIRST.withOther(TWO);
    private static final Models SWITCHED = BESIDE.switchedTo("two");

    @TempDir
    Path directory;

    private TestModelStarter starter;
    private DeployedModels models;

    @BeforeEach
    void setUp() {
        starter = new TestModelStarter(directory);
        models = new DeployedModels(starter, "one");
    }

    @AfterEach
    void tearDown() {
        models.close();
    }

    @Test
    void shouldNotBeReadyBeforeAnythingIsDeployed() {
        assertThatThrownBy(models::modelInService)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("starting");
        assertThat(models.state(Role.INDEX)).isEmpty();
        assertThat(models.ready(Role.SEARCH)).isFalse();
        assertThat(models.everyRole()).isEmpty();
        assertThat(models.indexedPhotos()).isZero();
    }

    @Test
    void shouldPutTheFirstNetworkIntoService() {
        models.deploy(FIRST);

        assertThat(models.modelInService().version()).isEqualTo("one");
        assertThat(models.inService()).isSameAs(starter.index("one"));
        assertThat(starter.log).containsExactly("start one", "serve one in epoch 1");
        assertThat(models.state(Role.INDEX)).contains("CREATED");
        assertThat(models.state(Role.SEARCH)).contains("CREATED");
        assertThat(models.everyRole()).hasSize(2);
    }

    @Test
    void shouldLetAnotherGetReadyBesideIt() {
        models.deploy(FIRST);
        models.deploy(BESIDE);

        assertThat(models.modelInService().version()).isEqualTo("one");
        assertThat(models.ofModel("two")).isSameAs(starter.index("two"));
        assertThat(starter.log).containsExactly("start one", "serve one in epoch 1", "start two");
    }

    @Test
    void shouldSwitchAndKeepTheNetworkBefore() {
        models.deploy(BESIDE);
        RunningRole searchBefore = starter.search;
        models.deploy(SWITCHED);

        assertThat(models.modelInService().version()).isEqualTo("two");
        assertThat(models.ofModel("one")).isSameAs(starter.index("one"));
        assertThat(starter.log)
                .containsExactly("start one", "start two", "serve one in epoch 1", "serve two in epoch 2");
        assertThat(searchBefore.state()).isEqualTo("NOT_RUNNING");
        assertThat(starter.search.state()).isEqualTo("CREATED");
    }

    @Test
    void shouldStartNothingAgainWithinAnEpoch() {
        models.deploy(BESIDE);
        models.deploy(BESIDE);

        assertThat(starter.log).containsExactly("start one", "start two", "serve one in epoch 1");
        assertThat(starter.search.state()).isEqualTo("CREATED");
    }

    @Test
    void shouldSwitchBack() {
        models.deploy(SWITCHED);
        models.deploy(SWITCHED.switchedTo("one"));

        assertThat(models.modelInService().version()).isEqualTo("one");
        assertThat(starter.log)
                .containsExactly("start two", "start one", "serve two in epoch 2", "serve one in epoch 3");
    }

    @Test
    void shouldRemoveWhatIsDeployedNoMore() {
        models.deploy(SWITCHED);
        models.deploy(SWITCHED.withoutOther());

        assertThat(starter.log).endsWith("remove one");
        assertThat(models.modelInService().version()).isEqualTo("two");
        assertThatThrownBy(() -> models.ofModel("one")).isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldServeOnIfTheOtherCannotStart() {
        models.deploy(FIRST);
        starter.failure = Optional.of(new KafkaException("no topics"));

        assertThatThrownBy(() -> models.deploy(BESIDE)).hasMessage("no topics");
        assertThat(models.modelInService().version()).isEqualTo("one");
        assertThat(starter.search.state()).isEqualTo("CREATED");
        assertThatCode(models::requireAvailable).doesNotThrowAnyException();

        starter.failure = Optional.empty();
        models.deploy(BESIDE);
        assertThat(models.ofModel("two")).isSameAs(starter.index("two"));
    }

    @Test
    void shouldSayWhyTheNetworkInServiceIsNotAvailable() {
        assertThatThrownBy(() -> models.deploy(Models.first(MISSING))).isInstanceOf(UnavailableNetworkException.class);

        assertThatThrownBy(models::modelInService)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("/no/such/bundle");
        assertThatThrownBy(models::requireAvailable).isInstanceOf(UnavailableNetworkException.class);
    }

    @Test
    void shouldStopWhatServesTheNetworkBeforeIfTheNextCannotRun() {
        models.deploy(FIRST);
        RunningRole searchBefore = starter.search;

        assertThatThrownBy(() -> models.deploy(new Models(2, MISSING, Optional.of(ONE))))
                .isInstanceOf(UnavailableNetworkException.class);

        assertThat(searchBefore.state()).isEqualTo("NOT_RUNNING");
        assertThat(models.state(Role.SEARCH)).isEmpty();
        assertThat(models.ofModel("one")).isSameAs(starter.index("one"));
    }

    @Test
    void shouldServeOnceTheNextNetworkRunsWithinItsEpoch() {
        models.deploy(FIRST);
        starter.failure = Optional.of(new KafkaException("no topics"));
        assertThatThrownBy(() -> models.deploy(SWITCHED)).hasMessage("no topics");

        starter.failure = Optional.empty();
        models.deploy(SWITCHED);

        assertThat(models.modelInService().version()).isEqualTo("two");
        assertThat(starter.log).endsWith("start two", "serve two in epoch 2");
        assertThat(starter.search.state()).isEqualTo("CREATED");
    }

    @Test
    void shouldNotTakeAFailureThatMayPassForAMissingNetwork() {
        starter.failure = Optional.of(new KafkaException("no topics"));

        assertThatThrownBy(() -> models.deploy(FIRST)).hasMessage("no topics");
        assertThatThrownBy(models::modelInService)
                .isInstanceOf(NotReadyException.class)
                .hasMessage("no topics");
        assertThatCode(models::requireAvailable).doesNotThrowAnyException();
    }

    @Test
    void shouldBeAvailableAgainOnceAnotherNetworkIsInService() {
        assertThatThrownBy(() -> models.deploy(Models.first(MISSING))).isInstanceOf(UnavailableNetworkException.class);
        models.deploy(new Models(2, ONE, Optional.empty()));

        assertThat(models.modelInService().version()).isEqualTo("one");
        assertThatCode(models::requireAvailable).doesNotThrowAnyException();
    }

    @Test
    void shouldTellWhatFailsOfEachApplication() {
        models.deploy(FIRST);

        assertThat(models.reasons())
                .extracting(Health.Reason::application)
                .containsExactlyInAnyOrder("index-one", "search-1");
        assertThat(models.reasons())
                .allSatisfy(
                        reason -> assertThat(reason.failure().exception()).startsWith("no connection to the brokers"));
    }

    @Test
    void shouldTellWhatFailsInItsBackground() {
        WordPublisher publisher = new WordPublisher(
                "words",
                () -> {
                    throw new KafkaException("no such topic");
                },
                () -> null,
                (topic, word) -> new byte[0]);
        WordPublication words = new WordPublication(publisher, new TestNetwork(), Duration.ofMillis(1), new Random(1));
        starter.words = Optional.of(words);
        models.deploy(FIRST);
        words.start();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(models.reasons()).anySatisfy(reason -> {
                    assertThat(reason.application()).isEqualTo("words");
                    assertThat(reason.failure().exception()).contains("no such topic");
                }));
    }

    @Test
    void shouldNotAnswerForANetworkItDoesNotRun() {
        models.deploy(FIRST);

        assertThatThrownBy(() -> models.ofModel("two"))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("two");
    }

    @Test
    void shouldStopEverythingWhenItCloses() {
        models.deploy(BESIDE);
        models.close();

        assertThat(starter.roles)
                .hasSize(3)
                .allSatisfy(role -> assertThat(role.state()).isEqualTo("NOT_RUNNING"));
        assertThatThrownBy(models::modelInService)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("stopping");
        assertThatThrownBy(() -> models.ofModel("one")).isInstanceOf(NotReadyException.class);
    }
}
