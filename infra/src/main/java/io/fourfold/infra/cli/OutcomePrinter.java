package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoOutcome;
import io.fourfold.infra.client.PhotoOutcome.Captioned;
import io.fourfold.infra.client.PhotoOutcome.DeadLettered;
import io.fourfold.infra.client.PhotoOutcome.Deleted;
import io.fourfold.schemas.CaptionCandidate;
import java.io.PrintWriter;

/**
 * Prints one line for what became of a photo.
 *
 * @param minConfidence captions of less are left out
 */
record OutcomePrinter(PrintWriter out, double minConfidence) {

    void print(PhotoOutcome outcome) {
        if (outcome instanceof Captioned captioned) {
            print(captioned);
        } else if (outcome instanceof DeadLettered deadLettered) {
            out.printf("%-32s  not processed: %s%n", deadLettered.imageId(), deadLettered.reason());
        } else if (outcome instanceof Deleted deleted) {
            out.printf("%-32s  deleted%n", deleted.imageId());
        }
        out.flush();
    }

    private void print(Captioned captioned) {
        CaptionCandidate best = captioned.event().getCaptions().get(0);
        if (best.getConfidence() >= minConfidence) {
            out.printf("%-32s  %s%n", captioned.imageId(), new PrintedCaption(best.getText(), best.getConfidence()));
        }
    }
}
