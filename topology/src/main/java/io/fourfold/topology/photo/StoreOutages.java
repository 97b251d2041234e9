package io.fourfold.topology.photo;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store of photos that is away from photos that cannot be had: a circuit breaker for each store (M. Nygard, Release
 * It!, 2007). A store is away once most of the photos that were asked for last could not be fetched; it is then asked for one
 * photo at a time until it hands one out. Each photo counts once, so that one that is tried again and again is no outage. Safe
 * for concurrent use. All times are milliseconds since the epoch.
 */
public final class StoreOutages {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOutages.class);

    private static final int RECENT_PHOTOS = 16;
    private static final int MOST_PHOTOS = 12;

    private final Duration probePause;
    private final Map<String, Store> stores = new HashMap<>();

    /**
     * @param probePause between two tries of a store that is away
     */
    public StoreOutages(Duration probePause) {
        this.probePause = probePause;
    }

    private static final class Store {

        /** The photos that were asked for last, and whether the store answered. */
        private final Map<String, Boolean> recent = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > RECENT_PHOTOS;
            }
        };

        private boolean away;
        private long nextProbe;
        private long lastAway = Long.MIN_VALUE;

        private void note(String photo, boolean answered) {
            recent.remove(photo);
            recent.put(photo, answered);
        }

        private boolean failsMostly() {
            return recent.values().stream().filter(answered -> !answered).count() >= MOST_PHOTOS;
        }
    }

    /** Whether a store is not to be asked now. */
    public synchronized boolean isAway(String store, long now) {
        Store known = stores.get(store);
        return known != null && known.away && now < known.nextProbe;
    }

    /** Whether a store may be asked now; of one that is away, one caller is told so after each pause. */
    public synchronized boolean mayAsk(String store, long now) {
        if (isAway(store, now)) {
            return false;
        }
        Store known = stores.get(store);
        if (known != null) {
            known.nextProbe = now + probePause.toMillis();
        }
        return true;
    }

    /** Whether a store has been away at a time after that. */
    public synchronized boolean wasAwaySince(String store, long then) {
        Store known = stores.get(store);
        return known != null && (known.away || known.lastAway >= then);
    }

    /** Notes that a store answered, be it that it has no such photo. */
    public synchronized void answered(String store, String photo, long now) {
        Store known = stores.computeIfAbsent(store, name -> new Store());
        if (known.away) {
            LOG.warn("Photos come again from {}; those that wait are taken", store);
            known.away = false;
            known.lastAway = now;
            known.recent.clear();
        }
        known.note(photo, true);
    }

    /** Notes that a photo could not be fetched. */
    public synchronized void failed(String store, String photo, long now) {
        Store known = stores.computeIfAbsent(store, name -> new Store());
        known.note(photo, false);
        if (!known.away && known.failsMostly()) {
            LOG.error(
                    "{} is away: {} of the last {} photos failed there. Its photos wait, however long it takes; one is tried"
                            + " every {} ms",
                    store,
                    MOST_PHOTOS,
                    known.recent.size(),
                    probePause.toMillis());
            known.away = true;
            known.nextProbe = now + probePause.toMillis();
        }
        if (known.away) {
            known.lastAway = now;
        }
    }

    /** How many stores are away. */
    public synchronized long count() {
        return stores.values().stream().filter(store -> store.away).count();
    }
}
