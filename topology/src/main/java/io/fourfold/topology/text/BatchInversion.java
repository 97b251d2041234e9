package io.fourfold.topology.text;

import io.fourfold.model.Network;
import io.fourfold.model.inversion.InexpressibleQueryException;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.InversionResult.Reason;
import io.fourfold.topology.text.InversionResult.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inverts many texts at once; a text that cannot be inverted does not harm the others. */
public record BatchInversion(Network network) {

    private static final Logger LOG = LoggerFactory.getLogger(BatchInversion.class);

    /** Version of the network that inverts. */
    public String modelVersion() {
        return network.version();
    }

    /** One result for each text, in order. */
    public List<InversionResult> invert(List<String> texts, SearchMethod method) {
        TextSearch search;
        try {
            search = network.textSearch();
        } catch (IllegalStateException e) {
            InversionResult refused = new Refused(Reason.UNSUPPORTED, e.getMessage(), List.of());
            return texts.stream().map(text -> refused).toList();
        }
        InversionResult[] results = new InversionResult[texts.size()];
        List<Integer> places = new ArrayList<>();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            try {
                queries.add(search.understand(texts.get(i)));
                places.add(i);
            } catch (InexpressibleQueryException e) {
                results[i] = new Refused(Reason.INEXPRESSIBLE, e.getMessage(), unknown(e.unknownWords()));
            }
        }
        List<InversionResult> inverted = invertAll(search, queries, method);
        for (int i = 0; i < queries.size(); i++) {
            results[places.get(i)] = inverted.get(i);
        }
        return List.of(results);
    }

    private List<InversionResult> invertAll(TextSearch search, List<Query> queries, SearchMethod method) {
        try {
            return search.invert(queries, method.options()).stream()
                    .map(this::inverted)
                    .toList();
        } catch (RuntimeException e) {
            if (queries.size() > 1) {
                return queries.stream()
                        .map(query -> invertAll(search, List.of(query), method).get(0))
                        .toList();
            }
            LOG.error("'{}' cannot be inverted", queries.get(0).text(), e);
            return List.of(new Refused(Reason.FAILED, "The search failed; the service's log says why", List.of()));
        }
    }

    private InversionResult inverted(InvertedQuery query) {
        return new Inverted(query, unknown(query.query().unknownWords()));
    }

    private List<UnknownWord> unknown(List<String> words) {
        return words.stream()
                .map(word -> new UnknownWord(word, network.words().nearSpellings(word.toLowerCase(Locale.ROOT))))
                .toList();
    }
}
