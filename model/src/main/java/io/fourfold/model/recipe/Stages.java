package io.fourfold.model.recipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fourfold.model.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the stages of a long piece of work one after the other and remembers in a file which are done and how long each took, over
 * all runs. A stage whose inputs and results are unchanged is not run again.
 */
final class Stages implements AutoCloseable {

    private static final int SECONDS_PER_NOTE = 30;

    private final Path file;
    private final Clock clock;
    private final Consumer<String> log;
    private final Map<String, Stage> stages;
    private final ScheduledExecutorService notes = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stage-times");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is known of a stage.
     *
     * @param inputs names everything that its result depends on
     * @param millis how long it has run
     */
    record Stage(String inputs, long millis, boolean done) {}

    /** The work of a stage. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * @param file remembers the stages; need not exist
     * @param log receives a line when a stage starts and ends
     */
    Stages(Path file, Clock clock, Consumer<String> log) throws IOException {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.stages = Files.exists(file)
                ? new ObjectMapper().readValue(file.toFile(), new TypeReference<LinkedHashMap<String, Stage>>() {})
                : new LinkedHashMap<>();
    }

    /**
     * Runs a stage unless it is done.
     *
     * @param inputs names everything that the result depends on
     * @param result what the stage writes
     */
    void run(String name, String inputs, Path result, Work work) throws IOException, InterruptedException {
        Stage before = stages.get(name);
        boolean same = before != null && before.inputs().equals(inputs);
        if (same && before.done() && Files.exists(result)) {
            log.accept("%s: done before, in %s".formatted(name, text(before.millis())));
            return;
        }
        boolean goesOn = same && !before.done();
        log.accept(goesOn ? "%s: goes on after %s".formatted(name, text(before.millis())) : name + ": starts");
        long millisBefore = goesOn ? before.millis() : 0;
        Instant start = clock.instant();
        note(name, new Stage(inputs, millisBefore, false));
        var noting = notes.scheduleWithFixedDelay(
                () -> note(name, new Stage(inputs, millisBefore + since(start), false)),
                SECONDS_PER_NOTE,
                SECONDS_PER_NOTE,
                TimeUnit.SECONDS);
        try {
            work.run();
        } finally {
            noting.cancel(false);
            note(name, new Stage(inputs, millisBefore + since(start), false));
        }
        Stage done = new Stage(inputs, stages.get(name).millis(), true);
        note(name, done);
        log.accept("%s: done in %s".formatted(name, text(done.millis())));
    }

    /** How long all stages have taken together, earlier runs included. */
    synchronized Duration total() {
        return Duration.ofMillis(
                stages.values().stream().mapToLong(Stage::millis).sum());
    }

    @Override
    public void close() {
        notes.shutdownNow();
    }

    private synchronized void note(String name, Stage stage) {
        stages.put(name, stage);
        try {
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            AtomicFile.write(file, json.writeValueAsBytes(stages));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private long since(Instant start) {
        return Duration.between(start, clock.instant()).toMillis();
    }

    static String text(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
