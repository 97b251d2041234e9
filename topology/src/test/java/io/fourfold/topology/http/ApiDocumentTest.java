package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} is {@link ApiDocument}. */
class ApiDocumentTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path DOCUMENT = BASE.resolve("../docs/api.md").normalize();

    @Test
    void shouldBeWhatEachInstanceServes() throws IOException {
        Path rendered = Files.writeString(BASE.resolve("target/api.md"), ApiDocument.rendered());

        assertThat(DOCUMENT)
                .as("openapi.json has changed: look at %s and copy it to docs/api.md", rendered)
                .hasSameTextualContentAs(rendered);
    }
}
