package io.fourfold.infra.plan;

/**
 * What a role needs.
 *
 * @param role images, index, search or brokers
 * @param instances processes
 * @param processors of all together
 * @param busy part of the time that the busiest one's are used
 * @param heapBytes of one; 0 if it is not planned
 * @param diskBytes of one; 0 if it needs none
 * @param formula how many instances, and why
 */
public record RoleSize(
        String role, int instances, int processors, double busy, double heapBytes, double diskBytes, String formula) {}
