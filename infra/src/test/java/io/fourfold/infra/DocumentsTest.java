package io.fourfold.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point to exists: files that they link to, classes and tests that they name. */
class DocumentsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").normalize();
    private static final Pattern RELATIVE_LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+|[A-Z]\\w+(?:Test|IT))`");

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkToFilesThatExist(Path document) {
        assertThat(found(RELATIVE_LINK, document))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldNameClassesThatExist(Path document) throws IOException {
        List<Path> sources = sources();

        assertThat(found(CLASS, document))
                .allSatisfy(name -> assertThat(sources).anyMatch(source -> source.endsWith(name + ".java")));
    }

    @Test
    void shouldNameATestForEachThreat() throws IOException {
        List<String> threats = Files.readString(ROOT.resolve("SECURITY.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();

        assertThat(threats)
                .hasSizeGreaterThan(10)
                .allSatisfy(threat -> assertThat(threat).containsPattern("\\| `\\w+(Test|IT)`[^|]*\\|$"));
    }

    private static List<Path> documents() throws IOException {
        return files(1, ".md", "", "model", "docs", "docs/decisions");
    }

    private static List<Path> sources() throws IOException {
        return files(
                Integer.MAX_VALUE,
                ".java",
                "schemas/src",
                "model/src",
                "topology/src",
                "infra/src",
                "infra/bench/src",
                "infra/deploy/src",
                "infra/tarball/src");
    }

    private static List<Path> files(int depth, String suffix, String... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> found = Files.walk(ROOT.resolve(folder), depth)) {
                found.filter(file -> file.toString().endsWith(suffix)).forEach(files::add);
            }
        }
        return files;
    }

    private static List<String> found(Pattern pattern, Path document) {
        try {
            return pattern.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
