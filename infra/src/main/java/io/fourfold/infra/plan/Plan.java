package io.fourfold.infra.plan;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a deployment needs, each figure with its formula.
 *
 * @param imagesInstances instances of the images role
 * @param describing what they do
 * @param index instances of the index, and its queries
 * @param searchInstances instances of the search role; 0 if nobody searches by events
 * @param brokers the topics, and what they need
 */
public record Plan(
        Demand demand,
        Hardware hardware,
        Figures figures,
        int imagesInstances,
        Describing describing,
        Index index,
        int searchInstances,
        Brokers brokers) {

    /** Part of a decoding thread's heap that photos may take. */
    private static final double DECODING_PART = 0.5;

    /** A photo of 25 megapixels, four bytes each, while it is decoded. */
    private static final double DECODED_BYTES = 100e6;

    /** Query time-out of this release, of which other instances have half, in seconds. */
    private static final double OTHERS_SECONDS = 1;

    /** Bounds of this release: see {@code http/RequestBulkheads} and {@code app/InstanceRoles}. */
    private static final int PEER_REQUESTS = 200;

    private static final int SCATTERED_QUERIES = 64;

    /** Three times the uploads, for a minute. */
    public Describing.Burst burst() {
        return new Describing.Burst(demand.uploads(), 3, 60);
    }

    public int partitions() {
        return index.partitions();
    }

    /** What each role needs. */
    public List<RoleSize> roles() {
        int processors = hardware.processors();
        double photo = figures.seconds(Figure.PHOTO);
        return List.of(
                new RoleSize(
                        "images",
                        imagesInstances,
                        imagesInstances * processors,
                        describing.busy(demand.uploads()),
                        figures.value(Figure.INSTANCE_HEAP) + processors * DECODED_BYTES / DECODING_PART,
                        0,
                        "uploads a second x %s a photo / busy part / processors; a thread has at most %d of %,d partitions; heap: %s + threads x 2 x %s"
                                .formatted(
                                        Amount.seconds(photo),
                                        describing.mostPartitions(),
                                        partitions(),
                                        Amount.bytes(figures.value(Figure.INSTANCE_HEAP)),
                                        Amount.bytes(DECODED_BYTES))),
                new RoleSize(
                        "index",
                        index.instances(),
                        index.instances() * processors,
                        index.busy(),
                        index.heapBytes(),
                        index.diskBytes(),
                        indexFormula()),
                new RoleSize(
                        "search",
                        searchInstances,
                        searchInstances * processors,
                        searchInstances == 0
                                ? 0
                                : demand.searches() * figures.seconds(Figure.SEARCH) / (searchInstances * processors),
                        searchInstances == 0 ? 0 : 2 * figures.value(Figure.INSTANCE_HEAP),
                        0,
                        "searches a second x %s / busy part / processors"
                                .formatted(Amount.seconds(figures.seconds(Figure.SEARCH)))),
                new RoleSize(
                        "brokers",
                        brokers.count(),
                        0,
                        0,
                        0,
                        brokers.diskBytes() / brokers.count(),
                        "the most of: %d copies; %,.0f replicas / %,d; %s a second x copies / %s; %s / %s"
                                .formatted(
                                        demand.replication(),
                                        brokers.replicas(),
                                        Brokers.MOST_REPLICAS,
                                        Amount.bytes(brokers.produced()),
                                        Amount.bytes(Brokers.WRITTEN_BYTES),
                                        Amount.bytes(brokers.diskBytes()),
                                        Amount.bytes(Brokers.DISK_BYTES))));
    }

    private String indexFormula() {
        FanOut fanOut = index.fanOut();
        return ("queries x (%s of %d partitions x (%s + photos / partitions x %s) + (%s + %s requests x %s + %s remote answers x %s)"
                        + " / instances) + uploads x share x %s, all <= processors x busy part; heap: (%s + %s photos x %s) / %.2f; disk:"
                        + " photos x %s / %.1f")
                .formatted(
                        demand.asked() == 1 ? "all" : Amount.number(demand.asked()),
                        fanOut.mostPartitions(),
                        Amount.seconds(figures.seconds(Figure.QUERY_PARTITION)),
                        nanos(Figure.QUERY_SCAN),
                        Amount.seconds(figures.seconds(Figure.QUERY)),
                        Amount.number(fanOut.requests()),
                        Amount.seconds(figures.seconds(Figure.QUERY_REQUEST)),
                        Amount.number(fanOut.remotePartitions()),
                        Amount.seconds(figures.seconds(Figure.QUERY_REMOTE)),
                        Amount.seconds(figures.seconds(Figure.INDEX)),
                        Amount.bytes(figures.value(Figure.INSTANCE_HEAP)),
                        Amount.number(index.photosOfInstance()),
                        Amount.bytes(figures.value(Figure.INDEX_HEAP)),
                        Index.HEAP_USED,
                        Amount.bytes(index.photoDiskBytes()),
                        Index.DISK_USED);
    }

    private String nanos(Figure figure) {
        return "%s ns".formatted(Amount.number(figures.value(figure)));
    }

    /** How long things take. */
    public List<Line> times() {
        FanOut fanOut = index.fanOut();
        Describing.Burst burst = burst();
        double spare = describing.capacity() - demand.uploads();
        return List.of(
                new Line(
                        "a query",
                        Amount.seconds(index.latencySeconds()),
                        "%s + look-ups %s + wait + search %s, or reading %s answers %s, if that takes longer; processor time in all %s"
                                .formatted(
                                        Amount.seconds(figures.seconds(Figure.QUERY)),
                                        Amount.seconds(index.lookUpSeconds()),
                                        Amount.seconds(index.shareSeconds()),
                                        Amount.number(fanOut.searches()),
                                        Amount.seconds(index.gatherSeconds()),
                                        Amount.seconds(index.querySeconds()))),
                new Line(
                        "an instance of the index starts again with its disk",
                        Amount.seconds(index.photosOfInstance() * figures.seconds(Figure.OPEN)),
                        "%s photos x %s, on one processor"
                                .formatted(
                                        Amount.number(index.photosOfInstance()),
                                        Amount.seconds(figures.seconds(Figure.OPEN)))),
                new Line(
                        "the same with an empty disk",
                        Amount.seconds(index.photosOfInstance() * figures.seconds(Figure.RESTORE)),
                        "%s photos x %s, on one processor"
                                .formatted(
                                        Amount.number(index.photosOfInstance()),
                                        Amount.seconds(figures.seconds(Figure.RESTORE)))),
                new Line(
                        "one is lost: until all answers are complete again",
                        Amount.seconds(index.outageSeconds()),
                        "noticed after %s (session %s less half a heartbeat), all told %s later%s"
                                .formatted(
                                        Amount.seconds(index.detectionSeconds()),
                                        Amount.seconds(demand.session().toSeconds()),
                                        Amount.seconds(index.rejoinSeconds()),
                                        demand.standbys() > 0
                                                ? "; standbys have the rest"
                                                : "; then %s for a partition, %d at an instance"
                                                        .formatted(
                                                                Amount.seconds(index.restoreSeconds()),
                                                                FanOut.ceiling(
                                                                        fanOut.mostPartitions(),
                                                                        Math.max(1, index.instances() - 1))))),
                new Line(
                        "three times the uploads for a minute: waiting then",
                        Amount.number(describing.backlog(burst)) + " photos",
                        "60 s x (3 x uploads - %s a second)".formatted(Amount.number(describing.capacity()))),
                new Line(
                        "and until they are described",
                        Amount.seconds(describing.drainSeconds(burst)),
                        "what waits / (%s - uploads) a second".formatted(Amount.number(describing.capacity()))),
                new Line(
                        "all photos described by another network",
                        Amount.seconds(demand.photos() / spare),
                        "photos / (%s - uploads) a second, by the same instances"
                                .formatted(Amount.number(describing.capacity()))));
    }

    /** What there is only so much of, the nearest first. */
    public List<Limit> limits() {
        FanOut fanOut = index.fanOut();
        double searching = index.latencySeconds();
        double searchesOthers = demand.queries()
                * (index.instances() - 1)
                / index.instances()
                * (index.shareSeconds() + index.requestSeconds());
        return Stream.of(
                        new Limit(
                                "photos a second, of all partitions' threads",
                                demand.uploads(),
                                partitions() / figures.seconds(Figure.PHOTO),
                                "",
                                "more partitions: a second deployment beside the first"),
                        new Limit(
                                "instances of the index, one for a partition",
                                index.instances(),
                                partitions(),
                                "",
                                "more partitions, or larger instances"),
                        new Limit(
                                "answers of the others; half of query.timeout.ms",
                                index.gatheredSeconds(),
                                OTHERS_SECONDS,
                                "s",
                                "fewer, larger instances if reading takes longest, otherwise more of them"),
                        new Limit(
                                "requests of others in work at an instance",
                                searchesOthers,
                                PEER_REQUESTS,
                                "",
                                "faster searches: more instances"),
                        new Limit(
                                "queries in work at the instance that is asked",
                                demand.queries() / index.instances() * searching,
                                SCATTERED_QUERIES,
                                "",
                                "more instances"),
                        new Limit(
                                "threads that read other instances' answers",
                                demand.queries() / index.instances() * fanOut.searches() * index.readSeconds(),
                                Math.min(Index.PEER_THREADS, hardware.processors()),
                                "",
                                "fewer, larger instances, or asking a part of the partitions"),
                        new Limit(
                                "thread that maintains the index, of one",
                                index.indexing() + demand.searches() * index.shareSeconds(),
                                1,
                                "",
                                "index.threads"),
                        new Limit(
                                "replicas of partitions in the cluster",
                                brokers.replicas(),
                                Brokers.MOST_REPLICAS_OF_A_CLUSTER,
                                "",
                                "fewer partitions (a rule of thumb, not measured)"))
                .sorted(Comparator.comparingDouble(Limit::room))
                .toList();
    }
}
