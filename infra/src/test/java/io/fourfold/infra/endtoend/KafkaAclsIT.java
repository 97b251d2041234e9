package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.infra.cli.Fourfold;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.GuardedBroker;
import io.fourfold.infra.local.GuardedRegistry;
import io.fourfold.infra.local.TestCertificate;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each role on brokers that authorize, with the rights that the commands in docs/security.md give it and no others. They log in
 * by SASL/SCRAM over TLS, and to the registry by a password over TLS.
 */
class KafkaAclsIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "security.md");
    private static final Pattern COMMANDS = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path directory;

    private static GuardedBroker broker;
    private static GuardedRegistry registry;
    private static Deployment deployment;
    private static Network network;
    private static final Map<String, FourfoldApplication> roles = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        List<List<String>> commands = commands();
        TestCertificate certificate = TestCertificate.make(directory, "this-machine");
        broker = GuardedBroker.start(
                directory.resolve("broker"),
                certificate,
                commands.stream().map(KafkaAclsIT::user).distinct().toList());
        deployment = Deployment.start(directory, broker);
        registry = GuardedRegistry.start(
                deployment.settings("registry").get(Setting.SCHEMA_REGISTRY_URL.key()), certificate);
        try (Admin admin = deployment.cluster().admin()) {
            admin.createAcls(commands.stream().flatMap(KafkaAclsIT::rights).toList())
                    .all()
                    .get();
        }
        network = ModelBundle.loadDefault();
        for (String role : List.of("images", "index", "search")) {
            roles.put(role, FourfoldApplication.start(config("fourfold-" + role, role), network));
        }
        for (FourfoldApplication application : roles.values()) {
            application.awaitReady(TIMEOUT);
        }
    }

    @AfterAll
    static void stop() {
        roles.values().forEach(FourfoldApplication::close);
        if (network != null) {
            network.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void shouldDescribeFindAndDelete() throws Exception {
        Endpoint index = new Endpoint(roles.get("index").httpAddress());
        try (PhotoUploader uploader = cluster("platform").uploader()) {
            uploader.upload(new PhotoFile("lake.webp", sample("mountain-lake.webp")), () -> {});
            uploader.flush();
        }
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> index.get("/v1/images/lake.webp").status() == 200);

        try (SearchEvents searches = cluster("searcher").searches()) {
            searches.request(
                    "q", SearchRequested.newBuilder().setText("a mountain lake").build());
            List<SearchEvents.Answer> answers = new ArrayList<>();
            Awaitility.await().pollInSameThread().atMost(TIMEOUT).until(() -> {
                answers.addAll(searches.poll(Duration.ofMillis(200)));
                return !answers.isEmpty();
            });
            assertThat(answers.get(0).completed().getHits()).isNotEmpty();
        }

        assertThat(new Endpoint(roles.get("search").httpAddress())
                        .delete("/v1/images/lake.webp")
                        .status())
                .isEqualTo(202);
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> index.get("/v1/images/lake.webp").status() == 404);
    }

    @Test
    void shouldRefuseWhatIsNobodysRight() {
        for (String user : List.of("platform", "searcher", "fourfold-index", "fourfold-search")) {
            try (Producer<String, SpecificRecord> producer = cluster(user).producer()) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(
                                        deployment.cluster().topics().imageCaptioned(), "lake.webp", lie()))
                                .get())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithALogin() {
        String wrong = broker.login("platform", "wrong").get("sasl.jaas.config");
        assertThat(refusal("topics", "kafka.sasl.jaas.config", wrong))
                .contains("invalid credentials with SASL mechanism SCRAM-SHA-512");
        assertThat(refusal("topics", "kafka.ssl.truststore.type", null)).contains("SSL");
        assertThat(refusal("schemas", "serde.basic.auth.user.info", "fourfold:wrong"))
                .contains("Check basic.auth.credentials.source=USER_INFO and basic.auth.user.info");
        assertThat(refusal("schemas", "serde.schema.registry.ssl.truststore.location", null))
                .contains("PKIX path building failed");
    }

    /** What {@code fourfold COMMAND check} says with a setting changed, or left out. */
    private static String refusal(String command, String setting, String value) {
        Map<String, String> settings = settings("platform", "images");
        assertThat(settings).containsKey(setting);
        settings.remove(setting);
        if (value != null) {
            settings.put(setting, value);
        }
        List<String> arguments = new ArrayList<>(List.of(command, "check"));
        settings.forEach((key, text) -> arguments.add("--set=" + key + "=" + text));
        StringWriter errors = new StringWriter();
        int exitCode = Fourfold.commandLine(Map.of())
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
        assertThat(exitCode).isEqualTo(1);
        return errors.toString();
    }

    private static ImageCaptioned lie() {
        return ImageCaptioned.newBuilder()
                .setCaptions(List.of(new CaptionCandidate("a lie", -1.0, 0.5)))
                .setModelVersion("1")
                .setSourceSha256("0".repeat(64))
                .build();
    }

    /** By SASL/SCRAM over TLS, and to the registry by a password over TLS. */
    private static Map<String, String> settings(String user, String role) {
        Map<String, String> settings = deployment.settings(user);
        settings.put(Setting.ROLES.key(), role);
        broker.login(user).forEach((name, value) -> settings.put(Setting.KAFKA_PREFIX + name, value));
        settings.put(Setting.BOOTSTRAP_SERVERS.key(), settings.remove(Setting.KAFKA_PREFIX + "bootstrap.servers"));
        settings.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
        registry.login().forEach((name, value) -> settings.put(Setting.SERDE_PREFIX + name, value));
        return settings;
    }

    private static FourfoldConfig config(String user, String role) {
        return FourfoldConfig.from(settings(user, role));
    }

    private static Cluster cluster(String user) {
        return new Cluster(config(user, "images"), Clock.systemUTC());
    }

    private static Path sample(String name) {
        return Distribution.fromSystemProperty().samples().resolve(name);
    }

    /** Runs the document's commands with a {@code kafka-acls.sh} that writes down what it is asked, one argument a line. */
    private static List<List<String>> commands() throws IOException, InterruptedException {
        Matcher block = COMMANDS.matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        String script = "kafka-acls.sh() { printf '%s\\n' \"$@\" ''; }\n" + block.group(1);
        Process bash = new ProcessBuilder("bash", "-euc", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).as(output).isZero();
        return Stream.of(output.split("\n\n"))
                .map(command -> List.of(command.split("\n")))
                .toList();
    }

    private static String user(List<String> command) {
        return values(command, "--allow-principal").get(0).substring("User:".length());
    }

    private static Stream<AclBinding> rights(List<String> command) {
        PatternType pattern = command.contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
        Map<String, ResourceType> types = Map.of(
                "--topic", ResourceType.TOPIC,
                "--group", ResourceType.GROUP,
                "--transactional-id", ResourceType.TRANSACTIONAL_ID);
        List<ResourcePattern> resources = new ArrayList<>();
        types.forEach((option, type) ->
                values(command, option).forEach(name -> resources.add(new ResourcePattern(type, name, pattern))));
        if (command.contains("--cluster")) {
            resources.add(new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL));
        }
        String principal = SecurityUtils.parseKafkaPrincipal(
                        values(command, "--allow-principal").get(0))
                .toString();
        return resources.stream()
                .flatMap(resource -> values(command, "--operation").stream()
                        .map(operation -> new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        principal, "*", operation(operation), AclPermissionType.ALLOW))));
    }

    private static AclOperation operation(String name) {
        return Stream.of(AclOperation.values())
                .filter(operation -> operation.name().replace("_", "").equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such operation: " + name));
    }

    private static List<String> values(List<String> command, String option) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < command.size() - 1; i++) {
            if (command.get(i).equals(option)) {
                values.add(command.get(i + 1));
            }
        }
        return values;
    }
}
