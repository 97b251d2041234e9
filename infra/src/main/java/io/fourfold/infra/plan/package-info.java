/** What a deployment of a given load needs, by formulas over figures that {@code fourfold bench capacity} has measured. */
package io.fourfold.infra.plan;
