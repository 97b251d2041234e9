package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.query.Explained;
import io.fourfold.topology.query.ExplanationAnswer;
import io.fourfold.topology.query.ExplanationQueries;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** What each place of a photo contributes to a word, to a search or to a likeness. */
final class ExplanationResource {

    private final ExplanationQueries explanations;

    ExplanationResource(ExplanationQueries explanations) {
        this.explanations = explanations;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/images/{id}/explanation",
                        "what each place of a stored photo contributes: ?word= or ?q= or ?image=",
                        this::ofStored),
                Route.post(
                                "/v1/explanations",
                                "what each place of the photo in the body contributes: ?word= or ?q= or ?image=",
                                this::ofBody)
                        .needs(Scope.READ));
    }

    /**
     * The answer.
     *
     * @param values row by row; their sum is the total
     * @param empty the value of a place of which nothing is to be seen
     * @param after what of the caption comes before the word; left out where none is explained
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExplanationJson(
            int rows,
            int columns,
            double[] values,
            double total,
            double empty,
            String after,
            List<UnknownWordJson> unknownWords,
            String modelVersion) {}

    private void ofStored(Context context) {
        Explained what = Parameters.explained(context);
        context.json(json(explanations.explain(what, context.pathParam("id"))));
    }

    private void ofBody(Context context) throws IOException {
        Explained what = Parameters.explained(context);
        context.json(json(explanations.explain(what, PhotoBody.read(context))));
    }

    private static ExplanationJson json(ExplanationAnswer answer) {
        return new ExplanationJson(
                answer.explanation().rows(),
                answer.explanation().columns(),
                answer.explanation().values(),
                answer.explanation().total(),
                answer.explanation().empty(),
                answer.after().orElse(null),
                UnknownWordJson.of(answer.unknownWords()),
                answer.modelVersion());
    }
}
