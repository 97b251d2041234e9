package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fourfold.schemas.ImageEmbedded;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryErrorsTest {

    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void shouldAskToRetryWhenTheRegistryHasTrouble(int status) {
        answer(status, "{\"error_code\":" + status + "00,\"message\":\"busy\"}");

        assertReading().isInstanceOf(RetriableException.class).hasMessageContaining("Try again later");
        assertWriting().isInstanceOf(RetriableException.class).hasMessageContaining("Try again later");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldNotBlameTheRecordForARefusedLogin(int status) {
        answer(status, "{\"error_code\":" + status + ",\"message\":\"no\"}");

        assertReading().isInstanceOf(RegistryUnavailableException.class).hasMessageContaining("basic.auth.user.info");
    }

    @Test
    void shouldAskToRetryWhenNothingListens() {
        String url = url();
        server.stop(0);

        assertThatThrownBy(
                        () -> deserializer(Map.of("schema.registry.url", url)).deserialize(TOPIC, new byte[9]))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll("no registry answers at", url);
    }

    @Test
    void shouldNotTellThePasswordOfTheUrl() {
        String url = url().replace("://", "://user:hush@");
        server.stop(0);

        assertThatThrownBy(
                        () -> deserializer(Map.of("schema.registry.url", url)).deserialize(TOPIC, new byte[9]))
                .isInstanceOf(RegistryUnavailableException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains("[hidden]@").doesNotContain("hush"));
    }

    @Test
    void shouldNotBlameTheRecordWhenTheUrlIsNotARegistrys() {
        answer(404, "<html>Not here</html>");

        assertReading()
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("check the path in schema.registry.url");
    }

    @Test
    void shouldRefuseAnUnknownSchemaIdForGood() {
        answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

        assertReading()
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("Reading schema 7", "written with another registry");
    }

    @Test
    void shouldWaitForASchemaThatAReplicaLacks() {
        byte[] bytes = new MockRegistry().<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());
        answers(
                new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"),
                new Answer(200, schemaAnswer()));

        ConfluentAvroDeserializer<ImageEmbedded> patient =
                deserializer(Map.of("schema.registry.url", url(), "unknown.schema.wait.ms", "60000"));

        assertThat(patient.deserialize(TOPIC, bytes)).isEqualTo(MockRegistry.embedded());
        assertThat(requests).hasSize(2);
    }

    @Test
    void shouldWaitOnlyOnceForASchemaThatNobodyHas() {
        answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        ConfluentAvroDeserializer<ImageEmbedded> patient =
                deserializer(Map.of("schema.registry.url", url(), "unknown.schema.wait.ms", "600"));
        assertThatThrownBy(() -> patient.deserialize(TOPIC, new byte[] {0, 0, 0, 0, 7, 0}))
                .isInstanceOf(UnknownSchemaException.class);
        int waiting = requests.size();

        assertThatThrownBy(() -> patient.deserialize(TOPIC, new byte[] {0, 0, 0, 0, 7, 0}))
                .isInstanceOf(UnknownSchemaException.class);

        assertThat(requests).hasSize(waiting + 1);
    }

    @Test
    void shouldRefuseASchemaThatIsNotAvroForGood() {
        answer(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

        assertReading().isInstanceOf(SerializationException.class).hasMessageContaining("not valid Avro");
    }

    @Test
    void shouldRefuseATypeWithoutGeneratedClass() {
        answer(200, "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Stranger\\\",\\\"fields\\\":[]}\"}");

        assertReading()
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("Stranger", "no generated class");
    }

    @Test
    void shouldRefuseATypeThatIsAClassButNoRecord() {
        answer(
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"java.lang.Thread\\\",\\\"fields\\\":[]}\"}");

        assertReading().isInstanceOf(SerializationException.class).hasMessageContaining("no generated class");
    }

    @Test
    void shouldExplainAnIncompatibleSchema() {
        answer(409, "{\"error_code\":409,\"message\":\"incompatible\"}");

        assertWriting()
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("Registering", "photos.image.embedded-value", "give each new field a default");
    }

    @Test
    void shouldAskAgainWhenAnotherRegisteredTheSchemaAtTheSameMoment() {
        answers(new Answer(409, "{\"error_code\":409,\"message\":\"already exists\"}"), new Answer(200, "{\"id\":7}"));

        byte[] bytes = serializer(Map.of("schema.registry.url", url())).serialize(TOPIC, MockRegistry.embedded());

        assertThat(bytes).startsWith(0, 0, 0, 0, 7);
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"40401, false", "40403, false", "40401, true"})
    void shouldTellThatASchemaIsNotRegistered(int code, boolean useLatest) {
        answer(404, "{\"error_code\":" + code + ",\"message\":\"not found\"}");

        assertThatThrownBy(() -> serializer(Map.of(
                                "schema.registry.url",
                                url(),
                                "auto.register.schemas",
                                "false",
                                "use.latest.version",
                                useLatest))
                        .serialize(TOPIC, MockRegistry.embedded()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("auto.register.schemas=true");
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        answer(503, "{\"error_code\":50300,\"message\":\"starting\"}");
        ConfluentAvroDeserializer<ImageEmbedded> deserializer = deserializer(Map.of("schema.registry.url", url()));
        byte[] bytes = new MockRegistry().<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes)).isInstanceOf(RetriableException.class);

        server.removeContext("/");
        answer(200, schemaAnswer());

        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldAskForASchemaOnlyOnce() {
        answer(200, schemaAnswer());
        ConfluentAvroDeserializer<ImageEmbedded> deserializer = deserializer(Map.of("schema.registry.url", url()));
        byte[] bytes = new MockRegistry().<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());

        deserializer.deserialize(TOPIC, bytes);
        deserializer.deserialize(TOPIC, bytes);

        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldTryTheNextRegistryOfTheList() {
        answer(200, schemaAnswer());
        byte[] bytes = new MockRegistry().<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());

        ImageEmbedded read = deserializer(Map.of("schema.registry.url", "http://localhost:1, " + url()))
                .deserialize(TOPIC, bytes);

        assertThat(read).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldSendTheLogin() {
        answer(200, schemaAnswer());

        serializer(Map.of(
                        "schema.registry.url", url(),
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "ann:secret"))
                .serialize(TOPIC, MockRegistry.embedded());

        assertThat(logins).containsOnly("Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(UTF_8)));
    }

    @Test
    void shouldSendTheBearerToken() {
        answer(200, schemaAnswer());

        serializer(Map.of(
                        "schema.registry.url", url(),
                        "bearer.auth.credentials.source", "STATIC_TOKEN",
                        "bearer.auth.token", "t0ken"))
                .serialize(TOPIC, MockRegistry.embedded());

        assertThat(logins).containsOnly("Bearer t0ken");
    }

    private static String schemaAnswer() {
        String schema = ImageEmbedded.getClassSchema().toString();
        return "{\"id\":1,\"schema\":\"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private AbstractThrowableAssert<?, ?> assertReading() {
        return assertThatThrownBy(
                () -> deserializer(Map.of("schema.registry.url", url(), "unknown.schema.wait.ms", "0"))
                        .deserialize(TOPIC, new byte[] {0, 0, 0, 0, 7, 0}));
    }

    private AbstractThrowableAssert<?, ?> assertWriting() {
        return assertThatThrownBy(
                () -> serializer(Map.of("schema.registry.url", url())).serialize(TOPIC, MockRegistry.embedded()));
    }

    private static ConfluentAvroDeserializer<ImageEmbedded> deserializer(Map<String, ?> configs) {
        ConfluentAvroDeserializer<ImageEmbedded> deserializer = new ConfluentAvroDeserializer<>();
        deserializer.configure(configs, false);
        return deserializer;
    }

    private static ConfluentAvroSerializer<ImageEmbedded> serializer(Map<String, ?> configs) {
        ConfluentAvroSerializer<ImageEmbedded> serializer = new ConfluentAvroSerializer<>();
        serializer.configure(configs, false);
        return serializer;
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private record Answer(int status, String body) {}

    private void answer(int status, String body) {
        answers(new Answer(status, body));
    }

    /** One after the other, the last one for ever. */
    private void answers(Answer... answers) {
        server.createContext("/", exchange -> {
            Answer answer = answers[Math.min(requests.size(), answers.length - 1)];
            requests.add(exchange.getRequestURI().toString());
            logins.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", new ArrayList<>()));
            exchange.sendResponseHeaders(answer.status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body.getBytes(UTF_8));
            }
        });
    }
}
