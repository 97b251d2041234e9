package io.fourfold.infra.plan;

/**
 * A figure of a plan.
 *
 * @param name what it is
 * @param value with its unit
 * @param formula how it comes about, with the numbers
 */
public record Line(String name, String value, String formula) {}
