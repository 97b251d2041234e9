package io.fourfold.topology.similarity;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The names of which a photo must have one, as the codes that a {@link VectorMirror} gives to them.
 *
 * @param any whether it need not have one
 * @param codes else one of these, in their order
 */
record WantedCodes(boolean any, int[] codes) {

    static final WantedCodes ANY = new WantedCodes(true, new int[0]);

    /**
     * The codes of some names.
     *
     * @param names empty for any
     * @return empty if no photo has one of the names
     */
    static Optional<WantedCodes> of(Set<String> names, NameCodes known) {
        if (names.isEmpty()) {
            return Optional.of(ANY);
        }
        int[] codes = names.stream()
                .map(known::find)
                .filter(code -> code.isPresent())
                .mapToInt(code -> code.getAsInt())
                .sorted()
                .toArray();
        return codes.length == 0 ? Optional.empty() : Optional.of(new WantedCodes(false, codes));
    }

    boolean has(int code) {
        if (any) {
            return true;
        }
        return codes.length == 1 ? codes[0] == code : Arrays.binarySearch(codes, code) >= 0;
    }
}
