package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.schemas.serde.RegistryUnavailableException;
import io.fourfold.topology.photo.PhotoUnavailableException;
import java.io.EOFException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

    @ParameterizedTest
    @MethodSource
    void shouldBeTransient(Throwable failure) {
        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.TRANSIENT);
    }

    static Stream<Throwable> shouldBeTransient() {
        return Stream.of(
                new PhotoUnavailableException("down", null),
                new RegistryUnavailableException("down", null),
                new InvalidStateStoreException("closed"),
                new ProcessorStateException("disk full"),
                new StreamsException(new RegistryUnavailableException("down", null)),
                // What io.confluent's serde throws when its registry refuses the login.
                new AuthenticationException("401"),
                new AuthorizationException("403"),
                // What io.confluent's serde throws when its registry is down.
                new SerializationException("cannot fetch the schema", new ConnectException("refused")));
    }

    @ParameterizedTest
    @MethodSource
    void shouldBePermanent(Throwable failure) {
        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.PERMANENT);
    }

    static Stream<Throwable> shouldBePermanent() {
        return Stream.of(
                new BadPhotoException("no photo"),
                new BadRecordException("no key"),
                new SerializationException("truncated", new EOFException()),
                new IllegalArgumentException("the vector has 3 numbers"),
                new NullPointerException());
    }
}
