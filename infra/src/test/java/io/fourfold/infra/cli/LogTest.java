package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.NetworkClient;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTest {

    @Test
    void shouldNotSayAtEachAttemptThatNoBrokerAnswers() {
        assertThat(LoggerFactory.getLogger(Metadata.class).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(NetworkClient.class).isInfoEnabled()).isTrue();
    }
}
