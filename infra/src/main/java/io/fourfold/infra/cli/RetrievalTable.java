package io.fourfold.infra.cli;

import io.fourfold.model.retrieval.ExampleQuery;
import io.fourfold.model.retrieval.Retrieval;
import io.fourfold.model.retrieval.RetrievalRow;
import java.io.PrintWriter;
import java.util.List;

/** Prints how well photos are found by text, and texts by photo. */
record RetrievalTable(PrintWriter out) {

    void print(Retrieval retrieval) {
        print("text to image", retrieval.textToImage());
        print("image to text", retrieval.imageToText());
        for (ExampleQuery.Result example : retrieval.examples()) {
            out.printf(
                    "%d of the first %d right for '%s' (%d photos in all; of %d captions that say so, the photo's others "
                            + "confirm %d)%n",
                    example.right(),
                    ExampleQuery.PHOTOS,
                    example.query(),
                    example.rightInAll(),
                    example.agreement().captions(),
                    example.agreement().confirmed());
        }
    }

    private void print(String direction, List<RetrievalRow> rows) {
        out.printf(
                "%-32s %7s %6s %6s %6s %7s %9s %8s%n",
                direction, "queries", "R@1", "R@5", "R@10", "median", "ms/query", "passes");
        for (RetrievalRow row : rows) {
            out.printf(
                    "%-32s %7d %6.1f %6.1f %6.1f %7.1f %9.1f %8.1f%n",
                    row.method(),
                    row.queries(),
                    row.scores().recall1(),
                    row.scores().recall5(),
                    row.scores().recall10(),
                    row.scores().medianRank(),
                    row.millisPerQuery(),
                    row.decoderPasses());
        }
    }
}
