package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadNestedKeysListsAndEveryValueAsItStandsThere() throws IOException {
        Path file = Files.writeString(directory.resolve("fourfold.yaml"), """
                http:
                  port: 8081
                  tls.key: &key on
                roles: [images, index]
                claim.check.prefixes:
                  - https://photos.example.org/
                  - file:///data/
                image.threads: 010
                kafka.ssl.endpoint.identification.algorithm: ""
                model.dir:
                access.enabled: *key
                """);

        assertThat(SettingsFile.read(file))
                .isEqualTo(Map.of(
                        "http.port", "8081",
                        "http.tls.key", "on",
                        "roles", "images,index",
                        "claim.check.prefixes", "https://photos.example.org/,file:///data/",
                        "image.threads", "010",
                        "kafka.ssl.endpoint.identification.algorithm", "",
                        "model.dir", "",
                        "access.enabled", "on"));
    }

    @Test
    void shouldReadAnEmptyFile() throws IOException {
        assertThat(SettingsFile.read(Files.createFile(directory.resolve("empty.yml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yaml | http.port=8080 | settings are needed",
                "a.yaml | - a | settings are needed",
                "a.yaml | {http: {port: 1}, http.port: 2} | http.port is there twice",
                "a.yaml | {roles: [{a: b}]} | a text or number is needed",
                "a.yaml | {roles: | line 1",
                "a.properties | a=\\u00 | u",
            })
    void shouldNameTheFileAndWhatIsWrongWithIt(String name, String content, String problem) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);

        assertThatThrownBy(() -> SettingsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), problem);
    }

    @Test
    void shouldSayThatThereIsNoSuchFileAndWhichIsNoText() throws IOException {
        assertThatThrownBy(() -> SettingsFile.read(directory.resolve("none")))
                .hasMessageContaining("none: there is no such file");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});
        assertThatThrownBy(() -> SettingsFile.read(binary)).hasMessageContaining("is not UTF-8");
    }
}
