package io.fourfold.infra.plan;

import java.time.Duration;

/**
 * What is asked of a deployment.
 *
 * @param photos in the index
 * @param uploads photos uploaded a second
 * @param queries for similar photos a second
 * @param searches by text a second, by events
 * @param photoBytes of a photo that travels in its upload; 0: as a claim check
 * @param thumbnails whether they are made and kept
 * @param replication copies of every topic
 * @param standbys replicas of each partition of the index
 * @param session timeout after which an instance that is not heard of counts as dead
 * @param asked part of the index that a query asks: 1 is all, as this release does
 */
public record Demand(
        double photos,
        double uploads,
        double queries,
        double searches,
        double photoBytes,
        boolean thumbnails,
        int replication,
        int standbys,
        Duration session,
        double asked) {

    public Demand {
        require(photos >= 1, "at least one photo");
        require(uploads >= 0 && queries >= 0 && searches >= 0 && photoBytes >= 0, "no negative numbers");
        require(replication >= 1 && standbys >= 0, "a replication of at least 1, and standbys of at least 0");
        require(asked > 0 && asked <= 1, "a part of the index above 0 and at most 1");
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a plan needs " + what);
        }
    }
}
