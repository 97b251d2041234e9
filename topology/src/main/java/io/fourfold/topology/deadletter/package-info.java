/**
 * Dead letters, looked at and dealt with: which there are, sending them where they came from, discarding them.
 */
package io.fourfold.topology.deadletter;
