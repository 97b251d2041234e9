package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/a.jpg",
                "https://xn--phtos-kva.example.org:8443/a.jpg",
                "https://a-b.0x.example/a.jpg",
                "https://1.example.org/a.jpg",
                "http://93.184.215.14/a.jpg",
                "http://[2606:4700::1111]:8080/a.jpg",
                "file:///photos/a.jpg"
            })
    void shouldReadWhatCanBeReadInOneWay(String uri) {
        assertThat(PhotoUri.parse(uri)).hasToString(uri);
    }

    @Test
    void shouldBeShownWithoutItsQueryAndAskedForWithIt() {
        PhotoUri uri = PhotoUri.parse("https://photos.example.org/a/./b.jpg?signature=x%2Fy");

        assertThat(uri).hasToString("https://photos.example.org/a/b.jpg?***");
        assertThat(uri.uri()).hasToString("https://photos.example.org/a/b.jpg?signature=x%2Fy");
    }

    @ParameterizedTest
    @CsvSource({
        "https://photos.example.org:8443/a.jpg?x=secret, https://photos.example.org:8443",
        "http://user:secret@photos.example.org/a.jpg, http://photos.example.org",
        "file:///photos/a.jpg, file://",
        "not a uri, ''"
    })
    void shouldNameItsStoreWithoutSecrets(String uri, String store) {
        assertThat(PhotoUri.store(uri)).isEqualTo(store);
    }
}
