package io.fourfold.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaSubjectsTest {

    private static final String TOPIC = MockRegistry.TOPIC;
    private static final String SUBJECT = TOPIC + "-value";
    private static final Schema SCHEMA = ImageEmbedded.getClassSchema();

    private final MockRegistry registry = new MockRegistry();
    private final SchemaSubjects subjects = new SchemaSubjects(registry.configs());

    @AfterEach
    void close() {
        subjects.close();
    }

    @Test
    void shouldLetASerdeWriteThatRegistersNothing() {
        subjects.register(TOPIC, SCHEMA);

        assertThatCode(() -> registry.<ImageEmbedded>serde("auto.register.schemas", false)
                        .serializer()
                        .serialize(TOPIC, MockRegistry.embedded()))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldHaveLaterSchemasCompared() {
        registry.client().setCompatibility(SUBJECT, "NONE");

        subjects.register(TOPIC, SCHEMA);

        assertThat(registry.client().compatibility(SUBJECT)).hasValue("BACKWARD");
    }

    @Test
    void shouldLeaveAStricterLevelAsItIs() {
        registry.client().setCompatibility(SUBJECT, "FULL_TRANSITIVE");

        subjects.register(TOPIC, SCHEMA);

        assertThat(registry.client().compatibility(SUBJECT)).hasValue("FULL_TRANSITIVE");
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThat(subjects.missing(TOPIC, SCHEMA)).get().asString().contains(SUBJECT, "Register the schema first");
    }

    @Test
    void shouldNameALevelThatComparesNothing() {
        subjects.register(TOPIC, SCHEMA);
        registry.client().setCompatibility(SUBJECT, "NONE");

        assertThat(subjects.unchecked(TOPIC, SCHEMA))
                .hasValue("The compatibility of subject " + SUBJECT + " is NONE, expected BACKWARD");
    }

    @Test
    void shouldFindNothingWrongWithWhatItRegistered() {
        subjects.register(TOPIC, SCHEMA);

        assertThat(subjects.missing(TOPIC, SCHEMA)).isEmpty();
        assertThat(subjects.unchecked(TOPIC, SCHEMA)).isEmpty();
    }

    @Test
    void shouldDeleteASubjectWhoseSchemasAnotherHas() {
        registry.register(TOPIC + ".m1-value", SCHEMA);
        subjects.register(TOPIC, SCHEMA);

        assertThat(subjects.deleteOlderOnes(TOPIC, SCHEMA)).containsExactly(TOPIC + ".m1-value");
        assertThat(registry.client().subjects()).containsExactly(SUBJECT);
    }

    @Test
    void shouldKeepASubjectWithASchemaThatNoOtherHas() {
        registry.register(TOPIC + ".m1-value", ImageCaptioned.getClassSchema());
        subjects.register(TOPIC, SCHEMA);

        assertThat(subjects.deleteOlderOnes(TOPIC, SCHEMA)).isEmpty();
        assertThat(registry.client().subjects()).contains(TOPIC + ".m1-value");
    }
}
