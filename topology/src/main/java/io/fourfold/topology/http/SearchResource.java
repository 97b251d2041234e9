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
                "photos that show what a text says: ?q=&k=&minScore=&album=&owner=&method=",
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

    /** One hit; {@code caption} is left out if it cannot be had. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HitJson(String imageId, float score, String caption) {}

    /** How a word was understood; as nothing, if the search went on without it. */
    record WordJson(String word, List<String> understoodAs, boolean known) {}

    /** Where the time went. */
    record TimingsJson(long inversionMs, long indexMs, long rerankMs) {}

    private void search(Context context) {
        TextQueries texts = inService.get();
        context.json(json(texts.search(Parameters.text(context, texts.methods()))));
    }

    private static SearchJson json(TextAnswer answer) {
        return new SearchJson(
                answer.hits().stream()
                        .map(hit -> new HitJson(
                                hit.imageId(), hit.score(), hit.caption().orElse(null)))
                        .toList(),
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
}
