package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.shard.FakeIndexState;
import io.fourfold.topology.words.TestWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnreadyApiTest {

    private ApiFixture api;

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    void shouldAnswer503WhileIndexRestores() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index restores")), new FixedHealth(true, false));

        ApiFixture.Answer answer = api.get("/v1/images/photo-1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.json().get("detail").asText()).isEqualTo("The index restores");
    }

    @Test
    void shouldHideUnexpectedFailures() throws Exception {
        api = new ApiFixture(failing(new IllegalStateException("secret detail")), new FixedHealth(true, true));

        ApiFixture.Answer answer = api.get("/v1/images/photo-1");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith(Problem.CONTENT_TYPE);
        assertThat(answer.body()).doesNotContain("secret detail");
    }

    @Test
    void shouldLogTheRequestsId() throws Exception {
        api = new ApiFixture(failing(new IllegalStateException("for the log")), new FixedHealth(true, true));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
        logger.addAppender(log);
        try {
            api.send(api.request("/v1/images/photo-1")
                    .header("X-Request-Id", "order-7")
                    .GET());
            api.get("/v1/images/photo-1");

            assertThat(log.list)
                    .extracting(event -> event.getMDCPropertyMap().get("request"))
                    .hasSize(2)
                    .first()
                    .isEqualTo("order-7");
            assertThat(log.list.get(1).getMDCPropertyMap().get("request")).matches("[0-9a-f-]{36}");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void shouldTellProbesThatItIsAliveButNotReady() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index restores")), new FixedHealth(true, false));

        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready").status()).isEqualTo(503);
    }

    @Test
    void shouldTellProbesThatOnlyRestartHelps() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index has failed")), new FixedHealth(false, false));

        ApiFixture.Answer answer = api.get("/health/live");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().at("/status").asText()).isEqualTo("DOWN");
        assertThat(answer.json().at("/ready/index").asBoolean()).isFalse();
        assertThat(answer.json().at("/reasons/0").toString())
                .isEqualTo("{\"application\":\"fourfold-index\",\"topic\":\"photos\",\"partition\":3,\"offset\":14,"
                        + "\"exception\":\"java.lang.IllegalStateException: a defect\",\"times\":8,\"seconds\":150,"
                        + "\"outage\":false}");
    }

    @Test
    void shouldAnswer503UntilTheWordsHaveArrived() throws Exception {
        api = new ApiFixture(
                failing(new IllegalStateException("not asked")), TestWords.emptyStore(), new FixedHealth(true, true));

        ApiFixture.Answer answer = api.get("/v1/words/man/similar");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    }

    private static FakeIndexState failing(RuntimeException failure) {
        return new FakeIndexState(() -> {
            throw failure;
        });
    }
}
