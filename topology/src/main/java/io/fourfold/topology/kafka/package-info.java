/**
 * Ground: topics and how they must be made, serdes, clients, readers of small topics, and the metrics of everything
 * above.
 */
package io.fourfold.topology.kafka;
