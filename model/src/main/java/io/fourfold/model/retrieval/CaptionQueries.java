package io.fourfold.model.retrieval;

import io.fourfold.model.inversion.InexpressibleQueryException;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captions as queries, in the photos' order.
 *
 * @param queries understood by the network
 * @param texts as people wrote them
 * @param photos the photo that each is about
 */
record CaptionQueries(List<Query> queries, List<String> texts, List<Integer> photos) {

    private static final Logger LOG = LoggerFactory.getLogger(CaptionQueries.class);

    /** All captions but those of which the network knows no word. */
    static CaptionQueries of(List<EmbeddedPhoto> photos, TextSearch search) {
        CaptionQueries all = none();
        for (int photo = 0; photo < photos.size(); photo++) {
            for (String caption : photos.get(photo).captions()) {
                try {
                    all.add(search.understand(caption), photo);
                } catch (InexpressibleQueryException e) {
                    LOG.warn("left out '{}': {}", caption, e.getMessage());
                }
            }
        }
        return all;
    }

    /** Queries can be added to them. */
    static CaptionQueries none() {
        return new CaptionQueries(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Query query, int photo) {
        queries.add(query);
        texts.add(query.text());
        photos.add(photo);
    }

    int size() {
        return queries.size();
    }

    int photo(int query) {
        return photos.get(query);
    }

    /** At most so many, evenly spread. */
    CaptionQueries sample(int count) {
        CaptionQueries some = none();
        int used = Math.min(count, size());
        for (int i = 0; i < used; i++) {
            int query = (int) ((long) i * size() / used);
            some.add(queries.get(query), photos.get(query));
        }
        return some;
    }
}
