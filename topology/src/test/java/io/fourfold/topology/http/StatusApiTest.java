package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.topology.error.Failure;
import io.fourfold.topology.shard.FakeIndexState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusApiTest {

    private ApiFixture api;

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    void shouldSayWhatIsKnown() throws Exception {
        JsonNode status = of(new FixedHealth(true, true), FixedStatus.troubled());

        assertThat(status.get("ready").asBoolean()).isTrue();
        assertThat(status.at("/roles/0").toString())
                .isEqualTo("{\"role\":\"index\",\"state\":\"RUNNING\",\"ready\":true}");
        assertThat(status.at("/applications/0/partitions").toString()).isEqualTo("[0,2]");
        assertThat(status.at("/restoring/0/restored").asLong()).isEqualTo(30);
        assertThat(status.at("/network/other").asText()).isEqualTo("v0");
        assertThat(status.at("/lag/0/records").asLong()).isEqualTo(5_000);
        assertThat(status.get("photos").asLong()).isEqualTo(7);
        assertThat(status.at("/shards/answered").asInt()).isEqualTo(2);
        assertThat(status.get("shardsMissing").toString()).isEqualTo("[1,3]");
        assertThat(status.get("waiting").asLong()).isEqualTo(1);
        assertThat(status.get("deadLetters").asLong()).isEqualTo(2);
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() throws Exception {
        JsonNode status = of(new FixedHealth(true, false), FixedStatus.NOTHING_KNOWN);

        assertThat(status.has("photos")).isFalse();
        assertThat(status.has("measured")).isFalse();
        assertThat(status.has("network")).isFalse();
    }

    @Test
    void shouldSayWhatToDoTheWorstFirst() throws Exception {
        JsonNode advice =
                of(new FixedHealth(false, false), FixedStatus.troubled()).get("advice");

        assertThat(advice.findValuesAsText("level"))
                .containsExactly("error", "error", "warning", "warning", "warning", "warning", "info", "info");
        assertThat(advice.findValuesAsText("about"))
                .containsExactly(
                        "instance",
                        "fourfold-index",
                        "shards",
                        "lag",
                        "waiting",
                        "dead-letters",
                        "restoring",
                        "network");
        assertThat(advice.findValuesAsText("text"))
                .anySatisfy(text -> assertThat(text).contains("a defect").contains("photos-3, offset 14"))
                .anySatisfy(text -> assertThat(text).contains("partitions 1, 3 of the index"))
                .anySatisfy(text -> assertThat(text).contains("5000 records of photos.image.uploaded"))
                .anySatisfy(text -> assertThat(text).contains("1 photo could not"))
                .anySatisfy(text -> assertThat(text).contains("2 records could not be handled"))
                .anySatisfy(text -> assertThat(text).contains("30 of at most 40"));
    }

    @Test
    void shouldSayWhatIsNotReady() throws Exception {
        JsonNode advice =
                of(new FixedHealth(true, false), FixedStatus.healthy()).get("advice");

        assertThat(advice).hasSize(1);
        assertThat(advice.at("/0/about").asText()).isEqualTo("index");
        assertThat(advice.at("/0/text").asText()).contains("not ready yet");
    }

    @Test
    void shouldLetANetworkThatDoesNotRunSayWhatToDo() throws Exception {
        Health starting = () -> new Health.Status(
                true,
                false,
                Map.of("index", "STARTING"),
                Map.of("index", false),
                List.of(new Health.Reason(
                        "network",
                        new Failure(Optional.empty(), "The instance is starting", 1, Duration.ofSeconds(3), true))));

        assertThat(of(starting, FixedStatus.NOTHING_KNOWN).get("advice").findValuesAsText("text"))
                .containsExactly("The instance is starting.");
    }

    @Test
    void shouldHaveNothingToSayIfAllIsWell() throws Exception {
        assertThat(of(new FixedHealth(true, true), FixedStatus.healthy()).get("advice"))
                .isEmpty();
    }

    private JsonNode of(Health health, Status.Now now) throws Exception {
        api = new ApiFixture(FakeIndexState.unasked(), health);
        api.be(now);
        return api.get("/v1/status").json();
    }
}
