package io.fourfold.infra.client;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.serde.SchemaSubjects;
import io.fourfold.topology.access.KeyRegister;
import io.fourfold.topology.app.TopicSchemas;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.GroupMembers;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.ModelRegister;
import io.fourfold.topology.models.ModelTopics;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** The brokers, registry and topics of one deployment, as the platform's own clients reach them. */
public final class Cluster {

    private final FourfoldConfig config;
    private final Clock clock;

    public Cluster(FourfoldConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    public Topics topics() {
        return config.topics();
    }

    /** A producer of upload events; the caller closes it. */
    public PhotoUploader uploader() {
        Map<String, Object> properties = clientProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        return new PhotoUploader(
                new KafkaProducer<>(
                        properties,
                        new StringSerializer(),
                        serdes().<ImageUploaded>forValues().serializer()),
                topics().imageUploaded(),
                clock);
    }

    /** A feed of captions and dead letters that starts at the end; the caller closes it. */
    public PhotoFeed feed() {
        return new PhotoFeed(
                consumer(),
                topics().imageCaptioned(),
                topics().imageDeadLetter(),
                serdes().<ImageCaptioned>forValues().deserializer());
    }

    /** A producer of any record of ours; the caller closes it. */
    public Producer<String, SpecificRecord> producer() {
        return new KafkaProducer<>(
                clientProperties(),
                new StringSerializer(),
                serdes().<SpecificRecord>forValues().serializer());
    }

    /** Creates the topics of a network's captions and embeddings, as an instance would. */
    public void createTopicsOf(String modelVersion) {
        new ModelTopics(clients(), topics()).create(modelVersion);
    }

    /** Searches by events, and their answers from now on; the caller closes it. */
    public SearchEvents searches() {
        Map<String, Object> properties = clientProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new SearchEvents(
                new KafkaProducer<>(
                        properties,
                        new StringSerializer(),
                        serdes().<SearchRequested>forValues().serializer()),
                topics().searchRequested(),
                consumer(),
                topics().searchCompleted(),
                serdes().<SearchCompleted>forValues().deserializer());
    }

    /** A consumer of committed records without a group; the caller closes it. */
    public Consumer<String, byte[]> consumer() {
        return clients().consumer();
    }

    /** An admin client; the caller closes it. */
    public Admin admin() {
        return clients().admin();
    }

    /** What all application ids start with. */
    public String applicationIdPrefix() {
        return config.kafka().applicationIdPrefix();
    }

    /** The API keys. */
    public KeyRegister keyRegister() {
        return new KeyRegister(
                topics().accessKey(),
                this::consumer,
                () -> clients().producer(KeyRegister.transactionalId(applicationIdPrefix())),
                serdes().forValues(),
                clock,
                new SecureRandom());
    }

    /** Whether callers of the HTTP API need a key. */
    public boolean accessEnabled() {
        return config.access().enabled();
    }

    /** Which networks are deployed. */
    public ModelRegister modelRegister() {
        return new ModelRegister(
                topics().modelDeployed(),
                this::consumer,
                () -> clients().producer(ModelRegister.transactionalId(applicationIdPrefix())),
                serdes().forValues());
    }

    /** Which schemas are written with, by topic. */
    public Map<String, Schema> schemas() {
        return TopicSchemas.of(config);
    }

    /** The subjects of the schemas; the caller closes it. */
    public SchemaSubjects schemaSubjects() {
        return new SchemaSubjects(config.serde().properties());
    }

    /** Records that could not be handled. */
    public DeadLetters deadLetters() {
        return new DeadLetters(
                topics().imageDeadLetter(),
                clients()::bytesConsumer,
                () -> clients().bytesProducer(DeadLetters.transactionalId(applicationIdPrefix())),
                new LetterUploads(serdes().<SpecificRecord>forValues().deserializer()));
    }

    /** How many instances run an application. */
    public GroupMembers groupMembers() {
        return new GroupMembers(clients());
    }

    private KafkaClients clients() {
        return config.kafka().clients();
    }

    private AvroSerdes serdes() {
        return new AvroSerdes(config.serde().className(), config.serde().properties(), topics());
    }

    private Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        return properties;
    }
}
