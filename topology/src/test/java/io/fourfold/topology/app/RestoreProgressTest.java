package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    private static final TopicPartition SOURCE = new TopicPartition("photos.image.embedded.v1", 2);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void shouldCountWhatIsRestoredUntilAllIs() {
        progress.onRestoreStart(SOURCE, "similarity", 100, 400);
        progress.onBatchRestored(SOURCE, "similarity", 199, 90);
        progress.onBatchRestored(SOURCE, "similarity", 299, 60);
        assertThat(progress.now()).containsExactly(new RestoreProgress.Restoring("similarity", 2, 150, 300));

        progress.onRestoreEnd(SOURCE, "similarity", 250);
        assertThat(progress.now()).isEmpty();
    }

    @Test
    void shouldForgetWhatAnotherInstanceRestores() {
        progress.onRestoreStart(SOURCE, "similarity", 0, 400);
        progress.onRestoreSuspended(SOURCE, "similarity", 0);
        progress.onBatchRestored(SOURCE, "similarity", 10, 10);

        assertThat(progress.now()).isEmpty();
    }
}
