package io.fourfold.model.retrieval;

import io.fourfold.model.inversion.InexpressibleQueryException;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.QueryWord;
import io.fourfold.model.inversion.ScoreScale;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.words.WordMeaning;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Knows four directions in the plane by name, and one text that it does not; rescoring turns the order of photos around. */
final class CompassSearch implements TextSearch {

    static final String UNKNOWN = "up";

    /** A word outside the vocabulary that is understood. */
    static final String OUTSIDE = "pooch";

    private static final Map<String, float[]> DIRECTIONS = Map.of(
            "north", new float[] {0, 1},
            "east", new float[] {1, 0},
            "south", new float[] {0, -1},
            "west", new float[] {-1, 0});

    @Override
    public Query understand(String text) {
        if (text.equals(UNKNOWN)) {
            throw InexpressibleQueryException.withoutKnownWord(List.of(text));
        }
        return new Query(
                text, Arrays.stream(text.split(" ")).map(CompassSearch::read).toList());
    }

    private static QueryWord read(String word) {
        return word.equals(OUTSIDE)
                ? QueryWord.outside(word, List.of(new WordMeaning("east", 1)))
                : QueryWord.known(word);
    }

    /** Other texts go north. */
    @Override
    public List<InvertedQuery> invert(List<Query> queries, InversionOptions options) {
        return queries.stream()
                .map(query -> new InvertedQuery(
                        query,
                        DIRECTIONS.getOrDefault(query.text(), DIRECTIONS.get("north")),
                        options.steps(),
                        2,
                        1,
                        new ScoreScale(0, 0.5)))
                .toList();
    }

    @Override
    public double[] rescore(InvertedQuery query, List<float[]> images) {
        return images.stream()
                .mapToDouble(image -> -Vectors.dot(image, query.embedding()))
                .toArray();
    }
}
