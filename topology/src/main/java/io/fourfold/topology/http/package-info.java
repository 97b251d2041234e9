/**
 * The HTTP API: one class for each resource, and every error as a problem detail (RFC 9457).
 */
package io.fourfold.topology.http;
