/**
 * Maps of words and photos on a plane, drawn by t-SNE in the background.
 */
package io.fourfold.topology.map;
