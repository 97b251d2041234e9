/**
 * Linear algebra: matrices outside the heap, their products by OpenBLAS, named weights and their file.
 * Starts no ND4J, which only training needs.
 */
package io.fourfold.model.linear;
