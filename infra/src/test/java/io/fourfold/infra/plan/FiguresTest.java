package io.fourfold.infra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void shouldSayWhereAndByWhatTheShippedOnesWereMeasured() throws IOException {
        Figures shipped = Figures.shipped();

        assertThat(shipped.machine()).matches("\\d+ x .+, \\d+ GB, Java 17.*, 20\\d\\d-\\d\\d-\\d\\d");
        assertThat(shipped.command()).startsWith("fourfold bench capacity --json");
    }

    @Test
    void shouldNameFiguresThatAFileLacks() {
        byte[] json = "{\"stages\": [{\"figures\": [{\"name\": \"photo.cpu\", \"value\": 1}]}]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figures.read(json))
                .withMessageContaining("query.scan.cpu")
                .withMessageNotContaining("photo.cpu");
    }

    @Test
    void shouldKnowTimesInSeconds() {
        assertThat(TestFigures.figures().seconds(Figure.PHOTO)).isEqualTo(0.05);
        assertThat(TestFigures.figures().seconds(Figure.QUERY_SCAN)).isEqualTo(1e-8);
    }
}
