/**
 * Ground: every setting, read once into typed records, and what the Kafka Streams properties of all applications have
 * in common.
 */
package io.fourfold.topology.config;
