package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFetchesTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path directory;

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void shouldStartNothingThatThereIsNoMemoryFor() throws Exception {
        PhotoFetches fetches = new PhotoFetches(loader(), tasks::add, 10 * MEGABYTE);

        Optional<PhotoFetch> first = start(fetches, 6 * MEGABYTE);
        assertThat(first).isPresent();
        assertThat(start(fetches, 6 * MEGABYTE)).isEmpty();
        assertThat(start(fetches, 3 * MEGABYTE)).isPresent();
    }

    @Test
    void shouldHaveItsMemoryBackOnceAClosedPhotoHasArrived() throws Exception {
        PhotoFetches fetches = new PhotoFetches(loader(), tasks::add, 10 * MEGABYTE);
        PhotoFetch first = start(fetches, 6 * MEGABYTE).orElseThrow();

        first.close();
        first.close();
        assertThat(start(fetches, 6 * MEGABYTE)).isEmpty();

        tasks.remove().run();
        assertThat(start(fetches, 6 * MEGABYTE)).isPresent();
        assertThat(start(fetches, 6 * MEGABYTE)).isEmpty();
    }

    @Test
    void shouldThrowWhatTheLoaderThrew() throws Exception {
        PhotoFetches fetches = new PhotoFetches(loader(), Runnable::run, 10 * MEGABYTE);
        URI missing = directory.resolve("missing.jpg").toUri();

        PhotoFetch fetch = start(fetches, missing, 1).orElseThrow();

        assertThatThrownBy(fetch::get).isInstanceOf(PhotoNotFoundException.class);
    }

    private Optional<PhotoFetch> start(PhotoFetches fetches, long size) throws Exception {
        Path file = directory.resolve("photo.jpg");
        Files.write(file, new byte[] {1});
        return start(fetches, file.toUri(), size);
    }

    private static Optional<PhotoFetch> start(PhotoFetches fetches, URI uri, long size) {
        ClaimCheck claimCheck = new ClaimCheck(uri.toString(), "0".repeat(64), size);
        return fetches.start(new ImageUploaded(claimCheck, null, null, null, Instant.EPOCH), claimCheck);
    }

    private PhotoLoader loader() {
        return new PhotoLoader(
                TestLoaders.fetcher(directory.toUri()), Duration.ofSeconds(1), System::nanoTime, pause -> {});
    }
}
