package io.fourfold.infra.plan;

/**
 * The index and its queries on some instances.
 *
 * @param demand what is asked of it
 * @param figures what each part costs
 * @param hardware of each instance
 * @param partitions of the index
 * @param instances that keep them
 */
public record Index(Demand demand, Figures figures, Hardware hardware, int partitions, int instances) {

    /** Live objects are at most so much of the heap, so that collections stay rare. */
    static final double HEAP_USED = 0.67;

    /** RocksDB rewrites files beside the old ones. */
    static final double DISK_USED = 0.5;

    /** A search takes so much less or more than its mean, evenly spread. */
    public static final double SPREAD = 0.2;

    /** Threads that read other instances' answers, at each instance. */
    public static final int PEER_THREADS = 4;

    /** A session has so many heartbeats. */
    public static final int HEARTBEATS = 6;

    public FanOut fanOut() {
        return new FanOut(partitions, instances, demand.asked());
    }

    /** Time that an instance with most partitions searches for a query, in seconds. */
    public double shareSeconds() {
        return demand.asked() * fanOut().mostPartitions() * partitionSeconds();
    }

    /** Time that the search of one partition takes, in seconds. */
    public double partitionSeconds() {
        return figures.seconds(Figure.QUERY_PARTITION)
                + demand.photos() / partitions * figures.seconds(Figure.QUERY_SCAN);
    }

    /** Processor seconds of a query on all instances together. */
    public double querySeconds() {
        return overheadSeconds() + fanOut().askedPartitions() * partitionSeconds();
    }

    /** What of that is not searching. */
    public double overheadSeconds() {
        FanOut fanOut = fanOut();
        return figures.seconds(Figure.QUERY)
                + fanOut.requests() * figures.seconds(Figure.QUERY_REQUEST)
                + fanOut.remotePartitions() * figures.seconds(Figure.QUERY_REMOTE);
    }

    /** Processors that an instance with most partitions needs. */
    public double processors() {
        return demand.queries() * overheadSeconds() / instances
                + (demand.queries() + demand.searches()) * shareSeconds()
                + indexing();
    }

    /** Processors of it that take in new photos, standbys included. */
    public double indexing() {
        return demand.uploads() * (1 + demand.standbys()) * fanOut().mostShare() * figures.seconds(Figure.INDEX);
    }

    /** Part of the processors' time that is used. */
    public double busy() {
        return processors() / hardware.processors();
    }

    /** Time of a query from its request to its answer, in seconds: mean, while nothing fails. */
    public double latencySeconds() {
        return figures.seconds(Figure.QUERY) + lookUpSeconds() + gatheredSeconds();
    }

    /** Time from asking everyone until the last answer is read, in seconds. */
    public double gatheredSeconds() {
        return readSeconds() + Waiting.seconds(hardware.processors(), busy(), shareSeconds()) + answeredSeconds();
    }

    /** Time of the slowest of all instances that have most partitions: the expected maximum. */
    public double slowestShareSeconds() {
        int remainder = partitions % instances;
        int slow = remainder == 0 ? instances : remainder;
        return shareSeconds() * (1 + SPREAD * (slow - 1) / (slow + 1));
    }

    /** Time to look the photo's embedding up, which may be on the instance itself, and then the hits' captions. */
    public double lookUpSeconds() {
        return requestSeconds() * ((double) (instances - 1) / instances + 1);
    }

    /** A request to another instance and its answer, without what is asked. */
    public double requestSeconds() {
        return instances == 1 ? 0 : figures.seconds(Figure.QUERY_REQUEST);
    }

    /** Time until the last answer is read: that of the slowest, or of all, one after the other, from the first one on. */
    public double answeredSeconds() {
        double first = demand.asked() * (partitions / instances) * partitionSeconds() * (1 - SPREAD);
        return Math.max(slowestShareSeconds() + readSeconds(), first + gatherSeconds());
    }

    /** Time in which the asking instance reads all answers, in seconds. */
    public double gatherSeconds() {
        return fanOut().searches() * readSeconds() / Math.min(PEER_THREADS, hardware.processors());
    }

    /** Time to write one instance's answer, or to read it, in seconds: half of what requests and remote partitions cost. */
    public double readSeconds() {
        double remote = fanOut().searches() == 0 ? 0 : fanOut().remotePartitions() / fanOut().searches();
        return (figures.seconds(Figure.QUERY_REQUEST) + remote * figures.seconds(Figure.QUERY_REMOTE)) / 2;
    }

    /** Photos of an instance with most partitions, standbys included. */
    public double photosOfInstance() {
        return demand.photos() * fanOut().mostShare() * (1 + demand.standbys());
    }

    /** Heap of an instance. */
    public double heapBytes() {
        return (figures.value(Figure.INSTANCE_HEAP) + photosOfInstance() * figures.value(Figure.INDEX_HEAP))
                / HEAP_USED;
    }

    /** Disk of an instance. */
    public double diskBytes() {
        return photosOfInstance() * photoDiskBytes() / DISK_USED;
    }

    double photoDiskBytes() {
        return figures.value(Figure.INDEX_DISK) + (demand.thumbnails() ? figures.value(Figure.THUMBNAILED) : 0);
    }

    /** Mean seconds from an instance's death until its group knows. */
    public double detectionSeconds() {
        return sessionSeconds() - heartbeatSeconds() / 2;
    }

    /**
     * Mean seconds from then until the last of the others has heard of it, each at its own next heartbeat: the expected
     * maximum. Only then are the partitions given away.
     */
    public double rejoinSeconds() {
        return heartbeatSeconds() * (instances - 1) / instances;
    }

    /** Seconds from one heartbeat to the next. */
    public double heartbeatSeconds() {
        return sessionSeconds() / HEARTBEATS;
    }

    private double sessionSeconds() {
        return demand.session().toMillis() / 1_000.0;
    }

    /** Seconds that one partition takes to be restored from the topics. */
    public double restoreSeconds() {
        return demand.photos() / partitions * figures.seconds(Figure.RESTORE);
    }

    /** Seconds from the death of an instance until all of its partitions answer again. */
    public double outageSeconds() {
        double noticed = detectionSeconds() + rejoinSeconds();
        if (demand.standbys() > 0 || instances == 1) {
            return noticed;
        }
        return noticed + FanOut.ceiling(fanOut().mostPartitions(), instances - 1) * restoreSeconds();
    }
}
