package io.fourfold.topology.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.SearchAnswered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RequestTimestampExtractorTest {

    @Test
    void shouldGiveAnAnswerTheTimeOfItsRequest() {
        assertThat(extracted(answered(Instant.ofEpochMilli(1_000)), 5_000)).isEqualTo(1_000);
    }

    @Test
    void shouldNeverStopTheThreadByANegativeTime() {
        assertThat(extracted(answered(Instant.ofEpochMilli(-1_000)), 5_000)).isZero();
        assertThat(extracted(null, -1)).isZero();
    }

    private static SearchAnswered answered(Instant requestedAt) {
        return new SearchAnswered(0, 0, requestedAt, List.of());
    }

    private static long extracted(Object value, long timestamp) {
        return new RequestTimestampExtractor()
                .extract(
                        new ConsumerRecord<>(
                                "topic",
                                0,
                                0,
                                timestamp,
                                TimestampType.CREATE_TIME,
                                -1,
                                -1,
                                "query",
                                value,
                                new RecordHeaders(),
                                Optional.empty()),
                        -1);
    }
}
