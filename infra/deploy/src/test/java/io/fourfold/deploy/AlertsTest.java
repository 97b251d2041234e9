package io.fourfold.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Alert rules and dashboard. That the metrics exist is tested where an instance runs: {@code BadPhotosIT}. */
class AlertsTest {

    private static final Path RULES = Chart.PATH.resolve("files/alerts.yaml");
    private static final Path DASHBOARD = Chart.PATH.resolve("files/dashboard.json");
    private static final Path TESTS = Chart.INFRA.resolve("deploy/src/test/resources/alerts-test.yaml");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @TempDir
    private Path directory;

    @Test
    void shouldSayOfEachAlertWhatToDo() throws IOException {
        List<String> headings = HEADING.matcher(Files.readString(Chart.INFRA.resolve("../docs/operations.md")))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.get("alert").getAsString().toLowerCase(Locale.ROOT);
            assertThat(Manifest.at(alert, "annotations.summary")).isPresent();
            assertThat(Manifest.at(alert, "annotations.runbook").orElseThrow().getAsString())
                    .isEqualTo("docs/operations.md#" + name);
            assertThat(headings).contains(name);
        });
    }

    @Test
    void shouldFireEachAlertInATest() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .contains("{alertname=\"" + alert.get("alert").getAsString() + "\"}"));
    }

    /** By Prometheus' own tool; {@code .ci/run} fetches it, elsewhere this is skipped. */
    @Test
    void shouldFireWhatIsBrokenAndNothingElse() throws IOException, InterruptedException {
        Optional<Path> promtool = promtool();
        assumeTrue(promtool.isPresent(), "SKIPPED: promtool is not on the path");
        Path tests = Files.writeString(
                directory.resolve("tests.yaml"), Files.readString(TESTS).replace("RULES", RULES.toString()));

        assertThat(run(promtool.get(), "check", "rules", RULES)).isZero();
        assertThat(run(promtool.get(), "test", "rules", tests)).isZero();
    }

    @Test
    void shouldAskTheChosenPrometheusInEachPanel() throws IOException {
        Manifest dashboard =
                new Manifest(JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject());

        assertThat(Manifest.list(dashboard.json(), "panels"))
                .filteredOn(panel -> !panel.get("type").getAsString().equals("row"))
                .hasSizeGreaterThan(20)
                .allSatisfy(panel -> assertThat(Manifest.list(panel, "targets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(Manifest.at(target, "datasource.uid")
                                        .orElseThrow()
                                        .getAsString())
                                .isEqualTo("${source}")));
    }

    private static List<JsonObject> alerts() throws IOException {
        Manifest rules = Manifest.of(new Yaml().load(Files.readString(RULES)));
        return Manifest.list(rules.json(), "groups").stream()
                .flatMap(group -> Manifest.list(group, "rules").stream())
                .toList();
    }

    private static Optional<Path> promtool() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int run(Object... command) throws IOException, InterruptedException {
        return new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
                .inheritIO()
                .start()
                .waitFor();
    }
}
