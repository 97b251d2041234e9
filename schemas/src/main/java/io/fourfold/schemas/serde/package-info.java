/**
 * Avro in the Confluent wire format, and the one adapter to the schema registry's client.
 */
package io.fourfold.schemas.serde;
