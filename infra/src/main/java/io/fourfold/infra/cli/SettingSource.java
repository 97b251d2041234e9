package io.fourfold.infra.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that were given in one place.
 *
 * @param name of the place, for people
 */
record SettingSource(String name, Map<String, String> settings) {

    /** The name of the options of a command. */
    static final String OPTIONS = "options";

    /** All of them; those of later sources win. */
    static Map<String, String> merged(List<SettingSource> sources) {
        Map<String, String> all = new HashMap<>();
        sources.forEach(source -> all.putAll(source.settings));
        return all;
    }

    /** What of these is new or different since then. */
    static SettingSource options(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new HashMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return new SettingSource(OPTIONS, changed);
    }
}
