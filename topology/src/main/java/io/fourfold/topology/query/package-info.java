/**
 * The use cases: what the HTTP API is asked, answered from the index and the network.
 */
package io.fourfold.topology.query;
