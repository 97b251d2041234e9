/** Traces by OpenTelemetry: what becomes of a photo from its upload to the index, and of a request. */
package io.fourfold.topology.tracing;
