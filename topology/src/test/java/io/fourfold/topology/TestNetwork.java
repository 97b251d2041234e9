package io.fourfold.topology;

import io.fourfold.model.Caption;
import io.fourfold.model.Network;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.words.WordVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A network for tests: a photo is a JPEG start, any bytes and a JPEG end, and its embedding depends on nothing but its
 * bytes.
 */
public final class TestNetwork implements Network {

    public static final String VERSION = "test-1";

    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    private final WordVectors words = new WordVectors(
            List.of("man", "men", "woman", "women", "dog"),
            new float[][] {{1, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 0}, {0, 1, 1, 0}, {0, 0, 0, 1}});

    /** A whole photo of that content. */
    public static byte[] photo(String content) {
        byte[] bytes = content.getBytes();
        byte[] photo = Arrays.copyOf(START, START.length + bytes.length + END.length);
        System.arraycopy(bytes, 0, photo, START.length, bytes.length);
        System.arraycopy(END, 0, photo, START.length + bytes.length, END.length);
        return photo;
    }

    /** The embedding of a photo. */
    public static float[] embedding(byte[] photo) {
        Random random = new Random(Arrays.hashCode(photo));
        float[] embedding = new float[EMBEDDING_SIZE];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        return embedding;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public float[] embed(byte[] photo) {
        if (photo.length < START.length || !Arrays.equals(photo, 0, START.length, START, 0, START.length)) {
            throw new BadPhotoException("not a JPEG, PNG or WebP file");
        }
        if (!Arrays.equals(photo, photo.length - END.length, photo.length, END, 0, END.length)) {
            throw new BadPhotoException("the JPEG ends too early");
        }
        return embedding(photo);
    }

    @Override
    public List<Caption> captions(float[] embedding) {
        return List.of(
                new Caption("a photo that starts with " + embedding[0], -1.5), new Caption("something else", -2.5));
    }

    @Override
    public WordVectors words() {
        return words;
    }

    @Override
    public void close() {}
}
