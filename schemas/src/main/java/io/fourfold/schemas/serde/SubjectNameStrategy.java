package io.fourfold.schemas.serde;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject of the registry a schema lives; the three strategies of Confluent's serializers. */
enum SubjectNameStrategy {
    TOPIC_NAME("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    RECORD_NAME("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return schema.getFullName();
        }
    },
    TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String simpleName;

    SubjectNameStrategy(String simpleName) {
        this.simpleName = simpleName;
    }

    abstract String subject(String topic, boolean isKey, Schema schema);

    /**
     * @param value a class, its full name or its simple name
     * @throws ConfigException if it is none of the three
     */
    static SubjectNameStrategy parse(String key, Object value) {
        String name = value instanceof Class<?> type ? type.getName() : value.toString();
        for (SubjectNameStrategy strategy : values()) {
            if (name.equals(strategy.simpleName) || name.equals(CONFLUENT_PACKAGE + strategy.simpleName)) {
                return strategy;
            }
        }
        throw new ConfigException(
                key,
                value,
                "Use one of "
                        + Arrays.stream(values())
                                .map(strategy -> CONFLUENT_PACKAGE + strategy.simpleName)
                                .toList());
    }
}
