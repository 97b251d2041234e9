package io.fourfold.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Flink's registry client carries old versions of other libraries under their own names, which must not win. */
class ClassPathTest {

    private static final String FLINK_CLASS =
            "org/apache/flink/formats/avro/registry/confluent/ConfluentRegistryAvroDeserializationSchema.class";

    @Test
    void shouldLoadNoClassFromFlinksJarThatAnotherJarHas() throws IOException, URISyntaxException {
        URL schema = ClassPathTest.class.getClassLoader().getResource(FLINK_CLASS);
        Path flink = Path.of(
                ((JarURLConnection) schema.openConnection()).getJarFileURL().toURI());

        try (JarFile jar = new JarFile(flink.toFile())) {
            List<String> shadowing = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> shadowsAnother(name, flink))
                    .toList();

            assertThat(shadowing).isEmpty();
        }
    }

    private static boolean shadowsAnother(String name, Path jar) {
        try {
            List<URL> places =
                    Collections.list(ClassPathTest.class.getClassLoader().getResources(name));
            return places.size() > 1 && places.get(0).getPath().contains(jar.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
