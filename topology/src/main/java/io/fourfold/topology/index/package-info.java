/**
 * The application that keeps the index of one network and searches it for events.
 */
package io.fourfold.topology.index;
