package io.fourfold.model.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private Path result;

    @BeforeEach
    void nameResult() {
        result = folder.resolve("result");
    }

    @Test
    void shouldRunAStageAndSayHowLongItTook() throws Exception {
        run("inputs", Duration.ofSeconds(200));

        assertThat(result).exists();
        assertThat(log).containsExactly("baking: starts", "baking: done in 3 min 20 s");
    }

    @Test
    void shouldNotRunAgainWhatIsDone() throws Exception {
        run("inputs", Duration.ofMinutes(61));
        log.clear();

        run("inputs", Duration.ofMinutes(5));

        assertThat(log).containsExactly("baking: done before, in 1 h 1 min");
    }

    @Test
    void shouldRunAgainWithOtherInputs() throws Exception {
        run("inputs", Duration.ofMinutes(1));
        log.clear();

        run("others", Duration.ofMinutes(2));

        assertThat(log).containsExactly("baking: starts", "baking: done in 2 min 0 s");
    }

    @Test
    void shouldRunAgainIfTheResultIsGone() throws Exception {
        run("inputs", Duration.ofMinutes(1));
        Files.delete(result);

        run("inputs", Duration.ofMinutes(1));

        assertThat(result).exists();
    }

    @Test
    void shouldAddUpTheTimeOfRunsThatWereStopped() throws Exception {
        assertThatThrownBy(() -> fail("inputs", Duration.ofMinutes(2))).hasMessage("out of flour");
        log.clear();

        run("inputs", Duration.ofMinutes(3));

        assertThat(log).containsExactly("baking: goes on after 2 min 0 s", "baking: done in 5 min 0 s");
    }

    @Test
    void shouldTotalAllStagesOfAllRuns() throws Exception {
        run("inputs", Duration.ofMinutes(1));
        try (Stages stages = new Stages(folder.resolve("stages.json"), clock, log::add)) {
            stages.run("eating", "inputs", result, () -> clock.advance(Duration.ofMinutes(2)));

            assertThat(stages.total()).isEqualTo(Duration.ofMinutes(3));
        }
    }

    private void run(String inputs, Duration time) throws IOException, InterruptedException {
        try (Stages stages = new Stages(folder.resolve("stages.json"), clock, log::add)) {
            stages.run("baking", inputs, result, () -> {
                clock.advance(time);
                Files.writeString(result, "done");
            });
        }
    }

    private void fail(String inputs, Duration time) throws IOException, InterruptedException {
        try (Stages stages = new Stages(folder.resolve("stages.json"), clock, log::add)) {
            stages.run("baking", inputs, result, () -> {
                clock.advance(time);
                throw new IOException("out of flour");
            });
        }
    }
}
