package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    @Test
    void shouldReplaceThreadAfterException() {
        ThreadReplacement replacement = new ThreadReplacement("test", Duration.ofMillis(1));

        assertThat(replacement.handle(new StreamsException("store is down")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldReplaceThreadAfterErrorToo() {
        ThreadReplacement replacement = new ThreadReplacement("test", Duration.ofMillis(1));

        assertThat(replacement.handle(new StreamsException(new OutOfMemoryError())))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldNotHoldUpClosing() throws Exception {
        ThreadReplacement replacement = new ThreadReplacement("test", Duration.ofHours(1));
        CompletableFuture<StreamThreadExceptionResponse> waiting =
                CompletableFuture.supplyAsync(() -> replacement.handle(new StreamsException("store is down")));

        replacement.close();

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
}
