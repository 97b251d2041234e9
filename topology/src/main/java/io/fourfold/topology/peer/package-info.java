/**
 * Queries between instances over HTTP: the paths, their JSON and the client.
 */
package io.fourfold.topology.peer;
