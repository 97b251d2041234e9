/**
 * The engine of the index: quantised vectors in memory, their scan by SIMD, and the queries it answers.
 */
package io.fourfold.topology.similarity;
