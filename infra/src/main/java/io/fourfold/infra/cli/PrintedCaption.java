package io.fourfold.infra.cli;

import java.util.Locale;

/**
 * A caption as commands print it, its confidence in front.
 *
 * @param confidence below 0 if it is not known
 */
record PrintedCaption(String text, double confidence) {

    @Override
    public String toString() {
        return confidence < 0 ? "   ?  " + text : String.format(Locale.ROOT, "%.2f  %s", confidence, text);
    }
}
