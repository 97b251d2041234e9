package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DecodingMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void shouldLetWhatExceedsItWait() throws Exception {
        DecodingMemory memory = new DecodingMemory(10 * MEGABYTE);
        CountDownLatch decoding = new CountDownLatch(1);
        CountDownLatch decoded = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> using(memory, 6 * MEGABYTE, () -> {
            decoding.countDown();
            await(decoded);
            return "first";
        }));
        await(decoding);

        CompletableFuture<Long> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> second.complete(using(memory, 6 * MEGABYTE, decoded::getCount)));
        thread.start();
        while (!second.isDone() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        decoded.countDown();

        assertThat(second.get(1, TimeUnit.MINUTES)).isZero();
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("first");
    }

    @Test
    void shouldLetWhatFitsGoOnBesideOthers() throws Exception {
        DecodingMemory memory = new DecodingMemory(10 * MEGABYTE);

        String both = using(
                memory,
                6 * MEGABYTE,
                () -> CompletableFuture.supplyAsync(() -> using(memory, 4 * MEGABYTE, () -> "both"))
                        .join());

        assertThat(both).isEqualTo("both");
    }

    @Test
    void shouldHaveItsMemoryBackAfterAFailure() {
        DecodingMemory memory = new DecodingMemory(MEGABYTE);

        assertThatThrownBy(() -> using(memory, MEGABYTE, () -> {
                    throw new OutOfMemoryError("injected");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(DecodingMemoryTest.<String>using(memory, MEGABYTE, () -> "again"))
                .isEqualTo("again");
    }

    @Test
    void shouldRefuseAPhotoThatNeverFits() {
        PhotoDecoder decoder = new PhotoDecoder(224, new DecodingMemory(256 * MEGABYTE));

        assertThatThrownBy(() -> decoder.decode(DrawnPhotos.oneColourWebp(16_383, 6_103)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("16383 x 6103 pixels needs")
                .hasMessageContaining("256 MB");
    }

    @Test
    void shouldRefuseAFewBytesThatAskForSecondsOfWork() {
        PhotoDecoder decoder = new PhotoDecoder(224, new DecodingMemory(512 * MEGABYTE));

        assertThatThrownBy(() -> decoder.decode(DrawnPhotos.oneColourWebp(16_383, 6_103)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("16383 x 6103 pixels in 36 bytes");
    }

    @Test
    void shouldCountOnlyWhatTheReaderKeeps() {
        PhotoDecoder decoder = new PhotoDecoder(224, new DecodingMemory(96 * MEGABYTE));

        assertThat(decoder.decode(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(6_000, 4_000))))
                .isNotEmpty();
        assertThatThrownBy(() -> decoder.decode(DrawnPhotos.progressiveJpeg(DrawnPhotos.redAndBlue(6_000, 4_000))))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("scale it down");
    }

    @Test
    void shouldGiveBackOnlyOnce() {
        DecodingMemory memory = new DecodingMemory(MEGABYTE);
        DecodingMemory.Share share = memory.take(MEGABYTE);

        share.close();
        share.close();

        memory.take(MEGABYTE);
        assertThat(memory.free()).isZero();
    }

    private static <T> T using(DecodingMemory memory, long bytes, Supplier<T> decoding) {
        try (DecodingMemory.Share share = memory.take(bytes)) {
            assertThat(share).isNotNull();
            return decoding.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
