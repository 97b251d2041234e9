package io.fourfold.topology.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.access.UnauthenticatedException.Reason;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcLoginTest {

    private static final String ADDRESS = "192.0.2.1";
    private static final URI CALLBACK = URI.create("https://photos.example.org/v1/session/callback");

    private final TestDoors doors = new TestDoors();
    private TestProvider provider;
    private OidcLogin login;

    @BeforeEach
    void setUp() throws Exception {
        provider = new TestProvider();
        login = doors.doorkeeper(provider.settings()).login().orElseThrow();
    }

    @AfterEach
    void tearDown() {
        provider.close();
    }

    @Test
    void shouldAskTheProviderForNothingMoreOfAnAddressThatWasWrongTooOften() {
        for (int i = 0; i < 10; i++) {
            assertWrong(ADDRESS);
        }

        assertThatThrownBy(() -> finish("wrong", ADDRESS)).isInstanceOf(TooManyAttemptsException.class);
        assertThat(provider.codesTried()).isEqualTo(10);
        assertWrong("192.0.2.2");
        doors.pass(Duration.ofMinutes(1));
        assertThat(finish(TestProvider.CODE, ADDRESS)).isNotBlank();
    }

    private void assertWrong(String address) {
        assertThatThrownBy(() -> finish("wrong", address))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LOGIN));
    }

    private String finish(String code, String address) {
        OidcLogin.Begun begun = login.begin(CALLBACK);
        provider.beganBy(begun.codeVerifier());
        return login.finish(code, begun.codeVerifier(), CALLBACK, address);
    }
}
