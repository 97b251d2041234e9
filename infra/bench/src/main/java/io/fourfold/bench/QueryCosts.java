package io.fourfold.bench;

import io.fourfold.infra.plan.FanOut;
import io.fourfold.infra.plan.Figure;
import java.util.Map;

/** What a query costs, from what it took in deployments of different sizes. */
final class QueryCosts {

    private static final double NANOS_PER_MILLI = 1e6;

    private QueryCosts() {}

    /**
     * Solves for what each part costs. Every time is that of a query, in ms, of all instances together.
     *
     * @param few partitions of the first size
     * @param many partitions of the second size
     * @param photos in the index
     * @param times what was measured
     * @param scanNanos what a photo of an index costs
     */
    static Map<Figure, Double> of(int few, int many, int photos, Times times, double scanNanos) {
        double scan = scanNanos / NANOS_PER_MILLI;
        double partition = (times.manyAlone - times.fewAlone) / (many - few);
        FanOut two = new FanOut(few, 2, 1);
        double remoteFew = two.remotePartitions();
        double remoteMany = new FanOut(many, 2, 1).remotePartitions();
        double remote =
                ((times.manyTwo - times.manyAlone) - (times.fewTwo - times.fewAlone)) / (remoteMany - remoteFew);
        double request = ((times.fewTwo - times.fewAlone) - remoteFew * remote) / two.requests();
        return Map.of(
                Figure.QUERY, Math.max(0, times.fewAlone - few * partition - photos * scan),
                Figure.QUERY_PARTITION, Math.max(0, partition),
                Figure.QUERY_REMOTE, Math.max(0, remote),
                Figure.QUERY_REQUEST, Math.max(0, request),
                Figure.QUERY_SCAN, scanNanos);
    }

    /**
     * Processor time of a query, in ms.
     *
     * @param fewAlone few partitions, one instance
     * @param manyAlone many partitions, one instance
     * @param fewTwo few partitions, two instances
     * @param manyTwo many partitions, two instances
     */
    record Times(double fewAlone, double manyAlone, double fewTwo, double manyTwo) {}
}
