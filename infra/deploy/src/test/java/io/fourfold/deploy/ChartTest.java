package io.fourfold.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fourfold.infra.cli.Fourfold;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it is what Kubernetes' API and this release's command line take. No cluster runs it. */
class ChartTest {

    /** Kinds of other projects, whose schemas are not here. */
    private static final Set<String> FOREIGN = Set.of("ScaledObject", "ServiceMonitor", "PrometheusRule");

    /** Hooks are not among what Helm's library renders. */
    private static final Map<String, Boolean> NO_HOOKS = Map.of("setup.hook", false);

    private static final Map<String, String> PORTS = Map.of(
            "http", Setting.HTTP_PORT.defaultValue(),
            "peers", Setting.HTTP_PEER_PORT.defaultValue(),
            "management", Setting.HTTP_MANAGEMENT_PORT.defaultValue());

    static Stream<List<Manifest>> renderings() {
        return Stream.of(Chart.render(NO_HOOKS), Chart.renderEverything());
    }

    @Test
    void shouldPassHelmsLint() {
        LintResult result = new Helm(Chart.PATH).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldRenderObjectsOfKubernetesApi(List<Manifest> manifests) {
        assertThat(manifests).hasSizeGreaterThan(10);
        assertThat(manifests)
                .filteredOn(manifest -> !FOREIGN.contains(manifest.kind()))
                .allSatisfy(manifest -> assertThatCode(() -> validate(manifest))
                        .as(manifest.kind() + " " + manifest.name())
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldNameEachObjectOnce(List<Manifest> manifests) {
        assertThat(manifests)
                .extracting(manifest -> manifest.kind() + " " + manifest.name())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldRunCommandsThatExist(List<Manifest> manifests) {
        assertThat(manifests.stream().flatMap(manifest -> manifest.containers().stream()))
                .hasSize(5)
                .allSatisfy(container -> assertThatCode(() -> Fourfold.commandLine(Map.of())
                                .parseArgs(Manifest.arguments(container).toArray(String[]::new)))
                        .doesNotThrowAnyException());
    }

    /** Also all settings together: a public port without access control, for one, is refused. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldGiveEachPodSettingsThatItStartsWith(List<Manifest> manifests) {
        Map<String, String> shared = settings(manifests, "fourfold");
        assertThat(settings(manifests, "fourfold-setup")).isEqualTo(shared);
        assertThat(manifests.stream().flatMap(manifest -> manifest.containers().stream()))
                .allSatisfy(container -> {
                    Map<String, String> settings = new HashMap<>(shared);
                    settings.put("http.peer.secret", "0123456789abcdef0123456789abcdef");
                    settings.putAll(given(container));
                    assertThatCode(() -> FourfoldConfig.from(settings)).doesNotThrowAnyException();
                });
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldAskForPortsThatPodsListenOn(List<Manifest> manifests) {
        assertThat(containerPorts(manifests)).isEqualTo(PORTS);
        assertThat(manifests.stream()
                        .flatMap(manifest -> manifest.containers().stream())
                        .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                                .flatMap(probe -> Manifest.at(container, probe + ".httpGet.port").stream())))
                .hasSize(9)
                .allSatisfy(port -> assertThat(port.getAsString()).isEqualTo("management"));
        assertThat(ofKind(manifests, "Service")
                        .flatMap(service -> Manifest.list(service.json(), "spec.ports").stream()))
                .hasSize(3)
                .allSatisfy(port ->
                        assertThat(PORTS).containsKey(port.get("targetPort").getAsString()));
        assertThat(ofKind(manifests, "NetworkPolicy")
                        .flatMap(policy -> Manifest.list(policy.json(), "spec.ingress").stream())
                        .flatMap(rule -> Manifest.list(rule, "ports").stream())
                        .map(port -> port.get("port").getAsString()))
                .containsExactlyInAnyOrderElementsOf(PORTS.keySet());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldSelectPodsThatExist(List<Manifest> manifests) {
        List<Map<String, String>> pods = manifests.stream()
                .filter(manifest -> !manifest.kind().equals("Job"))
                .flatMap(manifest -> manifest.podTemplate().stream())
                .map(pod -> Manifest.strings(Manifest.at(pod, "metadata.labels").orElseThrow()))
                .toList();

        assertThat(manifests.stream()
                        .filter(manifest -> !FOREIGN.contains(manifest.kind()))
                        .flatMap(ChartTest::selectors))
                .hasSize(11)
                .allSatisfy(selector -> assertThat(pods)
                        .anySatisfy(labels -> assertThat(labels).containsAllEntriesOf(Manifest.strings(selector))));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldRunWithoutRightsOnAReadOnlyRoot(List<Manifest> manifests) {
        assertThat(manifests.stream().flatMap(manifest -> manifest.podTemplate().stream()))
                .hasSize(4)
                .allSatisfy(pod -> assertThat(Manifest.at(pod, "spec.securityContext.runAsNonRoot"))
                        .hasValueSatisfying(
                                value -> assertThat(value.getAsBoolean()).isTrue()));
        assertThat(manifests.stream().flatMap(manifest -> manifest.containers().stream()))
                .extracting(container -> container.get("securityContext").toString())
                .allMatch(context -> context.contains("\"readOnlyRootFilesystem\":true")
                        && context.contains("\"allowPrivilegeEscalation\":false")
                        && context.contains("\"drop\":[\"ALL\"]"));
    }

    /** The stores and the temporary files, which the image keeps nowhere else. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("renderings")
    void shouldMountWhatIsWrittenTo(List<Manifest> manifests) {
        assertThat(manifests.stream().flatMap(manifest -> manifest.containers().stream()))
                .allSatisfy(container -> assertThat(Manifest.list(container, "volumeMounts"))
                        .extracting(mount -> mount.get("mountPath").getAsString())
                        .contains("/tmp", "/var/lib/fourfold"));
    }

    @Test
    void shouldMakeTopicsAndSchemasBeforeAnythingElse() throws IOException {
        assertThat(Chart.render(Map.of())).noneMatch(manifest -> manifest.name().contains("setup"));
        assertThat(Files.readString(Chart.PATH.resolve("templates/setup.yaml")))
                .containsOnlyOnce("helm.sh/hook-weight: \"-1\"")
                .contains("helm.sh/hook: pre-install,pre-upgrade");
    }

    /** Otherwise each upgrade would take back what the autoscaler did. */
    @Test
    void shouldLeaveTheNumberOfPodsToTheAutoscaler() {
        assertThat(ofKind(Chart.renderEverything(), "Deployment"))
                .allSatisfy(
                        deployment -> assertThat(deployment.at("spec.replicas")).isEmpty());
        assertThat(ofKind(Chart.render(Map.of()), "Deployment"))
                .allSatisfy(
                        deployment -> assertThat(deployment.at("spec.replicas")).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.host",
                "http.management.port",
                "roles",
                "state.dir",
                "http.peer.secret",
                "kafka.sasl.jaas.config",
                "serde.basic.auth.user.info",
                "Bootstrap.Servers"
            })
    void shouldRefuseSettingsThatAreItsOwnOrSecret(String setting) {
        Map<String, String> values = Map.of("settings." + setting.replace(".", "\\."), "x");

        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(setting);
    }

    @Test
    void shouldRefuseValuesThatItDoesNotKnow() {
        assertThatThrownBy(() -> Chart.render(Map.of("index.replica", 2))).hasMessageContaining("replica");
    }

    @Test
    void shouldHaveTheVersionOfTheProject() throws IOException {
        String version = System.getProperty("project.version");

        assertThat(Files.readString(Chart.PATH.resolve("Chart.yaml")))
                .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    }

    private static void validate(Manifest manifest) throws Throwable {
        String version = manifest.apiVersion().replaceFirst(".*/", "");
        String prefix = version.substring(0, 1).toUpperCase() + version.substring(1);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + prefix + manifest.kind());
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest.json());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Map<String, String> settings(List<Manifest> manifests, String configMap) {
        String text = ofKind(manifests, "ConfigMap")
                .filter(manifest -> manifest.name().equals(configMap))
                .map(manifest ->
                        Manifest.strings(manifest.at("data").orElseThrow()).get("fourfold.properties"))
                .findFirst()
                .orElseThrow();
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    /** Settings among a container's arguments. */
    private static Map<String, String> given(JsonObject container) {
        return Manifest.arguments(container).stream()
                .filter(argument -> argument.startsWith("--set="))
                .map(argument ->
                        argument.replace("$(POD_NAME)", "fourfold-index-0").replace("$(POD_NAMESPACE)", "photos"))
                .map(argument -> argument.split("=", 3))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[2]));
    }

    private static Map<String, String> containerPorts(List<Manifest> manifests) {
        return manifests.stream()
                .flatMap(manifest -> manifest.containers().stream())
                .flatMap(container -> Manifest.list(container, "ports").stream())
                .collect(Collectors.toMap(
                        port -> port.get("name").getAsString(),
                        port -> Integer.toString(port.get("containerPort").getAsInt()),
                        (one, other) -> {
                            assertThat(one).isEqualTo(other);
                            return one;
                        }));
    }

    private static Stream<JsonElement> selectors(Manifest manifest) {
        String path = switch (manifest.kind()) {
            case "Service" -> "spec.selector";
            case "NetworkPolicy" -> "spec.podSelector.matchLabels";
            default -> "spec.selector.matchLabels";
        };
        return manifest.at(path).stream();
    }

    private static Stream<Manifest> ofKind(List<Manifest> manifests, String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }
}
