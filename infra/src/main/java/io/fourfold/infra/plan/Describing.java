package io.fourfold.infra.plan;

/**
 * Describing photos: every partition is one thread's, so the thread with most partitions sets the pace.
 *
 * @param photoSeconds time of a photo on a thread
 * @param partitions of the uploads
 * @param threads of all instances together
 */
public record Describing(double photoSeconds, int partitions, int threads) {

    /** Most partitions of a thread. */
    public int mostPartitions() {
        return FanOut.ceiling(partitions, threads);
    }

    /** Photos a second, spread evenly over the partitions, that the busiest thread can just keep up with. */
    public double capacity() {
        return partitions / (mostPartitions() * photoSeconds);
    }

    /** Part of its time that the busiest thread works. */
    public double busy(double uploads) {
        return uploads / capacity();
    }

    /**
     * A time of more uploads than usual.
     *
     * @param uploads a second before and after
     * @param times so many times as many meanwhile
     * @param seconds how long
     */
    public record Burst(double uploads, double times, double seconds) {}

    /** Photos that wait at the end of a burst. */
    public double backlog(Burst burst) {
        int most = mostPartitions();
        int withMost = partitions >= threads && partitions % threads > 0
                ? partitions % threads
                : Math.min(threads, partitions);
        int withLess = Math.min(threads, partitions) - withMost;
        return burst.seconds * (withMost * excess(burst, most) + withLess * excess(burst, most - 1));
    }

    /** Seconds after a burst until the busiest threads have described what waits; infinite if they never have. */
    public double drainSeconds(Burst burst) {
        double room = 1 / photoSeconds - perPartition(burst.uploads) * mostPartitions();
        return room <= 0 ? Double.POSITIVE_INFINITY : burst.seconds * excess(burst, mostPartitions()) / room;
    }

    /** Photos a second that a thread with so many partitions falls behind. */
    private double excess(Burst burst, int ofThread) {
        return Math.max(0, ofThread * perPartition(burst.uploads * burst.times) - 1 / photoSeconds);
    }

    private double perPartition(double uploads) {
        return uploads / partitions;
    }
}
