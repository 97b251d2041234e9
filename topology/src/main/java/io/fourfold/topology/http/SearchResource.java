package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.query.TextAnswer;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.shard.Shards;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;

/** Photos that show what a text says. */
final class SearchResource {

    private final Supplier<TextQueries> inService;

    /**
     * @param inService searches with the network in service, asked once for each request
     */
    SearchResource(Supplier<TextQueries> inService) {
        this.inService = inService;
    }

    List<Route> routes() {
        return List.of(Route.get(
                "/v1/search",
                "photos that show what a text says: ?q=&k=&minScore=&minConfidence=&album=&owner=&method=",
                this::search));
    }

    /** The answer, best hit first. */
    record SearchJson(
            List<HitJson> hits,
            List<WordJson> words,
            List<UnknownWordJson> unknownWords,
            String modelVersion,
            boolean reranked,
            Shards shards,
            TimingsJson timings) {}

    /** One hit; {@code caption} and {@code confidence} are left out if it cannot be had or has too little. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HitJson(String imageId, float score, String caption, Double confidence) {}

    /** How a word was understood; as nothing, if the search went on without it. */
    record WordJson(String word, List<String> understoodAs, boolean known) {}

    /** Where the time went. */
    record TimingsJson(long inversionMs, long indexMs, long rerankMs) {}

    private void search(Context context) {
        TextQueries texts = inService.get().visibleTo(Access.caller(context).visibility());
        double minConfidence = Parameters.minConfidence(context);
        context.json(json(texts.search(Parameters.text(context, texts.methods())), minConfidence));
    }

    private static SearchJson json(TextAnswer answer, double minConfidence) {
        return new SearchJson(
                answer.hits().stream().map(hit -> hit(hit, minConfidence)).toList(),
                answer.words().stream()
                        .map(word -> new WordJson(word.word(), word.understoodAs(), word.known()))
                        .toList(),
                UnknownWordJson.of(answer.unknownWords()),
                answer.modelVersion(),
                answer.reranked(),
                answer.shards(),
                new TimingsJson(
                        answer.timings().inversion().toMillis(),
                        answer.timings().index().toMillis(),
                        answer.timings().rerank().toMillis()));
    }

    private static HitJson hit(TextAnswer.Hit hit, double minConfidence) {
        HitCaption caption = HitCaption.of(hit.caption(), minConfidence);
        return new HitJson(hit.imageId(), hit.score(), caption.text(), caption.confidence());
    }
}
