package io.fourfold.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.metrics.RetrievalScores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalEvaluationTest {

    /** The eastern photo's second caption is wrong. */
    private static final List<EmbeddedPhoto> PHOTOS = List.of(
            new EmbeddedPhoto("n.jpg", new float[] {0, 3}, List.of("north")),
            new EmbeddedPhoto("e.jpg", new float[] {2, 0.1f}, List.of("east", "west")),
            new EmbeddedPhoto("s.jpg", new float[] {0.1f, -1}, List.of("south", CompassSearch.UNKNOWN)));

    @TempDir
    Path out;

    @Test
    void shouldRankPhotosByTheirCosineWithTheInvertedCaption() throws IOException {
        RetrievalRow row = row(evaluate(0).textToImage(), "inversion");

        assertThat(row.queries()).isEqualTo(4);
        assertThat(row.scores()).isEqualTo(new RetrievalScores(75, 100, 100, 1));
    }

    @Test
    void shouldRankTheFirstPhotosAgainByRescoring() throws IOException {
        RetrievalRow row = row(evaluate(0).textToImage(), "inversion and rescoring");

        assertThat(row.scores()).isEqualTo(new RetrievalScores(25, 100, 100, 3));
        assertThat(out.resolve("text-to-image.tsv")).content().isEqualTo("north\t3\neast\t3\nwest\t1\nsouth\t3\n");
    }

    @Test
    void shouldRankCaptionsByTheirPhotos() throws IOException {
        List<RetrievalRow> rows = evaluate(0).imageToText();

        assertThat(row(rows, "inversion").scores()).isEqualTo(new RetrievalScores(100, 100, 100, 1));
        assertThat(out.resolve("image-to-text.tsv"))
                .content()
                .startsWith("n.jpg\t")
                .contains("\ne.jpg\t1\n");
    }

    @Test
    void shouldCountDecoderPasses() throws IOException {
        Retrieval retrieval = evaluate(0);

        double inversion = row(retrieval.textToImage(), "inversion").decoderPasses();
        assertThat(row(retrieval.textToImage(), "learned start alone").decoderPasses())
                .isLessThan(inversion);
        assertThat(row(retrieval.textToImage(), "inversion and rescoring").decoderPasses())
                .isCloseTo(inversion + PHOTOS.size() + 1, within(1e-9));
    }

    @Test
    void shouldAskTheCostlyWaysASampleOnly() throws IOException {
        List<RetrievalRow> rows = evaluate(2).textToImage();

        assertThat(row(rows, "plain inversion").queries()).isEqualTo(2);
        RetrievalRow likelihood = row(rows, "likelihood ranking");
        assertThat(likelihood.queries()).isEqualTo(2);
        assertThat(likelihood.decoderPasses()).isEqualTo(PHOTOS.size());
        assertThat(likelihood.scores().recall1()).isEqualTo(50);
    }

    @Test
    void shouldLeaveTheCostlyWaysOutWithoutASample() throws IOException {
        assertThat(evaluate(0).textToImage())
                .extracting(RetrievalRow::method)
                .doesNotContain("plain inversion", "likelihood ranking");
    }

    @Test
    void shouldJudgeTheExampleQueriesByTheirRule() throws IOException {
        List<EmbeddedPhoto> photos = new ArrayList<>(PHOTOS);
        photos.add(new EmbeddedPhoto("dog.jpg", new float[] {1, 1}, List.of("A dog runs .")));

        Retrieval retrieval = evaluation(0).evaluate(photos, out);

        assertThat(retrieval.examples())
                .contains(new ExampleQuery.Result("a dog", 1, 1, new ExampleQuery.Agreement(1, 0)));
        assertThat(retrieval.examples())
                .contains(new ExampleQuery.Result("snow", 0, 0, new ExampleQuery.Agreement(0, 0)));
    }

    private Retrieval evaluate(int sample) throws IOException {
        return evaluation(sample).evaluate(PHOTOS, out);
    }

    /** Finds every caption likeliest about the first photo. */
    private static RetrievalEvaluation evaluation(int sample) {
        return new RetrievalEvaluation(
                new CompassSearch(),
                (embedding, captions) ->
                        captions.stream().mapToDouble(caption -> embedding[1]).toArray(),
                sample,
                InstantSource.system());
    }

    private static RetrievalRow row(List<RetrievalRow> rows, String method) {
        return rows.stream()
                .filter(row -> row.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
