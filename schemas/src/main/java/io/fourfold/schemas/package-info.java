/**
 * The Avro records of all topics, generated from {@code src/main/avro}.
 */
package io.fourfold.schemas;
