package io.fourfold.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fourfold.infra.cli.Fourfold;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file fits this release's command line, settings and ports. No Docker engine runs it. */
class ComposeTest {

    private static final Path COMPOSE = Chart.INFRA.resolve("compose");

    @Test
    void shouldRunCommandsThatExist() throws IOException {
        assertThat(services().filter(ComposeTest::ours))
                .hasSize(3)
                .allSatisfy(service -> assertThatCode(() -> Fourfold.commandLine(Map.of())
                                .parseArgs(strings(service, "command").toArray(String[]::new)))
                        .doesNotThrowAnyException());
    }

    @Test
    void shouldStartWithItsSettings() throws IOException {
        Map<String, String> settings = settings();

        assertThatCode(() -> FourfoldConfig.from(settings)).doesNotThrowAnyException();
    }

    @Test
    void shouldMountFilesThatExist() throws IOException {
        assertThat(services()
                        .flatMap(service -> strings(service, "volumes").stream())
                        .map(volume -> volume.split(":")[0])
                        .filter(source -> source.startsWith(".")))
                .hasSize(7)
                .allSatisfy(source -> assertThat(COMPOSE.resolve(source)).exists());
    }

    @Test
    void shouldScrapeTheManagementPort() throws IOException {
        assertThat(Files.readString(COMPOSE.resolve("prometheus.yaml")))
                .contains("fourfold:" + Setting.HTTP_MANAGEMENT_PORT.defaultValue());
    }

    /** What listens without a login is for this machine alone. */
    @Test
    void shouldPublishPortsOfTheLoopbackAddressOnly() throws IOException {
        assertThat(services().flatMap(service -> strings(service, "ports").stream()))
                .hasSize(5)
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void shouldNameTheImageOfThisRelease() throws IOException {
        assertThat(services().filter(ComposeTest::ours))
                .allSatisfy(service -> assertThat(service.get("image").getAsString())
                        .isEqualTo("${FOURFOLD_IMAGE:-fourfold:" + System.getProperty("project.version") + "}"));
    }

    private static boolean ours(JsonObject service) {
        return service.get("image").getAsString().contains("FOURFOLD");
    }

    private static Stream<JsonObject> services() throws IOException {
        try (Reader reader = Files.newBufferedReader(COMPOSE.resolve("compose.yaml"))) {
            Manifest compose = Manifest.of(new Yaml().load(reader));
            return compose.at("services").orElseThrow().getAsJsonObject().asMap().values().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    private static List<String> strings(JsonObject service, String name) {
        return Manifest.at(service, name).stream()
                .flatMap(list -> list.getAsJsonArray().asList().stream())
                .map(JsonElement::getAsString)
                .toList();
    }

    private static Map<String, String> settings() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(COMPOSE.resolve("fourfold.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
