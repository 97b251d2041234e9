package io.fourfold.topology.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.access.UnauthenticatedException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialDoorkeeperTest {

    private static final String ADDRESS = "192.0.2.1";

    private final TestDoors doors = new TestDoors();
    private final Doorkeeper doorkeeper = doors.doorkeeper();
    private final KeyCredential key = doors.key(Scope.READ);

    @Test
    void shouldKnowWhoHasAKey() {
        assertThat(doorkeeper.admit(Optional.of(key.text()), ADDRESS).scopes()).containsExactly(Scope.READ);
    }

    @Test
    void shouldRefuseWhoHasNone() {
        assertRefused(Optional.empty(), ADDRESS, Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ff_", "ff_abc_def", "Bearer x", "eyJhbGciOiJub25lIn0.e30."})
    void shouldRefuseWhatIsNoKey(String text) {
        assertRefused(Optional.of(text), ADDRESS, Reason.MALFORMED);
    }

    @Test
    void shouldLookAtNothingMoreOfAnAddressThatWasWrongTooOften() {
        guess(ADDRESS, 10);

        int hashed = doors.hashed();
        assertThatThrownBy(() -> doorkeeper.admit(Optional.of(guess()), ADDRESS))
                .isInstanceOf(TooManyAttemptsException.class);
        assertThat(doors.hashed()).isEqualTo(hashed);
        guess("192.0.2.2", 1);
    }

    @Test
    void shouldLookAgainAfterAMinute() {
        guess(ADDRESS, 10);

        doors.pass(Duration.ofMinutes(1));

        guess(ADDRESS, 1);
    }

    @Test
    void shouldCountAllAddressesOfAnIpv6NetworkAsOne() {
        for (int i = 0; i < 10; i++) {
            guess("2001:db8:1:2::" + i, 1);
        }

        assertThatThrownBy(() -> doorkeeper.admit(Optional.of(guess()), "2001:db8:1:2:ffff::1"))
                .isInstanceOf(TooManyAttemptsException.class);
        guess("2001:db8:1:3::1", 1);
    }

    @Test
    void shouldLetInWhomItRemembersWhateverOthersOfTheAddressGuess() {
        doorkeeper.admit(Optional.of(key.text()), ADDRESS);

        guess(ADDRESS, 10);

        assertThat(doorkeeper.admit(Optional.of(key.text()), ADDRESS)).isNotNull();
    }

    @Test
    void shouldNotCountWhatTakesNoWork() {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            assertRefused(Optional.of(KeyCredential.random(random).text()), ADDRESS, Reason.KEY);
        }

        assertThat(doorkeeper.admit(Optional.of(key.text()), ADDRESS)).isNotNull();
    }

    private void guess(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertRefused(Optional.of(guess()), address, Reason.SECRET);
        }
    }

    private String guess() {
        return new KeyCredential(key.id(), KeyCredential.random(new Random(9)).secret()).text();
    }

    private void assertRefused(Optional<String> credential, String address, Reason reason) {
        assertThatThrownBy(() -> doorkeeper.admit(credential, address))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
