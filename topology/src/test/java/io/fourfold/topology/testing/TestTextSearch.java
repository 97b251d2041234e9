package io.fourfold.topology.testing;

import io.fourfold.model.Network;
import io.fourfold.model.inversion.InexpressibleQueryException;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.QueryWord;
import io.fourfold.model.inversion.ScoreScale;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.words.WordMeaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Text search for tests: the vector of a text is random, seeded by its words, and ranking again turns the order of the
 * cosines around.
 */
public final class TestTextSearch implements TextSearch {

    /** A known word that no batch with it can be inverted. */
    public static final String FAILING_WORD = "men";

    /** A known word that photos cannot be ranked by. */
    public static final String UNRANKABLE_WORD = "women";

    private static final ScoreScale SCALE = new ScoreScale(0, 0.1);

    /** A word that is not in the vocabulary and understood as a dog. */
    public static final String POOCH = "pooch";

    private final Set<String> words;
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    TestTextSearch(List<String> words) {
        this.words = Set.copyOf(words);
    }

    /** The vector of a text whose words are all known. */
    public static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[Network.EMBEDDING_SIZE];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** How many queries were inverted together, batch by batch. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public Query understand(String text) {
        Query query = new Query(
                text, Arrays.stream(text.split(" ")).map(this::understandWord).toList());
        if (query.saidWords().isEmpty()) {
            throw InexpressibleQueryException.withoutKnownWord(query.unknownWords());
        }
        return query;
    }

    private QueryWord understandWord(String word) {
        if (words.contains(word)) {
            return QueryWord.known(word);
        }
        return QueryWord.outside(word, word.equals(POOCH) ? List.of(new WordMeaning("dog", 1)) : List.of());
    }

    @Override
    public List<InvertedQuery> invert(List<Query> queries, InversionOptions options) {
        if (queries.stream().anyMatch(query -> query.saidWords().contains(FAILING_WORD))) {
            throw new IllegalStateException("cannot be inverted");
        }
        batches.add(queries.size());
        return queries.stream()
                .map(query -> new InvertedQuery(query, vector(String.join(" ", query.saidWords())), 5, 9, 3, SCALE))
                .toList();
    }

    @Override
    public double[] rescore(InvertedQuery query, List<float[]> images) {
        if (query.query().saidWords().contains(UNRANKABLE_WORD)) {
            throw new IllegalStateException("cannot be ranked by");
        }
        List<Double> scores = new ArrayList<>();
        for (float[] image : images) {
            double product = 0;
            for (int i = 0; i < image.length; i++) {
                product += image[i] * query.embedding()[i];
            }
            scores.add(-product);
        }
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
