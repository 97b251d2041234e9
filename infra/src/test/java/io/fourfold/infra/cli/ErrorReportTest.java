package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

    @Test
    void shouldNameEveryCauseOnce() {
        Exception exception = new IllegalStateException("cannot start", new IOException("port 9092 is taken"));

        assertThat(ErrorReport.reason(exception)).isEqualTo("cannot start: port 9092 is taken");
    }

    @Test
    void shouldNotRepeatAWrappedMessage() {
        assertThat(ErrorReport.reason(new RuntimeException(new IOException("disk full"))))
                .isEqualTo("disk full");
    }

    @Test
    void shouldNameAnExceptionWithoutAMessage() {
        assertThat(ErrorReport.reason(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
