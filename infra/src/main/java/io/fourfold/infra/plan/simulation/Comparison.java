package io.fourfold.infra.plan.simulation;

/**
 * What a formula says beside what happened.
 *
 * @param name what it is
 * @param unit of both: s, or empty for counts
 */
public record Comparison(String name, String unit, double formula, double simulated) {

    /** How far the simulation is from the formula, in parts of the formula. */
    public double off() {
        return formula == simulated ? 0 : Math.abs(simulated - formula) / formula;
    }
}
