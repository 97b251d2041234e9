package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoOutcome;
import io.fourfold.infra.client.PhotoOutcome.Captioned;
import io.fourfold.infra.client.PhotoOutcome.DeadLettered;
import io.fourfold.infra.client.PhotoOutcome.Deleted;
import java.io.PrintWriter;

/** Prints one line for what became of a photo. */
record OutcomePrinter(PrintWriter out) {

    void print(PhotoOutcome outcome) {
        if (outcome instanceof Captioned captioned) {
            out.printf("%-32s  %s%n", captioned.imageId(), captioned.caption());
        } else if (outcome instanceof DeadLettered deadLettered) {
            out.printf("%-32s  not processed: %s%n", deadLettered.imageId(), deadLettered.reason());
        } else if (outcome instanceof Deleted deleted) {
            out.printf("%-32s  deleted%n", deleted.imageId());
        }
        out.flush();
    }
}
