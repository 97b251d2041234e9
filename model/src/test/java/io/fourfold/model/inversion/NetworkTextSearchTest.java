package io.fourfold.model.inversion;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fourfold.model.inversion.InversionOptions.Start;
import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class NetworkTextSearchTest {

    private static final InversionOptions RANDOM = new InversionOptions(Start.RANDOM, 1, 3, 5, 0.3, 0, 0, 7);

    private final SmallNetwork network = new SmallNetwork();
    private final NetworkTextSearch search = network.search;

    @Test
    void shouldTellKnownWordsFromUnknownOnes() {
        Query query = search.understand("A dog's Zebra runs!");

        assertThat(query.saidWords()).containsExactly("a", "dog", "runs");
        assertThat(query.unknownWords()).containsExactly("s", "zebra");
    }

    @Test
    void shouldUnderstandWordsOutsideTheVocabularyByOthers() {
        Query query = search.understand("a pooch in the zebra lake");

        assertThat(query.words())
                .extracting(QueryWord::word, QueryWord::understoodAs, QueryWord::known)
                .containsExactly(
                        tuple("a", List.of("a"), true),
                        tuple("pooch", List.of("dog"), false),
                        tuple("in", List.of("in"), true),
                        tuple("the", List.of("the"), true),
                        tuple("zebra", List.of(), false),
                        tuple("lake", List.of("water"), false));
        assertThat(query.saidWords()).containsExactly("a", "dog", "in", "the", "water");
    }

    @Test
    void shouldFindBySynonymsWhatItFindsByTheWordsTheyStandFor() {
        List<InvertedQuery> inverted = search.invert(
                List.of(search.understand("pooch"), search.understand("dog"), search.understand("two dogs")),
                InversionOptions.standard());

        assertThat(inverted.get(0).embedding()).isEqualTo(inverted.get(1).embedding());
        assertThat(search.rescore(inverted.get(0), network.photos))
                .isEqualTo(search.rescore(inverted.get(1), network.photos));
        assertThat(inverted.get(0).embedding()).isNotEqualTo(inverted.get(2).embedding());
    }

    @Test
    void shouldMixTheMeaningsOfAWord() {
        List<InvertedQuery> inverted = search.invert(
                List.of(search.understand("lake"), search.understand("water"), search.understand("swim")),
                InversionOptions.learnedStart());
        float[] lake = inverted.get(0).embedding();

        assertThat(Vectors.dot(lake, inverted.get(1).embedding()))
                .as("nearer to the heavier meaning, but not the same")
                .isGreaterThan(Vectors.dot(lake, inverted.get(2).embedding()))
                .isLessThan(0.9999);
    }

    @Test
    void shouldRefuseATextOfUnknownWordsOnly() {
        assertThatThrownBy(() -> search.understand("zebra crossing"))
                .isInstanceOfSatisfying(
                        InexpressibleQueryException.class,
                        e -> assertThat(e.unknownWords()).containsExactly("zebra", "crossing"))
                .hasMessageContaining("none of these words: zebra, crossing");
    }

    @Test
    void shouldRefuseATextWithoutWords() {
        assertThatThrownBy(() -> search.understand(" ?! "))
                .isInstanceOf(InexpressibleQueryException.class)
                .hasMessageContaining("no words");
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        assertThatThrownBy(() -> search.understand("dog ".repeat(Query.MAXIMUM_WORDS + 1)))
                .isInstanceOf(InexpressibleQueryException.class)
                .hasMessageContaining("41 words");
    }

    @Test
    void shouldAnswerWithDirectionsInTheOrderOfTheQueries() {
        List<Query> queries = List.of(search.understand("a dog"), search.understand("two dogs swim"));

        List<InvertedQuery> inverted = search.invert(queries, InversionOptions.standard());

        assertThat(inverted).extracting(InvertedQuery::query).containsExactlyElementsOf(queries);
        assertThat(inverted)
                .allSatisfy(answer -> assertThat(Vectors.dot(answer.embedding(), answer.embedding()))
                        .isCloseTo(1, ofAdditions(2 * SmallNetwork.SIZE).around(1.0)));
    }

    @Test
    void shouldLowerTheLossFromEveryStart() {
        Query query = search.understand("a dog runs on the grass");
        for (InversionOptions options :
                List.of(InversionOptions.standard(), InversionOptions.fromMean(), InversionOptions.plain())) {
            InvertedQuery inverted = search.invert(List.of(query), options).get(0);

            assertThat(inverted.loss()).as("%s", options.start()).isLessThan(inverted.startLoss());
            assertThat(inverted.steps()).isBetween(1, options.steps());
        }
    }

    @Test
    void shouldGiveTheTextEncodersAnswerWithoutSteps() {
        InvertedQuery inverted = search.invert(List.of(search.understand("a dog")), InversionOptions.learnedStart())
                .get(0);

        assertThat(inverted.steps()).isZero();
        assertThat(inverted.loss()).isEqualTo(inverted.startLoss());
    }

    @Test
    void shouldRepeatItselfWithTheSameSeed() {
        List<Query> queries = List.of(search.understand("a dog"), search.understand("water"));
        InversionOptions otherSeed = new InversionOptions(Start.RANDOM, 1, 3, 5, 0.3, 0, 0, 8);

        float[] first = search.invert(queries, RANDOM).get(1).embedding();

        assertThat(search.invert(queries, RANDOM).get(1).embedding()).isEqualTo(first);
        assertThat(search.invert(queries, otherSeed).get(1).embedding()).isNotEqualTo(first);
    }

    @Test
    void shouldAnswerManyQueriesAsEachAlone() {
        Query query = search.understand("two dogs swim in water");
        float[] alone = search.invert(List.of(query), InversionOptions.standard())
                .get(0)
                .embedding();

        List<InvertedQuery> many = search.invert(Collections.nCopies(100, query), InversionOptions.standard());

        Offset<Float> rounding = ofAdditions(InversionOptions.standard().steps() * 2 * SmallNetwork.ADDITIONS)
                .around(1f);
        assertThat(many).hasSize(100);
        assertThat(many).allSatisfy(answer -> assertThat(answer.embedding()).containsExactly(alone, rounding));
    }

    @Test
    void shouldAnswerConcurrentCallersAsOneAlone() throws Exception {
        Query query = search.understand("a dog runs");
        float[] alone = search.invert(List.of(query), InversionOptions.standard())
                .get(0)
                .embedding();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<InvertedQuery>>> calls =
                    Collections.nCopies(16, () -> search.invert(List.of(query), InversionOptions.standard()));
            for (Future<List<InvertedQuery>> call : executor.invokeAll(calls)) {
                assertThat(call.get().get(0).embedding()).isEqualTo(alone);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldRescoreHigherThePhotoThatMakesTheQueryLikelier() {
        InvertedQuery inverted = search.invert(List.of(search.understand("a dog runs")), InversionOptions.fromMean())
                .get(0);
        float[] away = new float[SmallNetwork.SIZE];
        for (int i = 0; i < away.length; i++) {
            away[i] = -inverted.embedding()[i];
        }

        double[] scores = search.rescore(inverted, List.of(inverted.embedding(), away));

        assertThat(scores[0]).isGreaterThan(scores[1]);
        assertThat(search.rescore(inverted, List.of())).isEmpty();
    }

    @Test
    void shouldRescoreEachPhotoIndependentlyOfTheOthers() {
        InvertedQuery inverted = search.invert(List.of(search.understand("two dogs")), InversionOptions.standard())
                .get(0);
        List<float[]> photos = new ArrayList<>(network.photos.subList(0, 20));

        double[] together = search.rescore(inverted, photos);

        assertThat(search.rescore(inverted, photos.subList(4, 5))[0])
                .isCloseTo(together[4], ofAdditions(SmallNetwork.ADDITIONS).around(together));
    }

    @Test
    void shouldRefuseSeveralDescentsFromTheSameStart() {
        assertThatThrownBy(() -> new InversionOptions(Start.MEAN, 1, 2, 5, 1, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same start");
    }
}
