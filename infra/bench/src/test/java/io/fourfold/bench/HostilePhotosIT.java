package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A short run of {@code fourfold bench photos}; {@code -Dfourfold.hostile.uploads=5000} makes it a long one. */
class HostilePhotosIT {

    private static final int UPLOADS = Integer.getInteger("fourfold.hostile.uploads", 230);
    private static final int PARTITIONS = 3;
    private static final int HEAP_MEGABYTES = 512;

    @Test
    void shouldCaptionOrRefuseEachWithLittleHeap() throws Exception {
        try (BenchStack stack = BenchStack.start(Map.of(Setting.ROLES.key(), "images"), PARTITIONS)) {
            Path log = stack.directory().resolve("gc.log");
            try (InstanceProcess instance = stack.instance("instance", HostileBench.jvm(HEAP_MEGABYTES, log))) {
                HostileBench.Outcome outcome =
                        new HostileBench(stack.cluster(), new HostilePhotos(1)).run(UPLOADS, ended -> {});

                assertThat(outcome.missing()).isEmpty();
                assertThat(outcome.withoutReason()).isZero();
                assertThat(outcome.captioned()).isPositive();
                assertThat(outcome.captioned() + outcome.refused()).isEqualTo(UPLOADS);
                assertThat(instance.process().isAlive()).isTrue();
            }
        }
    }
}
