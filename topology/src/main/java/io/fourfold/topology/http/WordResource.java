package io.fourfold.topology.http;

import io.fourfold.model.words.ScoredWord;
import io.fourfold.topology.words.VersionedWords;
import io.fourfold.topology.words.WordStore;
import io.javalin.http.Context;
import java.util.List;

/** Words that mean alike, from the word vectors of the network in service. */
final class WordResource {

    private final WordStore store;

    WordResource(WordStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/words", "words that begin so, most frequent first: ?prefix=&k=", this::beginning),
                Route.get("/v1/words/{word}/similar", "words that mean alike: ?k=", this::similar),
                Route.get("/v1/words/analogy", "a is to b as c is to what: ?a=&b=&c=&k=", this::analogy));
    }

    /** The answer, best word first. */
    record WordsJson(List<ScoredWord> hits, String modelVersion) {}

    /** Words only, most frequent first. */
    record VocabularyJson(List<String> words, String modelVersion) {}

    private void beginning(Context context) {
        int k = Parameters.k(context);
        String prefix = Parameters.prefix(context);
        VersionedWords words = store.words();
        context.json(new VocabularyJson(
                words.vectors().words().stream()
                        .filter(word -> word.startsWith(prefix))
                        .limit(k)
                        .toList(),
                words.modelVersion()));
    }

    private void similar(Context context) {
        int k = Parameters.k(context);
        VersionedWords words = store.words();
        context.json(json(words, words.vectors().similar(context.pathParam("word"), k)));
    }

    private void analogy(Context context) {
        String a = Parameters.required(context, "a");
        String b = Parameters.required(context, "b");
        String c = Parameters.required(context, "c");
        int k = Parameters.k(context);
        VersionedWords words = store.words();
        context.json(json(words, words.vectors().analogy(a, b, c, k)));
    }

    private static WordsJson json(VersionedWords words, List<ScoredWord> hits) {
        return new WordsJson(hits, words.modelVersion());
    }
}
