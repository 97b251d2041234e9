package io.fourfold.model.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a training is: in the program's log, and with the time in a file that stays beside the result.
 *
 * @param file appended to, created if it is new
 */
public record TrainingLog(Path file, Clock clock) implements Consumer<String> {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);

    /** @throws UncheckedIOException if the file cannot be written */
    @Override
    public void accept(String line) {
        LOG.info(line);
        try {
            Files.writeString(
                    file,
                    clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
