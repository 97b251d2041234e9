package io.fourfold.topology.map;

import io.fourfold.topology.similarity.Visibility;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A map for each of those who see different photos: that of everything, and those that were asked for last of the others.
 * Safe for concurrent use.
 */
final class VisibleMaps {

    /** Each has the vectors of its photos, up to some megabytes. */
    static final int MOST_RESTRICTED = 8;

    private static final float LOAD_FACTOR = 0.75f;

    private final Supplier<RedrawnMap> maps;
    private final RedrawnMap ofEverything;
    private final Map<Visibility, RedrawnMap> restricted = new LinkedHashMap<>(2 * MOST_RESTRICTED, LOAD_FACTOR, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Visibility, RedrawnMap> eldest) {
            if (size() <= MOST_RESTRICTED) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    };

    /** @param maps makes one of which nothing is drawn yet */
    VisibleMaps(Supplier<RedrawnMap> maps) {
        this.maps = maps;
        this.ofEverything = maps.get();
    }

    synchronized RedrawnMap of(Visibility visibility) {
        return visibility.unrestricted() ? ofEverything : restricted.computeIfAbsent(visibility, photos -> maps.get());
    }
}
