package io.fourfold.topology.text;

import io.fourfold.model.inversion.InversionOptions;
import java.util.Locale;

/** How a text becomes an image embedding. */
public enum SearchMethod {
    /** What the product does. */
    INVERSION(InversionOptions.standard(), true),
    /** The article's version, without ranking again: about seventy times the work, worse answers; for comparison only. */
    PLAIN(InversionOptions.plain(), false);

    private final InversionOptions options;
    private final boolean reranked;

    SearchMethod(InversionOptions options, boolean reranked) {
        this.options = options;
        this.reranked = reranked;
    }

    /** Its name in requests. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the nearest photos are ranked again by likelihood. */
    public boolean reranked() {
        return reranked;
    }

    InversionOptions options() {
        return options;
    }
}
