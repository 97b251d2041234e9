package io.fourfold.topology.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fourfold.topology.models.Models.Model;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private static final Model ONE = new Model("one", Optional.empty());
    private static final Model TWO = new Model("two", Optional.of("/bundles/two"));
    private static final Model THREE = new Model("three", Optional.empty());

    @Test
    void shouldKeepTheNetworkInServiceWhileAnotherGetsReady() {
        Models models = Models.first(ONE).withOther(TWO);

        assertThat(models.inService()).isEqualTo(ONE);
        assertThat(models.deployed()).containsExactly(ONE, TWO);
        assertThat(models.epoch()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheNetworkBeforeAfterASwitch() {
        Models models = Models.first(ONE).withOther(TWO).switchedTo("two");

        assertThat(models.inService()).isEqualTo(TWO);
        assertThat(models.other()).contains(ONE);
        assertThat(models.epoch()).isEqualTo(2);
    }

    @Test
    void shouldSwitchBackInAnEpochOfItsOwn() {
        Models models = Models.first(ONE).withOther(TWO).switchedTo("two").switchedTo("one");

        assertThat(models).isEqualTo(new Models(3, ONE, Optional.of(TWO)));
    }

    @Test
    void shouldChangeNothingByASwitchToTheNetworkInService() {
        Models models = Models.first(ONE).withOther(TWO);

        assertThat(models.switchedTo("one")).isEqualTo(models);
        assertThat(models.withOther(ONE)).isEqualTo(models);
    }

    @Test
    void shouldRefuseAThirdNetwork() {
        Models models = Models.first(ONE).withOther(TWO);

        assertThatIllegalStateException()
                .isThrownBy(() -> models.withOther(THREE))
                .withMessageContaining("two")
                .withMessageContaining("--cleanup");
    }

    @Test
    void shouldRefuseASwitchToWhatIsNotDeployed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Models.first(ONE).switchedTo("two"))
                .withMessageContaining("two");
    }

    @Test
    void shouldBeTheSameAfterATripThroughItsEvent() {
        Models models = Models.first(ONE).withOther(TWO);

        assertThat(Models.of(models.toEvent())).isEqualTo(models);
    }
}
