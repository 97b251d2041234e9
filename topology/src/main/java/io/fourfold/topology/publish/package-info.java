/**
 * The application that publishes the results of the network in service.
 */
package io.fourfold.topology.publish;
