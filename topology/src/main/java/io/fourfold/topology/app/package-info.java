/**
 * The roof: one process, which runs the applications of every deployed network and the HTTP API.
 */
package io.fourfold.topology.app;
