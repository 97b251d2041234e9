package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.PhotoOutcome;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomePrinterTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldPrintTheConfidenceBeforeTheCaption() {
        print(0.714, -1);

        assertThat(out.toString()).startsWith("beach.jpg ").contains("  0.71  a dog runs");
    }

    @Test
    void shouldSayThatAConfidenceIsNotKnown() {
        print(-1, -1);

        assertThat(out.toString()).contains("     ?  a dog runs");
    }

    @Test
    void shouldLeaveOutCaptionsOfLessConfidence() {
        print(0.49, 0.5);
        print(-1, 0.5);

        assertThat(out.toString()).isEmpty();
    }

    private void print(double confidence, double minConfidence) {
        ImageCaptioned event = new ImageCaptioned(
                List.of(new CaptionCandidate("a dog runs", -3.5, confidence)), "m1", "ab", null, null, null, null);
        new OutcomePrinter(new PrintWriter(out), minConfidence).print(new PhotoOutcome.Captioned("beach.jpg", event));
    }
}
