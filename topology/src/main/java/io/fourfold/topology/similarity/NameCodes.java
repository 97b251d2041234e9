package io.fourfold.topology.similarity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Small numbers for names that many photos share. A name is forgotten with its last photo. Not safe for concurrent use. */
final class NameCodes {

    /** Code of no name. */
    static final int NONE = 0;

    /** Rough heap bytes of a name beside its characters: string, entry, counter and their places in tables. */
    private static final int BYTES_PER_NAME = 160;

    private static final class Use {
        private final int code;
        private int photos;

        private Use(int code) {
            this.code = code;
        }
    }

    private final Map<String, Use> uses = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Deque<Integer> freeCodes = new ArrayDeque<>();
    private long characters;

    NameCodes() {
        names.add(null);
    }

    /** The code of a name for one more photo. */
    int acquire(Optional<String> name) {
        return name.map(this::acquire).orElse(NONE);
    }

    /** Takes back what {@code acquire} gave to a photo. */
    void release(int code) {
        if (code == NONE) {
            return;
        }
        String name = names.get(code);
        Use use = uses.get(name);
        use.photos--;
        if (use.photos == 0) {
            uses.remove(name);
            names.set(code, null);
            freeCodes.push(code);
            characters -= name.length();
        }
    }

    /** The code of a name that some photo has. */
    OptionalInt find(String name) {
        Use use = uses.get(name);
        return use == null ? OptionalInt.empty() : OptionalInt.of(use.code);
    }

    /** Estimated heap bytes. */
    long memoryBytes() {
        return uses.size() * (long) BYTES_PER_NAME + characters;
    }

    private int acquire(String name) {
        Use use = uses.get(name);
        if (use == null) {
            use = new Use(newCode(name));
            uses.put(name, use);
            characters += name.length();
        }
        use.photos++;
        return use.code;
    }

    private int newCode(String name) {
        if (freeCodes.isEmpty()) {
            names.add(name);
            return names.size() - 1;
        }
        int code = freeCodes.pop();
        names.set(code, name);
        return code;
    }
}
