package io.fourfold.topology.shard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order in which stores keep photos: by the UTF-8 bytes of their ids, which is not that of {@link String}. */
public final class IdOrder {

    /** Compares ids. */
    public static final Comparator<String> BY_UTF_8 = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private IdOrder() {}
}
