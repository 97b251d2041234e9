package io.fourfold.topology.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes serdes of a class chosen by configuration. What is written to a network's own topics has the subject of the topic
 * that subscribers read, whatever the class: its bytes are copied there, and a new network makes no new subject.
 *
 * @param className a {@link Serde} of Avro records with a public no-argument constructor
 * @param properties what each serde is configured with
 * @param topics of the deployment
 */
public record AvroSerdes(String className, Map<String, String> properties, Topics topics) {

    public AvroSerdes {
        properties = Map.copyOf(properties);
    }

    /** The same serdes with one more property; a serde that does not know it takes no notice. */
    public AvroSerdes with(String key, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(key, value);
        return new AvroSerdes(className, more, topics);
    }

    /**
     * A new, configured serde for record values.
     *
     * @throws ConfigException if the class cannot be used; says why
     */
    @SuppressWarnings("unchecked") // The record class is written into every record, the serde checks it.
    public <T extends SpecificRecord> Serde<T> forValues() {
        try {
            Serde<T> serde = (Serde<T>) Class.forName(className)
                    .asSubclass(Serde.class)
                    .getDeclaredConstructor()
                    .newInstance();
            serde.configure(properties, false);
            return Serdes.serdeFrom(new PublishedSubjectSerializer<>(serde.serializer(), topics), serde.deserializer());
        } catch (ClassNotFoundException e) {
            throw new ConfigException("The serde class " + className + " is not on the class path");
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    "The serde class " + className + " is no Serde with a public no-argument constructor: " + e);
        }
    }
}
