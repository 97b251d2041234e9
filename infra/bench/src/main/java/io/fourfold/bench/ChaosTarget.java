package io.fourfold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** An instance that questions are put to. */
interface ChaosTarget {

    String name();

    /** Whether it has started, and nothing has been done to it since. */
    boolean up();

    /** How often it has been killed or was gone otherwise. */
    int deaths();

    /** Whether it would let a query hang. */
    boolean paused();

    /** @throws IOException if nothing answers */
    Answer get(String path) throws IOException, InterruptedException;

    /**
     * A response.
     *
     * @param status HTTP status
     * @param json body
     */
    record Answer(int status, JsonNode json) {}
}
