package io.fourfold.topology.similarity;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Finds the slot of an image id, in 5 to 11 bytes an id: a hash table of slots alone, since the ids themselves are kept
 * in the slots. Linear probing; a removal closes the gap, so nothing of an id stays. Not safe for concurrent use.
 */
final class IdSlots {

    private static final int SMALLEST = 64;
    private static final int EMPTY = 0;

    private final IntFunction<byte[]> idOfSlot;
    private int[] table = new int[SMALLEST];
    private int size;

    /**
     * @param idOfSlot the id in a slot that was added
     */
    IdSlots(IntFunction<byte[]> idOfSlot) {
        this.idOfSlot = idOfSlot;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) table.length * Integer.BYTES;
    }

    /** The slot of an id; -1 if it has none. */
    int find(byte[] id) {
        return table[place(id)] - 1;
    }

    /** Adds an id that has no slot yet. */
    void add(byte[] id, int slot) {
        if (size >= table.length / 4 * 3) {
            grow();
        }
        table[place(id)] = slot + 1;
        size++;
    }

    /** Removes an id that has a slot, while the slot still holds it. */
    void remove(byte[] id) {
        int gap = place(id);
        int next = gap;
        while (true) {
            next = next + 1 & table.length - 1;
            if (table[next] == EMPTY) {
                break;
            }
            int home = home(idOfSlot.apply(table[next] - 1));
            // Moves up whoever's way from its home leads through the gap.
            if ((next - home & table.length - 1) >= (next - gap & table.length - 1)) {
                table[gap] = table[next];
                gap = next;
            }
        }
        table[gap] = EMPTY;
        size--;
    }

    /** Where an id is, or the empty place where it would go. */
    private int place(byte[] id) {
        int place = home(id);
        while (table[place] != EMPTY && !Arrays.equals(idOfSlot.apply(table[place] - 1), id)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private int home(byte[] id) {
        // Spreads the bits, since ids often differ in their last characters only (Fibonacci hashing).
        return Arrays.hashCode(id) * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(table.length - 1);
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        for (int entry : old) {
            if (entry != EMPTY) {
                int place = home(idOfSlot.apply(entry - 1));
                while (table[place] != EMPTY) {
                    place = place + 1 & table.length - 1;
                }
                table[place] = entry;
            }
        }
    }
}
