package io.fourfold.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.TextSearch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {

    @Test
    void shouldLoadNoClassOfNd4jWhichOnlyTrainingNeeds(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");

        Process serving = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllUses.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();

        assertThat(serving.waitFor()).isZero();
        List<String> loaded = Files.readAllLines(output);
        assertThat(loaded)
                .filteredOn(line -> line.contains(" org.bytedeco.openblas."))
                .isNotEmpty();
        assertThat(loaded).filteredOn(line -> line.contains(" org.nd4j.")).isEmpty();
    }

    /** Run in a JVM of its own, in which no other test has loaded a class. */
    static final class AllUses {

        public static void main(String[] arguments) throws IOException {
            try (ModelBundle network = ModelBundle.loadDefault();
                    InputStream photo = AllUses.class.getResourceAsStream(
                            "/SLING-INF/content/slingshot/users/slingshot1/travel/sea/images/see.jpg")) {
                float[] embedding = network.embed(photo.readAllBytes());
                network.captions(embedding);
                network.words().similar("dog", 3);
                TextSearch search = network.textSearch();
                InvertedQuery query = search.invert(
                                List.of(search.understand("a dog on the beach")), InversionOptions.standard())
                        .get(0);
                search.rescore(query, List.of(embedding));
            }
        }
    }
}
