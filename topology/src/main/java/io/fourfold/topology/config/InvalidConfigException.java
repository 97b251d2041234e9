package io.fourfold.topology.config;

import java.util.List;

/** Thrown once for a whole configuration; the message lists every problem. */
public final class InvalidConfigException extends RuntimeException {

    private final transient List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super("The configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                + "\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each problem. */
    public List<String> problems() {
        return problems;
    }
}
