/**
 * Text search itself, which HTTP and events share: a text becomes a vector, and the nearest photos are ranked.
 */
package io.fourfold.topology.text;
