package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

    @Test
    void shouldTellHowToBuildWhatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> new Distribution(empty).registry())
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll(empty.resolve("registry").toString(), "mvn -DskipTests package");
    }

    @Test
    void shouldHaveSamplePhotosWithReadableNames() throws IOException {
        try (Stream<Path> files = Files.list(Distribution.fromSystemProperty().samples())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).hasSizeBetween(15, 25).allMatch(name -> name.matches("[a-z-]+\\.(jpg|webp)"));
        }
    }
}
