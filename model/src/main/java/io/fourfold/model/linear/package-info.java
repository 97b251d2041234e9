/** Linear algebra by OpenBLAS, without ND4J: matrices, vectors, named weights and the file that keeps them. */
package io.fourfold.model.linear;
