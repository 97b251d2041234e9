package io.fourfold.model.words;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What words outside a vocabulary mean, in words of that vocabulary. Immutable.
 *
 * <p>It stays in the bytes of its file, where words are found by bisection, so that loading it costs nothing. Format, all numbers
 * big-endian: the eight bytes {@code FOURWORD}; int32 format version 1; int32 number of words; for each the int32 position of its
 * entry in the file; then the entries in the order of their words: uint8 length and ASCII letters of the word, uint8 number of
 * meanings, and for each, the heaviest first, uint16 token and uint8 weight in 255ths of the heaviest.
 */
public final class WordMeanings {

    /** Of a network that has no such file. */
    public static final WordMeanings NONE = new WordMeanings(ByteBuffer.allocate(0), 0, null);

    private static final long MAGIC = 0x464f5552574f5244L;
    private static final int FORMAT_VERSION = 1;
    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES;
    private static final int FULL_WEIGHT = 255;

    private final ByteBuffer file;
    private final int count;
    private final Vocabulary vocabulary;

    private WordMeanings(ByteBuffer file, int count, Vocabulary vocabulary) {
        this.file = file;
        this.count = count;
        this.vocabulary = vocabulary;
    }

    /**
     * Reads what {@link #toBytes} returned.
     *
     * @param vocabulary that it was made for
     * @throws IllegalArgumentException if the bytes are no such file
     */
    public static WordMeanings read(byte[] bytes, Vocabulary vocabulary) {
        try {
            ByteBuffer file = ByteBuffer.wrap(bytes);
            if (file.getLong() != MAGIC || file.getInt() != FORMAT_VERSION) {
                throw new IllegalArgumentException("no meanings of words in format " + FORMAT_VERSION);
            }
            int count = file.getInt();
            if (count < 0 || (long) HEADER + (long) count * Integer.BYTES > bytes.length) {
                throw new IllegalArgumentException("meanings of words are cut short");
            }
            return new WordMeanings(file, count, vocabulary);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("meanings of words are cut short", e);
        }
    }

    /**
     * Makes the file.
     *
     * @param meanings by word of ASCII letters, each the heaviest first and at least one; all are in the vocabulary
     */
    public static byte[] toBytes(SortedMap<String, List<WordMeaning>> meanings, Vocabulary vocabulary)
            throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(file);
        header.writeLong(MAGIC);
        header.writeInt(FORMAT_VERSION);
        header.writeInt(meanings.size());
        int start = HEADER + meanings.size() * Integer.BYTES;
        DataOutputStream out = new DataOutputStream(entries);
        for (Map.Entry<String, List<WordMeaning>> entry : meanings.entrySet()) {
            header.writeInt(start + out.size());
            out.writeByte(entry.getKey().length());
            out.write(entry.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeByte(entry.getValue().size());
            float heaviest = entry.getValue().get(0).weight();
            for (WordMeaning meaning : entry.getValue()) {
                out.writeShort(vocabulary.token(meaning.word()));
                out.writeByte(Math.max(1, Math.round(FULL_WEIGHT * meaning.weight() / heaviest)));
            }
        }
        entries.writeTo(file);
        return file.toByteArray();
    }

    /** Number of words. */
    public int size() {
        return count;
    }

    /** What a lower-case word means, the heaviest meaning first and of weight 1; nothing if that is not known. */
    public List<WordMeaning> of(String word) {
        int from = 0;
        int to = count;
        while (from < to) {
            int middle = (from + to) >>> 1;
            ByteBuffer entry = entry(middle);
            int order = text(entry).compareTo(word);
            if (order == 0) {
                return meanings(entry);
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle;
        }
        return List.of();
    }

    private ByteBuffer entry(int index) {
        return file.duplicate().position(file.getInt(HEADER + index * Integer.BYTES));
    }

    /** Moves the entry's position behind the word. */
    private static String text(ByteBuffer entry) {
        byte[] letters = new byte[Byte.toUnsignedInt(entry.get())];
        entry.get(letters);
        return new String(letters, StandardCharsets.US_ASCII);
    }

    private List<WordMeaning> meanings(ByteBuffer entry) {
        int size = Byte.toUnsignedInt(entry.get());
        List<WordMeaning> meanings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String word = vocabulary.word(Short.toUnsignedInt(entry.getShort()));
            meanings.add(new WordMeaning(word, (float) Byte.toUnsignedInt(entry.get()) / FULL_WEIGHT));
        }
        return List.copyOf(meanings);
    }
}
