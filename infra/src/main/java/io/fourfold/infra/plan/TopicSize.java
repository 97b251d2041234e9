package io.fourfold.infra.plan;

/**
 * What a topic holds in the long run.
 *
 * @param topic its name
 * @param bytesEach of a photo, or of a search
 * @param bytes of one copy
 * @param formula how they come about
 */
public record TopicSize(String topic, double bytesEach, double bytes, String formula) {}
