package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.image.BadPhotoException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPrefixesTest {

    private final AllowedPrefixes allowed =
            new AllowedPrefixes(List.of(URI.create("https://photos.example.org/originals"), URI.create("file:/data/")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/originals/a.jpg",
                "https://PHOTOS.example.org:443/originals/a/b.jpg?signature=x%2Fy",
                "https://photos.example.org/originals/./a/../b.jpg",
                "file:///data/a.jpg"
            })
    void shouldAllow(String uri) {
        assertThat(allowed.require(PhotoUri.parse(uri)).uri())
                .isEqualTo(URI.create(uri).normalize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/private/a.jpg",
                "https://photos.example.org/originals-of-others/a.jpg",
                "https://photos.example.org/originals/../private/a.jpg",
                "https://photos.example.org/originals/%2e%2e/private/a.jpg",
                "https://photos.example.org/originals/..%2fprivate/a.jpg",
                "https://photos.example.org/originals/..%5Cprivate/a.jpg",
                "https://photos.example.org:8443/originals/a.jpg",
                "http://photos.example.org/originals/a.jpg",
                "https://photos.example.org@evil.example/originals/a.jpg",
                "https://user@photos.example.org/originals/a.jpg",
                "https://photos.example.org.evil.example/originals/a.jpg",
                "https:photos.example.org/originals/a.jpg",
                "file:/data/../etc/passwd",
                "file:/etc/passwd",
                "originals/a.jpg",
                "ftp://photos.example.org/originals/a.jpg",
                "not a uri"
            })
    void shouldRefuse(String uri) {
        assertThatThrownBy(() -> allowed.require(PhotoUri.parse(uri))).isInstanceOf(BadPhotoException.class);
    }

    @Test
    void shouldNameTheOptionWhenNothingIsAllowed() {
        assertThatThrownBy(() ->
                        new AllowedPrefixes(List.of()).require(PhotoUri.parse("https://photos.example.org/a.jpg")))
                .hasMessageContaining("there is none")
                .hasMessageContaining("claim.check.prefixes");
    }

    @Test
    void shouldRefuseLinkThatLeadsOut(@TempDir Path directory) throws Exception {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(inside.resolve("link.jpg"), secret);
        AllowedPrefixes onlyInside = new AllowedPrefixes(List.of(inside.toUri()));

        assertThatThrownBy(
                        () -> onlyInside.requireFile(PhotoUri.parse(link.toUri().toString())))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("leads out");
    }
}
