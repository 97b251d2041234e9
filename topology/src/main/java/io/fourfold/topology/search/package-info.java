/**
 * The application that answers searches that arrive as events.
 */
package io.fourfold.topology.search;
