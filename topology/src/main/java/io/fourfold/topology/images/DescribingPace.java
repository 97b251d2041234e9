package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.model.image.PhotoDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * How long describing a photo takes on this machine; measuring it also warms the network up.
 *
 * @param photo time for a photo as large as a screen
 */
record DescribingPace(Duration photo) {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;

    /** Describes the same photo twice, since the first time takes longer. */
    static DescribingPace measure(Network network) {
        byte[] photo = sample();
        describe(network, photo);
        return new DescribingPace(describe(network, photo));
    }

    /**
     * Longest turn of a task, in which it may have a photo that is decoded for as long as any may be. After many deletes a thread
     * takes all uploads that a task has waiting in one turn, and does so again if its transaction was fenced meanwhile; commonly
     * it takes one, and the rest is reserve for a busy machine.
     *
     * @param photos most that a task describes in a turn
     */
    Duration turn(int photos) {
        Duration all = photo.multipliedBy(photos);
        return all.compareTo(PhotoDecoder.MAX_TIME) > 0 ? all : PhotoDecoder.MAX_TIME;
    }

    private static Duration describe(Network network, byte[] photo) {
        long start = System.nanoTime();
        network.captions(network.embed(photo));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Coarse noise, since an even photo decodes too fast. */
    private static byte[] sample() {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; y % 8 == 0 && x < WIDTH; x++) {
                row[x] = x % 8 == 0 ? random.nextInt() : row[x - 1];
            }
            image.setRGB(0, y, WIDTH, 1, row, 0, WIDTH);
        }
        try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpeg", file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
