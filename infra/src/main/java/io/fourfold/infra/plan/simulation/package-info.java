/** A simulation by discrete events of what the plan's formulas say, and how far apart the two are. */
package io.fourfold.infra.plan.simulation;
