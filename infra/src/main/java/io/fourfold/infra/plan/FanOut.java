package io.fourfold.infra.plan;

/**
 * Whom a query for photos like a stored one asks: the owner of the photo for its embedding, everyone who has a partition
 * that is asked, then the owners of the hits for their captions. An instance asks itself without a request.
 *
 * @param partitions of the index
 * @param instances that keep them
 * @param asked part of the partitions that a query asks; 1 is all
 */
public record FanOut(int partitions, int instances, double asked) {

    /** Hits of a page, each with its caption. */
    public static final int HITS = 10;

    /** Partitions that are asked. */
    public int askedPartitions() {
        return (int) Math.ceil(asked * partitions);
    }

    /** Requests to other instances that ask for similar photos. */
    public double searches() {
        return others() * (asked == 1 ? instances : owners(askedPartitions()));
    }

    /** Requests to other instances that look one photo, or several, up. */
    public double lookUps() {
        return others() * (1 + owners(HITS));
    }

    /** All requests to other instances. */
    public double requests() {
        return searches() + lookUps();
    }

    /** Asked partitions that are on other instances. */
    public double remotePartitions() {
        return others() * askedPartitions();
    }

    /** Most partitions of an instance. */
    public int mostPartitions() {
        return ceiling(partitions, instances);
    }

    /** Part of the index of the instance that has most. */
    public double mostShare() {
        return (double) mostPartitions() / partitions;
    }

    static int ceiling(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    private double others() {
        return (double) (instances - 1) / instances;
    }

    /** Instances that so many partitions, chosen at random, are on. */
    private double owners(int chosen) {
        return instances * (1 - Math.pow(1 - 1.0 / instances, chosen));
    }
}
