package io.fourfold.infra.client;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.AvroSerdes;
import io.fourfold.topology.Topics;
import io.fourfold.topology.app.FourfoldConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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

    /**
     * Sends embeddings as the images application would, and waits until the broker has them.
     *
     * @param photos hands over each photo's id and embedding
     */
    public void produceEmbeddings(java.util.function.Consumer<BiConsumer<String, ImageEmbedded>> photos) {
        Map<String, Object> properties = clientProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        try (var producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                serdes().<ImageEmbedded>forValues().serializer())) {
            photos.accept((imageId, embedded) ->
                    producer.send(new ProducerRecord<>(topics().imageEmbedded(), imageId, embedded)));
        }
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
        Map<String, Object> properties = clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** An admin client; the caller closes it. */
    public Admin admin() {
        return Admin.create(clientProperties());
    }

    private AvroSerdes serdes() {
        return new AvroSerdes(config.serde().className(), config.serde().properties());
    }

    private Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        return properties;
    }
}
