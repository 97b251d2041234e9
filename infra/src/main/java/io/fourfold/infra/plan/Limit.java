package io.fourfold.infra.plan;

/**
 * Something that there is no more of than so much.
 *
 * @param name what it is
 * @param needed by the plan
 * @param most that there can be
 * @param unit of both: s, or empty for counts
 * @param remedy what moves it
 */
public record Limit(String name, double needed, double most, String unit, String remedy) {

    /** So many times as much would be possible; below 1 it is not. */
    public double room() {
        return needed == 0 ? Double.POSITIVE_INFINITY : most / needed;
    }
}
