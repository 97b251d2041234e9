/** What is measured: the network, the similarity store, searches, the pipeline and instances that die, beside references. */
package io.fourfold.bench;
