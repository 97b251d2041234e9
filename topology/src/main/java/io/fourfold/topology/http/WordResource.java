package io.fourfold.topology.http;

import io.fourfold.model.Network;
import io.fourfold.model.words.ScoredWord;
import io.javalin.http.Context;
import java.util.List;

/** Words that mean alike, from the word vectors that the decoder learned. */
final class WordResource {

    private final Network network;

    WordResource(Network network) {
        this.network = network;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/words/{word}/similar", "words that mean alike: ?k=", this::similar),
                Route.get("/v1/words/analogy", "a is to b as c is to what: ?a=&b=&c=&k=", this::analogy));
    }

    /** The answer, best word first. */
    record WordsJson(List<ScoredWord> hits, String modelVersion) {}

    private void similar(Context context) {
        int k = Parameters.k(context);
        context.json(json(network.words().similar(context.pathParam("word"), k)));
    }

    private void analogy(Context context) {
        String a = Parameters.required(context, "a");
        String b = Parameters.required(context, "b");
        String c = Parameters.required(context, "c");
        int k = Parameters.k(context);
        context.json(json(network.words().analogy(a, b, c, k)));
    }

    private WordsJson json(List<ScoredWord> words) {
        return new WordsJson(words, network.version());
    }
}
