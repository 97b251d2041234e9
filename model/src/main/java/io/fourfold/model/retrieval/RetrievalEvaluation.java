package io.fourfold.model.retrieval;

import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.metrics.RetrievalScores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds photos by their captions and captions by their photos, in all ways that the network offers. Every caption is a query.
 * Two ways cost a hundred times more than the others and are asked a sample of the captions only, evenly spread over all.
 *
 * @param likelihood of captions, given a photo
 * @param sample how many captions the costly ways are asked; 0 leaves them out
 */
public record RetrievalEvaluation(TextSearch search, QueryLikelihood likelihood, int sample, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(RetrievalEvaluation.class);
    private static final int QUERIES_PER_BATCH = 250;

    /** How likely captions are, given one photo. */
    @FunctionalInterface
    public interface QueryLikelihood {

        /** Natural logarithms, {@code [captions]}. */
        double[] logProbabilities(float[] embedding, List<String> captions);
    }

    /**
     * Writes {@code text-to-image.tsv} and {@code image-to-text.tsv}, lines {@code query<TAB>rank of the right answer}, into a
     * folder: inversion with rescoring. Captions whose noun is replaced by a word outside the vocabulary tell how well such words are understood.
     *
     * @param photos with at least one caption each that has a known word
     */
    public Retrieval evaluate(List<EmbeddedPhoto> photos, Path out) throws IOException {
        CaptionQueries queries = CaptionQueries.of(photos, search);
        PhotoRanking ranking = new PhotoRanking(
                search, photos.stream().map(EmbeddedPhoto::embedding).toList());
        List<RetrievalRow> textToImage = new ArrayList<>();
        textToImage.add(inverted("learned start alone", queries, InversionOptions.learnedStart(), ranking));
        Pass full = pass(queries, ranking);
        textToImage.add(full.byCosine().row("inversion"));
        textToImage.add(full.rescored().row("inversion and rescoring"));
        textToImage.add(inverted("inversion from the mean", queries, InversionOptions.fromMean(), ranking));
        if (sample > 0) {
            CaptionQueries some = queries.sample(sample);
            textToImage.add(inverted("plain inversion", some, InversionOptions.plain(), ranking));
            textToImage.add(likelihoodRanking(some, photos));
            textToImage.add(pass(some, ranking).rescored().row("inversion and rescoring, sample"));
        }
        SynonymQueries synonyms = SynonymQueries.of(photos, search);
        if (synonyms.written().size() > 0) {
            textToImage.add(pass(synonyms.written(), ranking).rescored().row("sample with a noun"));
            textToImage.add(pass(synonyms.replaced(), ranking).rescored().row("the noun outside the vocabulary"));
            textToImage.add(pass(synonyms.without(), ranking).rescored().row("without the noun"));
        }
        int[] captionRanks = full.rescored().captionRanks(photos.size());
        List<RetrievalRow> imageToText = List.of(
                imageRow("inversion", full.byCosine(), photos.size()),
                imageRow("inversion and rescoring", full.rescored(), photos.size()));
        write(out.resolve("text-to-image.tsv"), queries.texts(), full.rescored().photoRanks());
        write(
                out.resolve("image-to-text.tsv"),
                photos.stream().map(EmbeddedPhoto::name).toList(),
                captionRanks);
        return new Retrieval(textToImage, imageToText, examples(photos, ranking));
    }

    private RetrievalRow inverted(
            String method, CaptionQueries queries, InversionOptions options, PhotoRanking ranking) {
        long start = clock.millis();
        int[] ranks = new int[queries.size()];
        double passes = 0;
        for (int from = 0; from < queries.size(); from += QUERIES_PER_BATCH) {
            int to = Math.min(queries.size(), from + QUERIES_PER_BATCH);
            List<InvertedQuery> inverted = search.invert(queries.queries().subList(from, to), options);
            for (int i = from; i < to; i++) {
                InvertedQuery query = inverted.get(i - from);
                passes += options.restarts() * query.decoderPasses();
                ranks[i] = RetrievalScores.rank(ranking.byCosine(query), queries.photo(i));
            }
            LOG.info("{}: {} of {} queries", method, to, queries.size());
        }
        return row(method, ranks, start, passes);
    }

    private Pass pass(CaptionQueries queries, PhotoRanking ranking) {
        ScoreTable byCosine = new ScoreTable(queries);
        ScoreTable rescored = new ScoreTable(queries);
        for (int from = 0; from < queries.size(); from += QUERIES_PER_BATCH) {
            int to = Math.min(queries.size(), from + QUERIES_PER_BATCH);
            long start = clock.millis();
            List<InvertedQuery> inverted =
                    search.invert(queries.queries().subList(from, to), InversionOptions.standard());
            for (int i = from; i < to; i++) {
                byCosine.set(
                        i,
                        ranking.byCosine(inverted.get(i - from)),
                        inverted.get(i - from).decoderPasses());
            }
            long between = clock.millis();
            for (int i = from; i < to; i++) {
                InvertedQuery query = inverted.get(i - from);
                rescored.set(
                        i,
                        ranking.rescored(query, byCosine.scores(i)),
                        query.decoderPasses() + Math.min(TextSearch.RESCORED_PHOTOS, byCosine.scores(i).length) + 1);
            }
            byCosine.addMillis(between - start);
            rescored.addMillis(clock.millis() - start);
            LOG.info("inversion and rescoring: {} of {} queries", to, queries.size());
        }
        return new Pass(byCosine, rescored);
    }

    private RetrievalRow likelihoodRanking(CaptionQueries queries, List<EmbeddedPhoto> photos) {
        long start = clock.millis();
        double[][] scores = new double[queries.size()][photos.size()];
        for (int photo = 0; photo < photos.size(); photo++) {
            double[] logs = likelihood.logProbabilities(photos.get(photo).embedding(), queries.texts());
            for (int i = 0; i < logs.length; i++) {
                scores[i][photo] = logs[i];
            }
            if ((photo + 1) % QUERIES_PER_BATCH == 0) {
                LOG.info("likelihood ranking: {} of {} photos", photo + 1, photos.size());
            }
        }
        int[] ranks = ranks(queries.size(), i -> RetrievalScores.rank(scores[i], queries.photo(i)));
        return row("likelihood ranking", ranks, start, (double) photos.size() * ranks.length);
    }

    private List<ExampleQuery.Result> examples(List<EmbeddedPhoto> photos, PhotoRanking ranking) {
        List<ExampleQuery.Result> results = new ArrayList<>();
        for (ExampleQuery example : ExampleQuery.all()) {
            Query query = search.understand(example.text());
            InvertedQuery inverted =
                    search.invert(List.of(query), InversionOptions.standard()).get(0);
            int[] order = PhotoRanking.order(ranking.rescored(inverted, ranking.byCosine(inverted)));
            results.add(new ExampleQuery.Result(
                    example.text(),
                    (int) Arrays.stream(order)
                            .limit(ExampleQuery.PHOTOS)
                            .filter(i -> example.isAnsweredBy(photos.get(i).captions()))
                            .count(),
                    (int) photos.stream()
                            .filter(photo -> example.isAnsweredBy(photo.captions()))
                            .count(),
                    example.agreement(
                            photos.stream().map(EmbeddedPhoto::captions).toList())));
        }
        return results;
    }

    private static int[] ranks(int queries, IntUnaryOperator rank) {
        int[] ranks = new int[queries];
        Arrays.setAll(ranks, rank);
        return ranks;
    }

    private RetrievalRow row(String method, int[] ranks, long startMillis, double passes) {
        return new RetrievalRow(
                method,
                ranks.length,
                RetrievalScores.of(ranks),
                (double) (clock.millis() - startMillis) / ranks.length,
                passes / ranks.length);
    }

    private static RetrievalRow imageRow(String method, ScoreTable scores, int photos) {
        return new RetrievalRow(
                method, photos, RetrievalScores.of(scores.captionRanks(photos)), scores.millis() / photos, 0);
    }

    private static void write(Path file, List<String> queries, int[] ranks) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ranks.length; i++) {
            lines.append(queries.get(i).strip()).append('\t').append(ranks[i]).append('\n');
        }
        AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private record Pass(ScoreTable byCosine, ScoreTable rescored) {}
}
