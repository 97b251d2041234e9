package io.fourfold.topology.testing;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.encoder.PlaceMap;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import io.fourfold.topology.similarity.Axes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import javax.imageio.ImageIO;

/** A network for tests: it decodes photos as the real one does, but its embedding is random, seeded by the pixels. */
public final class TestNetwork implements Network {

    public static final String VERSION = "test-1";

    /** Of its best caption; that of the other is not known. */
    public static final double CONFIDENCE = 0.75;

    /** Its embeddings differ in all directions alike. */
    public static final Axes AXES = new Axes(EMBEDDING_SIZE, List.of());

    private static final PhotoDecoder DECODER = new PhotoDecoder(224);
    private static final int PIXELS = 16;
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final List<LearnedWord> vocabulary = List.of(
            new LearnedWord("man", 50, new float[] {1, 0, 0, 0}),
            new LearnedWord("men", 40, new float[] {1, 1, 0, 0}),
            new LearnedWord("woman", 30, new float[] {0, 0, 1, 0}),
            new LearnedWord("women", 20, new float[] {0, 1, 1, 0}),
            new LearnedWord("dog", 10, new float[] {0, 0, 0, 1}));

    private final String version;
    private final boolean searches;
    private final boolean explains;
    private final TestTextSearch textSearch = new TestTextSearch(List.of("man", "men", "woman", "women", "dog"));

    public TestNetwork() {
        this(VERSION, true, true);
    }

    private TestNetwork(String version, boolean searches, boolean explains) {
        this.version = version;
        this.searches = searches;
        this.explains = explains;
    }

    /** A network that was trained without a text encoder. */
    public static TestNetwork withoutTextSearch() {
        return new TestNetwork(VERSION, false, true);
    }

    /** A network that cannot tell what places contribute. */
    public static TestNetwork withoutExplanations() {
        return new TestNetwork(VERSION, true, false);
    }

    /** The same network by another name. */
    public static TestNetwork ofVersion(String version) {
        return new TestNetwork(version, true, true);
    }

    /** A small JPEG whose pixels depend on the text. */
    public static byte[] photo(String text) {
        Random random = new Random(text.hashCode());
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < PIXELS * PIXELS; i++) {
            image.setRGB(i % PIXELS, i / PIXELS, random.nextInt());
        }
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The embedding of a photo. */
    public static float[] embedding(byte[] photo) {
        return embedding(DECODER.decode(photo));
    }

    private static float[] embedding(float[] pixels) {
        Random random = new Random(Arrays.hashCode(pixels));
        float[] embedding = new float[EMBEDDING_SIZE];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        return embedding;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public DecodedPhoto decode(byte[] file) {
        return new DecodedPhoto(DECODER.decode(file));
    }

    @Override
    public DecodedPhoto decodeWithThumbnail(byte[] file) {
        return DECODER.decodeWithThumbnail(file);
    }

    @Override
    public float[] embed(DecodedPhoto photo) {
        return embedding(photo.pixels());
    }

    @Override
    public List<Caption> captions(float[] embedding) {
        return List.of(
                new Caption("a photo that starts with " + embedding[0], -1.5, OptionalDouble.of(CONFIDENCE)),
                new Caption("something else", -2.5));
    }

    @Override
    public TestTextSearch textSearch() {
        if (!searches) {
            throw new IllegalStateException("trained without a text encoder");
        }
        return textSearch;
    }

    @Override
    public WordVectors words() {
        return WordVectors.of(vocabulary);
    }

    @Override
    public List<LearnedWord> vocabulary() {
        return vocabulary;
    }

    /** Two rows of three places that differ at random. */
    @Override
    public PhotoPlaces places(DecodedPhoto photo) {
        if (!explains) {
            return Network.super.places(photo);
        }
        return new PhotoPlaces(places(embed(photo)), places(embed(PhotoPlaces.empty(photo))));
    }

    private static PlaceMap places(float[] embedding) {
        float[][] places = new float[ROWS * COLUMNS][EMBEDDING_SIZE];
        for (int i = 0; i < EMBEDDING_SIZE; i++) {
            for (int place = 0; place < places.length; place++) {
                places[place][i] = embedding[i] * 2 * place / (places.length - 1);
            }
        }
        return new PlaceMap(ROWS, COLUMNS, places);
    }

    @Override
    public WordExplanation explain(PhotoPlaces places, String word) {
        words().require(word);
        return new WordExplanation(places.cosine(TestTextSearch.vector(word)), "a photo of a");
    }

    @Override
    public void close() {}
}
