package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.shard.FakeIndexState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without keys, a browser on this machine carries the requests of whatever page it shows. */
class ForeignPagesTest {

    private static ApiFixture api;

    @BeforeAll
    static void setUp() {
        api = new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, true));
    }

    @AfterAll
    static void tearDown() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example.org",
                "Origin: http://localhost:1",
                "Origin: null"
            })
    void shouldChangeNothingForTheirRequests(String header) throws Exception {
        RawHttp.Answer answer = send("localhost:" + api.port("/"), header);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Another site's page asks for this");
    }

    @Test
    void shouldTakeChangesFromItsOwnPageAndFromPrograms() throws Exception {
        String host = "localhost:" + api.port("/");

        assertThat(send(host, "Sec-Fetch-Site: same-origin").status()).isEqualTo(202);
        assertThat(send(host, "Origin: http://" + host).status()).isEqualTo(202);
        assertThat(send(host, "Accept: */*").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example.org, 403",
        "127.evil.example.org, 403",
        "127.0.0.1.example.org, 403",
        "10.0.0.7, 403",
        "LOCALHOST:8080, 202",
        "127.0.0.1:8080, 202",
        "127.8.9.10, 202",
        "[::1]:8080, 202",
    })
    void shouldAnswerToNoNameThatSomebodyElseMayHaveGivenThisMachine(String host, int status) throws Exception {
        assertThat(send(host, "Accept: */*").status()).isEqualTo(status);
    }

    private static RawHttp.Answer send(String host, String header) throws Exception {
        return RawHttp.send(
                api.port("/"),
                "DELETE /v1/images/x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + header + "\r\n\r\n");
    }
}
