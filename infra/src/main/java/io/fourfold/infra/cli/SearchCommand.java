package io.fourfold.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.model.decoder.Caption;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold search}. */
@Command(name = "search", description = "Asks a running Fourfold for the photos that show what a text says.")
final class SearchCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "what the photos should show, in English words")
    private List<String> text;

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            description = "least score; an unrelated photo has about 0; default: any")
    private Optional<Float> minScore;

    @Option(names = "--album", paramLabel = "ALBUM", description = "only photos of this album")
    private Optional<String> album;

    @Option(names = "--owner", paramLabel = "OWNER", description = "only photos of this owner")
    private Optional<String> owner;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "inversion, or plain: the article's version, slow and worse, for comparison, where"
                    + " search.plain.enabled is set, as in the demo; default: inversion")
    private Optional<String> method;

    @Mixin
    private MinConfidenceOption minConfidence;

    @Mixin
    private RequestOptions request;

    @Override
    public Integer call() throws Exception {
        JsonNode answer = request.api()
                .search(new ApiClient.TextSearch(
                        String.join(" ", text),
                        request.count(),
                        minScore,
                        minConfidence.given(),
                        album,
                        owner,
                        method));
        for (JsonNode hit : answer.get("hits")) {
            out().printf(
                            "%6.2f  %-32s  %s%n",
                            hit.get("score").asDouble(), hit.get("imageId").asText(), caption(hit));
        }
        for (JsonNode word : answer.path("words")) {
            understoodWord(word).ifPresent(err()::println);
        }
        for (JsonNode unknown : answer.get("unknownWords")) {
            err().println(unknownWord(unknown));
        }
        JsonNode shards = answer.get("shards");
        if (shards.get("answered").asInt() < shards.get("total").asInt()) {
            err().printf(
                            "Only %d of %d parts of the index answered.%n",
                            shards.get("answered").asInt(), shards.get("total").asInt());
        }
        return 0;
    }

    /** The caption with its confidence, which an older Fourfold does not say; nothing if there is none. */
    private static String caption(JsonNode hit) {
        return hit.has("caption")
                ? new PrintedCaption(
                                hit.get("caption").asText(),
                                hit.path("confidence").asDouble(Caption.NOT_KNOWN))
                        .toString()
                : "";
    }

    /** What stands for a word outside the vocabulary. */
    private static Optional<String> understoodWord(JsonNode word) {
        JsonNode meanings = word.get("understoodAs");
        if (word.get("known").asBoolean() || meanings.isEmpty()) {
            return Optional.empty();
        }
        StringJoiner names = new StringJoiner(", ");
        meanings.forEach(meaning -> names.add(meaning.asText()));
        return Optional.of("Understood '" + word.get("word").asText() + "' as " + names + ".");
    }

    private static String unknownWord(JsonNode unknown) {
        String searched =
                "Searched without '" + unknown.get("word").asText() + "', which the network does not understand";
        JsonNode near = unknown.get("nearSpellings");
        return near.isEmpty()
                ? searched + "."
                : searched + "; did you mean " + near.get(0).asText() + "?";
    }
}
