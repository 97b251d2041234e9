/**
 * Ground: what becomes of a failure. What can never succeed is a dead letter; what may pass is tried again.
 */
package io.fourfold.topology.error;
