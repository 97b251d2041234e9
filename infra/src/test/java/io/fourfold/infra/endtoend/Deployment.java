package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.InternalTopics;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.RegistryProcess;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A broker and a registry with the topics, and the settings that reach them. */
final class Deployment implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final KafkaBackend kafka;
    private final RegistryProcess registry;
    private final Path directory;

    private Deployment(KafkaBackend kafka, RegistryProcess registry, Path directory) {
        this.kafka = kafka;
        this.registry = registry;
        this.directory = directory;
    }

    static Deployment start(Path directory) {
        return start(directory, KafkaBackend.start(directory.resolve("broker")));
    }

    /** On a broker with the features of an older release, for example {@code 3.7}. */
    static Deployment onRelease(String release, Path directory) {
        return start(directory, KafkaBackend.embedded(directory.resolve("broker"), release));
    }

    static Deployment start(Path directory, KafkaBackend kafka) {
        RegistryProcess registry = RegistryProcess.start(
                Distribution.fromSystemProperty().registry(), directory.resolve("registry"), "127.0.0.1", 0);
        Deployment deployment = new Deployment(kafka, registry, directory);
        Cluster cluster = deployment.cluster();
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(PARTITIONS, (short) 1));
        }
        return deployment;
    }

    /** The topics of a network's captions and embeddings, which an instance would create. */
    Topics topicsOf(Network network) {
        Topics topics = cluster().topics().ofModel(network.version());
        cluster().createTopicsOf(network.version());
        return topics;
    }

    /** Settings of an application whose stores lie in a folder of this name. */
    Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put(Setting.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        settings.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
        settings.put(Setting.STATE_DIR.key(), directory.resolve(name).toString());
        settings.put(Setting.HTTP_PORT.key(), "0");
        settings.put(Setting.HTTP_PEER_PORT.key(), "0");
        settings.put(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
        settings.put(
                Setting.CLAIM_CHECK_PREFIXES.key(),
                directory.toUri() + ","
                        + Distribution.fromSystemProperty().samples().toUri());
        return settings;
    }

    /** The caption topic as a subscriber sees it; the caller closes it. */
    TopicView<ImageCaptioned> captions() {
        Cluster cluster = cluster();
        return new TopicView<>(cluster.consumer(), cluster.topics().imageCaptioned(), deserializer());
    }

    /** The embedding topic as a subscriber sees it; the caller closes it. */
    TopicView<ImageEmbedded> embeddings() {
        Cluster cluster = cluster();
        return new TopicView<>(cluster.consumer(), cluster.topics().imageEmbedded(), deserializer());
    }

    /** The dead letters, undecoded; the caller closes it. */
    TopicView<byte[]> deadLetters() {
        Cluster cluster = cluster();
        return new TopicView<>(cluster.consumer(), cluster.topics().imageDeadLetter(), new ByteArrayDeserializer());
    }

    /** A producer of any record of ours; the caller closes it. */
    Producer<String, SpecificRecord> producer() {
        return cluster().producer();
    }

    private <T extends SpecificRecord> Deserializer<T> deserializer() {
        ConfluentAvroSerde<T> serde = new ConfluentAvroSerde<>();
        serde.configure(Map.of("schema.registry.url", registry.url()), false);
        return serde.deserializer();
    }

    /**
     * How the topics that instances have made differ from those that they were to make.
     *
     * @param expected names of some that they must have made
     */
    List<TopicAdmin.Difference> internalDifferences(String... expected) {
        Cluster cluster = cluster();
        try (Admin admin = cluster.admin()) {
            List<TopicSpec> specs = new InternalTopics(admin, cluster.topics(), cluster.applicationIdPrefix())
                    .specs(PARTITIONS, TopicDurability.of((short) 1));
            assertThat(specs).extracting(TopicSpec::name).contains(expected);
            return new TopicAdmin(admin).check(specs);
        }
    }

    Cluster cluster() {
        return new Cluster(FourfoldConfig.from(settings("client")), Clock.systemUTC());
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
