package io.fourfold.infra.plan;

import io.fourfold.topology.images.ImageStores;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.search.SearchStores;
import io.fourfold.topology.text.SearchRanking;
import java.util.ArrayList;
import java.util.List;

/**
 * What the topics of a deployment with one network hold, and the brokers for it.
 *
 * @param demand what is asked
 * @param figures bytes of each photo
 * @param partitions of every topic
 */
public record Brokers(Demand demand, Figures figures, int partitions) {

    /** Rules of thumb of Kafka's own makers (Apache Software Foundation's blog, 2018), not measured here. */
    static final int MOST_REPLICAS = 4_000;

    static final int MOST_REPLICAS_OF_A_CLUSTER = 200_000;

    /** Bytes that a broker writes in a second, and its disk: assumptions, not measured here. */
    static final double WRITTEN_BYTES = 100e6;

    static final double DISK_BYTES = 10e12;

    /** Compacted topics hold what is out of date for a day or two, and the segment that is being written. */
    static final double DISK_USED = 0.67;

    /** Key, headers, URI, digest and file name of an upload. */
    private static final double UPLOAD_BYTES = 300;

    /** A vector of 300 floats and the rest of a search's record. */
    private static final double INVERTED_BYTES = 1_350;

    /** A candidate: two bytes for each of 300 numbers, id and score. */
    private static final double CANDIDATE_BYTES = 650;

    private static final double COMPLETED_BYTES = 1_000;
    private static final double DAY = 86_400;
    private static final double HOUR = 3_600;

    /** Topics and changelogs; each has all partitions. */
    public int topics() {
        Topics topics = new Topics();
        return topics.specs(1, (short) 1).size()
                + topics.results().size()
                + ImageStores.changelogs().size()
                + SearchStores.changelogs().size();
    }

    public double replicas() {
        return (double) topics() * partitions * demand.replication();
    }

    /** Bytes of a search in the internal topics: it goes to every partition, and each answers. */
    public double searchBytes() {
        return partitions * (INVERTED_BYTES + SearchRanking.candidates(FanOut.HITS) * CANDIDATE_BYTES);
    }

    double uploadBytes() {
        return UPLOAD_BYTES + demand.photoBytes();
    }

    private double resultBytes() {
        return figures.value(Figure.EMBEDDED)
                + figures.value(Figure.CAPTIONED)
                + (demand.thumbnails() ? figures.value(Figure.THUMBNAILED) : 0);
    }

    /** Bytes that producers send in a second. */
    public double produced() {
        return demand.uploads() * (uploadBytes() + 2 * resultBytes()) + demand.searches() * searchBytes();
    }

    /** Bytes of one copy of everything. */
    public double bytes() {
        return sizes().stream().mapToDouble(TopicSize::bytes).sum();
    }

    public double diskBytes() {
        return bytes() * demand.replication() / DISK_USED;
    }

    /** Enough for replicas, writing and disk, and for every copy to have a broker of its own. */
    public int count() {
        return (int) Math.ceil(Math.max(
                demand.replication(),
                Math.max(
                        replicas() / MOST_REPLICAS,
                        Math.max(produced() * demand.replication() / WRITTEN_BYTES, diskBytes() / DISK_BYTES))));
    }

    /** What each topic holds. */
    public List<TopicSize> sizes() {
        String prefix = Topics.DEFAULT_PREFIX;
        List<TopicSize> sizes = new ArrayList<>();
        sizes.add(kept(
                prefix + ".image.uploaded",
                uploadBytes(),
                demand.photoBytes() == 0 ? "a claim check" : "the photo and %s".formatted(Amount.bytes(UPLOAD_BYTES))));
        sizes.addAll(twice(".image.embedded", Figure.EMBEDDED));
        sizes.addAll(twice(".image.captioned", Figure.CAPTIONED));
        if (demand.thumbnails()) {
            sizes.addAll(twice(".image.thumbnailed", Figure.THUMBNAILED));
        }
        if (demand.searches() > 0) {
            sizes.add(new TopicSize(
                    prefix + ".search.*, a day",
                    2 * COMPLETED_BYTES,
                    demand.searches() * 2 * COMPLETED_BYTES * DAY,
                    "searches a second x request and answer x 86,400 s"));
            sizes.add(new TopicSize(
                    prefix + ".search.*, an hour",
                    searchBytes(),
                    demand.searches() * searchBytes() * HOUR,
                    "searches a second x partitions x (%s + %d candidates x %s) x 3,600 s"
                            .formatted(
                                    Amount.bytes(INVERTED_BYTES),
                                    SearchRanking.candidates(FanOut.HITS),
                                    Amount.bytes(CANDIDATE_BYTES))));
        }
        return sizes;
    }

    private List<TopicSize> twice(String topic, Figure figure) {
        double each = figures.value(figure);
        String name = Topics.DEFAULT_PREFIX + topic;
        return List.of(
                kept(name + ".<network>", each, "%s, measured".formatted(figure.key())),
                kept(name, each, "the same, published"));
    }

    private TopicSize kept(String topic, double each, String what) {
        return new TopicSize(
                topic, each, demand.photos() * each, "photos x %s (%s)".formatted(Amount.bytes(each), what));
    }
}
